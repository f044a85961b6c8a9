/** Records how far an endpoint is, whenever that has changed. */
import type { Range } from '../records.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** `atLeast` leaves out a step that is smaller, such as over facts that the endpoint does not ask for. */
export type KeepPlace = (atLeast?: number) => void;

interface Ports {
  readonly endpoint: string;
  readonly reader: Reader;
  readonly writer: Writer;
  /** As it is on record. */
  readonly start: readonly Range[];
}

const firstOf = (ranges: readonly Range[]): number => ranges[0]?.after ?? 0;

export const placeKeeper = ({ endpoint, reader, writer, start }: Ports): KeepPlace => {
  let written = start;
  return (atLeast = 0) => {
    const ranges = reader.ranges();
    const moved = firstOf(ranges) - firstOf(written);
    const isSame = moved === 0 && JSON.stringify(ranges) === JSON.stringify(written);
    if (isSame || (moved >= 0 && moved < atLeast)) return;
    written = ranges;
    writer.add({ type: 'place', endpoint, ranges });
  };
};

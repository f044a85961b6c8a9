/** Events that somebody asked for again: they go one after the other, and hold nothing back. */
import type { Millis } from '../../kernel/clock.ts';
import type { EventPlace, ParcelRow } from '../records.ts';
import type { RunPorts } from './run-ports.ts';
import type { Standing } from './standing.ts';

export interface OutOfTurn {
  /** The next one; null if there is none. Its table is read once for each change. */
  next(): ParcelRow | null;
  /** The table has changed. */
  lookAgain(): void;
  /** Sends an event again. One that is held back by its own failure goes at once. */
  ask(event: EventPlace & { readonly id: string }, now: Millis): void;
}

interface Ports extends Pick<RunPorts, 'records' | 'writer'> {
  readonly endpoint: string;
  readonly standing: Standing;
}

export const createOutOfTurn = ({ records, writer, endpoint, standing }: Ports): OutOfTurn => {
  let known: ParcelRow | null | undefined;
  return {
    next() {
      if (known === undefined) known = records.nextAlone(endpoint);
      return known;
    },
    lookAgain() {
      known = undefined;
    },
    ask({ id, position, index }, now) {
      const isIt = (one: EventPlace): boolean => one.position === position && one.index === index;
      const held = standing.parcels().find(({ members }) => members.some(isIt));
      if (held) {
        held.nextAt = now;
        return;
      }
      const members = [{ position, index, lane: '' }];
      writer.add({ type: 'hold', endpoint, parcel: { id, members, attempts: 0, nextAt: now, alone: true } });
      writer.flush();
      known = undefined;
    },
  };
};

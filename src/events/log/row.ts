/** A fact as a store keeps it, and its conversion to a fact of today's shape. */
import { Defect } from '../../kernel/fault.ts';
import { readFact } from '../facts/catalogue.ts';
import type { StreamHeader } from '../facts/header.ts';
import type { Recorded } from './log.ts';

/** One row of the log as it was hashed: `data` is unchecked text. */
export interface HashedRow {
  readonly position: number;
  readonly stream: string;
  readonly streamId: number;
  readonly version: number;
  readonly type: string;
  readonly schema: number;
  /** JSON, byte for byte as it was hashed. */
  readonly data: string;
  readonly at: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly causation: number | null;
  readonly correlation: string | null;
  readonly by: string;
  /** 64 hex digits. */
  readonly hash: string;
}

/** A row with the header of its stream. */
export interface Row extends HashedRow {
  readonly header: StreamHeader;
}

const parse = (row: HashedRow): unknown => {
  try {
    return JSON.parse(row.data);
  } catch (cause) {
    const { stream, position } = row;
    throw new Defect(`position ${position} of the log (stream ${stream}) holds data that is not JSON`, {
      stream,
      position,
      cause,
    });
  }
};

/** The fact of a row, in today's shape. @throws Defect that names stream and position when its schema refuses it. */
export const factOfRow = (row: HashedRow) => readFact({ type: row.type, schema: row.schema, data: parse(row) }, row);

/** The content of a row, in today's shape. @throws Defect as `factOfRow` does. */
export const recordedOf = (row: Row): Recorded => {
  const { type, ...data } = factOfRow(row);
  return { ...row, type, data } as unknown as Recorded;
};

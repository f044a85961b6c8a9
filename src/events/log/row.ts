/** A fact as a store keeps it, and its conversion to a fact of today's shape. */
import { Defect } from '../../kernel/fault.ts';
import { type Fact, readFact } from '../facts/catalogue.ts';
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

const readOf = (row: HashedRow) => readFact({ type: row.type, schema: row.schema, data: parse(row) }, row);

/** The fact of a row, in today's shape. @throws Defect that names stream and position when its schema refuses it. */
export const factOfRow = (row: HashedRow): Fact => {
  const { type, data } = readOf(row);
  return { ...data, type } as Fact;
};

/** The content of a row, in today's shape. Written out instead of spread: every fact that is read passes here. */
export const recordedOf = (row: Row): Recorded => {
  const { type, data } = readOf(row);
  return {
    position: row.position,
    stream: row.stream,
    streamId: row.streamId,
    header: row.header,
    version: row.version,
    type,
    schema: row.schema,
    data,
    at: row.at,
    from: row.from,
    to: row.to,
    causation: row.causation,
    correlation: row.correlation,
    by: row.by,
    hash: row.hash,
  } as unknown as Recorded;
};

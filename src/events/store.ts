/**
 * What the log needs from whatever keeps its rows: a place that is written in one transaction and read by position.
 *
 * A store has no policy. Versions, the hash chain, grouping and the guard on facts are the log's (`event-log.ts`), so
 * that they are the same over SQLite and in memory.
 */
import type { Head } from './log.ts';
import type { Row } from './row.ts';

/** Rows with `after < position <= upTo`, oldest first. */
interface Selection {
  readonly after: number;
  readonly upTo?: number;
  readonly limit?: number;
  readonly stream?: string;
  readonly type?: string;
}

/** How far a stream has come. */
export interface StreamHead {
  readonly id: number;
  readonly version: number;
}

export interface Store {
  /**
   * Runs `work` in one transaction that is on disk when this returns. Reads are cheaper inside than outside.
   * @throws Fault when the disk would not have it, and whatever `work` threw; either way nothing of it happened.
   */
  transaction<T>(work: () => T): T;
  /** Within a transaction only. */
  insert(rows: readonly Row[], contents: readonly string[]): void;
  head(): Head;
  /** Null for a stream that nobody has written to. */
  streamHead(stream: string): StreamHead | null;
  rows(selection: Selection): readonly Row[];
  /** Where a stream's version stands; null when there is no such row. */
  positionOf(streamId: number, version: number): number | null;
  content(id: string): string | null;
  close(): void;
}

/**
 * What the log needs from whatever keeps its rows: a place that is written in one transaction and read by position.
 *
 * A store has no policy. Versions, the hash chain, grouping and the guard on facts are the log's (`event-log.ts`), so
 * that they are the same over SQLite and in memory.
 */
import type { Head } from './log.ts';
import type { Row } from './row.ts';

/** Rows with `after < position <= upTo`, oldest first. */
export interface Selection {
  readonly after: number;
  readonly upTo?: number;
  readonly limit?: number;
  readonly stream?: string;
  readonly type?: string;
  /** Of one stream, only what stands after this version: a place that is found without walking to it. */
  readonly afterVersion?: number;
  /** The other way round: the limit keeps the newest. */
  readonly newestFirst?: boolean;
  /** Passes over what is in segments of the archive that are not there. */
  readonly withoutMissing?: boolean;
}

/** How far a stream has come. */
export interface StreamHead {
  readonly id: number;
  readonly version: number;
}

/** What somebody said, kept beside the fact at this position, which names it. */
export interface Text {
  readonly position: number;
  readonly body: string;
}

/** Rows that left together for a file. */
export interface StoredSegment {
  readonly number: number;
  /** Its name in the folder `archive`. */
  readonly file: string;
  /** Positions. */
  readonly first: number;
  readonly last: number;
  readonly facts: number;
  /** Of the file, 64 hex digits. */
  readonly sha256: string;
}

/** A run of neighbours that left together: where it ends, and with which hash the chain goes on behind it. */
export interface StoredSeam extends Head {
  readonly segment: number;
}

export interface Archive {
  segments(): readonly StoredSegment[];
  isThere(segment: StoredSegment): boolean;
  /** SHA-256 of its file as it is now. */
  hashOf(segment: StoredSegment): Promise<string>;
  /** The run that begins at this position; null when none does. */
  seam(first: number): StoredSeam | null;
}

/** Where nothing ever leaves. */
export const noArchive: Archive = {
  segments: () => [],
  isThere: () => false,
  hashOf: () => Promise.resolve(''),
  seam: () => null,
};

export interface Store {
  /**
   * Runs `work` in one transaction that is on disk when this returns. Reads are cheaper inside than outside.
   * @throws Fault when the disk would not have it, and whatever `work` threw; either way nothing of it happened.
   */
  transaction<T>(work: () => T): T;
  /** Within a transaction only. */
  insert(rows: readonly Row[], texts: readonly Text[]): void;
  head(): Head;
  /** Null for a stream that nobody has written to. */
  streamHead(stream: string): StreamHead | null;
  rows(selection: Selection): readonly Row[];
  /** Names of streams that begin so, in the order of the alphabet. */
  streams(prefix: string, limit: number): readonly string[];
  /** Where a stream's version stands; null when there is no such row. */
  positionOf(streamId: number, version: number): number | null;
  /** Whether the fact at this position can be found by its type. */
  hasType(position: number, type: string): boolean;
  /** The text beside a stream's first fact. */
  content(stream: string): string | null;
  /** Texts beside facts after this position, oldest first. */
  texts(after: number, limit: number): readonly Text[];
  readonly archive: Archive;
  close(): void;
}

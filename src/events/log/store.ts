/**
 * What the log needs from an engine that keeps its rows: a way to commit, and a way to read by position.
 *
 * A store has no policy. Versions, the hash chain, grouping, claims and the guard on facts are the log's (`event-log.ts`),
 * so that they are the same over SQLite, in memory and over a database elsewhere. To commit may take its time; to read is
 * a look at a local file and answers at once.
 */
import type { StreamHeader } from '../facts/header.ts';
import type { Said } from './content.ts';
import type { Head, Recorded } from './log.ts';
import type { Row } from './row.ts';

/** Rows with `after < position <= upTo`, oldest first. */
export interface Selection {
  readonly after: number;
  readonly upTo?: number;
  readonly limit?: number;
  readonly stream?: string;
  readonly type?: string;
  /** Facts of one session or chat are found by walking: the caller bounds `upTo`. */
  readonly session?: string;
  readonly chatId?: string;
  /** In one stream, only what stands after this version: a place that is found without walking to it. */
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
  readonly header: StreamHeader;
}

/** What somebody said, kept beside the fact at this position, which names it; `place` counts from 0. */
export interface StoredContent extends Said {
  readonly position: number;
  readonly place: number;
}

/** A key that one fact holds. */
export interface Claim {
  readonly key: string;
  readonly position: number;
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
  /** SHA-256 of the file, 64 hex digits. */
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

/** The archive of a store that nothing ever leaves. */
export const noArchive: Archive = {
  segments: () => [],
  isThere: () => false,
  hashOf: () => Promise.resolve(''),
  seam: () => null,
};

/** What one commit writes. */
export interface Batch {
  readonly rows: readonly Row[];
  readonly contents: readonly StoredContent[];
  readonly claims: readonly Claim[];
  /** The rows again, as projections take them. */
  readonly facts: readonly Recorded[];
}

export interface Committing {
  /**
   * Writes what `draft` answers, together with the tables that follow from it, in one transaction. `draft` is called once,
   * where reading is cheap; what it throws is thrown here. Resolves once everything is on disk. Commits come one after
   * another, never two at once.
   * @throws Fault when the disk would not have it; then nothing of it happened.
   */
  commit<B extends Batch>(draft: () => B): Promise<B>;
}

export interface Reading {
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
  /** The position that holds a key; null when none does. */
  claimed(key: string): number | null;
  /** The content beside a fact; null when there is none. */
  content(position: number, place: number): Said | null;
  /** Contents behind this place of the log, in their order. */
  contents(after: { position: number; place: number }, limit: number): readonly StoredContent[];
  /** Reads of one moment for the price of one. */
  together<T>(read: () => T): T;
  readonly archive: Archive;
}

export interface Store extends Committing, Reading {
  close(): void;
}

/**
 * What the log needs from a storage engine: a way to commit, and a way to read by position.
 *
 * A store has no policy. Versions, the hash chain, grouping, claims and the guard on facts belong to the log
 * (`event-log.ts`), so they are the same over SQLite, in memory and over a remote database. A commit is asynchronous. A
 * read is a local look-up and answers synchronously.
 */
import type { Erased } from '../facts/catalogue.ts';
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
  /** Facts of one session, or of some chats, are found by a scan: the caller bounds `upTo`. */
  readonly session?: string;
  readonly chatIds?: readonly string[];
  /** With one stream: only facts after this version, which an index finds. */
  readonly afterVersion?: number;
  /** Reverses the order: the limit keeps the newest rows. */
  readonly newestFirst?: boolean;
  /** Skips rows in missing segments of the archive. */
  readonly withoutMissing?: boolean;
}

/** The head of a stream. */
export interface StreamHead {
  readonly id: number;
  readonly version: number;
  readonly header: StreamHeader;
}

/** Content, stored beside the fact at this position. `place` is its index among the contents of the fact, from 0. */
export interface StoredContent extends Said {
  readonly position: number;
  readonly place: number;
}

/** A key that one fact holds. */
export interface Claim {
  readonly key: string;
  readonly position: number;
}

/** Rows that moved to one archive file. */
export interface StoredSegment {
  readonly number: number;
  /** Its file name in the folder `archive`. */
  readonly file: string;
  /** Positions. */
  readonly first: number;
  readonly last: number;
  readonly facts: number;
  /** SHA-256 of the file, 64 hex digits. */
  readonly sha256: string;
}

/** A run of neighbours that was archived together: its last position, and the hash from which the chain continues. */
export interface StoredSeam extends Head {
  readonly segment: number;
}

export interface Archive {
  segments(): readonly StoredSegment[];
  isThere(segment: StoredSegment): boolean;
  /** SHA-256 of its file in its present state. */
  hashOf(segment: StoredSegment): Promise<string>;
  /** The run that begins at this position; null if none does. */
  seam(first: number): StoredSeam | null;
}

/** The archive of a store that archives nothing. */
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
  /** Contents that its facts erase. */
  readonly erased: readonly Erased[];
  /** The same rows, as facts for the projections. */
  readonly facts: readonly Recorded[];
}

export interface Committing {
  /**
   * Writes the result of `draft` and the projections that follow from it, in one transaction. `draft` is called once,
   * where reading is cheap; an error from it is thrown here. Resolves once everything is on disk. Commits run one after
   * another, never concurrently.
   * @throws Fault when the disk fails; then nothing was written.
   */
  commit<B extends Batch>(draft: () => B): Promise<B>;
}

export interface Reading {
  head(): Head;
  /** Null for a stream without facts. */
  streamHead(stream: string): StreamHead | null;
  rows(selection: Selection): readonly Row[];
  /** Stream names with this prefix, in alphabetical order; those after a name, if one is given. */
  streams(prefix: string, limit: number, after?: string): readonly string[];
  /** The position of a version of a stream; null if there is no such row. */
  positionOf(streamId: number, version: number): number | null;
  /** Whether the index of types has the fact at this position. */
  hasType(position: number, type: string): boolean;
  /** The position of the fact that holds a key; null if none does. */
  claimed(key: string): number | null;
  /** The content beside a fact; null if there is none. */
  content(position: number, place: number): Said | null;
  /** Contents after this offset, in their order. */
  contents(after: { position: number; place: number }, limit: number): readonly StoredContent[];
  /** Runs several reads in one read transaction. */
  together<T>(read: () => T): T;
  readonly archive: Archive;
}

export interface Store extends Committing, Reading {
  close(): void;
}

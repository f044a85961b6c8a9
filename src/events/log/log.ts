/**
 * The log as a port: what an implementation promises for appending, reading and following.
 *
 * It guarantees that an append is on disk when its promise resolves, that neither positions nor the versions of a
 * stream have gaps, that one fact at most holds a claimed key, and that projections change in the same transaction. It
 * assumes one process.
 */
import { Fault } from '../../kernel/fault.ts';
import type { BesideKind, BesideOf } from '../../messages/beside.ts';
import type { Content } from '../../messages/content.ts';
import type { Fact, State, StateOf } from '../facts/catalogue.ts';
import type { StreamHeader } from '../facts/header.ts';
import type { Said } from './content.ts';

/** A stored fact; old shapes are already upcast. */
export type Recorded<F extends Fact = Fact> = F extends Fact
  ? {
      /** Place in the whole log: 1, 2, 3 … */
      readonly position: number;
      readonly stream: string;
      /** The stream's number, which grows with its age; projections use it as their key. */
      readonly streamId: number;
      /** The stream's header. */
      readonly header: StreamHeader;
      /** Place in the stream: 1, 2, 3 … */
      readonly version: number;
      readonly type: F['type'];
      /** The version of the data's shape, as it was stored. */
      readonly schema: number;
      readonly data: Omit<F, 'type'>;
      readonly at: number;
      /** The machine's state before and after; null in streams that have no machine. */
      readonly from: StateOf<F>;
      readonly to: StateOf<F>;
      readonly causation: number | null;
      readonly correlation: string | null;
      readonly by: string;
      /** 64 hex digits. */
      readonly hash: string;
    }
  : never;

export interface Entry {
  readonly fact: Fact;
  readonly from: State | null;
  readonly to: State | null;
  /** The contents that the fact names by digest, stored beside it in the same order. */
  readonly contents?: readonly Said[];
}

/** Facts of one stream that are appended atomically. */
export interface Append {
  readonly stream: string;
  /** The version that the stream must have: 0 for a new one; null for any, where earlier facts decide nothing. */
  readonly expected: number | null;
  readonly entries: readonly Entry[];
  readonly at: number;
  readonly by: string;
  readonly correlation: string | null;
  readonly causation: number | null;
  /** The key that the first of these facts claims; only one fact in the log may hold it. */
  readonly claim?: string;
  /** An earlier append that must be written first: if it fails, this one is refused. */
  readonly behind?: Append;
}

export interface Head {
  /** 0 while the log is empty. */
  readonly position: number;
  /** 64 hex digits; all zeros while the log is empty. */
  readonly hash: string;
}

export interface EventLog {
  /**
   * Appends the facts and resolves once they are on disk, in the order of the calls.
   * @throws Conflict when the stream is not at `expected`; other appends of the same commit are not affected.
   * @throws Claimed when another fact holds the key that this append claims; other appends are not affected.
   * @throws Fault `log.unavailable` when the commit failed, or the commit of the append that this one is behind.
   * Nothing was written then.
   */
  append(append: Append): Promise<readonly Recorded[]>;
  /** The facts of one stream in order; `after` and `upTo` (inclusive) are positions of the log. */
  read(stream: string, options?: { after?: number; upTo?: number }): readonly Recorded[];
  /**
   * One page of the whole log with `after < position <= upTo`: the oldest facts first, or the newest with
   * `newestFirst`.
   */
  page(query: PageQuery): readonly Recorded[];
  /**
   * The same for facts that may be far apart, such as those of one session or chat. It scans the log in windows, with a
   * turn of the event loop between them, so a search through millions of facts delays nobody.
   */
  search(query: PageQuery): Promise<readonly Recorded[]>;
  /** The number of a stream; null if it has no facts. */
  streamId(stream: string): number | null;
  /** The position of the fact that holds a claimed key; null if none does. */
  claimed(key: string): number | null;
  /** Stream names with this prefix, in alphabetical order; those after a name, if one is given. */
  streams(prefix: string, limit: number, after?: string): readonly string[];
  /** All facts after a position, then each new one after its commit, without gap or repeat, until `signal` aborts. */
  follow(after: number, signal: AbortSignal): AsyncIterable<Recorded>;
  /** Called in the turn after each commit, with the facts that it wrote. */
  onCommit(listener: (facts: readonly Recorded[]) => void): () => void;
  /**
   * The content at this index of the fact at this position. Null if there is none, if it was erased, or if this version
   * cannot read it; `said` tells these apart.
   */
  content(position: number, place?: number): Content | null;
  /** The same for content that is no message. */
  beside<K extends BesideKind>(kind: K, position: number, place: number): BesideOf<K> | null;
  /** The content as it is stored, with the salt of its digest. */
  said(position: number, place?: number): Said | null;
  /** The first positions after this one beside which something stands. */
  saidAfter(position: number, limit: number): readonly number[];
  head(): Head;
  /** Walks the hash chain. Returns the first wrong row, or null. Yields to the event loop between pages. */
  verify(progress?: (position: number) => void): Promise<{ position: number; stream: string; problem: string } | null>;
  /** The missing segments of the archive, as sentences. `verify` skips their rows by the hashes of the seams. */
  absent(): readonly string[];
  /** Null while commits work; otherwise the cause of the failure. */
  trouble(): string | null;
  /** Waits for pending appends, then closes. */
  close(): Promise<void>;
}

/** The filter of a page. */
export interface PageQuery {
  readonly after: number;
  readonly upTo?: number;
  readonly limit: number;
  readonly stream?: string;
  readonly type?: string;
  readonly session?: string;
  /** Only facts of these chats. */
  readonly chatIds?: readonly string[];
  /** Starts after this version of a stream, found by an index. */
  readonly afterVersion?: number;
  readonly newestFirst?: boolean;
}

/** Maintains tables derived from facts: in the transaction of the facts, or later where nobody can tell. */
export interface Projector {
  /**
   * Called once in each transaction, after the inserts, with all of its facts in order. An error rolls the transaction
   * back, and every append in it fails with a Defect.
   */
  apply(facts: readonly Recorded[]): void;
  /** Called once after each commit. */
  committed(facts: readonly Recorded[]): void;
  /** Writes what has not been written yet. Called when the log is idle, and before it closes. */
  settle(): void;
}

/** The stream is not at the expected version. The actor that catches it reloads and decides again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  readonly stream: string;
  readonly expected: number;
  readonly actual: number;

  constructor(stream: string, expected: number, actual: number) {
    super(`${stream} is at version ${actual}, not ${expected}`);
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** Another fact holds the key that an append claimed. */
export class Claimed extends Error {
  override readonly name = 'Claimed';
  /** The position of the fact that holds the key. */
  readonly position: number;

  constructor(position: number) {
    super(`position ${position} of the log holds this key`);
    this.position = position;
  }
}

/** The log is closed for writing. */
export const closedFault = (): Fault =>
  new Fault('log.closed', 'The log is closed', { hint: 'The process is stopping; try again after the restart.' });

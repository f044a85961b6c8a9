/**
 * The log as a port: what an implementation promises to everyone who appends, reads or follows.
 *
 * It guarantees that an append is on disk when its promise resolves, that positions have no gap, that versions of a
 * stream have none either, that a claimed key is held by one fact, and that projections moved in the same transaction. It
 * assumes one process.
 */
import { Fault } from '../../kernel/fault.ts';
import type { Content } from '../../messages/content.ts';
import type { Fact, State, StateOf } from '../facts/catalogue.ts';
import type { StreamHeader } from '../facts/header.ts';
import type { Said } from './content.ts';

/** A fact of the log, as it was stored (old shapes already upcast). */
export type Recorded<F extends Fact = Fact> = F extends Fact
  ? {
      /** Place in the whole log: 1, 2, 3 … */
      readonly position: number;
      readonly stream: string;
      /** The stream as a number that grows with its age; projections use it as their key. */
      readonly streamId: number;
      /** What the stream is about. */
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
  /** What the fact names by digests, to be kept beside it in the same order. */
  readonly contents?: readonly Said[];
}

/** Facts of one stream that are appended together or not at all. */
export interface Append {
  readonly stream: string;
  /** The version that the stream must have: 0 for a new one. */
  readonly expected: number;
  readonly entries: readonly Entry[];
  readonly at: number;
  readonly by: string;
  readonly correlation: string | null;
  readonly causation: number | null;
  /** A key that only one fact in the log may hold: the first of these. */
  readonly claim?: string;
  /** An append that was asked for before this one, and without whose facts this one is refused. */
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
   * Appends and answers once the facts are on disk, in the order in which appends were called.
   * @throws Conflict when the stream is not at `expected`; other appends of the same commit are not touched by it.
   * @throws Claimed when another fact holds the key that this append claims; others are not touched by it either.
   * @throws Fault `log.unavailable` when the commit failed, or that of the append that this one is behind: nothing of
   * it happened.
   */
  append(append: Append): Promise<readonly Recorded[]>;
  /** The facts of one stream in order; `after` and `upTo` (inclusive) are positions of the log. */
  read(stream: string, options?: { after?: number; upTo?: number }): readonly Recorded[];
  /** One page of the whole log with `after < position <= upTo`, oldest first, or from its end when `newestFirst`. */
  page(query: PageQuery): readonly Recorded[];
  /**
   * The same for facts that may be far apart: those of one session or chat. It walks the log in windows and lets the event
   * loop turn between them, so that a search through millions of facts holds nobody up.
   */
  search(query: PageQuery): Promise<readonly Recorded[]>;
  /** The number of a stream; null for one that nobody has written to. */
  streamId(stream: string): number | null;
  /** The position of the fact that holds a claimed key; null when none does. */
  claimed(key: string): number | null;
  /** Names of streams that begin so, in the order of the alphabet. */
  streams(prefix: string, limit: number): readonly string[];
  /** All facts after a position and then each new one as it is committed, without gap or repeat, until `signal` aborts. */
  follow(after: number, signal: AbortSignal): AsyncIterable<Recorded>;
  /** Called in the turn after each commit, with what it wrote. */
  onCommit(listener: (facts: readonly Recorded[]) => void): () => void;
  /** The content that the fact at this position names, by its place among several; null when there is none, or it was erased. */
  content(position: number, place?: number): Content | null;
  /** The same as it is stored, with the salt of its digest. */
  said(position: number, place?: number): Said | null;
  head(): Head;
  /** Walks the hash chain; the first row that does not fit, or null. Yields to the event loop between pages. */
  verify(progress?: (position: number) => void): Promise<{ position: number; stream: string; problem: string } | null>;
  /** Segments of the archive that are not there, in sentences: `verify` passes over what they hold, by its seams. */
  absent(): readonly string[];
  /** Null while commits work; else what keeps them from it. */
  trouble(): string | null;
  /** Waits for the appends that are under way, then closes. */
  close(): Promise<void>;
}

/** What a page is to hold. */
export interface PageQuery {
  readonly after: number;
  readonly upTo?: number;
  readonly limit: number;
  readonly stream?: string;
  readonly type?: string;
  readonly session?: string;
  readonly chatId?: string;
  /** Begins within a stream, wherever that is, at once. */
  readonly afterVersion?: number;
  readonly newestFirst?: boolean;
}

/** Keeps tables of what the facts say, in the same transaction as the facts. */
export interface Projector {
  /**
   * Called once in each transaction, after the inserts, with all of its facts in order. What it throws undoes the
   * transaction and is a Defect to everyone who appended in it.
   */
  apply(facts: readonly Recorded[]): void;
}

/** Someone appended to the stream first. The actor that catches it reloads and decides again. */
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
  /** Where that fact stands. */
  readonly position: number;

  constructor(position: number) {
    super(`position ${position} of the log holds this key`);
    this.position = position;
  }
}

/** Nothing is written any more. */
export const closedFault = (): Fault =>
  new Fault('log.closed', 'The log is closed', { hint: 'The process is stopping; ask again once it runs.' });

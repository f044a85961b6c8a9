/** The state of an actor at a past position, and the changes between two positions. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isUnbounded, type Reach } from '../../kernel/reach.ts';
import type { Within } from '../reach.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import { type Difference, differences } from '../../inspector/differences.ts';
import { type Moment, openPast } from '../../inspector/past.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { partsOfStream } from '../../kernel/ids.ts';
import { ACTOR_KINDS, type Deadline, deadlineOf } from '../../machines/kinds.ts';
import { encodeCursor } from '../../projections/cursor.ts';
import { openStreamRows, type StreamRow } from '../../projections/stream-rows.ts';
import { factPage, type Page, placeIn } from '../pages.ts';
import { noStream } from './events.ts';

export type { Deadline } from '../../machines/kinds.ts';

/** The state of an actor at a position. */
export interface ActorAt {
  readonly at: number;
  /** Null before the first fact, and in streams without a machine. */
  readonly state: string | null;
  readonly context: unknown;
  /** The next deadline; null if the actor waits for nothing, or for a person. */
  readonly deadline: Deadline | null;
}

export interface ActorHistory extends ActorAt {
  readonly stream: string;
  readonly facts: readonly Recorded[];
  /** Where the facts go on; null behind the last one. */
  readonly nextCursor: string | null;
}

export interface Comparison {
  readonly stream: string;
  readonly from: ActorAt;
  readonly to: ActorAt;
  /** The number of facts of the stream between the two positions. */
  readonly facts: number;
  readonly context: readonly Difference[];
  readonly tables: readonly { readonly table: string; readonly changes: readonly Difference[] }[];
}

export interface History {
  /** `at` defaults to now. */
  at(query: {
    stream: string;
    at?: number | undefined;
    /** `all` of a stream with a machine; of one without, which never ends, a page. */
    facts: 'all' | 'none';
    cursor?: string | undefined;
    reach: Reach;
  }): Promise<Result<ActorHistory>>;
  compare(query: { stream: string; from: number; to: number; reach: Reach }): Promise<Result<Comparison>>;
}

const PAGE = 1_000;

const LIST = 'facts of a stream';
/** Facts of a stream without a machine in one answer: some milliseconds of work. */
const FACTS_MAX = 200;

const actorAt = (at: number, moment: Moment | null): ActorAt => ({
  at,
  state: moment?.state ?? null,
  context: moment?.context ?? null,
  deadline: moment && deadlineOf(moment.state, moment.context, moment.fact),
});

/** The rows of the stream at two positions, the earlier position first. */
const rowsAt = async (
  log: EventLog,
  stream: string,
  places: readonly [number, number],
): Promise<readonly (readonly StreamRow[])[]> => {
  const tables = openStreamRows();
  try {
    const found: (readonly StreamRow[])[] = [];
    let afterVersion = 0;
    for (const upTo of places) {
      for (let more = true; more; ) {
        const facts = log.page({ after: 0, stream, afterVersion, upTo, limit: PAGE });
        tables.apply(facts);
        afterVersion += facts.length;
        more = facts.length === PAGE;
        if (more) await nextTurn();
      }
      found.push(tables.rows());
    }
    return found;
  } finally {
    tables.close();
  }
};

const columnsOf = (rows: readonly StreamRow[], name: string) => rows.find(({ table }) => table === name)?.columns;

const changesOf = (before: readonly StreamRow[], after: readonly StreamRow[]) => {
  const names = new Set([...before, ...after].map(({ table }) => table));
  return [...names]
    .map((table) => ({ table, changes: differences(columnsOf(before, table), columnsOf(after, table)) }))
    .filter(({ changes }) => changes.length > 0);
};

export const createHistory = (log: EventLog, within: Pick<Within, 'facts'>): History => {
  const past = openPast(log);
  /** Whether the log has the stream, as far as the caller reaches. */
  const exists = (stream: string, reach: Reach): boolean =>
    log.page({ after: 0, limit: 1, stream }).some(within.facts(reach));

  const factsOf = (stream: string, upTo: number, afterVersion: number): Page<Recorded> => {
    if (ACTOR_KINDS.some((kind) => kind === partsOfStream(stream).kind))
      return { items: log.read(stream, { upTo }), nextCursor: null };
    const found = log.page({ after: 0, upTo, stream, afterVersion, limit: FACTS_MAX + 1 });
    return factPage(found, FACTS_MAX, ({ version }) => encodeCursor([LIST, version]));
  };

  return {
    async at({ stream, at = log.head().position, facts, cursor, reach }) {
      const place = placeIn(LIST, cursor, 0);
      if (!place.ok) return place;
      if (!isUnbounded(reach) && !exists(stream, reach)) return noStream();
      const moment = await past.at(stream, at);
      if (!moment && !exists(stream, reach)) return noStream();
      const page = facts === 'all' ? factsOf(stream, at, place.value) : { items: [], nextCursor: null };
      return ok({ stream, ...actorAt(at, moment), facts: page.items, nextCursor: page.nextCursor });
    },
    async compare({ stream, from, to, reach }) {
      if (!exists(stream, reach)) return noStream();
      const [before, after] = [await past.at(stream, from), await past.at(stream, to)];
      const found = await rowsAt(log, stream, from <= to ? [from, to] : [to, from]);
      const [one = [], other = []] = from <= to ? found : found.toReversed();
      return ok({
        stream,
        from: actorAt(from, before),
        to: actorAt(to, after),
        facts: Math.abs((after?.fact.version ?? 0) - (before?.fact.version ?? 0)),
        context: differences(before?.context, after?.context),
        tables: changesOf(one, other),
      });
    },
  };
};

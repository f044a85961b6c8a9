/** Reads the log: pages, new facts as they come, and the positions of the first and last fact of each type. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { catalogue, type FactType } from '../../events/facts/catalogue.ts';
import type { EventLog, Head, PageQuery, Recorded } from '../../events/log/log.ts';
import { type Outline, outlineOf } from '../../inspector/outline.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { isUnbounded, type Reach } from '../../kernel/reach.ts';
import { ok, type Result, refuse, refuseInput } from '../../kernel/result.ts';
import { type ActorKind, mapKinds } from '../../machines/kinds.ts';
import { encodeCursor } from '../../projections/cursor.ts';
import type { ChatReads } from '../../projections/chats/chats.ts';
import type { SessionReads } from '../../projections/sessions.ts';
import { factPage, type Page, placeIn } from '../pages.ts';
import type { Within } from '../reach.ts';

export type { Recorded } from '../../events/log/log.ts';

export interface EventsQuery {
  /** Exclusive bounds, as positions. */
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly order: 'oldest' | 'newest';
  readonly stream?: string | undefined;
  readonly type?: string | undefined;
  readonly session?: SessionId | undefined;
  /** Any address of a conversation. */
  readonly chatId?: ChatId | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** What the caller reaches. */
  readonly reach: Reach;
}

export interface OutlinePart extends Outline {
  /** The number of facts in the log. */
  readonly total: number;
  /** The last fact of each kind of stream before the first row. */
  readonly before: Readonly<Record<ActorKind, Recorded | null>>;
}

export interface Summary {
  readonly facts: number;
  /** The positions of the first and last fact of each type in the log. */
  readonly types: readonly { readonly type: FactType; readonly first: number; readonly last: number }[];
}

export interface Events {
  page(query: EventsQuery): Promise<Result<Page<Recorded>>>;
  /** Yields the facts after a position, by default the head, and then each new fact until `signal` aborts. */
  follow(
    query: { after?: number | undefined; reach: Reach } & Belonging,
  ): Result<(signal: AbortSignal) => AsyncIterable<Recorded>>;
  outline(query: { stream?: string | undefined; skip: number; limit: number }): Result<OutlinePart>;
  summary(stream?: string): Promise<Result<Summary>>;
  head(): Head;
}

/** The size of a batch, which takes a few milliseconds to read. */
export const OUTLINE_ROWS_MAX = 2_000;

/** The names of the two lists. A cursor is valid for one order only. */
const LISTS = { oldest: 'events', newest: 'events-newest' } as const;

export const noStream = (): Result<never> => refuse('stream.not_found', 'The log has no fact of this stream.');

const newest = (log: EventLog, selection: { upTo?: number; stream?: string; type?: string }): Recorded | null =>
  log.page({ after: 0, limit: 1, newestFirst: true, ...selection })[0] ?? null;

/** The newest fact of a kind. Kinds have no index, so each type of the kind is looked up. */
const lastOfKind = (log: EventLog, kind: ActorKind, upTo: number): Recorded | null =>
  [...catalogue.keys()]
    .filter((type) => type.startsWith(`${kind}.`))
    .map((type) => newest(log, { type, upTo }))
    .reduce((last, fact) => ((fact?.position ?? 0) > (last?.position ?? 0) ? fact : last), null);

const countOf = (log: EventLog, stream: string | undefined): number =>
  stream === undefined ? log.head().position : (newest(log, { stream })?.version ?? 0);

type Places = Map<FactType, { first: number; last: number }>;

/** Reads the first and last position of each type from an index. */
const placesInLog = (log: EventLog): Places => {
  const places: Places = new Map();
  for (const type of catalogue.keys() as Iterable<FactType>) {
    const [first] = log.page({ after: 0, limit: 1, type });
    const last = newest(log, { type });
    if (first && last) places.set(type, { first: first.position, last: last.position });
  }
  return places;
};

/** Reads a whole stream page by page. The event loop runs between two pages. */
const placesInStream = async (log: EventLog, stream: string): Promise<Places> => {
  const places: Places = new Map();
  for (let afterVersion = 0; ; afterVersion += OUTLINE_ROWS_MAX) {
    const facts = log.page({ after: 0, stream, afterVersion, limit: OUTLINE_ROWS_MAX });
    for (const { type, position } of facts) {
      const place = places.get(type);
      if (place) place.last = position;
      else places.set(type, { first: position, last: position });
    }
    if (facts.length < OUTLINE_ROWS_MAX) return places;
    await nextTurn();
  }
};

/** Removes the filters that have no value. */
const given = <T extends object>(filters: T) =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

/** The session and chat of a fact. */
type Belonging = Pick<EventsQuery, 'session' | 'chatId'>;

/** The addresses of a conversation, in any session if none is named. */
const addressing =
  (reads: EventsPorts['reads']) =>
  (chatId: ChatId, session: SessionId | undefined): readonly ChatId[] => {
    const { chats, sessions } = reads;
    const all = session === undefined ? sessions.list().map(({ id }) => id) : [session];
    return [...new Set([chatId, ...all.flatMap((each) => chats.addresses(each, chats.chatOf(each, chatId)))])];
  };

/** Addresses that turn out to be the same person's count from then on. */
const tellsOfAddresses = ({ type }: Recorded): boolean => type.startsWith('contact.');

/** Whether a fact belongs to a session and a conversation. It is asked about one fact after the other. */
const belongs = ({ session, chatId }: Belonging, addressesOf: ReturnType<typeof addressing>) => {
  let chats: readonly ChatId[] | null = null;
  return (fact: Recorded): boolean => {
    if (session !== undefined && fact.header.session !== session) return false;
    if (chatId === undefined) return true;
    if (chats === null || tellsOfAddresses(fact)) chats = addressesOf(chatId, session);
    return chats.includes(fact.header.chatId ?? '');
  };
};

async function* only(
  facts: AsyncIterable<Recorded>,
  fits: (fact: Recorded) => boolean,
): AsyncGenerator<Recorded, void> {
  for await (const fact of facts) if (fits(fact)) yield fact;
}

interface EventsPorts {
  readonly log: EventLog;
  readonly within: Pick<Within, 'facts'>;
  readonly reads: {
    readonly chats: Pick<ChatReads, 'chatOf' | 'addresses'>;
    readonly sessions: Pick<SessionReads, 'list'>;
  };
}

/** The number of facts that one request of a bounded caller reads. */
const SCANNED_MAX = 20_000;
const SCAN_PAGE = 1_000;

interface Scanned {
  readonly found: readonly Recorded[];
  /** The last position that was looked at; null at the end of the log. */
  readonly reached: number | null;
}

/** Reads facts in order until enough fit. The event loop runs between two pages. */
const scan = async (log: EventLog, query: PageQuery, fits: (fact: Recorded) => boolean): Promise<Scanned> => {
  const found: Recorded[] = [];
  let { after, upTo } = query;
  for (let scanned = 0; scanned < SCANNED_MAX; scanned += SCAN_PAGE) {
    const page = log.page({ ...query, after, ...(upTo === undefined ? {} : { upTo }), limit: SCAN_PAGE });
    for (const fact of page) {
      if (fits(fact) && found.push(fact) === query.limit) return { found, reached: fact.position };
      if (query.newestFirst) upTo = fact.position - 1;
      else after = fact.position;
    }
    if (page.length < SCAN_PAGE) return { found, reached: null };
    await nextTurn();
  }
  return { found, reached: query.newestFirst ? (upTo ?? 0) + 1 : after };
};

export const createEvents = ({ log, reads, within }: EventsPorts, addressesOf = addressing(reads)): Events => ({
  async page({ after = 0, before, order, limit, cursor, reach, chatId, ...filters }) {
    const newestFirst = order === 'newest';
    const reached = placeIn(LISTS[order], cursor, newestFirst ? (before ?? Number.MAX_SAFE_INTEGER) : after);
    if (!reached.ok) return reached;
    const end = newestFirst ? reached.value : before;
    const bounds = {
      after: newestFirst ? after : reached.value,
      newestFirst,
      ...(end === undefined ? {} : { upTo: end - 1 }),
    };
    const cursorAfter = (position: number) => encodeCursor([LISTS[order], position]);
    if (!isUnbounded(reach)) {
      const { stream, type, session } = filters;
      const [isReached, isMeant] = [within.facts(reach), belongs({ session, chatId }, addressesOf)];
      const query = { ...bounds, limit, ...given({ stream, type }) };
      const { found, reached: last } = await scan(log, query, (fact) => isMeant(fact) && isReached(fact));
      return ok({ items: found, nextCursor: last === null ? null : cursorAfter(last) });
    }
    const chatIds = chatId === undefined ? {} : { chatIds: addressesOf(chatId, filters.session) };
    const found = await log.search({ ...bounds, limit: limit + 1, ...given(filters), ...chatIds });
    return ok(factPage(found, limit, ({ position }) => cursorAfter(position)));
  },
  follow({ after, reach, ...belonging }) {
    const head = log.head().position;
    // After a restore the log may end before the position of a follower. A follower that waits there would miss new
    // facts.
    if (after !== undefined && after > head)
      return refuseInput('after', `The log ends at position ${head}; begin at or before it`);
    const [isReached, isMeant] = [within.facts(reach), belongs(belonging, addressesOf)];
    return ok((signal) => only(log.follow(after ?? head, signal), (fact) => isMeant(fact) && isReached(fact)));
  },
  outline({ stream, skip, limit }) {
    const total = countOf(log, stream);
    if (stream !== undefined && total === 0) return noStream();
    const facts =
      stream === undefined
        ? log.page({ after: skip, limit })
        : log.page({ after: 0, stream, afterVersion: skip, limit });
    const upTo = (facts[0]?.position ?? log.head().position + 1) - 1;
    return ok({
      total,
      ...outlineOf(facts),
      before: mapKinds((kind) => lastOfKind(log, kind, upTo)),
    });
  },
  async summary(stream) {
    const facts = countOf(log, stream);
    if (stream !== undefined && facts === 0) return noStream();
    const places = stream === undefined ? placesInLog(log) : await placesInStream(log, stream);
    const types = [...places].map(([type, place]) => ({ type, ...place }));
    return ok({ facts, types: types.sort((one, other) => one.first - other.first) });
  },
  head: () => log.head(),
});

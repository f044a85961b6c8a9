/**
 * Finds streams: sessions and their queues, recent jobs, and the results of a search.
 *
 * The list consists of consecutive runs, each with its own order. A cursor names a run and the place in it.
 */
import type { EventLog } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import {
  type ChatId,
  NAMED_KINDS,
  partsOfStream,
  type SessionId,
  shortChat,
  type StreamKind,
  streamOf,
} from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { ACTOR_KINDS, isMany, kinds } from '../../machines/kinds.ts';
import { decodeNames, encodeCursor } from '../../projections/cursor.ts';
import type { Reads } from '../../projections/reads.ts';
import { badCursor, type Page } from '../pages.ts';

export interface StreamSummary {
  readonly stream: string;
  readonly kind: StreamKind;
  /** The current state; null in a stream without a machine. */
  readonly state: string | null;
  readonly facts: number;
  /** The time of the last fact. */
  readonly at: Millis;
  /** The shortened recipient of a job; null for other streams. */
  readonly to: string | null;
}

interface StreamsQuery {
  readonly search: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page can be shorter than its limit even if more pages follow. */
export type FindStreams = (query: StreamsQuery) => Result<Page<StreamSummary>>;

/** A part of the list with its own order. */
interface Run {
  /** Names the run in a cursor. */
  readonly name: string;
  /**
   * The names after a place, which is empty at the beginning. `next` is the place to continue from. Null for a place of
   * another run.
   */
  page(place: string, limit: number): { readonly names: readonly string[]; readonly next: string | null } | null;
}

interface Ports {
  readonly log: EventLog;
  readonly reads: Reads;
}

const LIST = 'streams';
const PHONE = /^\d{5,15}$/;

/** Kinds with few streams come first, so that jobs do not hide them. */
const fewFirst = <K extends StreamKind>(all: readonly K[]): readonly K[] =>
  [...all].sort((one, other) => Number(isMany(one)) - Number(isMany(other)));

/** All streams whose name has this prefix, by name. */
const byName = ({ log }: Ports, prefix: string): Run => ({
  name: prefix,
  page(place, limit) {
    const names = log.streams(prefix, limit + 1, place);
    return { names: names.slice(0, limit), next: names.length > limit ? (names[limit - 1] ?? null) : null };
  },
});

/** All streams whose first fact has one of these types, newest first. */
const newestOf = ({ log }: Ports, types: readonly string[]): Run => ({
  name: types.join(' '),
  page(place, limit) {
    if (!/^\d{0,16}$/.test(place)) return null;
    const before = place === '' ? {} : { upTo: Number(place) - 1 };
    const found = types
      .flatMap((type) => log.page({ after: 0, limit: limit + 1, newestFirst: true, type, ...before }))
      .sort((one, other) => other.position - one.position)
      .slice(0, limit + 1);
    const shown = found.slice(0, limit);
    return {
      names: shown.map(({ stream }) => stream),
      next: found.length > limit ? String(shown.at(-1)?.position ?? '') : null,
    };
  },
});

/** The jobs of one session to a chat, newest first. */
const toChat = ({ reads }: Ports, session: SessionId, chatId: ChatId, isFound: (stream: string) => boolean): Run => ({
  name: `${session} ${chatId}`,
  page(place, limit) {
    const page = reads.jobs.list({ session, chatId, limit, cursor: place === '' ? undefined : place });
    const names = page?.items.map(({ jobId }) => streamOf.job(jobId)).filter((stream) => !isFound(stream));
    return page && names ? { names, next: page.nextCursor } : null;
  },
});

const recent = (ports: Ports): readonly Run[] =>
  fewFirst(ACTOR_KINDS).map((kind) => {
    const { newestBy } = kinds[kind];
    return newestBy === null ? byName(ports, `${kind}/`) : newestOf(ports, newestBy);
  });

/** The beginnings of the names that have an id after their kind, or after their kind and a session. */
const beginningsOf = (kind: StreamKind, sessions: readonly SessionId[], search: string): readonly string[] => {
  const name = streamOf[kind];
  const within = typeof name === 'function' && name.length > 1 ? sessions : [];
  // Streams of a session whose own name begins so are found by that.
  return [`${kind}/`, ...within.filter((id) => !id.startsWith(search)).map((id) => `${kind}/${id}/`)];
};

/**
 * The runs of a search: streams whose name or id has this prefix, and the jobs to a phone number. No stream is in two
 * runs.
 */
const found = (ports: Ports, search: string): readonly Run[] => {
  const all = ports.reads.sessions.list().map(({ id }) => id);
  const prefixes = fewFirst(NAMED_KINDS)
    .flatMap((kind) => beginningsOf(kind, all, search))
    .filter((beginning) => !beginning.startsWith(search))
    .map((beginning) => `${beginning}${search}`);
  const isFound = (stream: string) => [search, ...prefixes].some((prefix) => stream.startsWith(prefix));
  const sessions = PHONE.test(search) ? all : [];
  return [
    ...[search, ...prefixes].map((prefix) => byName(ports, prefix)),
    ...sessions.map((id) => toChat(ports, id, `${search}@s.whatsapp.net`, isFound)),
  ];
};

/** The cursor at the beginning of the first non-empty run; null if all are empty. */
const begun = (runs: readonly Run[]): string | null => {
  const next = runs.find((run) => (run.page('', 1)?.names.length ?? 0) > 0);
  return next ? encodeCursor([LIST, next.name, '']) : null;
};

const pageOf = (runs: readonly Run[], start: string, limit: number): Page<string> | null => {
  const names: string[] = [];
  let place = start;
  for (const [index, run] of runs.entries()) {
    const page = run.page(place, limit - names.length);
    if (!page) return null;
    names.push(...page.names);
    if (page.next !== null) return { items: names, nextCursor: encodeCursor([LIST, run.name, page.next]) };
    if (names.length === limit) return { items: names, nextCursor: begun(runs.slice(index + 1)) };
    place = '';
  }
  return { items: names, nextCursor: null };
};

export const streamFinder = (ports: Ports): FindStreams => {
  const summaryOf = (stream: string): StreamSummary[] =>
    ports.log.page({ after: 0, limit: 1, stream, newestFirst: true }).map(({ version, to, at, header }) => ({
      stream,
      kind: partsOfStream(stream).kind,
      state: to,
      facts: version,
      at,
      to: header.chatId && shortChat(header.chatId),
    }));

  return ({ search, limit, cursor }) => {
    const runs = search === '' ? recent(ports) : found(ports, search);
    const [name, place = ''] = cursor === undefined ? [runs[0]?.name] : (decodeNames(cursor, LIST) ?? []);
    const from = runs.findIndex((run) => run.name === name);
    const page = from < 0 ? null : pageOf(runs.slice(from), place, limit);
    return page ? ok({ ...page, items: page.items.flatMap(summaryOf) }) : badCursor();
  };
};

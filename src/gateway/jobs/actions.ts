/** Decisions of people and of the process, newest first. Queued messages are in the list of jobs instead. */
import type { FactType } from '../../events/facts/catalogue.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { encodeCursor } from '../../projections/cursor.ts';
import { type Page, placeIn } from '../pages.ts';

/** The fact types of each area. */
const AREAS = {
  users: [
    'user.added',
    'user.role_changed',
    'user.password_changed',
    'user.logged_in',
    'user.login_refused',
    'user.logged_out',
    'user.refresh_reused',
    'user.removed',
  ],
  keys: ['key.created', 'key.rotated', 'key.revoked'],
  queue: [
    'queue.configured',
    'queue.paused',
    'queue.resumed',
    'queue.cooled',
    'queue.clearing_started',
    'queue.cleared',
  ],
  session: [
    'session.started',
    'session.paired',
    'session.stopped',
    'session.logged_out',
    'session.halted',
    'session.removed',
  ],
  media: ['media.expired'],
  jobs: ['job.approved', 'job.rejected', 'job.retried', 'job.cancelled', 'job.dismissed'],
  process: [
    'process.started',
    'process.recovered',
    'process.sandbox_steered',
    'process.stopped',
    'process.backed_up',
    'process.restored',
    'process.archived',
  ],
} as const satisfies Readonly<Record<string, readonly FactType[]>>;

export type ActionArea = keyof typeof AREAS;
export const ACTION_AREAS = Object.keys(AREAS) as [ActionArea, ...ActionArea[]];
export const ACTION_TYPES: readonly FactType[] = Object.values(AREAS).flat();

export interface ActionsQuery {
  readonly area?: ActionArea | undefined;
  /** The id of a user or a key, `people`, `keys`, `system` or `whatsapp`. */
  readonly by?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page can be shorter than its limit even if more pages follow. */
export type FindActions = (query: ActionsQuery) => Result<Page<Recorded>>;

/** The number of facts that one request reads. A page is short if most of them belong to other authors. */
const LOOKED_AT_MAX = 2_000;
const PAGE = 200;
const LIST = 'actions';
const NOBODY: readonly string[] = ['system', 'whatsapp'];

/** Whether a fact was asked for with an API key. */
const isKeyId = (by: string): boolean => by.startsWith('key_');

/** An upload that expires by its age is nobody's decision. */
const isDecision = (fact: Recorded): boolean => fact.type !== 'media.expired' || fact.data.reason === 'deleted';

const doneBy = (asked: string | undefined): ((fact: Recorded) => boolean) => {
  if (asked === undefined) return () => true;
  if (asked === 'people') return ({ by }) => !NOBODY.includes(by) && !isKeyId(by);
  return asked === 'keys' ? ({ by }) => isKeyId(by) : ({ by }) => by === asked;
};

/** The newest facts of several types before a position. Each type is read by its index, and the results are merged. */
const newest = (log: EventLog, types: readonly FactType[], before: number): Recorded[] =>
  types
    .flatMap((type) => log.page({ after: 0, upTo: before - 1, limit: PAGE, type, newestFirst: true }))
    .sort((a, b) => b.position - a.position)
    .slice(0, PAGE);

export const actionFinder = (log: EventLog): FindActions => {
  /** Up to `limit` matching facts, and the position before which the next page starts; 0 at the end of the log. */
  const find = (types: readonly FactType[], fits: (fact: Recorded) => boolean, from: number, limit: number) => {
    const found: Recorded[] = [];
    let before = from;
    for (let looked = 0; looked < LOOKED_AT_MAX; looked += PAGE) {
      const page = newest(log, types, before);
      for (const fact of page) {
        before = fact.position;
        if (fits(fact) && found.push(fact) === limit) return { found, before };
      }
      if (page.length < PAGE) return { found, before: 0 };
    }
    return { found, before };
  };

  return ({ area, by, limit, cursor }) => {
    const from = placeIn(LIST, cursor, Number.MAX_SAFE_INTEGER);
    if (!from.ok) return from;
    const types = area === undefined ? ACTION_TYPES : AREAS[area];
    const isBy = doneBy(by);
    const { found, before } = find(types, (fact) => isDecision(fact) && isBy(fact), from.value, limit);
    return ok({ items: found, nextCursor: before > 1 ? encodeCursor([LIST, before]) : null });
  };
};

/** Who did what: the decisions of people and of the process, newest first. Messages that were queued are in the list of jobs. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { FactType } from '../../events/facts/catalogue.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import { decodeCursor, encodeCursor } from '../../projections/cursor.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { FactShape, factAnswer } from '../contract/fact-shape.ts';
import { badCursor, query } from '../edge/parse.ts';
import { Cursor, Limit } from '../contract/shapes.ts';

/** What each part of the record is made of. */
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
  queue: ['queue.configured', 'queue.paused', 'queue.resumed', 'queue.cooled', 'queue.cleared'],
  session: ['session.started', 'session.paired', 'session.stopped', 'session.logged_out', 'session.halted'],
  jobs: ['job.retried', 'job.cancelled', 'job.dismissed'],
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

type Area = keyof typeof AREAS;

const areas = Object.keys(AREAS) as [Area, ...Area[]];

/** Facts that one request looks at. Where others acted much more often than who is asked for, a page is short. */
const LOOKED_AT_MAX = 2_000;
const PAGE = 200;
const NEWEST = Number.MAX_SAFE_INTEGER;
const LIST = 'actions';
const NOBODY: readonly string[] = ['system', 'whatsapp'];

const ActionList = v.strictObject({
  area: v.optional(v.pipe(v.picklist(areas), v.description('Only what was done to this part.'))),
  by: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(64),
      v.description('Only what was done by this user (an id), by `people`, by `system` or by `whatsapp`.'),
      v.examples(['people']),
    ),
  ),
  limit: Limit,
  cursor: Cursor,
});

const ActionShape = v.pipe(
  v.object({
    ...FactShape.entries,
    who: v.pipe(v.nullable(v.string()), v.description('The email of the user; null for who is no user, or no more.')),
  }),
  v.metadata({ ref: 'Action' }),
);

const Actions = v.pipe(
  v.object({
    items: v.array(ActionShape),
    nextCursor: v.pipe(
      v.nullable(v.string()),
      v.description('For the next page; null at the end. A page can be shorter than its limit, and there is more.'),
    ),
  }),
  v.metadata({ ref: 'Actions' }),
);

const doneBy = (asked: string | undefined): ((fact: Recorded) => boolean) => {
  if (asked === undefined) return () => true;
  return asked === 'people' ? ({ by }) => !NOBODY.includes(by) : ({ by }) => by === asked;
};

/** A run of each type, merged: what lies between does not count. */
const newest = (log: EventLog, types: readonly FactType[], before: number): Recorded[] =>
  types
    .flatMap((type) => log.page({ after: 0, upTo: before - 1, limit: PAGE, type, newestFirst: true }))
    .sort((a, b) => b.position - a.position)
    .slice(0, PAGE);

export const auditActionRoutes = ({ log, accounts }: Pick<HttpDeps, 'log' | 'accounts'>) => {
  /** Up to `limit` that fit, and the position to go on before; 0 when the log has no more. */
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

  return new Hono<Env>().get(
    '/audit/actions',
    describe({
      tag: 'Log',
      summary: 'Who did what',
      description:
        'What people decided and what the process did with itself, newest first: log-ins, the queue, the session, single jobs. Where a fact tells from which address the request came, its `data` has `from`.',
      answers: { 200: { description: 'A page of actions.', content: Actions } },
      problems: ['request.invalid'],
    }),
    query(ActionList),
    async (c) => {
      const { area, by, limit, cursor } = c.req.valid('query');
      const [from] = cursor === undefined ? [NEWEST] : (decodeCursor(cursor, LIST) ?? []);
      if (from === undefined) return badCursor(c);
      const types = area === undefined ? Object.values(AREAS).flat() : AREAS[area];
      const { found, before } = find(types, doneBy(by), from, limit);
      const emails = new Map((await accounts.users.list()).map(({ id, email }) => [id, email]));
      return c.json({
        items: found.map((fact) => ({ ...factAnswer(fact), who: emails.get(fact.by) ?? null })),
        nextCursor: before > 1 ? encodeCursor([LIST, before]) : null,
      });
    },
  );
};

/** The decisions of people and of the process, newest first. Queued messages are in the list of jobs instead. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { ACTION_AREAS, ACTION_TYPES } from '../../gateway/jobs/actions.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { factAnswer, factShapeWith } from '../contract/fact-shape.ts';
import { query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, Limit } from '../contract/shapes.ts';

const ActionList = v.strictObject({
  area: v.optional(v.pipe(v.picklist(ACTION_AREAS), v.description('Only what was done to this part.'))),
  by: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(64),
      v.description(
        'Only what was done by this user or key (an id), by `people`, by `keys`, by `system` or by `whatsapp`.',
      ),
      v.examples(['people']),
    ),
  ),
  limit: Limit,
  cursor: Cursor,
});

const ActionShape = v.pipe(
  factShapeWith(ACTION_TYPES, {
    who: v.pipe(
      v.nullable(v.string()),
      v.description(
        'The email of the user, or the name of the key (`by` is then `key_…`); null for nobody, and for a user who was removed.',
      ),
    ),
  }),
  v.metadata({ ref: 'Action' }),
);

const Actions = v.pipe(
  v.object({
    items: v.array(ActionShape),
    nextCursor: v.pipe(
      v.nullable(v.string()),
      v.description(
        'For the next page; null at the end. A page can be shorter than its limit even if more pages follow.',
      ),
    ),
  }),
  v.metadata({ ref: 'Actions' }),
);

export const auditActionRoutes = ({ gateway: { audit }, accounts }: HttpDeps) =>
  new Hono<Env>().get(
    '/audit/actions',
    describe({
      tag: 'Log',
      scope: 'audit:read',
      summary: 'Who did what',
      description:
        'Decisions of people and of the process, newest first: log-ins, the queue, the session, single jobs. If the address of the request is known, `data` has it as `from`.',
      answers: { 200: { description: 'A page of actions.', content: Actions } },
      problems: ['request.invalid'],
    }),
    query(ActionList),
    async (c) => {
      const page = audit.actions(c.req.valid('query'));
      if (!page.ok) return refused(c, page.refusal);
      const emails = (await accounts.users.list()).map(({ id, email }) => [id, email] as const);
      const names = new Map([...emails, ...(await accounts.keys.names())]);
      const items = page.value.items.map((fact) => ({ ...factAnswer(fact), who: names.get(fact.by) ?? null }));
      return c.json({ items, nextCursor: page.value.nextCursor });
    },
  );

/** Shows the groups of a session. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, Limit, pageOf, Session } from '../contract/shapes.ts';
import { TOO_WIDE } from '../edge/admission.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';
import { groupChangeRoutes } from './group-changes.ts';
import { groupInviteRoutes } from './group-invites.ts';
import { groupPeopleRoutes } from './group-people.ts';
import { detailAnswer, GroupDetailShape, GroupShape, Id, viewAnswer } from './group-shape.ts';

const Refresh = v.optional(
  v.pipe(
    v.picklist(['true', 'false']),
    v.description(
      '`true` asks WhatsApp first, and records the answer. A session asks 20 times at once, and then every 10 seconds.',
    ),
  ),
  'false',
);

const REFRESH_PROBLEMS = ['rate.limited', 'session.not_live', 'whatsapp.no_answer', 'group.refused'] as const;

export const groupRoutes = (deps: HttpDeps) => {
  const { groups, within } = deps.gateway;
  return new Hono<Env>()
    .get(
      '/groups',
      describe({
        tag: 'Groups',
        scope: 'groups:read',
        reach: 'chats',
        summary: 'List the groups',
        description:
          'Those on record: a message was sent to them, WhatsApp announced them, or somebody asked for them. With `refresh=true` all groups of the account are.',
        answers: { 200: { description: 'The groups, by id, without their members.', content: pageOf(GroupShape) } },
        problems: ['request.invalid', 'session.not_found', ...REFRESH_PROBLEMS],
      }),
      query(v.strictObject({ session: Session, limit: Limit, cursor: Cursor, refresh: Refresh })),
      async (c) => {
        const { refresh, ...asked } = c.req.valid('query');
        const reached = within.chatsIn(c.get('identity').reach, asked.session);
        if (refresh === 'true' && reached) return refused(c, TOO_WIDE);
        const asking = refresh === 'true' ? await groups.refreshAll(asked.session, callerOf(c)) : null;
        if (asking?.ok === false) return refused(c, asking.refusal);
        const page = groups.list({ ...asked, reached });
        if (!page.ok) return refused(c, page.refusal);
        return c.json({ items: page.value.items.map(viewAnswer), nextCursor: page.value.nextCursor });
      },
    )
    .get(
      '/groups/:id',
      describe({
        tag: 'Groups',
        scope: 'groups:read',
        reach: 'one-group',
        summary: 'Look at a group',
        description: 'With its members, as they are on record.',
        answers: { 200: { description: 'The group.', content: GroupDetailShape } },
        problems: ['group.not_found', 'group.not_member', 'request.invalid', 'session.not_found', ...REFRESH_PROBLEMS],
      }),
      params(Id),
      query(v.strictObject({ session: Session, refresh: Refresh })),
      async (c) => {
        const { session, refresh } = c.req.valid('query');
        const { id } = c.req.valid('param');
        const found = refresh === 'true' ? await groups.refresh(session, id, callerOf(c)) : groups.byId(session, id);
        return found.ok ? c.json(detailAnswer(found.value)) : refused(c, found.refusal);
      },
    )
    .route('/', groupChangeRoutes(deps))
    .route('/', groupPeopleRoutes(deps))
    .route('/', groupInviteRoutes(deps));
};

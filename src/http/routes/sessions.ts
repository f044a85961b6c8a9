/** Lists all sessions, and removes one. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Status } from '../../gateway/sessions/status.ts';
import { SessionId } from '../../kernel/ids.ts';
import { describe } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, Limit, pageOf } from '../contract/shapes.ts';
import { QueueStatusShape, SessionStatusShape, statusAnswer } from './status.ts';

const SessionShape = v.pipe(
  v.object({
    ...SessionStatusShape.entries,
    label: v.pipe(v.null(), v.description('A name for people; there are none yet.')),
    queue: QueueStatusShape,
  }),
  v.metadata({ ref: 'Session' }),
);

const SessionParam = v.object({ id: SessionId });
const Removal = v.strictObject({
  cancel: v.optional(
    v.pipe(
      v.picklist(['true', 'false']),
      v.description('`true` cancels each message that has not ended; without it they keep the session.'),
    ),
    'false',
  ),
});

const sessionAnswer = (status: Status) => {
  const { session, queue } = statusAnswer(status);
  return { ...session, label: null, queue };
};

export const sessionsRoutes = ({ gateway: { sessions } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/sessions',
      describe({
        tag: 'Session',
        scope: 'sessions:read',
        reach: 'sessions',
        summary: 'List the sessions',
        description: 'All that were started and not removed, and `default`, each with its queue.',
        answers: { 200: { description: 'The sessions, by name.', content: pageOf(SessionShape) } },
        problems: ['request.invalid'],
      }),
      query(v.strictObject({ limit: Limit, cursor: Cursor })),
      (c) => {
        const page = sessions.list({ ...c.req.valid('query'), reach: c.get('identity').reach });
        if (!page.ok) return refused(c, page.refusal);
        return c.json({ items: page.value.items.map(sessionAnswer), nextCursor: page.value.nextCursor });
      },
    )
    .delete(
      '/sessions/:id',
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        summary: 'Remove a session',
        description:
          'Unlinks its phone, puts its keys aside and takes it off the list. Its history stays. Its name may be used again, and continues where it ended.',
        answers: { 204: { description: 'The session is removed.' } },
        problems: ['session.has_waiting', 'session.not_found', 'gateway.busy', 'request.invalid'],
      }),
      params(SessionParam),
      query(Removal),
      async (c) => {
        const cancel = c.req.valid('query').cancel === 'true';
        const told = await sessions.remove(c.req.valid('param').id, { cancel }, callerOf(c));
        return told.ok ? c.body(null, 204) : refused(c, told.refusal);
      },
    );

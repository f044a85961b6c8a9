/** Lists all sessions, makes one, changes what it is set to, and removes one. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Status } from '../../gateway/sessions/status.ts';
import { SessionId } from '../../kernel/ids.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, Limit, pageOf } from '../contract/shapes.ts';
import { ProxyUrl } from './session-proxy.ts';
import { QueueStatusShape, SessionStatusShape, statusAnswer } from './status.ts';

const SessionShape = v.pipe(
  v.object({ ...SessionStatusShape.entries, queue: QueueStatusShape }),
  v.metadata({ ref: 'Session' }),
);

const LABEL_MAX = 100;

/** Null takes a part away. */
const settings = {
  label: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.regex(/\S/, 'Expected at least 1 character that is no space'),
        v.maxLength(LABEL_MAX, `Expected at most ${LABEL_MAX} characters`),
        v.description('What people call it.'),
        v.examples(['Support']),
      ),
    ),
  ),
  country: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.regex(/^[A-Z]{2}$/, 'Expected a country in two capital letters, such as ID or DE'),
        v.description('The country of numbers that are written without one. Null for the country of the gateway.'),
        v.examples(['ID']),
      ),
    ),
  ),
  proxy: v.optional(v.nullable(ProxyUrl)),
};

const NewSession = v.pipe(v.strictObject({ id: SessionId, ...settings }), v.metadata({ ref: 'NewSession' }));
const SessionChange = v.pipe(
  v.strictObject(settings),
  v.check((change) => Object.keys(change).length > 0, 'Expected at least one change'),
  v.metadata({ ref: 'SessionChange' }),
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
  return { ...session, queue };
};

const lists = ({ gateway: { sessions } }: HttpDeps) =>
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
    .get(
      '/sessions/:id',
      describe({
        tag: 'Session',
        scope: 'sessions:read',
        summary: 'Look at one session',
        answers: { 200: { description: 'The session, with its queue.', content: SessionShape } },
        problems: ['session.not_found', 'request.invalid'],
      }),
      params(SessionParam),
      (c) => {
        const status = sessions.status(c.req.valid('param').id);
        return status.ok ? c.json(sessionAnswer(status.value)) : refused(c, status.refusal);
      },
    );

export const sessionsRoutes = (deps: HttpDeps) => {
  const { sessions } = deps.gateway;
  return new Hono<Env>()
    .route('/', lists(deps))
    .post(
      '/sessions',
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        summary: 'Make a session',
        description:
          'Makes it and starts it; its QR can be had a moment later. The name of a session that was removed may be used again: it continues where it ended, with the label, country and proxy that it had, unless others are given.',
        answers: {
          201: {
            description: 'The session.',
            content: SessionShape,
            headers: { Location: 'The session.' },
          },
        },
        problems: ['session.exists', 'proxy.invalid', 'gateway.busy', ...BODY_PROBLEMS],
      }),
      body(NewSession),
      async (c) => {
        const { id, ...asked } = c.req.valid('json');
        const made = await sessions.create(id, asked, callerOf(c));
        if (!made.ok) return refused(c, made.refusal);
        return c.json(sessionAnswer(made.value), 201, { Location: `/api/whatsapp/sessions/${id}` });
      },
    )
    .patch(
      '/sessions/:id',
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        summary: 'Change what a session is set to',
        description:
          'What is left out stays as it is, and null takes a part away. Another proxy opens a new connection.',
        answers: { 200: { description: 'The session.', content: SessionShape } },
        problems: ['session.not_found', 'proxy.invalid', 'gateway.busy', ...BODY_PROBLEMS],
      }),
      params(SessionParam),
      body(SessionChange),
      async (c) => {
        const changed = await sessions.change(c.req.valid('param').id, c.req.valid('json'), callerOf(c));
        return changed.ok ? c.json(sessionAnswer(changed.value)) : refused(c, changed.refusal);
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
};

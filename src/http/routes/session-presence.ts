/** Whether people see the account as available. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { SessionQuery } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, query } from '../edge/parse.ts';

const Availability = v.pipe(
  v.strictObject({
    available: v.pipe(v.boolean(), v.description('At first it is not, so that the phone keeps ringing.')),
  }),
  v.metadata({ ref: 'SessionPresence' }),
);

export const sessionPresenceRoutes = ({ gateway: { presence } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/session/presence',
      describe({
        tag: 'Session',
        scope: 'sessions:read',
        reach: 'one-session',
        summary: 'Look whether the account appears as available',
        answers: { 200: { description: 'Whether it does while it is connected.', content: Availability } },
        problems: ['session.not_found', 'request.invalid'],
      }),
      query(SessionQuery),
      (c) => {
        const found = presence.availability(c.get('session'));
        return found.ok ? c.json(found.value) : refused(c, found.refusal);
      },
    )
    .put(
      '/session/presence',
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        reach: 'one-session',
        summary: 'Appear as available, or not',
        description:
          'It stays so over reconnects and restarts. While a linked device is available, the phone does not notify its owner. Contacts whose presence is to be told have to see the account as available.',
        answers: { 200: { description: 'It is on record.', content: Availability } },
        problems: ['session.not_found', ...BODY_PROBLEMS],
      }),
      query(SessionQuery),
      body(Availability),
      async (c) => {
        const set = await presence.setAvailability(c.get('session'), c.req.valid('json').available, callerOf(c));
        return set.ok ? c.json(set.value) : refused(c, set.refusal);
      },
    );

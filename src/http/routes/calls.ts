/** Calls that come in. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { CallId } from '../../kernel/ids.ts';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Session } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';

export const callRoutes = ({ gateway: { calls } }: HttpDeps) =>
  new Hono<Env>().post(
    '/calls/:callId/reject',
    describe({
      tag: 'Session',
      scope: 'chats:write',
      reach: 'one-session',
      summary: 'Reject a call',
      description:
        'A call that comes in is the fact `call.received`; its stream names it, `call/SESSION/ID`. It rings on the phones of the account until somebody takes it there, the caller gives up, or it is rejected. `call.ended` says which.',
      answers: { 204: { description: 'The call is over.' } },
      problems: [
        'call.not_found',
        'call.over',
        'request.invalid',
        'session.not_found',
        'session.not_live',
        'whatsapp.no_answer',
      ],
    }),
    params(v.object({ callId: CallId })),
    query(v.strictObject({ session: Session })),
    async (c) => {
      const told = await calls.reject(c.req.valid('query').session, c.req.valid('param').callId, callerOf(c));
      return told.ok ? c.body(null, 204) : refused(c, told.refusal);
    },
  );

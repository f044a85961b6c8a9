/** Calls of contacts in the sandbox. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { CallId } from '../../kernel/ids.ts';
import type { SandboxControl } from '../../sandbox/control.ts';
import type { CallShown } from '../../sandbox/control/calls.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { problem } from '../contract/problem.ts';
import type { Env } from '../edge/env.ts';
import { body, params } from '../edge/parse.ts';
import { Digits } from './sandbox-shape.ts';

const STANDINGS = ['rings', 'accepted', 'rejected', 'missed'] as const;

const CallShape = v.pipe(
  v.object({
    callId: CallId,
    from: v.string(),
    video: v.boolean(),
    standing: v.pipe(
      v.picklist(STANDINGS),
      v.description(
        '`accepted` on the phone of the account; `rejected` there or by the gateway; `missed` if the caller gave up.',
      ),
    ),
  }),
  v.metadata({ ref: 'SandboxCall' }),
);

const Calling = v.strictObject({
  from: Digits,
  video: v.optional(v.pipe(v.boolean(), v.description('A call with a picture.')), false),
});
const Ending = v.strictObject({ how: v.picklist(['accepted', 'rejected', 'missed']) });

const answerOf = ({ callId, from, video, standing }: CallShown) => ({ callId, from, video, standing });

export const sandboxCalls = (control: SandboxControl) =>
  new Hono<Env>()
    .get(
      '/calls',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: 'List the calls of contacts',
        answers: {
          200: { description: 'Since the start, the newest last.', content: v.object({ items: v.array(CallShape) }) },
        },
      }),
      (c) => c.json({ items: control.calls().map(answerOf) }),
    )
    .post(
      '/calls',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Call the account from a contact',
        answers: { 200: { description: 'The call, which rings.', content: CallShape } },
        problems: BODY_PROBLEMS,
      }),
      body(Calling),
      (c) => {
        const { from, video } = c.req.valid('json');
        return c.json(answerOf(control.call(from, { video })));
      },
    )
    .post(
      '/calls/:callId/end',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'End a call',
        description: "The account's phone takes or rejects it, or the caller gives up.",
        answers: { 204: { description: 'Linked devices are told.' } },
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      params(v.object({ callId: CallId })),
      body(Ending),
      (c) =>
        control.endCall(c.req.valid('param').callId, c.req.valid('json').how)
          ? c.body(null, 204)
          : problem(c, 'sandbox.not_found', 'No such call rings; look at GET /api/sandbox/calls.'),
    );

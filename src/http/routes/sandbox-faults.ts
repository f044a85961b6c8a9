/** The faults of the sandbox. Each route arms one, and answers with the new state. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { MediaFault, SandboxControl } from '../../sandbox/control.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';
import { body } from '../edge/parse.ts';
import { Digits, FAULT_KINDS, SandboxShape, sandboxAnswer } from './sandbox-shape.ts';

const Times = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), 1);
const Code = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(9999));
const To = v.nullish(Digits);
const DROP_MODES = ['close', 'after_write', 'before_write', 'after_handing', 'before_receipt'] as const;
const TOO_MANY = 429;
const FORBIDDEN = 403;

const MediaFaults = v.strictObject({
  how: v.pipe(
    v.picklist(['down', 'refused', 'slow', 'cut', 'full']),
    v.description('No connection, an HTTP status, no answer at all, a cut in the middle, or no room for an upload.'),
  ),
  code: v.nullish(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(400),
      v.maxValue(599),
      v.description('The status of `refused` (403 when left out) and of `full` (507; 413 if it is given).'),
    ),
  ),
  transfer: v.nullish(
    v.pipe(v.picklist(['upload', 'download']), v.description('The only direction that it concerns.')),
  ),
  times: Times,
});

const mediaFaultOf = ({ how, code, transfer }: v.InferOutput<typeof MediaFaults>): MediaFault => {
  const direction = transfer ? { transfer } : {};
  if (how === 'full') return { how, code: code === 413 ? 413 : 507 };
  return how === 'refused' ? { how, code: code ?? FORBIDDEN, ...direction } : { how, ...direction };
};

export const sandboxFaults = (control: SandboxControl) => {
  const app = new Hono<Env>();

  const fault = <S extends v.GenericSchema>(
    name: string,
    summary: string,
    schema: S,
    arm: (given: v.InferOutput<S>) => void,
    whenEmpty?: v.InferInput<S>,
  ): void => {
    app.post(
      `/${name}`,
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary,
        answers: { 200: { description: 'The state of the sandbox.', content: SandboxShape } },
        problems: BODY_PROBLEMS,
      }),
      body(schema, whenEmpty === undefined ? {} : { whenEmpty }),
      (c) => {
        arm(c.req.valid('json'));
        return c.json(sandboxAnswer(control));
      },
    );
  };

  fault(
    'drop',
    'Cut the connection, now or around the next message',
    v.strictObject({ mode: v.optional(v.picklist(DROP_MODES), 'close') }),
    ({ mode }) => control.drop(mode),
    {},
  );
  fault('stream-error', 'End the connection with a stream error', v.strictObject({ code: Code }), ({ code }) =>
    control.streamError(code),
  );
  fault(
    'refuse',
    'Refuse the next logins',
    v.strictObject({ code: Code, times: Times, how: v.optional(v.picklist(['failure', 'http']), 'failure') }),
    ({ code, times, how }) => control.refuse(code, times, how),
  );
  fault(
    'silence',
    'Answer nothing any more, pings included',
    v.strictObject({ on: v.optional(v.boolean(), true) }),
    ({ on }) => control.silence(on),
    {},
  );
  fault(
    'lose-ack',
    'Take the next messages without acknowledging them',
    v.strictObject({ times: Times, number: To }),
    ({ times, number }) => control.loseAck(times, number ?? undefined),
    {},
  );
  fault(
    'ack-error',
    'Refuse the next messages with an error',
    v.strictObject({ code: Code, times: Times, number: To }),
    ({ code, times, number }) => control.ackError(code, times, number ?? undefined),
  );
  fault(
    'lose-key',
    "Let a member's phone lose the keys of the group with the next message",
    v.strictObject({ times: Times, number: To }),
    ({ times, number }) => control.loseKey(times, number ?? undefined),
    {},
  );
  fault(
    'rate-overlimit',
    'Answer the next queries with a rate limit',
    v.strictObject({ times: Times }),
    ({ times }) => control.rateOverlimit(times),
    {},
  );
  fault(
    'media-conn-error',
    'Refuse the next queries for media hosts',
    v.strictObject({ code: v.optional(Code, TOO_MANY), times: Times }),
    ({ code, times }) => control.mediaConnError(code, times),
    {},
  );
  fault('media-fault', 'Fail the next transfers of the media host', MediaFaults, (given) =>
    control.mediaFault(mediaFaultOf(given), given.times),
  );
  fault('disarm', 'End the faults of one kind', v.strictObject({ kind: v.picklist(FAULT_KINDS) }), ({ kind }) =>
    control.disarm(kind),
  );
  fault('online', 'Bring a phone online that was off', v.strictObject({ number: Digits }), ({ number }) =>
    control.online(number),
  );
  fault(
    'clear',
    'End every fault, and empty the inboxes when asked to',
    v.strictObject({ inboxes: v.optional(v.boolean(), false) }),
    ({ inboxes }) => control.clear({ inboxes }),
    {},
  );
  return app;
};

/** Sends messages. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { Priority } from '../../events/facts/words.ts';
import { TextBody } from '../../messages/text.ts';
import { draftsOnly } from '../../gateway/permission.ts';
import type { MessageRequest } from '../../gateway/messages/request.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { InputFault, Refusal } from '../../kernel/result.ts';
import { BODY_PROBLEMS, describe, FILE_PROBLEMS } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { type AnyMessage, anyMessage, Recipient, sendAtOf } from './message-shape.ts';
import { JobDetailShape, jobDetailAnswer, QueuedShape, queuedAnswer, SentShape, sentAnswer } from './job-shape.ts';
import { RehearsalShape, rehearsalAnswer, SendQuery } from './rehearsal-shape.ts';
import { APPLIED, endedJob, Prefer } from '../edge/waiting.ts';
import { body, headers, query, textIn } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { refusalBefore, statusBefore } from './message-refusals.ts';

const sendMessage = (clock: Clock) =>
  v.pipe(
    v.strictObject({
      number: Recipient,
      message: TextBody,
      priority: v.optional(Priority, 'NORMAL'),
      sendAt: sendAtOf(clock),
    }),
    v.metadata({ ref: 'SendMessage' }),
  );

/** Finds the fault of the number, to be listed with the faults of the other fields. */
const numberFaults =
  ({ readNumber }: HttpDeps['gateway']) =>
  (input: unknown, c: Context<Env>): readonly InputFault[] => {
    const number = textIn(input, 'number');
    const reading = number === null ? null : readNumber(number, c.get('session'));
    return reading && reading.detail !== null ? [{ path: 'number', message: reading.detail }] : [];
  };

const SendHeaders = v.object({
  'Idempotency-Key': v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[\x21-\x7e]{1,255}$/, 'Expected 1 to 255 visible ASCII characters'),
      v.description('The same key with the same body returns the first job again, and queues nothing.'),
    ),
  ),
  Prefer,
});

/** The headers of an answer with a job. */
const HEADERS = {
  Location: 'The job.',
  'Preference-Applied': '`wait` where the answer is the whole job, because it ended in time.',
};

/** The route that answers a message, as `Location` names its job. */
const placeOf = (jobId: string) => ({ Location: `/api/whatsapp/jobs/${jobId}` });

const requestOf = (message: AnyMessage, c: Context<Env>, idempotencyKey: string | null): MessageRequest => ({
  session: c.get('session'),
  draft: draftsOnly(c.get('identity')),
  to: message.to,
  type: message.type,
  member: (message as unknown as Record<string, unknown>)[message.type],
  priority: message.priority,
  notBefore: message.sendAt ?? null,
  expiresAt: message.expiresAt ?? null,
  replyTo: message.replyTo ?? null,
  mentions: message.mentions,
  audience: message.audience ?? null,
  forwarded: message.forwarded,
  clientRef: message.clientRef ?? null,
  metadata: message.metadata ?? null,
  idempotencyKey,
});

export const messageRoutes = (deps: HttpDeps) =>
  new Hono<Env>().route('/', sendMessageRoute(deps)).route('/', anyMessageRoute(deps));

const anyMessageRoute = ({ gateway, clock }: HttpDeps) =>
  new Hono<Env>().post(
    '/messages',
    describe({
      tag: 'Sending',
      scope: 'messages:send',
      or: 'messages:draft',
      reach: 'own',
      summary: 'Queue a message of any kind',
      description:
        'Answers once the message and its files are on disk. `type` names the one member that carries the content. A reply, a reaction, an edit or a deletion names a message of this account by its id. An edit or a deletion of a message that no attempt has begun to send changes that message, and answers its job.',
      answers: {
        202: {
          description: 'The message is queued, or drafted where its caller may not send.',
          content: SentShape,
          headers: { Location: 'The job.' },
        },
        200: {
          description:
            'The whole job, where `Prefer: wait` was asked and it ended in time; a dry run; the job of an earlier request with the same idempotency key and message; or the waiting job that was changed.',
          content: v.union([JobDetailShape, SentShape, RehearsalShape]),
          headers: HEADERS,
        },
      },
      problems: [
        'number.invalid',
        'message.deleted',
        'message.not_found',
        'message.not_own',
        'message.too_old',
        'message.unsupported_type',
        ...FILE_PROBLEMS,
        'idempotency.conflict',
        'session.not_found',
        'key.chat_forbidden',
        'queue.full',
        ...BODY_PROBLEMS,
      ],
    }),
    query(SendQuery, { bare: ['dryRun'] }),
    headers(SendHeaders),
    body(anyMessage(clock), { before: refusalBefore }),
    async (c) => {
      const key = c.req.valid('header')['Idempotency-Key'] ?? null;
      const request = requestOf(c.req.valid('json') as unknown as AnyMessage, c, key);
      const may = gateway.within.mayDispatch(c.get('identity').reach, request);
      if (!may.ok) return refused(c, may.refusal);
      if (c.req.valid('query').dryRun === 'true') {
        const rehearsed = await gateway.messages.rehearse(request);
        return rehearsed.ok ? c.json(rehearsalAnswer(rehearsed.value), 200) : refused(c, rehearsed.refusal);
      }
      const told = await gateway.messages.send(request, callerOf(c));
      if (!told.ok) return refused(c, told.refusal);
      const { how, ...job } = told.value;
      const ended = await endedJob(c, gateway, job.jobId);
      if (ended) return c.json(jobDetailAnswer(ended), 200, { ...placeOf(job.jobId), ...APPLIED });
      return c.json(sentAnswer(job), how === 'queued' ? 202 : 200, placeOf(job.jobId));
    },
  );

const sendMessageRoute = ({ gateway, clock }: HttpDeps) =>
  new Hono<Env>().post(
    '/send-message',
    describe({
      tag: 'Sending',
      scope: 'messages:send',
      or: 'messages:draft',
      reach: 'own',
      summary: 'Queue a message',
      description:
        'Answers once the message is on disk. The session need not be ready: the message waits. Nothing is sent twice, whatever fails in between.',
      answers: {
        202: {
          description: 'The message is queued, or drafted where its caller may not send.',
          content: QueuedShape,
          headers: { Location: 'The job.' },
        },
        200: {
          description:
            'The whole job, where `Prefer: wait` was asked and it ended in time; a dry run; or the job of an earlier request with the same idempotency key and message.',
          content: v.union([JobDetailShape, QueuedShape, RehearsalShape]),
          headers: HEADERS,
        },
      },
      problems: [
        'number.invalid',
        'message.unsupported_type',
        'idempotency.conflict',
        'session.not_found',
        'key.chat_forbidden',
        'queue.full',
        'gateway.busy',
        ...BODY_PROBLEMS,
      ],
    }),
    query(SendQuery, { bare: ['dryRun'] }),
    headers(SendHeaders),
    body(sendMessage(clock), { before: statusBefore, beside: numberFaults(gateway) }),
    async (c) => {
      const { number, message, priority, sendAt } = c.req.valid('json');
      const idempotencyKey = c.req.valid('header')['Idempotency-Key'] ?? null;
      const may = gateway.within.mayDispatch(c.get('identity').reach, {
        session: c.get('session'),
        to: number,
        type: 'text',
        member: {},
      });
      if (!may.ok) return refused(c, may.refusal);
      if (c.req.valid('query').dryRun === 'true') {
        const rehearsed = await gateway.messages.rehearse(requestOf(asAnyMessage(c.req.valid('json')), c, null));
        return rehearsed.ok ? c.json(rehearsalAnswer(rehearsed.value), 200) : refused(c, inNumber(rehearsed.refusal));
      }
      const told = await gateway.jobs.queue(
        {
          session: c.get('session'),
          number,
          content: { kind: 'text', body: message },
          priority,
          notBefore: sendAt ?? null,
          idempotencyKey,
          draft: draftsOnly(c.get('identity')),
        },
        callerOf(c),
      );
      if (!told.ok) return refused(c, told.refusal);
      const { job, repeated } = told.value;
      const ended = await endedJob(c, gateway, job.jobId);
      if (ended) return c.json(jobDetailAnswer(ended), 200, { ...placeOf(job.jobId), ...APPLIED });
      return c.json(queuedAnswer(job), repeated ? 200 : 202, placeOf(job.jobId));
    },
  );

/** The same message as `POST /messages` takes it. */
const asAnyMessage = ({
  number,
  message,
  priority,
  sendAt = null,
}: v.InferOutput<ReturnType<typeof sendMessage>>): AnyMessage => {
  const text = { to: number, type: 'text', text: { body: message }, mentions: [], forwarded: false } as const;
  return { ...text, priority, sendAt };
};

/** Here the member with the recipient is called `number`. */
const inNumber = ({ faults, ...refusal }: Refusal): Refusal => ({
  ...refusal,
  ...(faults && { faults: faults.map((fault) => (fault.path === 'to' ? { ...fault, path: 'number' } : fault)) }),
});

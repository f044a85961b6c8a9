/** Sends messages. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { Priority } from '../../events/facts/words.ts';
import { Metadata } from '../../messages/beside.ts';
import { CONTENT_KINDS, type ContentKind, messageKinds } from '../../messages/content.ts';
import { MessageRef } from '../../messages/refs.ts';
import { TextBody } from '../../messages/text.ts';
import type { MessageRequest } from '../../gateway/messages.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { InputFault } from '../../kernel/result.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { QueuedShape, queuedAnswer, SentShape, sentAnswer } from './job-shape.ts';
import { body, headers, query, textIn } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { IsoTime, SessionQuery } from '../contract/shapes.ts';

const AHEAD_MS_MAX = 366 * 24 * 60 * 60 * 1000;

/** Whether the day exists. `Date.parse` reads February 31st as a day in March. */
const isDayOfCalendar = (text: string): boolean => {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
};

/** A time ahead, at most 366 days. */
const timeAhead = (clock: Clock, description: string) =>
  v.pipe(
    IsoTime,
    v.description(description),
    v.check(isDayOfCalendar, 'Expected a day of the calendar'),
    // Times before 1970 have passed too.
    v.transform((text) => Math.max(Date.parse(text), 0)),
    v.check((at) => !Number.isNaN(at), 'Expected a time that exists'),
    v.check((at) => at - clock.now() <= AHEAD_MS_MAX, 'Expected a time within the next 366 days'),
  );

const SEND_AT =
  'The earliest time to send, at most 366 days ahead; null or missing means at once. A time that passed more than a minute ago is refused.';
const EXPIRES_AT = 'The message is not sent after this time; its job then fails with `expired`.';

const Recipient = v.pipe(
  v.string(),
  v.description(
    'A phone number, international or local to the configured country, with any usual separators; or a chat id.',
  ),
  v.examples(['0812-3456-7890']),
);

const sendMessage = (clock: Clock) =>
  v.pipe(
    v.strictObject({
      number: Recipient,
      message: TextBody,
      priority: v.optional(Priority, 'NORMAL'),
      sendAt: v.nullish(timeAhead(clock, SEND_AT)),
    }),
    v.metadata({ ref: 'SendMessage' }),
  );

/** Finds the fault of the number, to be listed with the faults of the other fields. */
const numberFaults =
  ({ readNumber }: HttpDeps['gateway']) =>
  (input: unknown): readonly InputFault[] => {
    const number = textIn(input, 'number');
    const reading = number === null ? null : readNumber(number);
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
});

const MENTIONS_MAX = 1_000;
const CLIENT_REF_MAX = 255;

/** What every kind of message may carry beside its member. */
const around = (clock: Clock) => ({
  to: Recipient,
  replyTo: v.nullish(v.pipe(MessageRef, v.description('The message of this chat that it answers.'))),
  mentions: v.optional(
    v.pipe(
      v.union(
        [
          v.pipe(v.array(v.string()), v.maxLength(MENTIONS_MAX, `Expected at most ${MENTIONS_MAX} people`)),
          v.literal('all'),
        ],
        'Expected a list of people, or "all"',
      ),
      v.description('People of the chat; in a group also `all`.'),
    ),
    [],
  ),
  forwarded: v.optional(v.pipe(v.boolean(), v.description('It is marked as forwarded.')), false),
  priority: v.optional(Priority, 'NORMAL'),
  sendAt: v.nullish(timeAhead(clock, SEND_AT)),
  expiresAt: v.nullish(timeAhead(clock, EXPIRES_AT)),
  clientRef: v.nullish(
    v.pipe(
      v.string(),
      v.minLength(1, 'Expected at least 1 character'),
      v.maxLength(CLIENT_REF_MAX, `Expected at most ${CLIENT_REF_MAX} characters`),
      v.description("The caller's own name for it."),
      v.examples(['order-1042']),
    ),
  ),
  metadata: v.nullish(v.pipe(Metadata, v.description("The caller's own words: up to 16 keys."))),
});

/** The body of one kind: its `type`, and the one member that is named like it. */
const messageOf = (kind: ContentKind, clock: Clock) =>
  v.strictObject({
    ...around(clock),
    type: v.literal(kind),
    [kind]: messageKinds[kind].member as v.GenericSchema,
  });

const [FIRST, ...OTHERS] = CONTENT_KINDS;

const anyMessage = (clock: Clock) =>
  v.pipe(
    v.variant('type', [messageOf(FIRST, clock), ...OTHERS.map((kind) => messageOf(kind, clock))]),
    v.metadata({ ref: 'Message' }),
  );

/** What the schema gives; the member stands under the name of its kind. */
interface AnyMessage {
  readonly type: ContentKind;
  readonly to: string;
  readonly replyTo?: string | null;
  readonly mentions: readonly string[] | 'all';
  readonly forwarded: boolean;
  readonly priority: Priority;
  readonly sendAt?: Millis | null;
  readonly expiresAt?: Millis | null;
  readonly clientRef?: string | null;
  readonly metadata?: Metadata | null;
}

const requestOf = (message: AnyMessage, session: SessionId, idempotencyKey: string | null): MessageRequest => ({
  session,
  to: message.to,
  type: message.type,
  member: (message as unknown as Record<string, unknown>)[message.type],
  priority: message.priority,
  notBefore: message.sendAt ?? null,
  expiresAt: message.expiresAt ?? null,
  replyTo: message.replyTo ?? null,
  mentions: message.mentions,
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
      summary: 'Queue a message of any kind',
      description:
        'Answers once the message and its files are on disk. `type` names the one member that carries the content. A reply, a reaction, an edit or a deletion names a message of this account by its id. An edit or a deletion of a message that no attempt has begun to send changes that message, and answers its job.',
      answers: {
        202: { description: 'The message is queued.', content: SentShape, headers: { Location: 'The job.' } },
        200: {
          description:
            'The job of an earlier request with the same idempotency key and message, or the waiting job that was changed.',
          content: SentShape,
          headers: { Location: 'The job.' },
        },
      },
      problems: [
        'number.invalid',
        'message.not_found',
        'message.too_old',
        'message.unsupported_type',
        'media.not_found',
        'media.too_large',
        'media.type_mismatch',
        'media.unreadable',
        'media.unreachable',
        'media.conversion_unavailable',
        'address.forbidden',
        'address.invalid',
        'idempotency.conflict',
        'session.not_found',
        'queue.full',
        'gateway.busy',
        ...BODY_PROBLEMS,
      ],
    }),
    query(SessionQuery),
    headers(SendHeaders),
    body(anyMessage(clock)),
    async (c) => {
      const key = c.req.valid('header')['Idempotency-Key'] ?? null;
      const request = requestOf(c.req.valid('json') as unknown as AnyMessage, c.get('session'), key);
      const told = await gateway.messages.send(request, callerOf(c));
      if (!told.ok) return refused(c, told.refusal);
      const { jobId, how } = told.value;
      const job = gateway.jobs.detail({ jobId });
      if (!job.ok) return refused(c, job.refusal);
      return c.json(sentAnswer(job.value), how === 'queued' ? 202 : 200, { Location: `/api/whatsapp/jobs/${jobId}` });
    },
  );

const sendMessageRoute = ({ gateway, clock }: HttpDeps) =>
  new Hono<Env>().post(
    '/send-message',
    describe({
      tag: 'Sending',
      summary: 'Queue a message',
      description:
        'Answers once the message is on disk. The session need not be ready: the message waits. Nothing is sent twice, whatever fails in between.',
      answers: {
        202: { description: 'The message is queued.', content: QueuedShape, headers: { Location: 'The job.' } },
        200: {
          description: 'The job of an earlier request with the same idempotency key and message. Nothing was queued.',
          content: QueuedShape,
          headers: { Location: 'The job.' },
        },
      },
      problems: [
        'number.invalid',
        'idempotency.conflict',
        'session.not_found',
        'queue.full',
        'gateway.busy',
        ...BODY_PROBLEMS,
      ],
    }),
    query(SessionQuery),
    headers(SendHeaders),
    body(sendMessage(clock), { beside: numberFaults(gateway) }),
    async (c) => {
      const { number, message, priority, sendAt } = c.req.valid('json');
      const idempotencyKey = c.req.valid('header')['Idempotency-Key'] ?? null;
      const told = await gateway.jobs.queue(
        {
          session: c.get('session'),
          number,
          content: { kind: 'text', body: message },
          priority,
          notBefore: sendAt ?? null,
          idempotencyKey,
        },
        callerOf(c),
      );
      if (!told.ok) return refused(c, told.refusal);
      const { job, repeated } = told.value;
      return c.json(queuedAnswer(job), repeated ? 200 : 202, { Location: `/api/whatsapp/jobs/${job.jobId}` });
    },
  );

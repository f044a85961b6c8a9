/** Sends messages. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { Priority } from '../../events/facts/words.ts';
import { isBlank } from '../../messages/blank.ts';
import { TEXT_MAX } from '../../messages/text.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { InputFault } from '../../kernel/result.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { QueuedShape, queuedAnswer } from './job-shape.ts';
import { body, headers, query, textIn } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { IsoTime, SessionQuery } from '../contract/shapes.ts';

const SEND_AT_AHEAD_MS_MAX = 366 * 24 * 60 * 60 * 1000;

/** Like `v.maxLength`, but counts characters like JSON Schema, and not UTF-16 units: an emoji counts as one. */
const maxCharacters = (max: number): v.MaxLengthAction<string, number, string> => {
  const units = v.maxLength<string, number, string>(max, `Expected at most ${max} characters`);
  const fits = (text: string): boolean => text.length > max && text.length <= 2 * max && Array.from(text).length <= max;
  return {
    ...units,
    '~run': (dataset, config) => (dataset.typed && fits(dataset.value) ? dataset : units['~run'](dataset, config)),
  };
};

/** Whether the day exists. `Date.parse` reads February 31st as a day in March. */
const isDayOfCalendar = (text: string): boolean => {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
};

/** False for half of a surrogate pair: UTF-8 cannot encode it, and the recipient would get another text. */
const isSendable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

const sendMessage = (clock: Clock) =>
  v.pipe(
    v.strictObject({
      number: v.pipe(
        v.string(),
        v.description(
          'A phone number, international or local to the configured country, with any usual separators; or a chat id.',
        ),
        v.examples(['0812-3456-7890']),
      ),
      message: v.pipe(
        v.string(),
        v.minLength(1, 'Expected at least 1 character'),
        maxCharacters(TEXT_MAX),
        v.check((text) => !isBlank(text), 'Expected something to read; this has blanks alone'),
        v.check(isSendable, 'Expected text without U+0000 and without unpaired surrogates'),
        v.examples(['Hello']),
      ),
      priority: v.optional(Priority, 'NORMAL'),
      sendAt: v.nullish(
        v.pipe(
          IsoTime,
          v.description(
            'The earliest time to send, at most 366 days ahead; null or missing means at once. A time that passed more than a minute ago is refused.',
          ),
          v.check(isDayOfCalendar, 'Expected a day of the calendar'),
          // Times before 1970 have passed too.
          v.transform((text) => Math.max(Date.parse(text), 0)),
          v.check((at) => !Number.isNaN(at), 'Expected a time that exists'),
          v.check((at) => at - clock.now() <= SEND_AT_AHEAD_MS_MAX, 'Expected a time within the next 366 days'),
        ),
      ),
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

export const messageRoutes = ({ gateway, clock }: HttpDeps) =>
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

/** Interprets a number before a message is sent, for forms that give feedback while the user types. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { ChatId } from '../../kernel/ids.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { params } from '../edge/parse.ts';

const NumberShape = v.pipe(
  v.object({
    possible: v.pipe(v.boolean(), v.description('Whether a message to it would be taken.')),
    chatId: v.nullable(ChatId),
    international: v.pipe(
      v.nullable(v.string()),
      v.description('As people write it; null for what is no phone number, such as a group.'),
      v.examples(['+62 812 3456 7890']),
    ),
    country: v.nullable(
      v.object({
        code: v.pipe(v.string(), v.description('ISO 3166-1, two letters.'), v.examples(['ID'])),
        name: v.pipe(v.string(), v.examples(['Indonesia'])),
      }),
    ),
    detail: v.pipe(v.nullable(v.string()), v.description('Why it cannot be a number, and how to write one.')),
  }),
  v.metadata({ ref: 'NumberReading' }),
);

const NumberParam = v.object({
  number: v.pipe(v.string(), v.description('A number or a chat id, as `POST /api/whatsapp/send-message` takes it.')),
});

export const numberRoutes = ({ gateway }: HttpDeps) =>
  new Hono<Env>().get(
    '/numbers/:number',
    describe({
      tag: 'Sending',
      summary: 'Read a number',
      description:
        'What a number would be taken for, by numbering plans alone: whether it is on WhatsApp is found out when something is sent. Nothing is queued, and half a number is an answer too, no problem.',
      answers: { 200: { description: 'What it was read as.', content: NumberShape } },
      problems: ['session.not_found', 'request.invalid'],
    }),
    params(NumberParam),
    (c) => c.json(gateway.readNumber(c.req.valid('param').number)),
  );

/** Interprets a number before a message is sent, for forms that give feedback while the user types. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { reachesSession } from '../../kernel/reach.ts';
import { ChatId } from '../../kernel/ids.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { params } from '../edge/parse.ts';

const NumberShape = v.pipe(
  v.object({
    possible: v.pipe(v.boolean(), v.description('Whether a message to the number would be accepted.')),
    chatId: v.nullable(ChatId),
    international: v.pipe(
      v.nullable(v.string()),
      v.description('The number as people write it; null for a chat without a phone number, such as a group.'),
      v.examples(['+62 812 3456 7890']),
    ),
    country: v.nullable(
      v.object({
        code: v.pipe(v.string(), v.description('ISO 3166-1, two letters.'), v.examples(['ID'])),
        name: v.pipe(v.string(), v.examples(['Indonesia'])),
      }),
    ),
    detail: v.pipe(v.nullable(v.string()), v.description('Why the input cannot be a number, and how to write one.')),
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
      scope: 'contacts:read',
      reach: 'nothing',
      summary: 'Read a number',
      description:
        'Interprets a number by numbering plans alone. Sending finds out whether it is on WhatsApp. Nothing is queued. An incomplete number is answered with 200 too.',
      answers: { 200: { description: 'The interpretation of the number.', content: NumberShape } },
      problems: ['session.not_found', 'request.invalid'],
    }),
    params(NumberParam),
    (c) => {
      const session = c.get('session');
      // A key that does not reach a session learns nothing of its country.
      const reached = reachesSession(c.get('identity').reach, session);
      return c.json(gateway.readNumber(c.req.valid('param').number, reached ? session : undefined));
    },
  );

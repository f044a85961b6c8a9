/** Answers with the picture that a contact shows. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import * as v from 'valibot';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { SessionQuery } from '../contract/shapes.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';
import { isKnown } from './media-bytes.ts';

/** Any text: an id that cannot be one is of no contact. */
export const ContactParam = v.object({ contactId: v.pipe(v.string(), v.examples(['ct_019a9f3c2b40004d2a'])) });

/** How a question about a contact to WhatsApp may end. */
export const ASKING_PROBLEMS = ['rate.limited', 'session.not_live', 'whatsapp.no_answer'] as const;

const JPEG = 'image/jpeg';

const headersOf = (jpeg: Uint8Array): Record<string, string> => ({
  'Content-Type': JPEG,
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, max-age=3600',
  ETag: `"${createHash('sha256').update(jpeg).digest('hex')}"`,
});

export const contactPictureRoutes = ({ gateway: { contacts } }: HttpDeps) =>
  new Hono<Env>().get(
    '/contacts/:contactId/picture',
    describe({
      tag: 'Contacts',
      scope: 'contacts:read',
      reach: 'one-contact',
      summary: 'Get the picture of a contact',
      description:
        'As WhatsApp has it. It is asked again after an hour, for at most 20 questions about contacts at once, and then one every 10 seconds.',
      answers: {
        200: { description: 'The picture.', content: { [JPEG]: v.string() } },
        304: { description: 'The client has this picture already.' },
      },
      problems: ['contact.no_picture', 'contact.not_found', 'request.invalid', 'session.not_found', ...ASKING_PROBLEMS],
    }),
    params(ContactParam),
    query(SessionQuery),
    async (c) => {
      const found = await contacts.picture(c.req.valid('query').session, c.req.valid('param').contactId);
      if (!found.ok) return refused(c, found.refusal);
      const headers = headersOf(found.value);
      if (isKnown(c.req.header('if-none-match'), headers['ETag'])) return c.body(null, 304, headers);
      return c.body(Buffer.from(found.value), 200, headers);
    },
  );

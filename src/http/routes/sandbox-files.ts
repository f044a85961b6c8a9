/** The files that phones of the sandbox show, as plain bytes. */
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { SandboxControl } from '../../sandbox/control.ts';
import { describe } from '../contract/describe.ts';
import { problem } from '../contract/problem.ts';
import type { Env } from '../edge/env.ts';
import { params } from '../edge/parse.ts';
import { Digits, MessageId } from './sandbox-shape.ts';

/**
 * The types that are given as they are: a browser shows them and never runs them. A file of any other type is bytes,
 * because the writer of a message chooses its type.
 */
const SHOWABLE = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'video/mp4',
  'video/3gpp',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/amr',
  'audio/ogg',
];
const OPAQUE = 'application/octet-stream';
const CONTENT = Object.fromEntries([...SHOWABLE, OPAQUE].map((type) => [type, v.string()]));

const headersOf = (mimetype: string, size: number) => ({
  'Content-Type': SHOWABLE.find((type) => type === mimetype.split(';', 1)[0]) ?? OPAQUE,
  'Content-Length': String(size),
  'Content-Disposition': 'attachment',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
});

export const sandboxFiles = (control: SandboxControl) =>
  new Hono<Env>().get(
    '/phones/:number/messages/:messageId/file',
    describe({
      tag: 'Sandbox',
      scope: 'messages:read',
      summary: 'Fetch the file of a message from a phone',
      description:
        'Decrypted and checked, from either side of the chat. It waits until the phone has fetched the file.',
      answers: {
        200: { description: 'The plain bytes, under their type if a browser can show it.', content: CONTENT },
      },
      problems: ['sandbox.not_found', 'request.invalid'],
    }),
    params(v.object({ number: Digits, messageId: MessageId })),
    async (c) => {
      const { number, messageId } = c.req.valid('param');
      const file = await control.file(number, messageId);
      if (!file) return problem(c, 'sandbox.not_found', 'This phone has no such message with a whole file.');
      const headers = headersOf(file.mimetype, file.size);
      if (c.req.method === 'HEAD') return c.body(null, 200, headers);
      return c.body(Readable.toWeb(file.open()) as ReadableStream<Uint8Array>, 200, headers);
    },
  );

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

/** Types that a browser shows and never runs. Whoever wrote the message chose its type. */
const SHOWABLE = /^(?:image\/(?:jpeg|png|gif|webp|avif)|(?:audio|video)\/[\w.+-]+(?:; ?codecs=[\w.,-]+)?)$/;

const headersOf = (mimetype: string, size: number) => ({
  'Content-Type': SHOWABLE.test(mimetype) ? mimetype : 'application/octet-stream',
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
      summary: 'Fetch the file of a message from a phone',
      description:
        'Decrypted and checked, from either side of the chat. It waits until the phone has fetched the file.',
      answers: {
        200: { description: 'The plain bytes.', content: { 'application/octet-stream': v.string() } },
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

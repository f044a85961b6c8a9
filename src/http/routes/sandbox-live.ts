/**
 * Notifies pages of changes in the sandbox, so that they need not poll. The event carries no data; a page fetches the
 * new state. Changes are merged while a client does not read.
 */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { SandboxControl } from '../../sandbox/control.ts';
import { describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';

const RECONNECT_MS = 1_000;
const utf8 = new TextEncoder();
const HELLO = utf8.encode(`retry: ${RECONNECT_MS}\n\n`);
const CHANGED = utf8.encode('event: changed\ndata: {}\n\n');

const HEADERS = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' };

const changes = (control: SandboxControl, closing: AbortSignal | undefined): ReadableStream<Uint8Array> => {
  let changed = false;
  let ended = closing?.aborted ?? false;
  let wake: (() => void) | null = null;
  const end = (): void => {
    ended = true;
    wake?.();
  };
  closing?.addEventListener('abort', end);
  const forget = control.onChange(() => {
    changed = true;
    wake?.();
  });
  const leave = (): void => {
    forget();
    closing?.removeEventListener('abort', end);
  };
  return new ReadableStream(
    {
      start: (controller) => controller.enqueue(HELLO),
      async pull(controller) {
        if (!changed && !ended) await new Promise<void>((resolve) => (wake = resolve));
        if (ended) {
          leave();
          controller.close();
          return;
        }
        changed = false;
        controller.enqueue(CHANGED);
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
};

export const sandboxLive = (control: SandboxControl) =>
  new Hono<Env>().get(
    '/live',
    describe({
      tag: 'Sandbox',
      scope: 'messages:read',
      summary: 'Follow the sandbox',
      description: 'Server-sent events named `changed`, one for each change of the state of the sandbox.',
      answers: { 200: { description: 'The stream.', content: { 'text/event-stream': v.string() } } },
    }),
    (c) => {
      // An unread stream would keep its listener forever.
      if (c.req.method === 'HEAD') return c.body(null, 200, HEADERS);
      return c.body(changes(control, c.env?.closing), 200, HEADERS);
    },
  );

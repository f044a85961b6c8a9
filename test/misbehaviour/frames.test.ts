/** Unreadable frames: each ends its own link, and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpOver } from '../support/http-over.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';
import { startWire, type Wire } from '../support/whatsapp-rig.ts';

let run: RunningWithSandbox;
let wire: Wire;
const unhandled: unknown[] = [];
const note = (thrown: unknown) => void unhandled.push(thrown);

beforeAll(async () => {
  process.on('unhandledRejection', note).on('uncaughtException', note);
  run = await runningWithSandbox({
    threads: true,
    async url(sandbox) {
      wire = await startWire(sandbox.url);
      return wire.url;
    },
  });
  await run.ready('default');
  await run.ready('second');
});
afterAll(async () => {
  await run.close();
  await wire.close();
  process.off('unhandledRejection', note).off('uncaughtException', note);
});

/** One unmasked binary WebSocket frame. */
const webSocketFrame = (payload: Uint8Array) => Buffer.concat([Buffer.of(0x82, payload.length), payload]);
/** One frame of WhatsApp's, preceded by its length. */
const frame = (bytes: Uint8Array) => webSocketFrame(Buffer.concat([Buffer.of(0, 0, bytes.length), bytes]));

describe('on the link of the second session comes', () => {
  test.each<[what: string, bytes: Uint8Array]>([
    ['a frame that nobody encrypted', frame(Buffer.alloc(20, 7))],
    ['a frame without content', frame(Buffer.alloc(0))],
    ['a text in place of a frame', Buffer.concat([Buffer.of(0x81, 5, 0, 0, 2), Buffer.from('hi')])],
    ['a WebSocket frame of no known kind', Buffer.of(0x8f, 0)],
    ['HTTP', Buffer.from('HTTP/1.1 200 OK\r\n\r\n')],
  ])('%s', async (_what, bytes) => {
    const http = await httpOver(run);
    const [first, second] = [run.story('session/default').length, run.story('session/second').length];
    wire.inject(bytes);
    const told = await run.told('session/second', 3, second);
    expect(told).toMatchObject([
      { type: 'session.closed', code: 500, restarts: 1 },
      { type: 'session.started' },
      { type: 'session.opened' },
    ]);
    expect(run.story('session/default')).toHaveLength(first);
    for (const session of ['default', 'second']) {
      const job = await run.queue({ session });
      expect((await run.ended(job)).at(-1)).toMatchObject({ type: 'job.completed' });
    }
    expect((await http.request('/healthz')).status).toBe(200);
    expect(unhandled).toEqual([]);
    // The fault is over by now.
    run.clock.advance(86_400_000);
  });
});

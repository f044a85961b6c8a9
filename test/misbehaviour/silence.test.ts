/** WhatsApp is silent: while a link comes up, and on an open link. */
import { createServer, type Server } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';
import { startWire, type Wire } from '../support/whatsapp-rig.ts';

const SESSION = 'session/default';

let run: RunningWithSandbox;
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  await run.close();
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

const state = () => run.reads.sessions.byId('default')?.state;

const listening = async (server: Server): Promise<string> => {
  cleanups.push(() => server.close());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/chat`;
};

describe('a session that cannot be connected tries again, later each time, when', () => {
  test.each<[fault: string, url: () => Promise<string> | string]>([
    ['nobody listens', () => 'ws://127.0.0.1:9/ws/chat'],
    ['the peer stays silent', () => listening(createServer((socket) => socket.on('error', () => {}).resume()))],
    ['the peer speaks no WebSocket', () => listening(createHttpServer((_, response) => response.end('hello')))],
    [
      'the WebSocket stays silent in the handshake',
      () => {
        const http = createHttpServer();
        new WebSocketServer({ server: http }).on('connection', (socket) => socket.on('error', () => {}));
        return listening(http);
      },
    ],
    [
      'the WebSocket takes nothing in, and cannot be closed',
      () => {
        const http = createHttpServer();
        new WebSocketServer({ server: http }).on('connection', (socket) => socket.on('error', () => {}).pause());
        return listening(http);
      },
    ],
  ])('%s', async (_fault, url) => {
    run = await runningWithSandbox({ url, times: { connectMs: 50 } });
    const told = await run.told(SESSION, 4);
    expect(told.slice(0, 4)).toMatchObject([
      { type: 'session.started' },
      { type: 'session.closed', code: 408, restarts: 1 },
      { type: 'session.started' },
      { type: 'session.closed', code: 408, restarts: 2 },
    ]);
    expect([told[1], told[3]].map((fact) => Number(fact?.['restartAt']) - Number(fact?.at))).toEqual([750, 1_500]);
  });
});

test('a login that is not answered is given up, and the session is back when WhatsApp is', async () => {
  run = await runningWithSandbox({ times: { connectMs: 1_000 } });
  await run.ready();
  const before = run.story(SESSION).length;
  run.control.silence(true);
  run.control.drop('close');
  const [lost, , unanswered] = await run.told(SESSION, 3, before);
  expect([lost, unanswered]).toMatchObject([
    { type: 'session.closed', code: 428, restarts: 1 },
    { type: 'session.closed', code: 408, restarts: 2 },
  ]);
  run.control.silence(false);
  await run.fact('session.opened', ({ version }) => version > before);
});

describe('a link that was up, and a peer that', () => {
  let wire: Wire;

  const onWire = async () => {
    run = await runningWithSandbox({
      pings: true,
      async url(sandbox) {
        wire = await startWire(sandbox.url);
        cleanups.push(() => wire.close());
        return wire.url;
      },
    });
    await run.ready();
    return run.story(SESSION).length;
  };

  test.each<[fault: string, strike: () => void, end: () => void]>([
    ['is mute: it takes all and answers nothing', () => run.control.silence(true), () => run.control.silence(false)],
    ['is a black hole: the network swallows all', () => wire.swallow(), () => {}],
    ['is frozen: it does not even take what is sent', () => wire.freeze(), () => {}],
    // Three bytes announce sixteen megabytes, and all later bytes count as part of that frame.
    ['begins a frame that never ends', () => wire.inject(Buffer.of(0x82, 3, 255, 255, 255)), () => {}],
  ])('%s', async (_fault, strike, end) => {
    const before = await onWire();
    const upAt = run.clock.now();
    strike();
    const job = await run.queue();
    await run.told(`job/${job}`, 2);
    run.clock.advance(30_000 + 15_000);
    const [missed] = await run.told(SESSION, 1, before);
    expect(missed).toMatchObject({ type: 'session.keepalive_missed', missed: 1, at: upAt + 45_000 });
    expect(state()).toBe('keepalive');
    run.clock.advance(15_000);
    const [, timedOut, closed] = await run.told(SESSION, 3, before);
    end();
    expect([timedOut, closed]).toMatchObject([
      { type: 'session.timed_out', at: upAt + 60_000 },
      { type: 'session.closed', code: 408, restarts: 1, restartAt: upAt + 60_750 },
    ]);
    const [, , , started, opened] = await run.told(SESSION, 5, before);
    expect([started, opened]).toMatchObject([{ type: 'session.started' }, { type: 'session.opened' }]);
    // The query was never answered, so nothing was written and the attempt does not count.
    expect((await run.ended(job)).slice(1, 6)).toMatchObject([
      { type: 'job.started', attempt: 1 },
      { type: 'job.interrupted' },
      { type: 'job.started', attempt: 1 },
      { type: 'job.validated' },
      { type: 'job.completed' },
    ]);
  });

  test('answers after a miss: the session is ready again, on the same link', async () => {
    const before = await onWire();
    run.control.silence(true);
    run.clock.advance(30_000 + 15_000);
    await run.told(SESSION, 1, before);
    run.control.silence(false);
    expect(await run.told(SESSION, 2, before)).toMatchObject([
      { type: 'session.keepalive_missed' },
      { type: 'session.keepalive_answered' },
    ]);
    expect(state()).toBe('ready');
  });
});

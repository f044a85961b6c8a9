/** The client library breaks where nobody can catch it: one session restarts, and the others are not affected. */
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Logger } from '../../src/kernel/logger.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { ANNA } from '../support/inside.ts';
import { BREAKING_WORKER, type Break, breakSide, SECRET } from '../support/breaking.ts';
import { httpOver } from '../support/http-over.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

const SESSION = 'session/default';
const NUMBER = '6281200001111';
const BROKEN_WORKER = new URL('../support/broken-worker.ts', import.meta.url);

let run: RunningWithSandbox;
const unhandled: unknown[] = [];
const note = (thrown: unknown) => void unhandled.push(thrown);
beforeEach(() => void process.on('unhandledRejection', note).on('uncaughtException', note));
afterEach(() => void process.off('unhandledRejection', note).off('uncaughtException', note));

const state = () => run.reads.sessions.byId('default')?.state;
const copies = () => run.control.inboxes(NUMBER)[0]?.messages ?? [];

describe("a session's side, beside that of another session,", () => {
  const lines: unknown[] = [];
  const say = (...line: unknown[]) => void lines.push(line);
  beforeAll(async () => {
    const logger: Logger = { debug: say, info: say, warn: say, error: say, child: () => logger };
    run = await runningWithSandbox({ program: BREAKING_WORKER, logger });
    await run.ready('default');
    await run.ready('second');
  });
  afterAll(() => run.close());

  test.each<[how: Break['how'], reason: RegExp]>([
    ['throws', /it met TypeError at breaking-worker\.ts:\d+$/],
    ['rejects', /it met Error at breaking-worker\.ts:\d+$/],
    ['exits', /it ended by itself$/],
  ])('%s while a message is on its way: it comes back, and the message with it', async (how, reason) => {
    const http = await httpOver(run);
    const [first, second] = [run.story(SESSION).length, run.story('session/second').length];
    const { length: received } = copies();

    run.control.loseAck(1, NUMBER);
    const job = await run.queue({ number: NUMBER });
    while (copies().length === received) await setImmediate();
    breakSide(how);
    const told = await run.told(SESSION, 3, first);
    expect(told).toMatchObject([
      { type: 'session.closed', code: 500, restarts: 1, reason: expect.stringMatching(reason) },
      { type: 'session.started' },
      { type: 'session.opened' },
    ]);
    // The message was written and perhaps taken: it was sent again, and shown once.
    expect((await run.ended(job)).slice(1)).toMatchObject([
      { type: 'job.started', attempt: 1 },
      { type: 'job.validated' },
      { type: 'job.failed', failure: { code: 'session_closed' } },
      { type: 'job.started', attempt: 2 },
      { type: 'job.validated' },
      { type: 'job.completed' },
    ]);
    expect(copies().slice(received)).toMatchObject([{ messageId: messageIdOf(job), copies: 2 }]);

    expect(run.story('session/second')).toHaveLength(second);
    const other = await run.queue({ session: 'second' });
    expect((await run.ended(other)).at(-1)).toMatchObject({ type: 'job.completed', at: expect.any(Number) });
    expect((await http.request('/healthz')).status).toBe(200);
    expect(unhandled).toEqual([]);
    const all = JSON.stringify([lines.splice(0), run.log.page({ after: 0, limit: 10_000 })]);
    expect(all).toContain('the WhatsApp thread of a session ended');
    expect(all).not.toContain(SECRET);
    // The fault is over by now.
    run.clock.advance(86_400_000);
  });
});

describe("a session's side", () => {
  afterEach(() => run.close());

  test('computes for ever: the keep-alive notices, and it is made to end', async () => {
    run = await runningWithSandbox({ program: BREAKING_WORKER, pings: true });
    const http = await httpOver(run);
    await run.ready();
    const before = run.story(SESSION).length;
    breakSide('computes for ever');
    run.clock.advance(30_000 + 15_000);
    await run.told(SESSION, 1, before);
    expect((await http.request('/healthz')).status).toBe(200);
    run.clock.advance(15_000);
    expect(await run.told(SESSION, 5, before)).toMatchObject([
      { type: 'session.keepalive_missed' },
      { type: 'session.timed_out' },
      { type: 'session.closed', code: 408, restarts: 1 },
      { type: 'session.started' },
      { type: 'session.opened' },
    ]);
    expect((await run.ended(await run.queue())).at(-1)).toMatchObject({ type: 'job.completed' });
  });

  test('breaks while a QR is shown: the next one links', async () => {
    run = await runningWithSandbox({ program: BREAKING_WORKER, unlinked: true });
    await run.fact('session.qr_issued');
    breakSide('throws');
    expect(await run.told(SESSION, 5)).toMatchObject([
      { type: 'session.started' },
      { type: 'session.qr_issued' },
      { type: 'session.closed', code: 500, restarts: 1 },
      { type: 'session.started' },
      { type: 'session.qr_issued' },
    ]);
    await run.ready();
    expect(state()).toBe('ready');
  });

  test('breaks each time it begins: the session ends in a halt, not in a loop, and a person may start it', async () => {
    // Most times no thread can be made of it, which takes no time; the last times one is made, and breaks.
    const program = new URL('https://localhost/worker.ts');
    run = await runningWithSandbox({ program });
    const closes = () => run.story(SESSION).filter((type) => type === 'session.closed').length;
    run.log.onCommit(() => {
      if (closes() >= 47) program.href = BROKEN_WORKER.href;
    });
    const { data } = await run.fact('session.halted');
    expect(data).toMatchObject({ reason: 'restart_budget_spent', code: 500 });
    expect(data.detail).toMatch(/^the WhatsApp side of the session ended: it met TypeError at broken-worker\.ts:\d+$/);
    expect(closes()).toBe(50);
    const reasons = run.log.read(SESSION).flatMap(({ type, data }) => (type === 'session.closed' ? [data.reason] : []));
    expect(reasons.filter((reason) => reason.includes('broken-worker.ts'))).toHaveLength(3);
    const { length } = run.story(SESSION);
    run.clock.advance(86_400_000);
    expect(run.story(SESSION)).toHaveLength(length);
    run.holdClock();
    await run.gateway.sessions.start('default', ANNA);
    await run.told(SESSION, 2, length);
    expect(state()).toBe('restart');
  });

  test('breaks when nobody holds it any more: the process stops as ever', async () => {
    run = await runningWithSandbox({ program: BREAKING_WORKER });
    await run.ready();
    const job = await run.queue({ number: NUMBER });
    await run.ended(job);
    breakSide('computes for ever');
    await run.system.stop();
    expect(state()).toBe('stopped');
  });
});

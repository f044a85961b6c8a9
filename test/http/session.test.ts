import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ACCOUNT } from '../support/scripted-whatsapp.ts';
import { api } from './api.ts';

const MINUTE_MS = 60_000;

describe('the status', () => {
  test('of a session that is ready says who it is and what its queue has done', async () => {
    const { json, ready, send, fact } = await api();
    await send();
    await ready();
    await fact('job.completed');
    const { status, body } = await json('GET /api/whatsapp/status');
    expect(status).toBe(200);
    expect(body).toEqual({
      session: {
        id: 'default',
        state: 'ready',
        connected: true,
        account: ACCOUNT,
        since: '2026-01-01T00:00:00.000Z',
        restarts: 0,
        reason: null,
        unlinking: null,
        lastDisconnect: null,
        label: null,
        country: null,
        proxied: false,
      },
      media: { uploads: 0, bytes: 0 },
      queue: {
        state: 'running',
        until: null,
        hold: null,
        concurrency: 3,
        active: 0,
        waiting: 0,
        retrying: 0,
        completed: 1,
        failed: 0,
        cancelled: 0,
        drafts: 0,
        successRate: 1,
        throughput: 1,
      },
    });
  });

  test('of a session that was closed says why', async () => {
    const { json, ready, script, fact } = await api();
    await ready();
    script.link().closed({ code: 428, reason: 'Connection lost' });
    await fact('session.closed');
    const { body } = await json('GET /api/whatsapp/status');
    expect(body).toMatchObject({
      session: { state: 'restart', connected: false, lastDisconnect: { code: 428, reason: 'Connection lost' } },
    });
  });
});

/** A session that shows a QR. */
const shown = async () => {
  const anna = await api();
  anna.script.link().qr(anna.clock.now() + MINUTE_MS, '2@secret,of,the,phone');
  await anna.fact('session.qr_issued');
  return anna;
};

const nobodyScanned = (what: string) =>
  `There is no ${what} to show: the session is stopped, because nobody scanned the last QR. Start it with POST /api/whatsapp/session/start. Then ask for the ${what} again.`;

const justEnded = (what: string) =>
  `There is no ${what} to show: the session is qr. Ask for the ${what} again in a few seconds.`;

describe('the QR', () => {
  test.each([
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['image/png', 'image/png'],
    ['image/svg+xml', 'image/svg+xml'],
    ['image/avif,image/png,*/*;q=0.5', 'image/png'],
  ])('comes as it is asked for: %s', async (accept, type) => {
    const { ask } = await shown();
    const answer = await ask('GET /api/whatsapp/session/qr', { headers: { accept } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (type === 'image/png') expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    if (type === 'image/svg+xml') expect(bytes.toString()).toMatch(/^<svg/);
    if (type === 'application/json') {
      expect(JSON.parse(bytes.toString())).toEqual({
        qr: '2@secret,of,the,phone',
        expiresAt: '2026-01-01T00:01:00.000Z',
      });
    }
  });

  test('that is not there is a conflict that names the state', async () => {
    const { json, ready } = await api();
    await ready();
    expect(await json('GET /api/whatsapp/session/qr')).toMatchObject({
      status: 409,
      body: { code: 'session.no_qr', state: 'ready' },
    });
  });

  test('that nobody scanned is no more, and what to do is said, as for a code', async () => {
    const { json, script, fact } = await shown();
    script.link().closed({ code: 408, cause: 'qr_expired', reason: 'QR refs attempts ended' });
    await fact('session.qr_expired');
    const refused = { status: 409, body: { code: 'session.no_qr', state: 'stopped' } };
    expect(await json('GET /api/whatsapp/session/qr')).toMatchObject({
      ...refused,
      body: { detail: nobodyScanned('QR') },
    });
    const code = await json('POST /api/whatsapp/session/pairing-code', { json: { number: '6281110000001' } });
    expect(code).toMatchObject({ ...refused, body: { ...refused.body, detail: nobodyScanned('pairing code') } });
  });

  test('that has just ended, and its code, may be asked for again', async () => {
    const { json, clock } = await shown();
    clock.advance(MINUTE_MS);
    expect((await json('GET /api/whatsapp/session/qr')).body).toMatchObject({ detail: justEnded('QR') });
    const code = await json('POST /api/whatsapp/session/pairing-code', { json: { number: '6281110000001' } });
    expect(code.body).toMatchObject({ code: 'session.no_qr', detail: justEnded('pairing code') });
  });

  test('can be replaced by a code, while it is shown', async () => {
    const { json } = await shown();
    const asked = await json('POST /api/whatsapp/session/pairing-code', { json: { number: '6281110000001' } });
    expect(asked).toMatchObject({ status: 200, body: { code: expect.any(String), expiresAt: expect.any(String) } });
  });

  test.each(['Anna', '120363012345678901@g.us', '123456789012345@lid'])('has no code for %s', async (number) => {
    const { json } = await shown();
    const wrong = await json('POST /api/whatsapp/session/pairing-code', { json: { number } });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'number.invalid' } });
  });

  test('has one code while that is good, and a new one once a minute', async () => {
    const { json, ask } = await shown();
    const code = (number: string) => json('POST /api/whatsapp/session/pairing-code', { json: { number } });
    const [first, second] = await Promise.all([code('6281110000001'), code('6281110000001')]);
    expect(first).toMatchObject({ status: 200, body: { code: 'WAYB1LL1' } });
    expect(second.body).toEqual(first.body);
    const other = await ask('POST /api/whatsapp/session/pairing-code', { json: { number: '6281110000002' } });
    expect(other.status).toBe(429);
    expect(other.headers.get('retry-after')).toBe('60');
    expect(await other.json()).toMatchObject({ code: 'session.code_too_soon' });
  });

  test('is in no fact', async () => {
    const { json } = await shown();
    expect(JSON.stringify((await json('GET /api/events')).body)).not.toContain('secret');
  });
});

describe('a session', () => {
  test('can be stopped and started, restarted and logged out', async () => {
    const { json, ready, fact, facts, clock } = await api();
    await ready();
    facts();
    expect(await json('POST /api/whatsapp/session/stop')).toMatchObject({ status: 202 });
    await fact('session.stopped');
    expect(facts()).toEqual(['session.stopped']);
    expect(await json('POST /api/whatsapp/session/start')).toMatchObject({
      status: 202,
      body: { session: { state: 'connecting' } },
    });
    expect(facts()).toEqual(['session.started']);
    await ready();
    expect((await json('POST /api/whatsapp/session/restart')).status).toBe(202);
    await nextTurn();
    clock.advance(0);
    await fact('session.started', ({ from }) => from === 'restart');
    await ready();
    facts();
    expect((await json('POST /api/whatsapp/session/logout')).status).toBe(202);
    await fact('session.logged_out');
    expect((await json('GET /api/whatsapp/status')).body).toMatchObject({ session: { state: 'loggedOut' } });
  });

  test('of another name is made by starting it, and has a queue of its own', async () => {
    const { json, send, facts } = await api();
    expect((await json('POST /api/whatsapp/session/start?session=sales')).body).toMatchObject({
      session: { id: 'sales', state: 'connecting' },
    });
    expect(facts()).toEqual(['session.started']);
    await send();
    const sales = await json('POST /api/whatsapp/send-message?session=sales', {
      json: { number: '6281234567890', message: 'Hi' },
    });
    const { body } = await json('GET /api/whatsapp/jobs?session=sales');
    expect(body.items).toMatchObject([{ jobId: sales.body.jobId, session: 'sales' }]);
  });
});

describe('the queue', () => {
  test('can be paused and resumed, and says so', async () => {
    const { json, facts } = await api();
    expect(await json('POST /api/whatsapp/queue/pause')).toMatchObject({
      status: 200,
      body: { queue: { state: 'paused' } },
    });
    expect(await json('POST /api/whatsapp/queue/resume')).toMatchObject({
      status: 200,
      body: { queue: { state: 'running' } },
    });
    expect(facts()).toEqual(['queue.paused', 'queue.resumed']);
  });

  test('takes any part of its configuration, and answers the whole', async () => {
    const { json, facts } = await api();
    const whole = {
      concurrency: 3,
      maxAttempts: 6,
      backoffBaseMs: 2_000,
      backoffMaxMs: 32_000,
      coolingMs: 60_000,
      waitingMax: 10_000_000,
    };
    expect((await json('GET /api/whatsapp/queue/config')).body).toEqual(whole);
    const changed = await json('POST /api/whatsapp/queue/config', { json: { concurrency: 10 } });
    expect(changed).toMatchObject({ status: 200, body: { ...whole, concurrency: 10 } });
    expect((await json('GET /api/whatsapp/queue/config')).body).toEqual({ ...whole, concurrency: 10 });
    expect((await json('GET /api/whatsapp/status')).body).toMatchObject({ queue: { concurrency: 10 } });
    expect(facts()).toEqual(['queue.configured']);
  });

  test.each<[body: Record<string, unknown>, cleared: number]>([
    [{ status: 'all' }, 2],
    [{ status: 'waiting' }, 2],
    [{ status: 'failed' }, 0],
  ])('is cleared of what is asked: %j', async (body, cleared) => {
    const { json, send, facts } = await api();
    const jobs = [await send(), await send()];
    facts();
    const answer = await json('POST /api/whatsapp/queue/clear', { json: body });
    expect(answer).toMatchObject({ status: 200, body: { cleared } });
    expect(facts()).toEqual([
      'queue.clearing_started',
      ...jobs.slice(0, cleared).map(() => 'job.cancelled'),
      'queue.cleared',
    ]);
  });

  test('of more than a thousand jobs is cleared behind the answer, which says where to follow the count', async () => {
    const { json, queue, fact } = await api();
    await Promise.all(Array.from({ length: 1_001 }, () => queue()));
    const answer = await json('POST /api/whatsapp/queue/clear', { json: { status: 'all' } });
    const { id } = answer.body;
    expect(answer).toMatchObject({ status: 202, body: { total: 1_001, done: false, problem: null } });
    const place = `/api/whatsapp/queue/clear/${String(id)}`;
    expect(answer.headers.get('location')).toBe(place);
    const look = async () => (await json(`GET ${place}`)).body;
    const counts = new Set<unknown>();
    for (let seen = await look(); seen['done'] !== true; seen = await look()) {
      expect(seen).toMatchObject({ id, total: 1_001, problem: null });
      counts.add(seen['cleared']);
      await nextTurn();
    }
    expect(counts.size).toBeGreaterThan(2);
    expect(await look()).toEqual({ id, total: 1_001, cleared: 1_001, done: true, problem: null });
    expect(await fact('queue.cleared')).toMatchObject({ data: { clearing: id, cleared: 1_001 } });
    expect((await json('GET /api/whatsapp/status')).body).toMatchObject({ queue: { waiting: 0, cancelled: 1_001 } });
    expect((await json(`GET ${place}?session=shop`)).status).toBe(404);
  });
});

describe('older messages', () => {
  test('are asked for within a year, and the answer says what became of it', async () => {
    const anna = await api();
    const ask = (body: unknown) => anna.json('POST /api/whatsapp/session/history', { json: body });
    expect(await ask({ days: 30 })).toMatchObject({ status: 409, body: { code: 'session.not_live' } });
    await anna.ready();
    for (const days of [0, 366, 1.5, '30'])
      expect(await ask({ days })).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(await anna.json('GET /api/whatsapp/session/history')).toMatchObject({
      status: 200,
      body: { state: 'none', days: null, taken: 0 },
    });
    expect(await ask({ days: 30 })).toMatchObject({ status: 202, body: { days: 30, endedAt: null } });
    await anna.fact('session.history_ended');
    expect((await anna.json('GET /api/whatsapp/session/history')).body).toMatchObject({
      state: 'ended',
      outcome: 'complete',
      chats: 0,
      taken: 0,
    });
  });
});

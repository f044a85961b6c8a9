import { describe, expect, test } from 'vitest';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { failure } from '../../src/events/facts/failure.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { ANNA } from '../support/inside.ts';
import { type Api, api, type Body } from './api.ts';

const blocked = new Undelivered(failure('blocked', 'The contact has blocked this account', 403), true);
const timedOut = new Undelivered(failure('ack_timeout', 'No acknowledgement came'), true);
const ids = ({ items }: Body) => items.map(({ jobId }) => jobId);

const decisionOn = (job: Body, act: string) => `POST /api/whatsapp/jobs/${job.jobId}/${act}`;

describe('a job', () => {
  test('is shown as it goes from waiting to read', async () => {
    const { json, send, ready, fact, script } = await api();
    const job = await send();
    const look = async () => (await json(`GET /api/whatsapp/jobs/${job}`)).body;
    const at = '2026-01-01T00:00:00.000Z';
    expect(await look()).toEqual({
      jobId: job,
      session: 'default',
      messageId: messageIdOf(job),
      chatId: '6281234567890@s.whatsapp.net',
      type: 'text',
      text: { body: 'Hello' },
      message: 'Hello',
      to: '6281234567890',
      replyTo: null,
      mentions: [],
      audience: null,
      expiresAt: null,
      clientRef: null,
      metadata: null,
      status: 'waiting',
      dismissed: false,
      priority: 'NORMAL',
      attempts: 0,
      attemptsLeft: 6,
      progress: 0,
      queuedAt: at,
      sendAt: null,
      startedAt: null,
      completedAt: null,
      deliveredAt: null,
      readAt: null,
      playedAt: null,
      nextAttemptAt: null,
      draft: null,
      cancelled: null,
      hold: { reason: 'not_linked', until: null },
      holds: [],
      failure: null,
      explanation: 'It waits because the session is connecting, and it goes out as soon as that is done.',
    });
    await ready();
    await fact('job.completed');
    expect(await look()).toMatchObject({ status: 'completed', progress: 100, attempts: 1, completedAt: at });
    script.link().receipt(messageIdOf(job), 'read', Date.UTC(2026, 0, 2));
    await fact('job.read');
    expect(await look()).toMatchObject({ readAt: '2026-01-02T00:00:00.000Z' });
  });

  test('has its facts in order, each with the request that caused it', async () => {
    const { json, ready, fact } = await api();
    const sent = await json('POST /api/whatsapp/send-message', {
      json: { number: '6281234567890', message: 'Hello' },
      headers: { 'x-request-id': 'order-17' },
    });
    await ready();
    await fact('job.completed');
    const { body } = await json(`GET /api/whatsapp/jobs/${sent.body.jobId}/events`);
    expect(body.items.map(({ type, from, to }) => [type, from, to])).toEqual([
      ['job.queued', null, 'waiting'],
      ['job.started', 'waiting', 'active.validating'],
      ['job.validated', 'active.validating', 'active.sending'],
      ['job.completed', 'active.sending', 'completed.acknowledged'],
    ]);
    const positions = body.items.map(({ position }) => position);
    expect(body.items.map(({ correlation }) => correlation)).toEqual(positions.map(() => 'order-17'));
    // The start led to both the number and the send, which were requested in one append.
    expect(body.items.map(({ causation }) => causation)).toEqual([null, positions[0], positions[1], positions[2]]);
    expect(JSON.stringify(body)).not.toContain('Hello');
  });

  test('of a key that may not send is a draft, until somebody who may approves or rejects it', async () => {
    const { json, userId, ready, fact, script } = await api();
    const keyOf = async (...scopes: string[]) =>
      String((await json('POST /api/keys', { json: { name: 'bot', scopes, sessions: ['default'] } })).body['key']);
    const [bot, boss] = [await keyOf('messages:draft', 'messages:read'), await keyOf('messages:approve')];
    const text = { to: '6281234567890', type: 'text', text: { body: 'Helo' } };
    const { status, body: first } = await json('POST /api/whatsapp/messages', { token: bot, json: text });
    expect([status, first['status']]).toEqual([202, 'draft']);
    const { body: second } = await json('POST /api/whatsapp/send-message', {
      token: bot,
      json: { number: '6281234567890', message: 'Buy now' },
    });
    for (const act of ['approve', 'reject'])
      expect(await json(decisionOn(first, act), { token: bot })).toMatchObject({
        status: 403,
        body: { code: 'auth.forbidden', scope: 'messages:approve' },
      });
    const dry = await json('POST /api/whatsapp/messages?dryRun=true', { token: bot, json: text });
    expect(dry.body).toMatchObject({
      hold: null,
      warnings: [expect.stringMatching(/would be a draft/), expect.anything()],
    });
    expect((await json('GET /api/whatsapp/status')).body['queue']).toMatchObject({ drafts: 2, waiting: 0 });
    expect(ids((await json('GET /api/whatsapp/jobs?status=draft', { token: bot })).body)).toHaveLength(2);
    expect(await json(decisionOn(first, 'approve'), { json: { text: { body: 'a' }, poll: {} } })).toMatchObject({
      status: 422,
    });

    const approved = await json(decisionOn(first, 'approve'), { token: boss, json: { text: { body: 'Hello' } } });
    expect(approved).toMatchObject({ status: 202, body: { status: 'waiting', message: 'Hello' } });
    const rejected = await json(decisionOn(second, 'reject'), { json: { reason: 'No advertising' } });
    expect(rejected).toMatchObject({
      status: 200,
      body: { status: 'cancelled', cancelled: { by: userId, reason: 'No advertising' } },
    });
    expect(await json(decisionOn(second, 'approve'))).toMatchObject({ status: 409, body: { code: 'job.not_draft' } });
    await ready();
    await fact('job.completed');
    expect(script.phone().map((message) => message.text)).toEqual(['Hello']);
  });

  test('shows its recipient as it was written', async () => {
    const { json } = await api();
    const text = { type: 'text', text: { body: 'Hello' } };
    for (const [route, message, to] of [
      ['messages', { ...text, to: '6281234567890' }, '6281234567890'],
      ['messages', { ...text, to: 'status@broadcast', audience: ['6281234567890'] }, 'status@broadcast'],
      ['send-message', { number: '6281234567890', message: 'Hello' }, '6281234567890'],
    ] as const) {
      const { body: sent } = await json(`POST /api/whatsapp/${route}`, { json: message });
      expect((await json(`GET /api/whatsapp/jobs/${sent.jobId}`)).body['to']).toBe(to);
    }
  });

  test('that answers a message which did not go out says that it has no quote', async () => {
    const { json, ready, fact } = await api();
    const text = { to: '6281234567890', type: 'text', text: { body: 'Hello' } };
    const { body: first } = await json('POST /api/whatsapp/messages', { json: text });
    const { body: reply } = await json('POST /api/whatsapp/messages', {
      json: { ...text, replyTo: first['messageId'] },
    });
    const explained = async () => (await json(`GET /api/whatsapp/jobs/${reply.jobId}`)).body['explanation'];
    expect(await explained()).not.toContain('no quote');
    await json(`DELETE /api/whatsapp/jobs/${first.jobId}`);
    await ready();
    await fact('job.completed');
    expect(await explained()).toContain('It has no quote, because the message that it answers did not go out.');
  });

  test('has its facts in pages', async () => {
    const { json, ready, fact } = await api();
    const { body } = await json('POST /api/whatsapp/send-message', { json: { number: '6281234567890', message: 'a' } });
    await ready();
    await fact('job.completed');
    const list = `GET /api/whatsapp/jobs/${body.jobId}/events?limit=3`;
    const first = (await json(list)).body;
    const second = (await json(`${list}&cursor=${first.nextCursor}`)).body;
    expect([first, second].map(({ items }) => items.map(({ version }) => version))).toEqual([[1, 2, 3], [4]]);
    expect(second.nextCursor).toBeNull();
    expect((await json(`${list}&cursor=somewhere`)).status).toBe(422);
  });

  test('is found in its own session and in no other', async () => {
    const { json, send } = await api();
    const job = await send();
    expect((await json(`GET /api/whatsapp/jobs/${job}?session=default`)).status).toBe(200);
    expect((await json(`GET /api/whatsapp/jobs/${job}?session=sales`)).status).toBe(404);
  });
});

const holdOf = async ({ json }: Api, job: string) => (await json(`GET /api/whatsapp/jobs/${job}`)).body['hold'];
const steer = ({ json }: Api, step: string) => json(`POST /api/whatsapp/queue/${step}`);

describe('a job that does not go out yet', () => {
  test('says why, and until when', async () => {
    const anna = await api();
    const { send, ready, json } = anna;
    await ready();
    await steer(anna, 'pause');
    const first = await send();
    const second = await send();
    const later = await send({ number: '6289999999999', sendAt: '2026-01-01T01:00:00Z' });
    expect(await holdOf(anna, first)).toEqual({ reason: 'paused', until: null });
    expect(await holdOf(anna, second)).toEqual({ reason: 'chat_order', until: null });
    expect(await holdOf(anna, later)).toEqual({ reason: 'scheduled', until: '2026-01-01T01:00:00.000Z' });
    expect((await json('GET /api/whatsapp/status')).body).toMatchObject({ queue: { hold: { reason: 'paused' } } });
    await steer(anna, 'resume');
    await anna.fact('job.completed');
    expect(await holdOf(anna, first)).toBeNull();
    expect((await json('GET /api/whatsapp/status')).body).toMatchObject({ queue: { hold: null } });
  });

  test('waits for its next attempt, then for the queue to cool down, and has that among its stops', async () => {
    const anna = await api();
    const { send, ready, script, clock, system, fact, json } = anna;
    script.replies.send = () => timedOut;
    await anna.gateway.queues.configure('default', { coolingMs: 5_000 }, ANNA);
    await ready();
    const job = await send();
    await fact('job.failed');
    expect(await holdOf(anna, job)).toEqual({ reason: 'retry', until: '2026-01-01T00:00:02.000Z' });
    await system.session('default')?.queue.tell({ type: 'cool', reason: 'WhatsApp is asked too much' }, ANNA);
    clock.advance(3_000);
    expect(await holdOf(anna, job)).toEqual({ reason: 'cooling', until: '2026-01-01T00:00:05.000Z' });
    script.replies.send = () => 'ack';
    clock.advance(2_000);
    await fact('job.completed');
    expect((await json(`GET /api/whatsapp/jobs/${job}`)).body).toMatchObject({
      hold: null,
      holds: [{ reason: 'cooling', from: '2026-01-01T00:00:00.000Z', until: '2026-01-01T00:00:05.000Z' }],
    });
  });
});

describe('cancelling', () => {
  test('a waiting job is on record, and cannot be done twice', async () => {
    const { json, send, facts } = await api();
    const job = await send();
    facts();
    expect((await json(`DELETE /api/whatsapp/jobs/${job}`)).status).toBe(204);
    expect(facts()).toEqual(['job.cancelled']);
    expect((await json(`GET /api/whatsapp/jobs/${job}`)).body).toMatchObject({ status: 'cancelled' });
    expect(await json(`DELETE /api/whatsapp/jobs/${job}`)).toMatchObject({
      status: 409,
      body: { code: 'job.not_waiting' },
    });
    expect(facts()).toEqual([]);
  });

  test('a job in hand is refused', async () => {
    const { json, send, ready, fact, script } = await api();
    script.replies.send = () => 'hold';
    const job = await send();
    await ready();
    await fact('job.validated');
    expect((await json(`DELETE /api/whatsapp/jobs/${job}`)).status).toBe(409);
  });
});

describe('a job that failed', () => {
  test('says why, is in the retry queue, and can be tried again', async () => {
    const { json, send, ready, fact, script, facts } = await api();
    script.replies.send = () => blocked;
    const job = await send();
    await ready();
    await fact('job.abandoned');
    const failed = { code: 'blocked', message: 'The contact has blocked this account.', retryable: false };
    expect((await json(`GET /api/whatsapp/jobs/${job}`)).body).toMatchObject({ status: 'failed', failure: failed });
    const { body } = await json('GET /api/whatsapp/retry-queue');
    expect(body).toMatchObject({ stats: { retrying: 0, failed: 1 }, items: [{ jobId: job, failure: failed }] });
    facts();
    script.replies.send = () => 'ack';
    const retried = await json(`POST /api/whatsapp/jobs/${job}/retry`);
    expect(retried).toMatchObject({ status: 202, body: { jobId: job } });
    await fact('job.completed');
    expect(facts()[0]).toBe('job.retried');
    expect(await json(`POST /api/whatsapp/jobs/${job}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'job.not_failed' },
    });
  });

  test('begins its attempts again when it is tried by hand, and has not started until the next one does', async () => {
    const anna = await api();
    const { json, send, ready, fact, script } = anna;
    script.replies.send = () => blocked;
    const job = await send();
    await ready();
    await fact('job.abandoned');
    const look = async () => (await json(`GET /api/whatsapp/jobs/${job}`)).body;
    const at = '2026-01-01T00:00:00.000Z';
    expect(await look()).toMatchObject({ status: 'failed', attempts: 1, startedAt: at });
    await steer(anna, 'pause');
    const retried = { status: 'waiting', attempts: 1, attemptsLeft: 6, startedAt: null, failure: null };
    expect((await json(`POST /api/whatsapp/jobs/${job}/retry`)).body).toMatchObject(retried);
    expect(await look()).toMatchObject(retried);
    script.replies.send = () => timedOut;
    await steer(anna, 'resume');
    await fact('job.failed');
    expect(await look()).toMatchObject({ status: 'retrying', attempts: 2, attemptsLeft: 5, startedAt: at });
  });

  test('and was put aside can be tried again all the same', async () => {
    const { json, send, ready, fact, script } = await api();
    script.replies.send = () => blocked;
    const job = await send();
    await ready();
    await fact('job.abandoned');
    await json('POST /api/whatsapp/queue/clear', { json: { status: 'failed' } });
    script.replies.send = () => 'ack';
    expect(await json(`POST /api/whatsapp/jobs/${job}/retry`)).toMatchObject({
      status: 202,
      body: { dismissed: false },
    });
    expect(await fact('job.retried')).toMatchObject({ from: 'dismissed', to: 'waiting' });
    await fact('job.completed');
  });

  test('for now comes before those that failed for good', async () => {
    const { json, send, ready, fact, script } = await api();
    script.replies.send = ({ text }) => (text === 'good' ? blocked : timedOut);
    const forGood = await send({ number: '6281111111111', message: 'good' });
    const forNow = await send({ number: '6282222222222', message: 'now' });
    await ready();
    await Promise.all([fact('job.abandoned'), fact('job.failed')]);
    const { body } = await json('GET /api/whatsapp/retry-queue');
    expect(body).toMatchObject({ stats: { retrying: 1, failed: 1 } });
    expect(ids(body)).toEqual([forNow, forGood]);
    const first = (await json('GET /api/whatsapp/retry-queue?limit=1')).body;
    const second = (await json(`GET /api/whatsapp/retry-queue?limit=1&cursor=${first.nextCursor}`)).body;
    expect([ids(first), ids(second), second.nextCursor]).toEqual([[forNow], [forGood], null]);
  });
});

describe('the list of jobs', () => {
  test('is newest first, page by page, without a gap or a repeat', async () => {
    const { json, send } = await api();
    const sent: string[] = [];
    for (let n = 0; n < 5; n += 1) sent.unshift(await send());
    expect(ids((await json('GET /api/whatsapp/jobs')).body)).toEqual(sent);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await json(`GET /api/whatsapp/jobs?limit=2${more}`);
      seen.push(...ids(body));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(sent);
  });

  test('can be narrowed to a status, a chat and a priority', async () => {
    const { json, send } = await api();
    const high = await send({ priority: 'HIGH' });
    const other = await send({ number: '6289999999999' });
    await json(`DELETE /api/whatsapp/jobs/${other}`);
    const list = async (query: string) => ids((await json(`GET /api/whatsapp/jobs?${query}`)).body);
    expect(await list('priority=HIGH')).toEqual([high]);
    expect(await list('status=cancelled')).toEqual([other]);
    expect(await list('chatId=6289999999999@s.whatsapp.net')).toEqual([other]);
    expect(await list('status=cancelled&priority=HIGH')).toEqual([]);
    expect(await list('number=6289999999999')).toEqual([other]);
  });

  test('can be narrowed to a time and to words of a failure', async () => {
    const { json, send, ready, fact, script, clock } = await api();
    script.replies.send = () => blocked;
    const first = await send();
    await ready();
    await fact('job.abandoned');
    clock.advance(60_000);
    const second = await send({ sendAt: '2026-02-01T00:00:00Z' });
    const list = async (query: string) => ids((await json(`GET /api/whatsapp/jobs?${query}`)).body);
    expect(await list('queuedAfter=2026-01-01T00:00:30Z')).toEqual([second]);
    expect(await list('queuedBefore=2026-01-01T00:00:30Z')).toEqual([first]);
    expect(await list('failure=has%20blocked')).toEqual([first]);
    expect(await list('failure=403&status=failed')).toEqual([first]);
    expect(await list('failure=timeout')).toEqual([]);
  });

  test('is narrowed by nothing where a filter has no value', async () => {
    const { json, send } = await api();
    const job = await send();
    expect(ids((await json('GET /api/whatsapp/jobs?status=&chatId=&priority=&limit=')).body)).toEqual([job]);
  });

  test.each([
    'status=failed&status=waiting',
    'number=0',
    'queuedAfter=yesterday',
    'queuedBefore=2026-01-01',
    'failure=%20',
  ])('refuses a filter that makes no sense: %s', async (query) => {
    const { json } = await api();
    expect((await json(`GET /api/whatsapp/jobs?${query}`)).status).toBe(422);
  });
});

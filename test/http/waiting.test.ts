/** `Prefer: wait`: the whole job once it has ended, else the usual answer. */
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { type HttpServer, serve } from '../../src/http/edge/serve.ts';
import { ANNA } from '../support/inside.ts';
import { type Api, api } from './api.ts';

const servers: HttpServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const TEXT = { to: '6281234567890', type: 'text', text: { body: 'Hello' } };

const post = ({ json }: Api, message: object = TEXT, headers: Record<string, string> = {}) =>
  json('POST /api/whatsapp/messages', { json: message, headers: { prefer: 'wait=30', ...headers } });

/** Resolves once so many requests wait. */
const waiting = async ({ gateway }: Api, count = 1): Promise<void> => {
  while (gateway.jobs.endings.waiting() !== count) await nextTurn();
};

describe('a client that would wait', () => {
  test('gets the whole job once WhatsApp has acknowledged it', async () => {
    const anna = await api();
    await anna.ready();
    const { status, headers, body } = await post(anna);
    expect([status, headers.get('preference-applied')]).toEqual([200, 'wait']);
    expect(body).toEqual((await anna.json(`GET /api/whatsapp/jobs/${body.jobId}`)).body);
    expect(body).toMatchObject({ status: 'completed', holds: [], type: 'text' });
    expect(headers.get('location')).toBe(`/api/whatsapp/jobs/${body.jobId}`);
  });

  test.each([
    ['cancelled', (anna: Api, job: string) => anna.gateway.jobs.cancel(job, ANNA)],
    ['failed', async (anna: Api) => anna.clock.advance(10_000)],
  ])('gets a job that ends %s as well', async (status, end) => {
    const anna = await api();
    const told = post(anna, { ...TEXT, expiresAt: new Date(anna.clock.now() + 10_000).toISOString() });
    await waiting(anna);
    const { data: _, stream } = await anna.fact('job.queued');
    await end(anna, stream.slice('job/'.length));
    expect(await told).toMatchObject({ status: 200, body: { status } });
  });

  test('gets the usual answer when the time is over, and the message still waits', async () => {
    const anna = await api();
    const told = post(anna);
    await waiting(anna);
    anna.clock.advance(30_000);
    const { status, headers, body } = await told;
    expect([status, headers.get('preference-applied'), body['status']]).toEqual([202, null, 'waiting']);
    expect(body).not.toHaveProperty('explanation');
    expect(anna.gateway.jobs.endings.waiting()).toBe(0);
  });

  test('waits with a repeat under an idempotency key too', async () => {
    const anna = await api();
    const again = { 'idempotency-key': 'order-1042' };
    const first = post(anna, TEXT, again);
    await waiting(anna);
    const repeat = post(anna, TEXT, again);
    await waiting(anna, 2);
    await anna.ready();
    const answers = await Promise.all([first, repeat]);
    expect(answers.map(({ status, body }) => [status, body['status']])).toEqual([
      [200, 'completed'],
      [200, 'completed'],
    ]);
    expect(answers[0].body.jobId).toBe(answers[1].body.jobId);
  });

  test('with an edit waits for the message that it changed', async () => {
    const anna = await api();
    const { body: first } = await post(anna, TEXT, { prefer: '' });
    const edit = post(anna, {
      ...TEXT,
      type: 'edit',
      text: undefined,
      edit: { messageId: first['messageId'], text: 'Hi' },
    });
    await waiting(anna);
    await anna.ready();
    expect(await edit).toMatchObject({ status: 200, body: { jobId: first.jobId, message: 'Hi', status: 'completed' } });
  });

  test('of send-message waits as well', async () => {
    const anna = await api();
    await anna.ready();
    const message = { number: '6281234567890', message: 'Hello' };
    const { status, headers, body } = await anna.json('POST /api/whatsapp/send-message', {
      json: message,
      headers: { prefer: 'respond-async, wait=5' },
    });
    expect([status, headers.get('preference-applied'), body['status']]).toEqual([200, 'wait', 'completed']);
  });

  test('gets the usual answer at once when the server stops', async () => {
    const anna = await api();
    const told = post(anna);
    await waiting(anna);
    anna.gateway.jobs.endings.stop();
    expect((await told).status).toBe(202);
    expect((await post(anna)).status).toBe(202);
  });

  test('is told at once that its message is queued when too many wait', async () => {
    const anna = await api();
    const { body } = await post(anna, TEXT, { prefer: '' });
    const others = Array.from({ length: 500 }, () => anna.gateway.jobs.endings.of(body.jobId, 60_000));
    expect((await post(anna)).status).toBe(202);
    anna.clock.advance(60_000);
    expect(new Set(await Promise.all(others))).toEqual(new Set([false]));
    expect(anna.gateway.jobs.endings.waiting()).toBe(0);
  });

  test('that goes away waits no longer', async () => {
    const anna = await api();
    const server = await serve(anna.app, { host: '127.0.0.1', port: 0 });
    servers.push(server);
    const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1' });
    const body = JSON.stringify(TEXT);
    socket.write(
      `POST /api/whatsapp/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${anna.token}\r\nPrefer: foo\r\nPrefer: wait=30\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await waiting(anna);
    socket.destroy();
    await waiting(anna, 0);
    expect(anna.facts()).toContain('job.queued');
  });
});

test('the time that a client waits is none that an answer takes', async () => {
  const anna = await api();
  await anna.ready();
  await post(anna);
  const lines = await (await anna.ask('GET /metrics')).text();
  expect(lines).toContain('waybill_http_request_duration_seconds_count{route="sending",status="2xx"} 1');
});

import { beforeAll, describe, expect, test } from 'vitest';
import { Fault } from '../../src/kernel/fault.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { running } from '../support/running.ts';
import { type Api, api, type Ask } from './api.ts';

const json = { 'content-type': 'application/json' };
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** One for all that is refused: a refusal leaves no trace. */
let anna: Api;
beforeAll(async () => {
  anna = await api();
});

/** Sends a body without its length, and counts how much was accepted. */
const endless = (chunks: number) => {
  let taken = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken += 1;
      if (taken > chunks) controller.close();
      else controller.enqueue(new Uint8Array(65_536).fill(0x20));
    },
  });
  return { stream, taken: () => taken };
};

test.each<[line: string, ask: Ask, status: number, code: string]>([
  ['GET /nothing', { token: null }, 404, 'route.not_found'],
  ['GET /api/nothing', {}, 404, 'route.not_found'],
  ['GET /api/nothing', { token: null }, 404, 'route.not_found'],
  ['POST /api/whatsapp', {}, 404, 'route.not_found'],
  ['GET /api/whatsapp/send-message', {}, 405, 'route.method_not_allowed'],
  ['GET /api/whatsapp/send-message', { token: null }, 405, 'route.method_not_allowed'],
  ['PUT /api/whatsapp/jobs/17', {}, 405, 'route.method_not_allowed'],
  ['GET /api/auth/login', { token: null }, 405, 'route.method_not_allowed'],
  ['POST /healthz', { token: null }, 405, 'route.method_not_allowed'],
  ['GET /api/sandbox/state', {}, 404, 'route.not_found'],
  ['GET /api/whatsapp/jobs?limit=0', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/jobs?limit=501', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/jobs?limit=ten', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/jobs?limit=1e2', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/jobs?cursor=bm9uZQ', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/jobs?status=lost', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/jobs?chatId=Anna', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/jobs?sttaus=failed', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/jobs?session=Sales!', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/jobs?session=sales', {}, 404, 'session.not_found'],
  ['GET /api/whatsapp/retry-queue?cursor=bm9uZQ', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/retry-queue?session=sales', {}, 404, 'session.not_found'],
  ['GET /api/whatsapp/status?session=sales', {}, 404, 'session.not_found'],
  ['GET /api/whatsapp/queue/config?session=sales', {}, 404, 'session.not_found'],
  ['POST /api/whatsapp/queue/pause?session=sales', {}, 404, 'session.not_found'],
  ['POST /api/whatsapp/session/stop?session=sales', {}, 404, 'session.not_found'],
  ['GET /api/whatsapp/session/qr?session=sales', {}, 404, 'session.not_found'],
  ['GET /api/whatsapp/jobs/17', {}, 404, 'job.not_found'],
  ['GET /api/whatsapp/jobs/..%2f..%2fetc%2fpasswd', {}, 404, 'job.not_found'],
  ["GET /api/whatsapp/jobs/'%20or%201=1--", {}, 404, 'job.not_found'],
  ['GET /api/whatsapp/jobs/000000000000000000/events', {}, 404, 'job.not_found'],
  ['POST /api/whatsapp/jobs/000000000000000000/retry', {}, 404, 'job.not_found'],
  ['DELETE /api/whatsapp/jobs/000000000000000000', {}, 404, 'job.not_found'],
  ['GET /api/events?after=-1', {}, 422, 'request.invalid'],
  ['GET /api/events?after=99999999999999999999', {}, 422, 'request.invalid'],
  ['GET /api/events?type=job.lost', {}, 422, 'request.invalid'],
  ['GET /api/events?cursor=bm9uZQ', {}, 422, 'request.invalid'],
  ['GET /api/history/job/000000000000000000', {}, 404, 'stream.not_found'],
  ['GET /api/history/session/default?at=now', {}, 422, 'request.invalid'],
  ['POST /api/whatsapp/queue/config', { json: { concurrency: 0 } }, 422, 'request.invalid'],
  ['POST /api/whatsapp/queue/config', { json: { concurrency: 51 } }, 422, 'request.invalid'],
  ['POST /api/whatsapp/queue/config', { json: { concurrency: '3' } }, 422, 'request.invalid'],
  ['POST /api/whatsapp/queue/config', { json: { concurency: 3 } }, 422, 'request.invalid'],
  ['POST /api/whatsapp/queue/clear', { json: {} }, 422, 'request.invalid'],
  ['POST /api/whatsapp/queue/clear', {}, 422, 'request.invalid'],
  ['GET /api/whatsapp/queue/clear/clr_none', {}, 404, 'clearing.not_found'],
  ['DELETE /api/whatsapp/sessions/nobody', {}, 404, 'session.not_found'],
  ['DELETE /api/whatsapp/sessions/default?cancel=yes', {}, 422, 'request.invalid'],
  ['POST /api/whatsapp/queue/clear', { json: { status: 'completed' } }, 422, 'request.invalid'],
  ['POST /api/whatsapp/queue/clear', { json: [] }, 422, 'request.invalid'],
  ['POST /api/whatsapp/queue/clear', { body: 'all' }, 415, 'request.unsupported_media_type'],
  ['POST /api/whatsapp/queue/clear', { body: 'all', headers: json }, 400, 'request.not_json'],
  ['POST /api/whatsapp/send-message', { body: nested(400_000), headers: json }, 422, 'request.invalid'],
  ['POST /api/whatsapp/send-message', { body: '{"__proto__":{"number":"1"}}', headers: json }, 422, 'request.invalid'],
  ['POST /api/whatsapp/send-message', { body: ' '.repeat(1_048_577), headers: json }, 413, 'request.too_large'],
  ['POST /api/whatsapp/send-message', { headers: { ...json, 'content-length': '10000000' } }, 413, 'request.too_large'],
  ['GET /metrics', { token: null }, 401, 'auth.invalid_token'],
])('%s is refused (%#)', async (line, ask, status, code) => {
  const { json, facts } = anna;
  const answer = await json(line, ask);
  expect(answer).toMatchObject({ status, body: { status, code, type: `/docs#${code}` } });
  expect(answer.body['requestId']).toBe(answer.headers.get('x-request-id'));
  expect(facts()).toEqual([]);
});

test('a wrong method is told the right ones', async () => {
  const { ask } = anna;
  expect((await ask('POST /api/whatsapp/jobs')).headers.get('allow')).toBe('GET, HEAD');
  expect((await ask('PATCH /api/whatsapp/queue/config')).headers.get('allow')).toBe('GET, HEAD, POST');
  expect((await ask('POST /api/history/session/default')).headers.get('allow')).toBe('GET, HEAD');
});

test('a body of unknown length is read no further than the limit', async () => {
  const { json: answer } = anna;
  const { stream, taken } = endless(1_000);
  const { status } = await answer('POST /api/whatsapp/send-message', { body: stream, headers: json });
  expect(status).toBe(413);
  expect(taken()).toBeLessThan(20);
});

test('a body with the keys of a prototype changes nobody’s prototype', async () => {
  const { ask } = await api();
  await ask('POST /api/whatsapp/queue/config', {
    body: '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    headers: json,
  });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

/** A gateway whose queues throw, and its log lines. */
const meeting = async (thrown: unknown) => {
  const lines: unknown[] = [];
  const logger: Logger = { ...silentLogger, error: (fields, message) => lines.push([fields, message]) };
  const { gateway } = await running();
  const config = () => {
    throw thrown;
  };
  const { json } = await api({ gateway: { ...gateway, queues: { ...gateway.queues, config } }, logger });
  return { answer: await json('GET /api/whatsapp/queue/config'), lines };
};

describe('what is thrown', () => {
  test('a fault is a 503 that can be tried again, and its reason is in the log', async () => {
    const fault = new Fault('log.unavailable', 'select * from /data/waybill.db', { hint: 'Make room.' });
    const { answer, lines } = await meeting(fault);
    expect(answer).toMatchObject({ status: 503, body: { code: 'log.unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(JSON.stringify(answer.body)).not.toContain('data');
    const requestId = answer.headers.get('x-request-id');
    expect(lines).toEqual([[{ requestId, code: fault.code, hint: fault.hint, err: fault }, fault.message]]);
  });

  test('a defect is a 500 that says nothing but its request id', async () => {
    const { answer, lines } = await meeting(new TypeError('secret of /srv/waybill'));
    expect(answer).toMatchObject({ status: 500, body: { code: 'server.error' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(lines).toHaveLength(1);
  });
});

describe('every answer', () => {
  test.each([
    ['well-formed', 'order_17.a-B', true],
    ['too long', 'a'.repeat(129), false],
    ['empty', '', false],
    ['with a space', 'a b', false],
    ['with markup', '<b>', false],
  ])('carries a request id: the caller’s when it is %s', async (_, asked, kept) => {
    const { ask } = anna;
    const id = (await ask('GET /healthz', { headers: { 'x-request-id': asked } })).headers.get('x-request-id');
    if (kept) expect(id).toBe(asked);
    else expect(id).toMatch(/^[\w-]{12}\.\w+$/);
  });

  test.each(['GET /', 'GET /docs', 'GET /healthz', 'GET /api/nothing', 'POST /api/auth/login'])(
    'carries the headers that keep a browser safe: %s',
    async (line) => {
      const { ask } = anna;
      const { headers } = await ask(line, { token: null });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});

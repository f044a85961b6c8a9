import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/kernel/logger.ts';
import { ANNA } from '../support/inside.ts';
import { type Api, api } from './api.ts';

describe('health', () => {
  test('is there as long as the process answers', async () => {
    const { json } = await api();
    expect(await json('GET /healthz', { token: null })).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  test('is readiness once the session can send', async () => {
    const { json, ready } = await api();
    expect(await json('GET /readyz', { token: null })).toMatchObject({
      status: 503,
      body: { ready: false, reasons: ['The session "default" is connecting: it cannot send.'] },
    });
    await ready();
    expect(await json('GET /readyz', { token: null })).toMatchObject({ status: 200, body: { ready: true } });
  });

  test('of a session that nobody has started says that there is none', async () => {
    const { json } = await api();
    expect(await json('GET /readyz?session=sales', { token: null })).toMatchObject({
      status: 503,
      body: {
        code: 'session.not_ready',
        reasons: ['There is no session "sales". Start it with POST /api/whatsapp/session/start?session=sales.'],
      },
    });
  });

  test('is not there while WhatsApp does not answer the keep-alive: nothing goes out then', async () => {
    const { json, ready, script, fact, clock } = await api();
    await ready();
    script.replies.ping = () => 'hold';
    clock.advance(30_000);
    clock.advance(15_000);
    await fact('session.keepalive_missed');
    expect(await json('GET /readyz', { token: null })).toMatchObject({
      status: 503,
      body: { ready: false, reasons: ['The session "default" is keepalive: it cannot send.'] },
    });
  });

  test('says that the log cannot be written, and not why', async () => {
    const { json, ready, fullDisk, gateway } = await api();
    await ready();
    const failed = fullDisk();
    await Promise.allSettled([gateway.queues.pause('default', ANNA), failed]);
    const { status, body } = await json('GET /readyz', { token: null });
    expect([status, body['reasons']]).toEqual([503, ['The log cannot be written; the log lines say why.']]);
  });
});

const text = async ({ ask }: Api, token: string) => (await ask('GET /metrics', { token })).text();

describe('the metrics', () => {
  test('count jobs, sessions, commits, facts, lost log lines and requests by their pattern', async () => {
    const anna = await api({ logger: { ...silentLogger, dropped: () => 7 } });
    await anna.ready();
    const job = await anna.send();
    await anna.fact('job.completed');
    await anna.json(`GET /api/whatsapp/jobs/${job}`);
    await anna.json('GET /api/nothing');
    const lines = await text(anna, anna.token);
    for (const line of [
      'waybill_jobs{session="default",status="completed"} 1',
      'waybill_queue_depth{session="default"} 0',
      'waybill_session_state{session="default",state="ready"} 1',
      'waybill_facts_total{type="job.queued"} 1',
      'waybill_log_lines_dropped_total 7',
      'waybill_http_request_duration_seconds_count{route="jobs",status="2xx"} 1',
      'waybill_http_request_duration_seconds_count{route="none",status="4xx"} 1',
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines).toMatch(/^waybill_commits_total [1-9]/m);
    expect(lines).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(lines).not.toContain(job);
  });

  test('stay a few hundred lines, whatever is asked', async () => {
    const anna = await api({ metricsToken: 'scrape-me!' });
    const paths = anna.app.routes.filter(({ method }) => method !== 'ALL' && method !== 'DELETE');
    for (const { method, path } of paths) {
      if (/live/.test(path)) continue;
      await anna.app.request(path, { method, headers: { authorization: `Bearer ${anna.token}` } });
      await anna.app.request(path, { method });
    }
    const lines = (await text(anna, 'scrape-me!')).split('\n');
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.length).toBeLessThan(350);
  });

  test('are open to a token of their own, which opens nothing else', async () => {
    const anna = await api({ metricsToken: 'scrape-me!' });
    expect(await text(anna, 'scrape-me!')).toContain('waybill_jobs');
    expect((await anna.ask('GET /metrics', { token: 'scrape-you' })).status).toBe(401);
    expect((await anna.ask('GET /api/auth/me', { token: 'scrape-me!' })).status).toBe(401);
  });
});

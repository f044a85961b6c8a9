import { connect } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { gather, judge } from '../crash/judge.ts';
import { createLoad, LANES } from '../crash/load.ts';
import { openBox } from '../support/box.ts';
import { type Fact, followFacts } from '../support/client.ts';
import { verified } from '../support/command.ts';
import { layLinked } from '../support/linked-folder.ts';
import { folder, openGateway, waybill } from '../support/process.ts';
import { pair, ready, startGateway } from '../support/real-gateway.ts';
import { settled } from '../support/settled.ts';

/** Several processes start one after another, on a machine that may be busy. */
const PATIENCE = { timeout: 240_000 };

const QUEUE = { concurrency: 6, backoffBaseMs: 100, maxAttempts: 20 };

/** Messages of each client before the stop, and again after it. */
const EACH = 2;

const completed = (facts: readonly Fact[]): number => facts.filter(({ type }) => type === 'job.completed').length;

/** Sessions, queues and jobs that are live by the file. */
const liveIn = (data: string) => {
  const db = new Database(join(data, 'waybill.db'), { readonly: true });
  const rows = (sql: string): unknown[] => db.prepare(sql).pluck().all();
  const live = {
    jobs: rows(`select job_id from jobs where status = 'active'`),
    // A session that waits for its restart has no link, and keeps waiting at the next start.
    sessions: rows(
      `select id || ' ' || state from sessions where state not in ('stopped', 'restart', 'loggedOut', 'halted')`,
    ),
    lastFact: rows('select type from events order by position desc limit 1'),
  };
  db.close();
  return live;
};

const jobsIn = (data: string): readonly unknown[] => {
  const db = new Database(join(data, 'waybill.db'), { readonly: true });
  const ids = db.prepare('select job_id from jobs').pluck().all();
  db.close();
  return ids;
};

/** Repeats a command, and reports why it stopped. */
const untilGone = async (command: () => Promise<boolean>): Promise<'nobody answers' | 'refused'> => {
  for (;;) {
    const taken = await command().catch(() => null);
    if (taken === null) return 'nobody answers';
    if (!taken) return 'refused';
  }
};

test(
  'a stop under load ends well and in time, leaves nothing that claims to be live, and loses and repeats nothing',
  PATIENCE,
  async () => {
    const data = folder();
    const { control, env } = await openBox();
    const first = await startGateway(waybill, data, env);
    await pair(first.client, control);
    await first.client.post('/api/whatsapp/queue/config', QUEUE);

    const load = createLoad(LANES.map((lane) => ({ ...lane, each: Math.min(lane.each, EACH) })));
    const feed = await followFacts(first.client);
    const sending = load.run(first.client);
    await feed.until((facts) => completed(facts) >= 10);
    // After 9.5 seconds the process would end itself with 1: it promises ten.
    expect(await first.process.end('SIGTERM'), first.process.output()).toBe(0);
    await sending;
    expect(liveIn(data)).toEqual({ jobs: [], sessions: [], lastFact: ['process.stopped'] });

    const second = await openGateway(data, env);
    const after = await followFacts(second.client);
    await load.run(second.client);
    await load.insist(second.client);
    await settled(second.client);
    expect(judge(await gather(second.client, control, load.sent))).toEqual([]);
    // The first process finished or recorded its jobs in hand: the second one found nothing to recover.
    expect(after.facts.filter(({ type }) => type === 'process.recovered')).toEqual([]);
    await second.stop();
    const verdict = await verified(data);
    expect(verdict.code, verdict.output).toBe(0);
  },
);

test('a client that sends commands until nobody answers records nothing after the stop', PATIENCE, async () => {
  const data = folder();
  await layLinked(data);
  const { env } = await openBox();
  const { process, client } = await startGateway(waybill, data, env);
  await ready(client);
  const promised: string[] = [];
  const commanding = (number: string) => async (): Promise<boolean> => {
    const { status, body } = await client.post<{ jobId: string }>('/api/whatsapp/send-message', {
      number,
      message: 'x',
    });
    if (status === 202) promised.push(body.jobId);
    return status === 202;
  };
  const restarting = async (): Promise<boolean> =>
    (await client.post('/api/whatsapp/session/restart')).status < 500 &&
    (await client.post('/api/whatsapp/session/start')).status < 500;
  const clients = Array.from({ length: 8 }, (_, index) => commanding(`628120000720${index}`));
  const feed = await followFacts(client);
  const commanded = Promise.all([...clients, restarting].map(untilGone));
  await feed.until((facts) => facts.filter(({ type }) => type === 'job.queued').length >= 100);
  expect(await process.end('SIGTERM'), process.output()).toBe(0);
  expect(new Set(await commanded)).toEqual(new Set(['nobody answers']));
  expect(liveIn(data)).toEqual({ jobs: [], sessions: [], lastFact: ['process.stopped'] });
  expect(jobsIn(data)).toEqual(expect.arrayContaining(promised));
});

test(
  'a stop while a link is silent, a backup is made and a request is sent in part ends well, too',
  PATIENCE,
  async () => {
    const data = folder();
    await layLinked(data);
    const { control, env } = await openBox();
    const { process, client } = await startGateway(waybill, data, { ...env, WAYBILL_ACK_TIMEOUT_MS: '60000' });
    await ready(client);
    const before = await followFacts(client);
    await control.post('/api/sandbox/silence');
    for (const number of ['6281200007300', '6281200007301', '6281200007302'])
      await client.post('/api/whatsapp/send-message', { number, message: 'into the silence' });
    await before.until((facts) => facts.some(({ type }) => type === 'job.started'));
    const message = { to: '6281200007303', type: 'text', text: { body: 'Waits for its end' } };
    const waiting = fetch(`${client.url}/api/whatsapp/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/json', prefer: 'wait=60' },
      body: JSON.stringify(message),
    });
    await before.until((facts) => facts.filter(({ type }) => type === 'job.queued').length === 4);
    const backup = client.post('/api/admin/backup').then(
      ({ status }) => status,
      () => null,
    );
    const slow = connect(Number(new URL(client.url).port), '127.0.0.1');
    slow.write(
      'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    );
    slow.on('error', () => {});
    const cut = new Promise<void>((resume) => slow.once('close', () => resume()));
    expect(await process.end('SIGTERM'), process.output()).toBe(0);
    await cut;
    expect((await waiting).status).toBe(202);
    expect([201, 503, null]).toContain(await backup);
    expect(liveIn(data)).toEqual({ jobs: [], sessions: [], lastFact: ['process.stopped'] });
  },
);

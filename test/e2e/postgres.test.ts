/**
 * The log in PostgreSQL: the data folder is a copy, and what was answered survives its loss.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, clientOf, followFacts, type Job } from '../support/client.ts';
import { openLane } from '../../src/storage/postgres/lane.ts';
import { command } from '../support/command.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { folder, waybill } from '../support/process.ts';
import { gatewayEnv, inboxesOf, pair, ready, startGateway, startSandbox } from '../support/real-gateway.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres({ durable: true });
});
afterAll(() => postgres.remove());

const KEYS = { WAYBILL_ENCRYPTION_KEY: 'ab'.repeat(32), WAYBILL_JWT_SECRET: 'a secret of thirty-two bytes or more' };

/** A database of its own. */
const database = async (name: string): Promise<string> => {
  const lane = openLane(postgres.url);
  await lane.run({ text: `create database ${name}` });
  await lane.close();
  return new URL(`/${name}`, postgres.url).href;
};

const send = (client: Client, message: string) =>
  client.post<Job>('/api/whatsapp/send-message', { number: '6281234567890', message });

/** Resolves once so many messages have gone out. */
const sent = async (client: Client, count: number): Promise<void> => {
  const feed = await followFacts(client);
  await feed.until((facts) => facts.filter(({ type }) => type === 'job.completed').length === count);
  feed.end();
};

test('a gateway that is killed and loses its folder is still linked, and sends what it had accepted', async () => {
  const whatsapp = await startSandbox(waybill, folder());
  const data = join(folder(), 'data');
  const env = {
    WAYBILL_DATABASE_URL: await database('lost'),
    WAYBILL_FETCH_ALLOW: '127.0.0.1',
    ...KEYS,
    ...whatsapp.env,
  };
  const first = await startGateway(waybill, data, env);
  await pair(first.client, whatsapp.control);
  await send(first.client, 'before');
  await sent(first.client, 1);
  const key = await first.client.post<{ key: string }>('/api/keys', { name: 'Shop', scopes: ['agent'] });
  const hook = { name: 'Shop', url: 'http://127.0.0.1:9/', events: ['queue.*'] };
  const { body: endpoint } = await first.client.post<{ id: string }>('/api/webhooks', hook);
  await first.client.post('/api/whatsapp/queue/pause');
  const { body: waiting } = await send(first.client, 'after');
  await first.process.end('SIGKILL');
  rmSync(data, { recursive: true });

  const second = await startGateway(waybill, data, env);
  await ready(second.client);
  expect((await second.client.get(`/api/whatsapp/jobs/${waiting.jobId}`)).body).toMatchObject({ status: 'waiting' });
  expect((await second.client.get(`/api/webhooks/${endpoint.id}`)).body).toMatchObject({ reason: null });
  expect((await clientOf(second.client.url, key.body.key).get('/api/whatsapp/status')).status).toBe(200);
  await second.client.post('/api/whatsapp/queue/resume');
  await sent(second.client, 2);
  const [inbox] = await inboxesOf(whatsapp.control);
  expect(inbox?.messages.map(({ text, copies }) => [text, copies])).toEqual([
    ['before', 1],
    ['after', 1],
  ]);
  expect(await second.process.end('SIGTERM')).toBe(0);
  const verified = await command(['verify'], gatewayEnv(data, env));
  expect(verified).toMatchObject({ code: 0, output: expect.stringContaining('projections  ok') });
});

test('a second gateway on the same database is refused, and leaves the first alone', async () => {
  const env = { WAYBILL_DATABASE_URL: await database('twice'), WAYBILL_WHATSAPP: 'sandbox', ...KEYS };
  const first = await startGateway(waybill, join(folder(), 'data'), env);
  const second = await command(['start'], gatewayEnv(join(folder(), 'data'), env));
  expect(second).toMatchObject({ code: 69, output: expect.stringContaining('Another gateway uses this database.') });
  expect((await first.client.get('/api/whatsapp/status')).status).toBe(200);
  expect(await first.process.end('SIGTERM')).toBe(0);
});

test('a gateway whose log was taken stops, and says why', async () => {
  const url = await database('taken');
  const env = { WAYBILL_DATABASE_URL: url, WAYBILL_WHATSAPP: 'sandbox', ...KEYS };
  const gateway = await startGateway(waybill, join(folder(), 'data'), env);
  const lane = openLane(url);
  await lane.run({ text: `update logs set owner = 'another', epoch = epoch + 1` });
  await lane.close();
  expect((await gateway.client.post('/api/whatsapp/queue/pause')).status).toBeGreaterThanOrEqual(500);
  expect(await gateway.process.exited()).toBe(69);
  expect(gateway.process.output()).toContain('has another owner now');
});

test('while PostgreSQL is away, reads go on and nothing is accepted; then everything goes on', async () => {
  const env = { WAYBILL_DATABASE_URL: await database('away'), WAYBILL_WHATSAPP: 'sandbox', ...KEYS };
  const { process, client } = await startGateway(waybill, join(folder(), 'data'), env);
  await ready(client);
  await send(client, 'before');
  await sent(client, 1);
  postgres.stop('immediate');
  try {
    expect(await send(client, 'refused')).toMatchObject({ status: 503 });
    expect((await client.get('/api/whatsapp/jobs')).status).toBe(200);
  } finally {
    postgres.start();
  }
  await expect.poll(async () => (await send(client, 'after')).status).toBe(202);
  await sent(client, 2);
  const texts = (await client.get<{ items: { message: string }[] }>('/api/whatsapp/jobs')).body.items;
  expect(texts.map(({ message }) => message)).not.toContain('refused');
  expect(await process.end('SIGTERM')).toBe(0);
});

test.each(['backup copy', 'archive --before 2026-01-01', 'rebuild', 'restore copy'])(
  "'waybill %s' is refused where it would see the copy alone",
  async (line) => {
    const env = gatewayEnv(folder(), { WAYBILL_DATABASE_URL: 'postgres://127.0.0.1:1/none' });
    const ended = await command(line.split(' '), env);
    expect(ended).toMatchObject({ code: 78, output: expect.stringContaining('pg_dump') });
  },
);

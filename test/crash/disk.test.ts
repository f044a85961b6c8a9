/** The behaviour of a gateway whose disk is full, or cannot be written at all. */
import { cpSync, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { type Box, openBox } from '../support/box.ts';
import { type Client, followFacts, type Job } from '../support/client.ts';
import { layLinked } from '../support/linked-folder.ts';
import { folder, waybill } from '../support/process.ts';
import { type GatewayProcess, inboxesOf, startGateway } from '../support/real-gateway.ts';
import { type SmallDisk, smallDisk } from '../support/small-disk.ts';

/** Skips the test where such a disk is not available, and says why. */
const diskFor = async ({ skip }: TestContext, size: string): Promise<SmallDisk> => {
  const path = join(folder(), 'disk');
  mkdirSync(path);
  const disk = await smallDisk(waybill, path, size);
  if (typeof disk === 'string') return skip(disk);
  onTestFinished(() => disk.end());
  return disk;
};

interface Sent {
  readonly text: string;
  readonly status: number;
  readonly jobId?: string;
}

const NUMBER = '6281200007100';

/** Sends until an answer has this status, a few hundred messages at most. */
const sendUntil = async (client: Client, wanted: number, first: number): Promise<Sent[]> => {
  const sent: Sent[] = [];
  while (sent.at(-1)?.status !== wanted && sent.length < 500) {
    const text = `${first + sent.length} ${'.'.repeat(2_000)}`;
    const { status, headers, body } = await client.post<Partial<Job> & { code?: string }>(
      '/api/whatsapp/send-message',
      { number: NUMBER, message: text },
    );
    sent.push({ text, status, ...(body.jobId === undefined ? {} : { jobId: body.jobId }) });
    if (status === 202) continue;
    expect(body).toMatchObject({ status: 503, code: 'log.unavailable' });
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  return sent;
};

const start = async (disk: SmallDisk, box: Box): Promise<GatewayProcess> =>
  startGateway(disk.spawn, join(disk.path, 'data'), box.env);

/** Resolves when this many jobs have completed. */
const completed = async (client: Client, count: number): Promise<void> => {
  const feed = await followFacts(client);
  await feed.until((facts) => facts.filter(({ type }) => type === 'job.completed').length === count);
  feed.end();
};

const textsOf = async (box: Box): Promise<readonly string[]> =>
  (await inboxesOf(box.control)).flatMap(({ messages }) => messages.map(({ text }) => text));

test('a full disk refuses with 503 and loses nothing; space makes it work again, and a restart changes nothing', async (context) => {
  const disk = await diskFor(context, '12m');
  const linked = folder();
  await layLinked(linked);
  cpSync(linked, join(disk.outside, 'data'), { recursive: true });
  const box = await openBox();
  const first = await start(disk, box);

  disk.fill();
  const refused = await sendUntil(first.client, 503, 1);
  expect(refused.at(-1)?.status).toBe(503);
  expect((await first.client.get('/readyz')).status).toBe(503);
  expect((await first.client.get('/healthz')).status).toBe(200);
  expect((await first.client.get('/api/whatsapp/jobs')).status).toBe(200);

  disk.free();
  const taken = await sendUntil(first.client, 202, 1_000);
  expect(taken.map(({ status }) => status)).toEqual([202]);

  disk.fill();
  const again = await sendUntil(first.client, 503, 2_000);
  await first.process.end('SIGKILL');
  const starved = disk.spawn(['start'], { WAYBILL_DATA: join(disk.path, 'data'), WAYBILL_PORT: '0', ...box.env });
  expect(await starved.exited()).toBe(74);
  expect(starved.output()).toContain('the disk is full\nFree some space');

  disk.free();
  const second = await start(disk, box);
  const accepted = [...refused, ...taken, ...again].filter(({ status }) => status === 202);
  await completed(second.client, accepted.length);
  expect(await textsOf(box)).toEqual(accepted.map(({ text }) => text));
  const { body } = await second.client.get<{ items: Job[] }>('/api/whatsapp/jobs?limit=500');
  expect(new Set(body.items.map(({ jobId }) => jobId))).toEqual(new Set(accepted.map(({ jobId }) => jobId)));
  expect(await second.process.end('SIGTERM')).toBe(0);
  const verify = disk.spawn(['verify'], { WAYBILL_DATA: join(disk.path, 'data') });
  expect(await verify.exited(), verify.output()).toBe(0);
});

const PAGE_BYTES = 4_096;

test('a first start without enough space ends with a sentence, wherever the space runs out', async (context) => {
  const disk = await diskFor(context, '2m');
  const data = join(disk.path, 'data');
  for (const pages of [0, 1, 5, 40]) {
    rmSync(join(disk.outside, 'data'), { recursive: true, force: true });
    disk.fill();
    const filler = join(disk.outside, 'filler');
    truncateSync(filler, statSync(filler).size - pages * PAGE_BYTES);
    const starved = disk.spawn(['start'], { WAYBILL_DATA: data, WAYBILL_PORT: '0', WAYBILL_WHATSAPP: 'sandbox' });
    expect(await starved.exited(), starved.output()).toBe(74);
    expect(starved.output()).not.toMatch(/^\s+at /m);
    disk.free();
  }
  const { client } = await startGateway(disk.spawn, data, { WAYBILL_WHATSAPP: 'sandbox' });
  expect((await client.get('/api/auth/me')).status).toBe(200);
});

test('a read-only data folder refuses every start with what to do, and nobody sees a stack', async (context) => {
  const disk = await diskFor(context, '12m');
  const env = { WAYBILL_DATA: join(disk.path, 'data'), WAYBILL_PORT: '0', WAYBILL_WHATSAPP: 'sandbox' };
  const linked = folder();
  await layLinked(linked);
  cpSync(linked, join(disk.outside, 'data'), { recursive: true });
  await disk.makeReadOnly();

  for (const command of ['start', 'rebuild', 'verify']) {
    const refused = disk.spawn([command], env);
    expect(await refused.exited(), refused.output()).toBe(74);
    expect(refused.output()).toMatch(/^The data folder .*cannot be (locked|used): .*\n(Check|Let) /);
    expect(refused.output()).not.toMatch(/^\s+at /m);
  }
});

import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Client, type Fact, followFacts, type Job } from '../support/client.ts';
import { command } from '../support/command.ts';
import { layLinked } from '../support/linked-folder.ts';
import { folder, openGateway } from '../support/process.ts';

/** Several gateways start one after another, on a machine that may be busy. */
const PATIENCE = { timeout: 240_000 };

const NUMBER = '6281200007400';
const SANDBOX = { WAYBILL_WHATSAPP: 'sandbox' };

interface Facts {
  readonly items: readonly Fact[];
}

const deliver = async (client: Client, message: string): Promise<string> => {
  const { body } = await client.post<{ jobId: string }>('/api/whatsapp/send-message', { number: NUMBER, message });
  const feed = await followFacts(client);
  await feed.until((facts) =>
    facts.some(({ stream, type }) => stream === `job/${body.jobId}` && type === 'job.delivered'),
  );
  feed.end();
  return body.jobId;
};

const typesOf = ({ items }: Facts): string[] => items.map(({ type }) => type);
const DELIVERED = ['job.queued', 'job.started', 'job.validated', 'job.completed', 'job.delivered'];

test(
  'what was archived is answered as before, takes a late receipt, and without its file is said to be there',
  PATIENCE,
  async () => {
    const root = folder();
    const data = join(root, 'data');
    await layLinked(data);
    const first = await openGateway(data, SANDBOX);
    const key = { 'idempotency-key': 'once' };
    const job = await deliver(first.client, 'long ago');
    const order = { number: NUMBER, message: 'with a key' };
    const { body: keyed } = await first.client.post<{ jobId: string }>('/api/whatsapp/send-message', order, key);
    const feed = await followFacts(first.client);
    await feed.until((facts) =>
      facts.some(({ stream, type }) => stream === `job/${keyed.jobId}` && type === 'job.delivered'),
    );
    const before = (await first.client.get<Facts>('/api/events?limit=500')).body.items;
    const view = (await first.client.get<Job>(`/api/whatsapp/jobs/${job}`)).body;
    await first.stop();

    const archive = await command(['archive', '--before', new Date().toISOString()], { WAYBILL_DATA: data });
    expect(archive.code, archive.output).toBe(0);
    expect(archive.output).toContain('10 facts of 2 messages');

    const second = await openGateway(data, SANDBOX);
    const { client } = second;
    expect((await client.get<Facts>('/api/events?limit=500')).body.items.slice(0, before.length)).toEqual(before);
    expect((await client.get(`/api/whatsapp/jobs/${job}`)).body).toEqual(view);
    expect(typesOf((await client.get<Facts>(`/api/whatsapp/jobs/${job}/events`)).body)).toEqual(DELIVERED);
    expect((await client.get(`/api/history/job/${job}`)).body).toMatchObject({ state: 'completed.delivered' });
    expect((await client.get<Facts>('/api/events?type=job.queued')).body.items).toHaveLength(2);
    // The idempotency key of an archived message is still claimed.
    expect(await client.post('/api/whatsapp/send-message', order, key)).toMatchObject({
      status: 200,
      body: { jobId: keyed.jobId },
    });
    const live = await followFacts(client);
    await live.until((facts) => facts.some(({ type }, index) => index > before.length && type === 'session.opened'));
    await client.post('/api/sandbox/receipt', { number: NUMBER, messageId: view.messageId, kind: 'read' });
    await live.until((facts) => facts.some(({ type }) => type === 'job.read'));
    expect(typesOf((await client.get<Facts>(`/api/whatsapp/jobs/${job}/events`)).body)).toEqual([
      ...DELIVERED,
      'job.read',
    ]);
    expect((await client.post('/api/audit/verify')).body).toMatchObject({ ok: true, problem: null });
    await second.stop();

    mkdirSync(join(root, 'cold'));
    renameSync(join(data, 'archive'), join(root, 'cold', 'archive'));
    const third = await openGateway(data, SANDBOX);
    expect(await third.client.get(`/api/whatsapp/jobs/${job}/events`)).toMatchObject({
      status: 503,
      body: { code: 'archive.missing', detail: expect.stringContaining('archive/000001.jsonl.gz') },
    });
    expect((await third.client.get(`/api/whatsapp/jobs/${job}`)).status).toBe(200);
    expect((await third.client.post('/api/audit/verify')).body).toMatchObject({
      ok: false,
      problem: expect.stringContaining('000001.jsonl.gz is not there'),
    });
    const { body: news } = await third.client.post<{ jobId: string }>('/api/whatsapp/send-message', order);
    const after = await followFacts(third.client, before.length + 2);
    await after.until((facts) =>
      facts.some(({ stream, type }) => stream === `job/${news.jobId}` && type === 'job.completed'),
    );
    await third.stop();
  },
);

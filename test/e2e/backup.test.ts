import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBox } from '../support/box.ts';
import { type Client, type Fact, type Feed, followFacts, type Job } from '../support/client.ts';
import { command, verified } from '../support/command.ts';
import { layLinked } from '../support/linked-folder.ts';
import { folder, openGateway } from '../support/process.ts';
import { inboxesOf } from '../support/real-gateway.ts';
import { settled } from '../support/settled.ts';

/** Several gateways start one after another, on a machine that may be busy. */
const PATIENCE = { timeout: 240_000 };

interface Backup {
  readonly name: string;
  readonly size: number;
  readonly head: { readonly position: number; readonly hash: string };
}

const CHATS = Array.from({ length: 4 }, (_, index) => `628120000720${index}`);

/** How many more messages are accepted than delivered: a backlog, but not a flood. */
const AHEAD = 12;

const completed = (facts: readonly Fact[]): number => facts.filter(({ type }) => type === 'job.completed').length;

/** Sends until it is told to stop, and records the accepted jobs. */
const sendUntil = async (
  client: Client,
  number: string,
  { feed, stop, accepted }: { feed: Feed; stop: AbortSignal; accepted: string[] },
): Promise<void> => {
  for (let n = 1; !stop.aborted; n += 1) {
    await feed.until((facts) => stop.aborted || completed(facts) >= accepted.length - AHEAD);
    const { status, body } = await client.post<{ jobId: string }>('/api/whatsapp/send-message', {
      number,
      message: `${n} to ${number}`,
    });
    expect(status).toBe(202);
    accepted.push(body.jobId);
  }
};

const jobsOf = async (client: Client): Promise<Job[]> => {
  const jobs: Job[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: Job[]; nextCursor: string | null } = (
      await client.get<{ items: Job[]; nextCursor: string | null }>(
        `/api/whatsapp/jobs?limit=500${cursor && `&cursor=${cursor}`}`,
      )
    ).body;
    jobs.push(...page.items);
    cursor = page.nextCursor;
  }
  return jobs;
};

test(
  'a backup under load holds every message that was accepted before it, and what it repeats is shown once',
  PATIENCE,
  async () => {
    const root = folder();
    const data = join(root, 'data');
    await layLinked(data);
    const { control, env } = await openBox();
    const first = await openGateway(data, env);

    const stop = new AbortController();
    const accepted: string[] = [];
    const feed = await followFacts(first.client);
    const load = Promise.all(
      CHATS.map((number) => sendUntil(first.client, number, { feed, stop: stop.signal, accepted })),
    );
    await feed.until((facts) => completed(facts) >= 8);
    const before = [...accepted];
    const { status, body: backup } = await first.client.post<Backup>('/api/admin/backup');
    const after = accepted.length;
    expect(status).toBe(201);
    // Sent, encrypted and acknowledged after the backup, which has them as waiting or not at all.
    await feed.until((facts) => {
      const known = facts.findIndex(({ position }) => position > backup.head.position);
      return known >= 0 && completed(facts.slice(known)) >= 8;
    });
    stop.abort();
    await load;
    await settled(first.client);
    await first.stop();
    expect(after).toBeGreaterThanOrEqual(before.length);

    const restored = join(root, 'restored');
    mkdirSync(restored, { mode: 0o700 });
    const restore = await command(['restore', join(data, 'backups', backup.name)], { WAYBILL_DATA: restored });
    expect(restore.code, restore.output).toBe(0);
    expect(restore.output).toContain(`${backup.head.position.toLocaleString('en')} facts`);
    cpSync(join(data, 'encryption-key'), join(restored, 'encryption-key'));
    const verdict = await verified(restored);
    expect(verdict.code, verdict.output).toBe(0);

    const second = await openGateway(restored, env);
    await settled(second.client);
    const jobs = await jobsOf(second.client);
    const known = new Map(jobs.map((job) => [job.jobId, job.status]));
    for (const job of before) expect(known.get(job)).toBe('completed');
    // New messages can be read by phones that have received more than the backup knows.
    const news = await Promise.all(
      CHATS.map(async (number) => {
        const sent = await second.client.post<{ jobId: string }>('/api/whatsapp/send-message', {
          number,
          message: `news for ${number}`,
        });
        return sent.body.jobId;
      }),
    );
    await settled(second.client);
    for (const job of news)
      expect((await second.client.get<Job>(`/api/whatsapp/jobs/${job}`)).body.status).toBe('completed');

    const inboxes = await inboxesOf(control);
    for (const number of CHATS) {
      const messages = inboxes.find((inbox) => inbox.number === number)?.messages ?? [];
      const texts = messages.map(({ text }) => text);
      expect(texts.at(-1)).toBe(`news for ${number}`);
      expect(texts.slice(0, -1)).toEqual(texts.slice(0, -1).map((_, index) => `${index + 1} to ${number}`));
    }
    await second.stop();
  },
);

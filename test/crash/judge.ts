/** After the crashes: compares the promises to clients with the gateway's data and the phones. */
import type { Client, Fact, Job } from '../support/client.ts';
import { type Inbox, inboxesOf } from '../support/real-gateway.ts';
import { fails, type Sent } from './load.ts';

/** The final state of all sides, when no message is pending. */
export interface Found {
  readonly sent: readonly Sent[];
  readonly jobs: readonly Job[];
  readonly inboxes: readonly Inbox[];
  readonly facts: readonly Fact[];
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

const all = async <T>(gateway: Client, path: string): Promise<T[]> => {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: { body: Page<T> } = await gateway.get(`${path}?limit=500${cursor && `&cursor=${cursor}`}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
};

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

/** Every 202 has a job with exactly that text, and it has ended as it should. */
const promises = ({ sent, jobs }: Found): string[] => {
  const known = new Map(jobs.map((job) => [job.jobId, job]));
  return sent.flatMap(({ lane, text, jobId }) => {
    if (jobId === null) return [];
    const job = known.get(jobId);
    if (!job) return [`"${text}" was accepted as ${jobId}, which nobody knows`];
    if (job.message !== text) return [`"${text}" was accepted as ${jobId}, which says "${job.message}"`];
    const end = fails(lane) ? 'failed' : 'completed';
    return job.status === end ? [] : [`"${text}" (${jobId}) is ${job.status} and not ${end}`];
  });
};

/** A client that repeats a request under one key, or never repeats it, has one job at most. */
const jobsOnce = ({ sent, jobs }: Found): string[] => {
  const texts = new Set(sent.map(({ text }) => text));
  return [...groupBy(jobs, ({ message }) => message)].flatMap(([text, group]) => {
    if (!texts.has(text)) return [`job ${group[0]?.jobId} says "${text}", which nobody sent`];
    return group.length > 1 ? [`"${text}" has ${group.length} jobs`] : [];
  });
};

/** Every completed job is on the phone of its recipient, under its own id, once; and nothing else is there. */
const phones = ({ jobs, inboxes }: Found): string[] => {
  const shown = inboxes.flatMap(({ number, messages }) => messages.map((message) => ({ number, ...message })));
  const byText = groupBy(shown, ({ text }) => text);
  const byId = new Map(jobs.map((job) => [job.messageId, job]));
  const missing = jobs
    .filter(({ status }) => status === 'completed')
    .flatMap((job) => {
      const on = byText.get(job.message) ?? [];
      const [first] = on;
      if (!first) return [`"${job.message}" is completed, and on no phone`];
      if (on.length > 1) return [`"${job.message}" is ${on.length} times on the phone`];
      return first.messageId === job.messageId && job.chatId.startsWith(first.number)
        ? []
        : [`"${job.message}" is on the phone ${first.number} as ${first.messageId}, not as ${job.messageId}`];
    });
  const strange = shown.filter(({ messageId }) => byId.get(messageId)?.status !== 'completed');
  return [...missing, ...strange.map(({ text }) => `"${text}" is on a phone, and no completed job says so`)];
};

/** Within a chat and priority, messages arrive in the order in which they were sent. */
const order = ({ sent, inboxes }: Found): string[] =>
  [...groupBy(sent, ({ lane }) => `${lane.number} ${lane.priority}`)].flatMap(([lane, messages]) => {
    const inbox = inboxes.find(({ number }) => number === messages[0]?.lane.number)?.messages ?? [];
    const texts = new Set(messages.map(({ text }) => text));
    const arrived = inbox.map(({ text }) => text).filter((text) => texts.has(text));
    const there = new Set(arrived);
    const expected = messages.map(({ text }) => text).filter((text) => there.has(text));
    const at = arrived.findIndex((text, index) => text !== expected[index]);
    return at < 0 ? [] : [`${lane}: "${arrived[at]}" arrived where "${expected[at]}" was due`];
  });

/** The log has no gap, and the phone was asked to scan once. */
const history = ({ facts }: Found): string[] => {
  const of = (wanted: string): number => facts.filter(({ type }) => type === wanted).length;
  const lost = ['session.logged_out', 'session.halted'].filter((type) => of(type) > 0);
  return [
    ...(facts.every(({ position }, index) => position === index + 1) ? [] : ['positions of the log have a gap']),
    ...(of('session.paired') === 1 && of('session.qr_issued') === 1 ? [] : ['the pairing did not survive']),
    ...lost.map((type) => `there is a ${type}`),
  ];
};

const factsOf = async (gateway: Client): Promise<Fact[]> => {
  const facts: Fact[] = [];
  for (;;) {
    const after = facts.at(-1)?.position ?? 0;
    const { body } = await gateway.get<Page<Fact>>(`/api/events?after=${after}&limit=500`);
    if (body.items.length === 0) return facts;
    facts.push(...body.items);
  }
};

export const gather = async (gateway: Client, sandbox: Client, sent: readonly Sent[]): Promise<Found> => ({
  sent,
  jobs: await all<Job>(gateway, '/api/whatsapp/jobs'),
  inboxes: await inboxesOf(sandbox),
  facts: await factsOf(gateway),
});

/** The broken promises, as sentences; empty if all were kept. */
export const judge = (found: Found): string[] =>
  [promises, jobsOnce, phones, order, history].flatMap((look) => look(found));

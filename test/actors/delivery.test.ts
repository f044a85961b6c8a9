import { describe, expect, test } from 'vitest';
import { failure } from '../../src/events/facts/failure.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { ANNA } from '../support/inside.ts';
import { running } from '../support/running.ts';

const timedOut = new Undelivered(failure('ack_timeout', 'no acknowledgement'), true);
const refused = new Undelivered(failure('refused', 'not wanted'), true);
const rateLimited = new Undelivered(failure('rate_limited', 'rate-overlimit', 429), true);

describe('a message', () => {
  test('waits for the session, and then goes through every state to its acknowledgement', async () => {
    const { queue, ready, fact, story, script } = await running();
    const job = await queue();
    expect(story(`job/${job}`)).toEqual(['job.queued']);
    await ready();
    await fact('job.completed');
    expect(story(`job/${job}`)).toEqual(['job.queued', 'job.started', 'job.validated', 'job.completed']);
    expect(script.phone()).toMatchObject([{ messageId: messageIdOf(job), text: 'Hello', copies: 1 }]);
  });

  test('goes to the address that WhatsApp answered', async () => {
    const { queue, ready, fact, script } = await running();
    script.replies.check = () => ({ registered: true, chatId: '5511999@s.whatsapp.net' });
    await queue();
    await ready();
    await fact('job.completed');
    expect(script.phone()).toMatchObject([{ chatId: '5511999@s.whatsapp.net' }]);
  });

  test('to a chat that is known is started and validated in one commit, sent once, and nobody is asked', async () => {
    const { queue, ready, fact, story, script, log, reads } = await running();
    const asked: string[] = [];
    script.replies.known = () => '5511999@s.whatsapp.net';
    script.replies.check = (chat) => (asked.push(chat), { registered: true, chatId: chat });
    const commits: string[][] = [];
    log.onCommit((facts) => commits.push(facts.map(({ type }) => type)));
    const job = await queue();
    await ready();
    await fact('job.completed');
    expect(story(`job/${job}`)).toEqual(['job.queued', 'job.started', 'job.validated', 'job.completed']);
    expect(commits).toContainEqual(['job.started', 'job.validated']);
    expect(asked).toEqual([]);
    expect(script.phone()).toMatchObject([{ chatId: '5511999@s.whatsapp.net', copies: 1 }]);
    expect(reads.jobs.byId(job)).toMatchObject({ status: 'completed', attempts: 1 });
  });

  test('to a number that is not on WhatsApp fails for good at once', async () => {
    const { queue, ready, fact, script } = await running();
    script.replies.check = () => ({ registered: false });
    await queue();
    await ready();
    const { data } = await fact('job.abandoned');
    expect(data).toMatchObject({ attempt: 1, failure: { code: 'not_registered', retryable: false } });
    expect(script.phone()).toEqual([]);
  });

  test('whose acknowledgement is lost goes again under the same id, on the ladder to the millisecond', async () => {
    const { queue, ready, fact, clock, script, reads } = await running();
    script.replies.send = () => timedOut;
    const job = await queue();
    await ready();
    const failed = await fact('job.failed');
    expect(failed.data.retryAt).toBe(failed.at + 2_000);
    const attempts: string[] = [];
    script.replies.send = ({ messageId }) => (attempts.push(messageId), 'ack');
    clock.advance(1_999);
    expect(reads.jobs.byId(job)?.status).toBe('retrying');
    clock.advance(1);
    await fact('job.completed');
    expect(attempts).toEqual([messageIdOf(job)]);
  });

  test('is given up after as many attempts as the queue allows, and a change of that takes effect at once', async () => {
    const { queue, ready, fact, gateway, script, reads } = await running();
    script.replies.send = () => timedOut;
    await gateway.queues.configure('default', { maxAttempts: 1 }, ANNA);
    const job = await queue();
    await ready();
    await fact('job.abandoned');
    expect(reads.jobs.byId(job)).toMatchObject({ status: 'failed', attempts: 1 });
  });

  test('for later is not dispatched before its time', async () => {
    const { queue, ready, fact, clock, script } = await running();
    await ready();
    await queue({ notBefore: clock.now() + 20_000 });
    const other = await queue({ text: 'now' });
    await fact('job.completed', ({ stream }) => stream === `job/${other}`);
    expect(script.phone().map(({ text }) => text)).toEqual(['now']);
    clock.advance(20_000);
    await fact('job.completed', ({ stream }) => stream !== `job/${other}`);
    expect(script.phone().map(({ text }) => text)).toEqual(['now', 'Hello']);
  });

  test('is marked delivered and read by the receipts that follow', async () => {
    const { queue, ready, fact, script, reads } = await running();
    const job = await queue();
    await ready();
    await fact('job.completed');
    script.link().receipt(messageIdOf(job), 'read', 2_000);
    await fact('job.read');
    script.link().receipt(messageIdOf(job), 'delivered', 1_000);
    await fact('job.delivered');
    expect(reads.jobs.byId(job)).toMatchObject({ status: 'completed', deliveredAt: 1_000, readAt: 2_000 });
  });
});

describe('the dispatcher', () => {
  test('never has more in hand than the queue allows, nor two jobs of one chat', async () => {
    const { queue, ready, fact, script } = await running();
    script.replies.send = () => 'hold';
    const jobs: string[] = [];
    for (const number of ['6281000001', '6281000001', '6281000002', '6281000003', '6281000004']) {
      jobs.push(await queue({ number }));
    }
    const [, second] = jobs;
    await ready();
    await fact('job.validated', ({ data }) => data.chat.startsWith('6281000003'));
    const { sends } = script.link();
    expect(sends.map(({ message }) => message.chatId.slice(0, 10))).toEqual(['6281000001', '6281000002', '6281000003']);
    sends[0]?.ack();
    await fact('job.validated', ({ data, stream }) => data.chat.startsWith('6281000001') && stream === `job/${second}`);
    expect(script.link().sends).toHaveLength(3);
  });

  test('keeps the order of a chat while its head is retried, and lets other chats pass', async () => {
    const { queue, ready, fact, clock, script } = await running();
    script.replies.send = ({ text }) => (text === 'first' ? timedOut : 'ack');
    await queue({ text: 'first' });
    await queue({ text: 'second' });
    await queue({ text: 'elsewhere', number: '6281999999999' });
    await ready();
    await fact('job.completed');
    expect(script.phone().map(({ text }) => text)).toEqual(['elsewhere']);
    script.replies.send = () => 'ack';
    clock.advance(2_000);
    await fact('job.completed', ({ position }) => script.phone().length === 3 && position > 0);
    expect(script.phone().map(({ text }) => text)).toEqual(['elsewhere', 'first', 'second']);
  });

  test('takes HIGH before NORMAL before LOW', async () => {
    const { queue, ready, fact, gateway, script } = await running();
    await gateway.queues.configure('default', { concurrency: 1 }, ANNA);
    await queue({ number: '6281000001', text: 'low', priority: 'LOW' });
    await queue({ number: '6281000002', text: 'normal' });
    await queue({ number: '6281000003', text: 'high', priority: 'HIGH' });
    await ready();
    await fact('job.completed', () => script.phone().length === 3);
    expect(script.phone().map(({ text }) => text)).toEqual(['high', 'normal', 'low']);
  });

  test('remembers when a retry is due although an older message came before it meanwhile', async () => {
    const { queue, ready, fact, gateway, clock, script } = await running();
    script.replies.send = ({ text }) => (text === 'first' ? refused : timedOut);
    const [first, second] = [await queue({ text: 'first' }), await queue({ text: 'second' })];
    await ready();
    await fact('job.failed', ({ stream }) => stream === `job/${second}`);
    script.replies.send = () => 'ack';
    await gateway.queues.pause('default', ANNA);
    await gateway.jobs.retry(first, ANNA);
    // A scheduled message sets the timer again while the second message is queued behind the first.
    await queue({ number: '6281999999999', notBefore: clock.now() + 60_000 });
    await gateway.queues.resume('default', ANNA);
    await fact('job.completed', ({ stream }) => stream === `job/${first}`);
    clock.advance(2_000);
    await fact('job.completed', ({ stream }) => stream === `job/${second}`);
  });

  test('stops at a pause, and goes on when it is resumed', async () => {
    const { queue, ready, fact, gateway, script, reads } = await running();
    await gateway.queues.pause('default', ANNA);
    const job = await queue();
    await ready();
    expect(reads.jobs.byId(job)?.status).toBe('waiting');
    await gateway.queues.resume('default', ANNA);
    await fact('job.completed');
    expect(script.phone()).toHaveLength(1);
  });

  test('cools the whole queue down when WhatsApp says that it is asked too much', async () => {
    const { queue, ready, fact, clock, script, reads, gateway } = await running();
    script.replies.send = () => rateLimited;
    await gateway.queues.configure('default', { coolingMs: 20_000 }, ANNA);
    await queue();
    await ready();
    await fact('job.abandoned');
    const { data } = await fact('queue.cooled');
    script.replies.send = () => 'ack';
    const next = await queue({ number: '6281999999999' });
    expect(reads.jobs.byId(next)?.status).toBe('waiting');
    clock.advance(data.until - clock.now());
    await fact('queue.resumed');
    await fact('job.completed');
  });

  test('sends nothing while the session is not ready', async () => {
    const { queue, ready, fact, script, reads } = await running();
    await ready();
    script.link().closed();
    await fact('session.closed');
    const job = await queue();
    expect(reads.jobs.byId(job)?.status).toBe('waiting');
    expect(script.phone()).toEqual([]);
  });
});

describe('accepting', () => {
  test('answers the same job to the same idempotency key, also when both come at once', async () => {
    const { gateway, log } = await running();
    const message = {
      session: 'default',
      number: '6281234567890',
      content: { kind: 'text', body: 'once' },
      priority: 'NORMAL',
      notBefore: null,
      idempotencyKey: 'k',
    } as const;
    const [first, second] = await Promise.all([gateway.jobs.queue(message, ANNA), gateway.jobs.queue(message, ANNA)]);
    const third = await gateway.jobs.queue(message, ANNA);
    expect([first, second, third].map((told) => told.ok && told.value.repeated)).toEqual([false, true, true]);
    expect(log.page({ after: 0, limit: 100, type: 'job.queued' })).toHaveLength(1);
    const other = await gateway.jobs.queue({ ...message, content: { kind: 'text' as const, body: 'another' } }, ANNA);
    expect(other).toMatchObject({ ok: false, refusal: { code: 'idempotency.conflict' } });
  });

  test('answers the job of an idempotency key also after its text was erased, when nobody can compare any more', async () => {
    const { gateway, log, db } = await running();
    const message = {
      session: 'default',
      number: '6281234567890',
      content: { kind: 'text', body: 'once' },
      priority: 'NORMAL',
      notBefore: null,
      idempotencyKey: 'k',
    } as const;
    const first = await gateway.jobs.queue(message, ANNA);
    db.exec('delete from contents');
    const other = { ...message, content: { kind: 'text' as const, body: 'another' } };
    const again = await gateway.jobs.queue(other, ANNA);
    expect(again).toMatchObject({ ok: true, value: { repeated: true } });
    expect(again.ok && first.ok && again.value.job.jobId === first.value.job.jobId).toBe(true);
    expect(log.page({ after: 0, limit: 100, type: 'job.queued' })).toHaveLength(1);
  });

  test('refuses when the queue holds as many as it may', async () => {
    const { gateway, queue } = await running();
    await gateway.queues.configure('default', { waitingMax: 1 }, ANNA);
    await queue();
    await expect(queue()).rejects.toThrow('as many messages as it may hold');
  });

  test('refuses what is too much also when it all comes at once', async () => {
    const { gateway, queue, log } = await running();
    await gateway.queues.configure('default', { waitingMax: 2 }, ANNA);
    const told = await Promise.allSettled([queue(), queue(), queue(), queue()]);
    expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(log.page({ after: 0, limit: 100, type: 'job.queued' })).toHaveLength(2);
  });

  test('refuses a number that is none, and records nothing', async () => {
    const { queue, log } = await running();
    const { position } = log.head();
    await expect(queue({ number: 'abc' })).rejects.toThrow('not a number');
    expect(log.head().position).toBe(position);
  });
});

describe('a person', () => {
  test('cancels a waiting job, but not one that is in hand', async () => {
    const { queue, ready, fact, gateway, script } = await running();
    script.replies.send = () => 'hold';
    const [first, second] = [await queue(), await queue()];
    await ready();
    await fact('job.validated');
    expect(await gateway.jobs.cancel(second, ANNA)).toMatchObject({ ok: true });
    expect(await gateway.jobs.cancel(first, ANNA)).toMatchObject({ ok: false, refusal: { code: 'job.not_waiting' } });
  });

  test('who cancels the head of a lane lets the next one go at once', async () => {
    const { queue, ready, fact, gateway, script } = await running();
    script.replies.send = ({ text }) => (text === 'first' ? timedOut : 'ack');
    const [first] = [await queue({ text: 'first' }), await queue({ text: 'second' })];
    await ready();
    await fact('job.failed');
    await gateway.jobs.cancel(first, ANNA);
    await fact('job.completed');
    expect(script.phone().map(({ text }) => text)).toEqual(['second']);
  });

  test('clears what waits and what failed, and what is in hand stays', async () => {
    const { queue, ready, fact, gateway, script, reads } = await running();
    script.replies.check = (chat) =>
      chat.startsWith('6280') ? { registered: false } : { registered: true, chatId: chat };
    script.replies.send = () => 'hold';
    const failed = await queue({ number: '6280000000' });
    const active = await queue();
    const waiting = await queue();
    await ready();
    await fact('job.abandoned');
    await fact('job.validated');
    expect(await gateway.queues.clear('default', 'all', ANNA)).toEqual({
      ok: true,
      value: { cleared: 2, following: null },
    });
    expect([failed, active, waiting].map((job) => reads.jobs.byId(job)?.status)).toEqual([
      'failed',
      'active',
      'cancelled',
    ]);
    expect(reads.jobs.retryQueue({ session: 'default', limit: 10 })?.items).toEqual([]);
  });

  test('tries a failed job again', async () => {
    const { queue, ready, fact, gateway, script } = await running();
    script.replies.check = () => ({ registered: false });
    const job = await queue();
    await ready();
    await fact('job.abandoned');
    script.replies.check = (chat) => ({ registered: true, chatId: chat });
    expect(await gateway.jobs.retry(job, ANNA)).toMatchObject({ ok: true });
    await fact('job.completed');
  });
});

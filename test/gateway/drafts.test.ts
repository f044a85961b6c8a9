/** Messages that somebody has to approve before they go out. */
import { describe, expect, test } from 'vitest';
import type { MessageRequest } from '../../src/gateway/messages/request.ts';
import type { Caller } from '../../src/kernel/caller.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { EVERYTHING } from '../../src/kernel/reach.ts';
import type { Result } from '../../src/kernel/result.ts';
import { keyOf } from '../../src/projections/chats/message-key.ts';
import { DRAFT_MS } from '../../src/machines/draft.decide.ts';
import type { ContentKind } from '../../src/messages/content.ts';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

const NUMBER = '6281234567890';
const BOT: Caller = { by: 'bot', correlation: 'request-2' };

const valueOf = <T>(told: Result<T>): T => {
  if (!told.ok) throw new Error(`${told.refusal.code}: ${told.refusal.detail}`);
  return told.value;
};
const codeOf = <T>(told: Result<T>) => (told.ok ? null : told.refusal.code);

const request = (type: ContentKind, member: unknown, more: Partial<MessageRequest>): MessageRequest => ({
  session: 'default',
  to: NUMBER,
  type,
  member,
  priority: 'NORMAL',
  notBefore: null,
  expiresAt: null,
  replyTo: null,
  mentions: [],
  forwarded: false,
  clientRef: null,
  metadata: null,
  idempotencyKey: null,
  ...more,
});

const start = async (before?: Parameters<typeof running>[0]) => {
  const run = await running(before);
  const send = (type: ContentKind, member: unknown, more: Partial<MessageRequest> = {}) =>
    run.gateway.messages.send(request(type, member, more), more.draft ? BOT : ANNA);
  const text = async (body: string, more: Partial<MessageRequest> = {}) => valueOf(await send('text', { body }, more));
  const draft = (body: string, more: Partial<MessageRequest> = {}) => text(body, { draft: true, ...more });
  const shown = (jobId: string) => valueOf(run.gateway.jobs.detail({ jobId }));
  const approve = (jobId: string, edited: Parameters<Running['gateway']['jobs']['approve']>[1] = null) =>
    run.gateway.jobs.approve({ jobId }, edited, ANNA);
  const counts = () => valueOf(run.gateway.sessions.status('default')).queue;
  return { ...run, send, text, draft, shown, approve, counts };
};

describe('a draft', () => {
  test('holds nobody up and goes behind what waits in its chat when it is approved', async () => {
    const { draft, text, shown, approve, counts, queue, ready, fact, script, gateway, story, log } = await start();
    const first = await draft('first');
    expect(first).toMatchObject({ status: 'draft', how: 'queued' });
    const before = await text('before');
    const other = await queue({ number: '6289999999999' });
    expect(counts()).toMatchObject({ drafts: 1, waiting: 2 });
    expect(shown(first.jobId)).toMatchObject({
      status: 'draft',
      hold: null,
      draft: { by: 'bot', approvedBy: null },
      explanation: expect.stringMatching(/approves it/),
    });
    expect(valueOf(gateway.jobs.list({ session: 'default', status: 'draft', limit: 5 })).items).toHaveLength(1);

    expect(valueOf(await approve(first.jobId))).toMatchObject({ status: 'waiting', draft: { approvedBy: 'anna' } });
    const after = await text('after');
    expect(shown(first.jobId).hold).toMatchObject({ reason: 'chat_order' });
    expect(codeOf(await approve(first.jobId))).toBe('job.not_draft');
    await ready();
    await fact('job.completed', ({ stream }) => stream === `job/${after.jobId}`);
    const order = log.page({ after: 0, limit: 99, type: 'job.started' }).map(({ stream }) => stream.slice(4));
    expect(order.filter((id) => id !== other)).toEqual([before.jobId, first.jobId, after.jobId]);
    expect(story(`job/${first.jobId}`)).toEqual([
      'job.drafted',
      'job.approved',
      'job.started',
      'job.validated',
      'job.completed',
    ]);
    expect(script.phone().map(({ messageId }) => messageId)).toContain(messageIdOf(first.jobId));
    expect((await log.verify())?.problem).toBeUndefined();
  });

  test('may be edited on the way: the new content goes out under the id that was chosen first', async () => {
    const { draft, shown, approve, ready, fact, script, reads, log } = await start();
    const { jobId, messageId } = await draft('Helo');
    expect(codeOf(await approve(jobId, { type: 'location', member: { latitude: 1, longitude: 2 } }))).toBe(
      'request.invalid',
    );
    valueOf(await approve(jobId, { type: 'text', member: { body: 'Hello' } }));
    expect(shown(jobId)).toMatchObject({ message: 'Hello', draft: { by: 'bot', approvedBy: 'anna' } });
    await ready();
    await fact('job.completed');
    expect(script.phone()).toMatchObject([{ text: 'Hello', messageId }]);
    expect(reads.messages.withKey('default', keyOf(messageId)).length).toBe(1);
    expect((await log.verify())?.problem).toBeUndefined();
  });

  test('keeps the time for which it was asked; one that has passed means now', async () => {
    const { draft, shown, approve, clock } = await start();
    const soon = await draft('soon', { notBefore: clock.now() + 60_000 });
    const later = await draft('later', { to: '6289999999999', notBefore: clock.now() + 120_000 });
    clock.advance(90_000);
    for (const { jobId } of [soon, later]) valueOf(await approve(jobId));
    expect(shown(soon.jobId)).toMatchObject({ nextAttemptAt: null });
    expect(shown(later.jobId)).toMatchObject({ hold: { reason: 'scheduled' } });
  });

  test('is rejected with a reason, and by whom is on record', async () => {
    const { draft, shown, gateway, story, log } = await start();
    const { jobId } = await draft('Buy now!');
    const told = await gateway.jobs.reject({ jobId }, 'No advertising', ANNA);
    expect(valueOf(told)).toMatchObject({ status: 'cancelled', cancelled: { by: 'anna', reason: 'No advertising' } });
    expect(codeOf(await gateway.jobs.reject({ jobId }, null, ANNA))).toBe('job.not_draft');
    expect(shown(jobId).draft).toMatchObject({ by: 'bot', approvedBy: null });
    expect(story(`job/${jobId}`)).toEqual(['job.drafted', 'job.rejected']);
    expect(JSON.stringify(log.read(`job/${jobId}`))).not.toContain('advertising');
    const { items } = valueOf(gateway.audit.actions({ area: 'jobs', limit: 5, reach: EVERYTHING }));
    expect(items).toMatchObject([{ type: 'job.rejected', by: 'anna' }]);
    const { erased } = valueOf(await gateway.erasures.message('default', messageIdOf(jobId), undefined, ANNA));
    expect(erased).toBe(1);
    expect(shown(jobId)).toMatchObject({ message: null, cancelled: { by: 'anna', reason: null } });
  });

  test('expires: at its own time, or after seven days, also over a restart; then no retry sends it', async () => {
    const first = await start();
    const own = await first.draft('until noon', { expiresAt: first.clock.now() + 60_000 });
    const other = await first.draft('some day');
    first.clock.advance(60_000);
    await first.fact('job.expired', ({ stream }) => stream === `job/${own.jobId}`);
    first.clock.advance(DRAFT_MS - 60_001);
    await first.crash();
    const again = await start(first);
    expect(again.shown(other.jobId).status).toBe('draft');
    again.clock.advance(1);
    await again.fact('job.expired', ({ stream }) => stream === `job/${other.jobId}`);
    expect(again.shown(other.jobId)).toMatchObject({ status: 'failed', failure: { code: 'expired' } });
    expect(codeOf(await again.gateway.jobs.retry(other.jobId, ANNA))).toBe('job.not_approved');
    await again.ready();
    again.script.link().receipt(messageIdOf(own.jobId), 'read', 1);
    expect(again.shown(own.jobId).status).toBe('failed');
  });

  test('has no deadline of its own any more once it is approved', async () => {
    const { draft, approve, shown, clock, ready, fact } = await start();
    const { jobId } = await draft('no hurry');
    valueOf(await approve(jobId));
    clock.advance(DRAFT_MS * 2);
    expect(shown(jobId).status).toBe('waiting');
    await ready();
    await fact('job.completed');
  });

  test('stays where it is when the process dies, and when the queue is cleared', async () => {
    const first = await start();
    const { jobId } = await first.draft('still here');
    await first.queue();
    await first.crash();
    const again = await start(first);
    valueOf(await again.gateway.queues.clear('default', 'all', ANNA));
    await again.ready();
    expect(again.counts()).toMatchObject({ drafts: 1, waiting: 0, cancelled: 1 });
    expect(again.shown(jobId).status).toBe('draft');
    expect(valueOf(await again.approve(jobId)).status).toBe('waiting');
    await again.fact('job.completed');
  });

  test('is changed itself by an edit; who may only draft changes nothing that was let go out', async () => {
    const { draft, text, send, shown, story, counts, approve, ready, fact, script } = await start();
    const mine = await draft('one');
    const messageId = messageIdOf(mine.jobId);
    const told = await send('edit', { messageId, text: 'two' }, { draft: true });
    expect(valueOf(told)).toMatchObject({ jobId: mine.jobId, how: 'changed', status: 'draft' });
    expect(shown(mine.jobId).message).toBe('two');
    expect(codeOf(await send('reaction', { messageId, emoji: 'x' }))).toBe('message.not_found');
    expect(codeOf(await send('text', { body: 'yes' }, { replyTo: messageId }))).toBe('message.not_found');

    const sent = await text('out');
    const change = { messageId: messageIdOf(sent.jobId), text: 'changed' };
    const edit = valueOf(await send('edit', change, { draft: true }));
    expect(edit).toMatchObject({ status: 'draft', how: 'queued' });
    expect(shown(sent.jobId).message).toBe('out');
    expect(counts()).toMatchObject({ drafts: 2, waiting: 1 });
    valueOf(await approve(edit.jobId));
    expect(shown(edit.jobId).hold).toMatchObject({ reason: 'refers_to' });
    await ready();
    await fact('job.completed', ({ stream }) => stream === `job/${edit.jobId}`);
    expect(script.phone().map((message) => message.text)).toEqual(['out', 'changed']);

    valueOf(await send('delete', { messageId }));
    expect(shown(mine.jobId)).toMatchObject({ status: 'cancelled', cancelled: { by: 'anna' } });
    expect(story(`job/${mine.jobId}`)).toEqual(['job.drafted', 'job.edited', 'job.cancelled']);
  });

  test('keeps its session from being removed, and goes with it where that is asked', async () => {
    const { draft, gateway, shown, story } = await start();
    const { jobId } = await draft('left behind');
    expect(codeOf(await gateway.sessions.remove('default', { cancel: false }, ANNA))).toBe('session.has_waiting');
    valueOf(await gateway.sessions.remove('default', { cancel: true }, ANNA));
    expect(shown(jobId).status).toBe('cancelled');
    expect(story(`job/${jobId}`)).toEqual(['job.drafted', 'job.cancelled']);
  });

  test('counts once under its idempotency key, and there are as many drafts as the queue may hold', async () => {
    const { draft, send, text, gateway } = await start();
    const { jobId } = await draft('once', { idempotencyKey: 'k' });
    expect(await draft('once', { idempotencyKey: 'k' })).toMatchObject({ jobId, how: 'repeated', status: 'draft' });
    valueOf(await gateway.queues.configure('default', { waitingMax: 1 }, ANNA));
    expect(codeOf(await send('text', { body: 'two' }, { draft: true }))).toBe('queue.full');
    await text('a draft takes no room in the line');
    expect(codeOf(await gateway.jobs.approve({ jobId }, null, ANNA))).toBe('queue.full');
  });
});

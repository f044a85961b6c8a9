/** Messages that somebody has to approve before they go out. */
import { describe, expect, test } from 'vitest';
import type { MessageRequest } from '../../src/gateway/messages/request.ts';
import type { Caller } from '../../src/kernel/caller.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import type { Result } from '../../src/kernel/result.ts';
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

const start = async () => {
  const run = await running();
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
    expect(script.sent().map(({ messageId }) => messageId)).toContain(messageIdOf(first.jobId));
    expect((await log.verify())?.problem).toBeUndefined();
  });
});

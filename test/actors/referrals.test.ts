/** Messages that name another message, change one, or have a time after which they are not sent. */
import { describe, expect, test } from 'vitest';
import { createAudit } from '../../src/gateway/operation/audit.ts';
import type { MessageRequest } from '../../src/gateway/messages/request.ts';
import { failure } from '../../src/events/facts/failure.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import type { Result } from '../../src/kernel/result.ts';
import type { ContentKind } from '../../src/messages/content.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { chatting } from '../support/chatting.ts';
import { ANNA } from '../support/inside.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { type Running, running } from '../support/running.ts';

const NUMBER = '6281234567890';
const timedOut = new Undelivered(failure('ack_timeout', 'no acknowledgement'), true);
const refused = new Undelivered(failure('refused', 'not wanted'), true);

const request = (type: ContentKind, member: unknown, more: Partial<MessageRequest> = {}): MessageRequest => ({
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

const valueOf = <T>(told: Result<T>): T => {
  if (!told.ok) throw new Error(`${told.refusal.code}: ${told.refusal.detail}`);
  return told.value;
};
const refusalOf = <T>(told: Result<T>) => {
  if (told.ok) throw new Error('It was not refused');
  return told.refusal;
};

const sender =
  ({ gateway }: Running) =>
  (type: ContentKind, member: unknown, more: Partial<MessageRequest> = {}) =>
    gateway.messages.send(request(type, member, more), ANNA);

const text = (body: string, more: Partial<MessageRequest> = {}): [ContentKind, unknown, Partial<MessageRequest>] => [
  'text',
  { body },
  more,
];

/** Running, with a way to send; `shown` is a job as the API shows it. */
const start = async (before?: Parameters<typeof running>[0]) => {
  const run = await running(before);
  const send = sender(run);
  return {
    ...run,
    send,
    sent: async (...asked: Parameters<typeof send>): Promise<string> => valueOf(await send(...asked)).jobId,
    shown: (jobId: string) => valueOf(run.gateway.jobs.detail({ jobId })),
    ended: (jobId: string) =>
      run.fact('job.completed', ({ stream }) => stream === `job/${jobId}`).then(() => undefined),
    of:
      (jobId: string) =>
      ({ stream }: { stream: string }) =>
        stream === `job/${jobId}`,
  };
};

const texts = ({ script }: Running) => script.phone().map((message) => message.text);

describe('an edit', () => {
  test('of a message that has not begun changes that message, and goes out as the message itself', async () => {
    const run = await start();
    const job = await run.sent(...text('Helo'));
    const messageId = messageIdOf(job);
    const told = await run.send('edit', { messageId, text: 'Hello' });
    expect(told).toMatchObject({ ok: true, value: { jobId: job, how: 'changed' } });
    expect(run.story(`job/${job}`)).toEqual(['job.queued', 'job.edited']);
    expect(run.shown(job)).toMatchObject({ status: 'waiting', message: 'Hello', content: { body: 'Hello' } });
    const { problem } = await createAudit(run).run();
    expect(problem).toBeNull();
    await run.ready();
    await run.ended(job);
    expect(texts(run)).toEqual(['Hello']);
  });

  test('survives a restart, and the last of several counts', async () => {
    const first = await start();
    const job = await first.sent(...text('one'));
    for (const words of ['two', 'three']) await first.send('edit', { messageId: messageIdOf(job), text: words });
    await first.crash();
    const again = await start(first);
    expect(again.shown(job).message).toBe('three');
    await again.ready();
    await again.ended(job);
    expect(texts(again)).toEqual(['three']);
  });

  test('that comes while its message is being started is never lost', async () => {
    const run = await start();
    run.script.replies.known = (chat) => chat;
    await run.gateway.queues.pause('default', ANNA);
    const job = await run.sent(...text('old'));
    await run.ready();
    // The queue looks at its line in the same turn in which the edit waits for the disk.
    const resumed = run.gateway.queues.resume('default', ANNA);
    const edited = run.send('edit', { messageId: messageIdOf(job), text: 'new' });
    await resumed;
    const { how, jobId } = valueOf(await edited);
    await run.ended(jobId);
    expect(texts(run)).toEqual(how === 'changed' ? ['new'] : ['old', 'new']);
  });

  test.each([
    ['has begun', 'hold' as const],
    ['has failed once', timedOut],
  ])('of a message whose attempt %s is a message of its own, which goes out behind it', async (_, reply) => {
    const run = await start();
    const asked = new Promise<void>((resolve) => {
      run.script.replies.send = () => (resolve(), reply);
    });
    const job = await run.sent(...text('Helo'));
    await run.ready();
    await asked;
    if (reply !== 'hold') await run.fact('job.failed', run.of(job));
    const told = valueOf(await run.send('edit', { messageId: messageIdOf(job), text: 'Hello' }, { priority: 'HIGH' }));
    expect(told).toMatchObject({ jobId: expect.not.stringMatching(job), how: 'queued' });
    expect(run.shown(told.jobId)).toMatchObject({ status: 'waiting', hold: { reason: 'refers_to', until: null } });
    expect(run.shown(told.jobId).explanation).toBe(
      'It waits for the end of the message that it refers to, which has to arrive first.',
    );
    run.script.replies.send = () => 'ack';
    if (reply === 'hold') run.script.link().sends[0]?.ack();
    else run.clock.advance(2_000);
    await run.ended(told.jobId);
    expect(run.script.phone().map(({ content }) => content)).toEqual([
      { kind: 'text', body: 'Helo' },
      { kind: 'edit', messageId: messageIdOf(job), text: 'Hello' },
    ]);
    expect(run.shown(job).message).toBe('Helo');
  });

  test('of a message whose attempt a crash cut off is a message of its own: WhatsApp may have the old text', async () => {
    const first = await start();
    first.script.replies.send = () => 'hold';
    const job = await first.sent(...text('Helo'));
    await first.ready();
    await first.fact('job.validated', first.of(job));
    await first.crash();
    const again = await start(first);
    expect(again.shown(job)).toMatchObject({ status: 'waiting', attempts: 0 });
    const edit = valueOf(await again.send('edit', { messageId: messageIdOf(job), text: 'Hello' }));
    expect(edit.how).toBe('queued');
    const deletion = valueOf(await again.send('delete', { messageId: messageIdOf(job) }));
    expect(deletion.how).toBe('queued');
    expect(again.shown(job)).toMatchObject({ status: 'waiting', message: 'Helo' });
  });

  test('comes 15 minutes too late', async () => {
    const run = await start();
    await run.ready();
    const job = await run.sent(...text('Helo'));
    await run.ended(job);
    run.clock.set(15 * 60_000);
    const edit = { messageId: messageIdOf(job), text: 'Hello' };
    const last = valueOf(await run.send('edit', edit));
    await run.ended(last.jobId);
    run.clock.set(1);
    expect(refusalOf(await run.send('edit', edit)).code).toBe('message.too_old');
  });

  test('is refused for a message that has no words', async () => {
    const run = await start();
    const place = await run.sent('location', { latitude: 1, longitude: 2 });
    const told = await run.send('edit', { messageId: messageIdOf(place), text: 'Hello' });
    expect(refusalOf(told).code).toBe('message.unsupported_type');
    expect(run.shown(place).content).toEqual({ kind: 'location', latitude: 1, longitude: 2 });
  });
});

describe('a deletion', () => {
  test('of a message that has not begun cancels it: nobody ever sees it', async () => {
    const run = await start();
    const job = await run.sent(...text('Oops'));
    const told = valueOf(await run.send('delete', { messageId: messageIdOf(job) }));
    expect(told).toMatchObject({ jobId: job, how: 'changed' });
    expect(run.shown(job).status).toBe('cancelled');
    await run.ready();
    await run.ended(await run.sent(...text('Hello')));
    expect(texts(run)).toEqual(['Hello']);
  });

  test('of a message that has gone out is a message of its own', async () => {
    const run = await start();
    await run.ready();
    const job = await run.sent(...text('Oops'));
    await run.ended(job);
    const told = valueOf(await run.send('delete', { messageId: messageIdOf(job) }));
    expect(told.how).toBe('queued');
    await run.ended(told.jobId);
    expect(run.script.phone().at(-1)?.content).toEqual({ kind: 'delete', messageId: messageIdOf(job) });
  });
});

describe('a message that refers to one that has not ended', () => {
  test('waits for its end, though it is more urgent, and goes out then', async () => {
    const run = await start();
    const job = await run.sent(...text('Hello', { priority: 'LOW' }));
    const reaction = await run.sent('reaction', { messageId: messageIdOf(job), emoji: '👍' }, { priority: 'HIGH' });
    const reply = await run.sent(...text('And this', { priority: 'HIGH', replyTo: messageIdOf(job) }));
    expect(run.shown(reaction).hold).toEqual({ reason: 'refers_to', until: null });
    await run.ready();
    await Promise.all([run.ended(reaction), run.ended(reply)]);
    const [first, ...others] = run.script.phone();
    expect(first?.text).toBe('Hello');
    expect(others.map(({ messageId }) => messageId)).toEqual([messageIdOf(reaction), messageIdOf(reply)]);
    expect(others[1]?.quoted).toEqual({ messageId: messageIdOf(job), content: { kind: 'text', body: 'Hello' } });
    expect(run.story(`job/${reaction}`).slice(0, 3)).toEqual(['job.queued', 'job.released', 'job.started']);
  });

  test('quotes the words of the last edit', async () => {
    const run = await start();
    const job = await run.sent(...text('Helo'));
    const reply = await run.sent(...text('And this', { replyTo: messageIdOf(job) }));
    await run.send('edit', { messageId: messageIdOf(job), text: 'Hello' });
    await run.ready();
    await run.ended(reply);
    expect(run.script.phone().at(-1)?.quoted?.content).toEqual({ kind: 'text', body: 'Hello' });
  });

  test.each(['fails', 'is cancelled', 'expires'])(
    'does not go out if that one %s; a reply goes without its quote',
    async (how) => {
      const run = await start();
      run.script.replies.send = ({ text: words }) => (words === 'Hello' ? refused : 'ack');
      const expiresAt = how === 'expires' ? run.clock.now() + 60_000 : null;
      const job = await run.sent(...text('Hello', { expiresAt }));
      const reaction = await run.sent('reaction', { messageId: messageIdOf(job), emoji: '👍' });
      const reply = await run.sent(...text('And this', { replyTo: messageIdOf(job) }));
      if (how === 'fails') await run.ready();
      else if (how === 'expires') run.clock.advance(60_000);
      else await run.gateway.jobs.cancel(job, ANNA);
      await run.fact('job.abandoned', run.of(reaction));
      expect(run.shown(reaction)).toMatchObject({ status: 'failed', attempts: 0, failure: { code: 'message_gone' } });
      if (how !== 'fails') await run.ready();
      await run.ended(reply);
      expect(run.script.phone().map(({ text: words, quoted }) => [words, quoted])).toEqual([['And this', undefined]]);
    },
  );

  test.each([
    ['went out', 'job.completed', 'completed'],
    ['was cancelled', 'job.cancelled', 'cancelled'],
  ] as const)(
    'is told at the next start if a crash came between the end and the news: it %s',
    async (_, type, state) => {
      const first = await start();
      const job = await first.sent(...text('Hello'));
      const reaction = await first.sent('reaction', { messageId: messageIdOf(job), emoji: '👍' });
      await first.crash();
      // The end is the last commit of a process whose actors never heard of it.
      const projections = openProjections(first.db);
      const dying = sqliteLog(first.db, { project: projections });
      await projections.catchUp(dying);
      const to = state === 'completed' ? 'completed.acknowledged' : state;
      await dying.append({
        stream: `job/${job}`,
        expected: 1,
        entries: [{ fact: { type }, from: 'waiting', to }],
        at: first.clock.now(),
        by: 'system',
        correlation: null,
        causation: null,
      });
      const again = await start(first);
      if (state === 'completed') await again.fact('job.released', again.of(reaction));
      else await again.fact('job.abandoned', again.of(reaction));
      expect(again.reads.line.awaited()).toEqual([]);
    },
  );

  test('is released too if it is on record only after that end', async () => {
    const run = await start();
    const job = await run.sent(...text('Hello'));
    // The route saw the message waiting; it ends while the reaction is on its way to disk.
    const [reaction] = await Promise.all([
      run.sent('reaction', { messageId: messageIdOf(job), emoji: '👍' }),
      run.gateway.jobs.cancel(job, ANNA),
    ]);
    await run.fact('job.abandoned', run.of(reaction));
    expect(run.shown(reaction)).toMatchObject({ status: 'failed', failure: { code: 'message_gone' } });
  });

  test('that failed for it fails again when it is tried by hand, until that message goes out', async () => {
    const run = await start();
    run.script.replies.send = () => refused;
    const job = await run.sent(...text('Hello'));
    const reaction = await run.sent('reaction', { messageId: messageIdOf(job), emoji: '👍' });
    await run.ready();
    const { position } = await run.fact('job.abandoned', run.of(reaction));
    await run.gateway.jobs.retry(reaction, ANNA);
    await run.fact('job.abandoned', (fact) => run.of(reaction)(fact) && fact.position > position);
    expect(run.shown(reaction)).toMatchObject({ status: 'failed', attempts: 0, failure: { code: 'message_gone' } });

    run.script.replies.send = () => 'ack';
    await run.gateway.jobs.retry(job, ANNA);
    await run.ended(job);
    await run.gateway.jobs.retry(reaction, ANNA);
    await run.ended(reaction);
    expect(run.script.phone().map(({ messageId }) => messageId)).toEqual([job, reaction].map(messageIdOf));
  });

  test('that expired before it is tried again by hand, and still comes behind it', async () => {
    const run = await start();
    const job = await run.sent(...text('Hello', { priority: 'LOW' }));
    const expiresAt = run.clock.now() + 60_000;
    const reaction = await run.sent(
      'reaction',
      { messageId: messageIdOf(job), emoji: '👍' },
      { priority: 'HIGH', expiresAt },
    );
    const reply = await run.sent(...text('And this', { replyTo: messageIdOf(job), priority: 'HIGH', expiresAt }));
    run.clock.advance(60_000);
    for (const failed of [reaction, reply]) {
      await run.fact('job.expired', run.of(failed));
      await run.gateway.jobs.retry(failed, ANNA);
    }
    await run.ready();
    await run.ended(reaction);
    await run.ended(reply);
    expect(run.script.phone().map(({ text: words, quoted }) => [words, quoted?.messageId])).toEqual([
      ['Hello', undefined],
      ['', undefined],
      ['And this', messageIdOf(job)],
    ]);
  });
});

describe('a message that names one of somebody else', () => {
  const CHAT = `${NUMBER}@s.whatsapp.net`;
  const heard = (run: Running) => chatting(run.log).receive({ chat: CHAT, messageId: 'M1', text: 'Hello?' });

  test('is composed from the record alone, so that a crash before it goes out costs nothing', async () => {
    const first = await start();
    await heard(first);
    const reaction = await first.sent('reaction', { messageId: 'M1', emoji: '👍' });
    const reply = await first.sent(...text('Yes', { replyTo: 'M1' }));
    expect(first.shown(reply).hold?.reason).not.toBe('refers_to');
    await first.crash();
    const again = await start(first);
    await again.ready();
    await again.ended(reaction);
    await again.ended(reply);
    expect(again.script.phone()).toMatchObject([
      { refersTo: { messageId: 'M1', by: [CHAT] } },
      { quoted: { messageId: 'M1', by: [CHAT], content: { kind: 'text', body: 'Hello?' } } },
    ]);
  });

  test('goes out when it is tried again by hand: that message waits for nothing', async () => {
    const run = await start();
    await heard(run);
    run.script.replies.send = () => refused;
    await run.ready();
    const reaction = await run.sent('reaction', { messageId: 'M1', emoji: '👍' });
    await run.fact('job.abandoned', run.of(reaction));
    run.script.replies.send = () => 'ack';
    await run.gateway.jobs.retry(reaction, ANNA);
    await run.ended(reaction);
  });

  test('also finds it if another session of the same Waybill has sent it', async () => {
    const run = await start();
    const messageId = messageIdOf(await run.sent(...text('From the other shop')));
    const at = { session: 'other', chat: CHAT, messageId, text: 'From the other shop' };
    await chatting(run.log).receive(at);
    run.system.ensureSession('other');
    expect(await run.send('reaction', { messageId, emoji: '👍' }, { session: 'other' })).toMatchObject({ ok: true });
  });
});

describe('a message with an end of its time', () => {
  const MINUTE = 60_000;

  test.each(['waiting', 'paused', 'scheduled', 'retrying', 'waiting for another message'])(
    'that is %s fails with "expired" when that comes',
    async (how) => {
      const run = await start();
      const expiresAt = run.clock.now() + MINUTE;
      run.script.replies.send = () => timedOut;
      if (how === 'paused') await run.gateway.queues.pause('default', ANNA);
      if (how === 'retrying') await run.gateway.queues.configure('default', { backoffBaseMs: 10 * MINUTE }, ANNA);
      if (how === 'paused' || how === 'retrying') await run.ready();
      const other = how.endsWith('message') ? { replyTo: messageIdOf(await run.sent(...text('First'))) } : {};
      const notBefore = how === 'scheduled' ? run.clock.now() + 1_000 : null;
      const job = await run.sent(...text('Hello', { expiresAt, notBefore, ...other }));
      if (how === 'retrying') await run.fact('job.failed', run.of(job));
      run.clock.advance(MINUTE - 1);
      expect(run.shown(job).status).toBe(how === 'retrying' ? 'retrying' : 'waiting');
      run.clock.advance(1);
      await run.fact('job.expired', run.of(job));
      expect(run.shown(job)).toMatchObject({ status: 'failed', failure: { code: 'expired' }, nextAttemptAt: null });
      expect(run.story(`job/${job}`).filter((type) => type === 'job.expired')).toHaveLength(1);
      expect(run.reads.line.isHeldBack(run.shown(job))).toBe(false);
    },
  );

  test('fails also if that came while no process was running', async () => {
    const first = await start();
    const job = await first.sent(...text('Hello', { expiresAt: first.clock.now() + MINUTE }));
    await first.crash();
    first.clock.advance(2 * MINUTE);
    const again = await start(first);
    await again.fact('job.expired', again.of(job));
    await again.ready();
    await again.ended(await again.sent(...text('Later')));
    expect(texts(again)).toEqual(['Later']);
  });

  test('is not touched while it is in hand', async () => {
    const run = await start();
    const held = new Promise<void>((resolve) => {
      run.script.replies.send = () => (resolve(), 'hold');
    });
    const job = await run.sent(...text('Hello', { expiresAt: run.clock.now() + MINUTE }));
    await run.ready();
    await held;
    run.clock.advance(2 * MINUTE);
    expect(run.shown(job).status).toBe('active');
    run.script.link().sends[0]?.ack();
    await run.ended(job);
    expect(run.story(`job/${job}`)).toEqual(['job.queued', 'job.started', 'job.validated', 'job.completed']);
  });

  test('goes out when somebody asks for it by hand afterwards', async () => {
    const run = await start();
    const job = await run.sent(...text('Hello', { expiresAt: run.clock.now() + MINUTE }));
    run.clock.advance(MINUTE);
    await run.fact('job.expired', run.of(job));
    await run.gateway.jobs.retry(job, ANNA);
    await run.ready();
    await run.ended(job);
    expect(texts(run)).toEqual(['Hello']);
  });

  test('is refused if that has passed, or comes before its sendAt', async () => {
    const run = await start();
    const now = run.clock.now();
    expect(refusalOf(await run.send(...text('Hello', { expiresAt: now }))).faults?.[0]?.path).toBe('expiresAt');
    const early = { expiresAt: now + MINUTE, notBefore: now + MINUTE };
    expect(refusalOf(await run.send(...text('Hello', early))).faults?.[0]?.path).toBe('expiresAt');
  });
});

test.each(['ack_timeout', 'expired'])('a late receipt completes a message that had failed with %s', async (how) => {
  const run = await start();
  run.script.replies.send = () => timedOut;
  await run.gateway.queues.configure(
    'default',
    how === 'expired' ? { backoffBaseMs: 600_000 } : { maxAttempts: 1 },
    ANNA,
  );
  await run.ready();
  const expiresAt = how === 'expired' ? run.clock.now() + 60_000 : null;
  const job = await run.sent(...text('Hello', { expiresAt }));
  if (how === 'expired') {
    await run.fact('job.failed', run.of(job));
    run.clock.advance(60_000);
    await run.fact('job.expired', run.of(job));
  } else await run.fact('job.abandoned', run.of(job));
  expect(run.shown(job)).toMatchObject({ status: 'failed', failure: { code: how } });
  run.script.link().receipt(messageIdOf(job), 'delivered', run.clock.now());
  await run.fact('job.delivered', run.of(job));
  expect(run.shown(job)).toMatchObject({ status: 'completed', failure: null });
  expect(run.reads.stats.counts('default')).toMatchObject({ completed: 1, failed: 0 });
});

test('a receipt does not complete a message that WhatsApp has refused', async () => {
  const run = await start();
  run.script.replies.send = () => refused;
  await run.ready();
  const job = await run.sent(...text('Hello'));
  await run.fact('job.abandoned', run.of(job));
  run.script.link().receipt(messageIdOf(job), 'delivered', run.clock.now());
  run.script.replies.send = () => 'ack';
  await run.ended(await run.sent(...text('Next')));
  expect(run.shown(job).status).toBe('failed');
});

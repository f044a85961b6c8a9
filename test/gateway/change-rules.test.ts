/** Messages about messages that cannot be meant: of what is deleted, or with what a change cannot carry. */
import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../../src/events/facts/failure.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { apiOver } from '../support/api-over.ts';
import { ACCOUNT, GROUP, groupOf } from '../support/groups.ts';
import { type Running, running } from '../support/running.ts';

const NUMBER = '6281234567890';

let run: Running;
let api: Awaited<ReturnType<typeof apiOver>>;

beforeEach(async () => {
  run = await running();
  api = await apiOver(run);
  await api('POST /api/whatsapp/session/start');
  await run.ready();
});

const post = (type: string, member: object, more: object = {}) =>
  api('POST /api/whatsapp/messages', { to: NUMBER, type, [type]: member, ...more });

const ended = (jobId: string, how: 'job.completed' | 'job.abandoned' | 'job.cancelled' = 'job.completed') =>
  run.fact(how, ({ stream }) => stream === `job/${jobId}`);

const sent = async () => {
  const { body } = await post('text', { body: 'At ten' });
  await ended(body.jobId);
  return body.messageId;
};

const codeOf = async (asked: ReturnType<typeof post>) => {
  const { status, body } = await asked;
  return [status, (body as { code?: string }).code];
};

const deleted = async () => {
  const messageId = await sent();
  await ended((await post('delete', { messageId })).body.jobId);
  return messageId;
};

const deletionOf = (messageId: string) => ({ to: NUMBER, type: 'delete', delete: { messageId } });

describe('a message that was deleted', () => {
  test.each<[string, (messageId: string) => ReturnType<typeof post>]>([
    ['edited', (messageId) => post('edit', { messageId, text: 'At nine' })],
    ['deleted again', (messageId) => post('delete', { messageId })],
    ['answered with an emoji', (messageId) => post('reaction', { messageId, emoji: '👍' })],
    ['quoted', (messageId) => post('text', { body: 'Still so?' }, { replyTo: messageId })],
  ])('cannot be %s', async (_, ask) => {
    const messageId = await deleted();
    expect(await codeOf(ask(messageId))).toEqual([422, 'message.deleted']);
  });

  test('counts as deleted while its deletion waits, and no more once that was cancelled', async () => {
    const messageId = await sent();
    await api('POST /api/whatsapp/queue/pause');
    const { body } = await post('delete', { messageId });
    const edit = () => codeOf(post('edit', { messageId, text: 'At nine' }));
    expect(await edit()).toEqual([422, 'message.deleted']);
    expect(await codeOf(api('POST /api/whatsapp/messages?dryRun=true', deletionOf(messageId)))).toEqual([
      422,
      'message.deleted',
    ]);
    await run.gateway.jobs.cancel(body.jobId, { by: 'anna', correlation: null });
    expect(await edit()).toEqual([202, undefined]);
  });

  test('is there again after its deletion failed, until somebody retries that', async () => {
    const messageId = await sent();
    run.script.replies.send = () => new Undelivered(failure('blocked', 'No.'), false);
    const { body } = await post('delete', { messageId });
    await ended(body.jobId, 'job.abandoned');
    await api('POST /api/whatsapp/queue/pause');
    expect(await codeOf(post('reaction', { messageId, emoji: '👍' }))).toEqual([202, undefined]);
    await api(`POST /api/whatsapp/jobs/${body.jobId}/retry`);
    expect(await codeOf(post('reaction', { messageId, emoji: '👎' }))).toEqual([422, 'message.deleted']);
  });
});

test.each<[string, object, object]>([
  ['reaction', { emoji: '👍' }, { replyTo: '' }],
  ['edit', { text: 'At nine' }, { replyTo: '' }],
  ['delete', {}, { replyTo: '' }],
  ['reaction', { emoji: '👍' }, { mentions: [NUMBER] }],
  ['delete', {}, { mentions: [NUMBER] }],
  ['edit', { text: 'At nine' }, { forwarded: true }],
])('a %s with %j beside it takes no %j', async (type, member, beside) => {
  const messageId = await sent();
  const more = 'replyTo' in beside ? { replyTo: messageId } : beside;
  const { status, body } = await post(type, { messageId, ...member }, more);
  expect(status).toBe(422);
  const [path] = Object.keys(beside);
  expect((body as unknown as { errors: object }).errors).toEqual([
    { path, message: expect.stringContaining('leave it out') },
  ]);
});

const warningsOf = async (mentions: readonly string[], to = GROUP) => {
  const asked = { to, type: 'text', text: { body: 'Look, @somebody' }, mentions };
  const { status, body } = await api('POST /api/whatsapp/messages?dryRun=true', asked);
  expect(status).toBe(200);
  return (body as unknown as { warnings: readonly string[] }).warnings;
};

describe('a mention in a group', () => {
  test('of somebody who is no member is taken, and a dry run says what phones do with it', async () => {
    run.script.replies.group = () => groupOf(ACCOUNT);
    await api(`GET /api/whatsapp/groups/${GROUP}?refresh=true`);
    expect(await warningsOf(['6281200000001', '90001@lid'])).toEqual([]);
    expect(await warningsOf(['6281200000001', NUMBER])).toEqual([
      '+6281234567890 is not a member of this group: phones show the mention, and notify nobody.',
    ]);
    const text = { body: 'Look, @6281234567890' };
    expect((await post('text', text, { to: GROUP, mentions: [NUMBER] })).status).toBe(202);
  });

  test('is not doubted where the members are not known, or are known by other addresses alone', async () => {
    expect(await warningsOf([NUMBER])).toEqual([]);
    const self = '90000@lid';
    run.script.replies.group = () =>
      groupOf(self, { addressing: 'lid', members: [self, '90001@lid'].map((id) => ({ id, role: 'member' })) });
    await api(`GET /api/whatsapp/groups/${GROUP}?refresh=true`);
    expect(await warningsOf([NUMBER])).toEqual([]);
    expect(await warningsOf(['90002@lid'])).toEqual([
      '90002@lid is not a member of this group: phones show the mention, and notify nobody.',
    ]);
  });
});

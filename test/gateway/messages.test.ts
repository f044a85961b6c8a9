/** Messages of every kind, from the route to the job: what is taken, what is refused, and what a repeat gets. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { MessageRequest } from '../../src/gateway/messages/request.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import type { ContentKind } from '../../src/messages/content.ts';
import { apiOver } from '../support/api-over.ts';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

const NUMBER = '6281234567890';
const UNKNOWN = '3EB0000000000000000001';

/** What the tests read of the answers. */
interface Answer {
  readonly status: number;
  readonly body: {
    readonly id: string;
    readonly jobId: string;
    readonly messageId: string;
    readonly code: string;
    readonly errors?: readonly { readonly path: string }[];
    readonly clientRef: string | null;
    readonly type: string;
    readonly message: string | null;
    readonly location?: object;
    readonly image?: object;
    readonly items: readonly object[];
  };
}

let run: Running;
let api: (route: string, sent?: object | Uint8Array, mimetype?: string) => Promise<Answer>;
beforeAll(async () => {
  run = await running();
  api = (await apiOver(run)) as unknown as typeof api;
});

const post = (type: string, member: unknown, more: object = {}) =>
  api('POST /api/whatsapp/messages', { to: NUMBER, type, [type]: member, ...more });

const pathsOf = ({ body }: Answer): string[] => (body.errors ?? []).map(({ path }) => path);

const picture = { data: Buffer.from('a picture').toString('base64'), mimetype: 'image/png' };

describe('a message', () => {
  test("comes back in its job with the caller's own words, and is found by the caller's own name", async () => {
    const metadata = { order: '1042', shop: 'Bandung' };
    const more = { to: '62-812-3456-7890'.replaceAll('-', ''), clientRef: 'order-1042', metadata };
    const { status, body } = await post('location', { latitude: -6.2, longitude: 106.8 }, more);
    expect([status, body.clientRef, body.type]).toEqual([202, 'order-1042', 'location']);
    await post('text', { body: 'Another' }, { clientRef: 'order-1043' });
    const { body: job } = await api(`GET /api/whatsapp/jobs/${body.jobId}`);
    expect(job).toMatchObject({ clientRef: 'order-1042', metadata, type: 'location', message: null, to: NUMBER });
    expect(job.location).toEqual({ latitude: -6.2, longitude: 106.8 });
    const found = async (query: string) => (await api(`GET /api/whatsapp/jobs?${query}`)).body.items;
    expect(await found('clientRef=order-1042')).toMatchObject([{ jobId: body.jobId }]);
    expect(await found('clientRef=order-1042&status=completed')).toEqual([]);
    expect(await found('clientRef=order-1042&chatId=6281999999999@s.whatsapp.net')).toEqual([]);
    expect(await found(`clientRef=order-1042&number=${NUMBER}&priority=NORMAL`)).toHaveLength(1);
    expect(await found('clientRef=order-1')).toEqual([]);
  });

  test.each([
    [
      'two words more in the metadata than there may be',
      { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [n, ''])) },
      'metadata',
    ],
    ['a name of the caller that is too long', { clientRef: 'x'.repeat(256) }, 'clientRef'],
    ['a time of expiry that has passed', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    ['a mention of nobody', { mentions: ['nobody'] }, 'mentions.0'],
    ['a list as metadata', { metadata: [] }, 'metadata'],
    ['a key of metadata that would get lost', { metadata: { constructor: 'Bandung' } }, 'metadata'],
    ['a member of another kind', { image: { media: picture } }, 'image'],
    ['a recipient that is none', { to: 'nobody' }, 'to'],
  ])('with %s is refused by name', async (_, more, path) => {
    const answer = await post('text', { body: 'Hello' }, more);
    expect(answer.status).toBe(422);
    expect(pathsOf(answer)).toEqual([path]);
  });

  test.each([
    ['buttons', 'poll'],
    ['list', 'poll'],
    ['album', 'image or video'],
    ['newsletter', 'group'],
  ])('of the type %s is refused, and is told what works instead', async (type, instead) => {
    const { status, body } = await post(type, {});
    expect([status, body.code]).toEqual([422, 'message.unsupported_type']);
    expect(body.errors).toEqual([{ path: 'type', message: expect.stringContaining(instead) }]);
  });

  test.each(['messages', 'send-message'])('to a channel is refused by POST /%s', async (route) => {
    const to = '120363000000000001@newsletter';
    const text =
      route === 'messages' ? { to, type: 'text', text: { body: 'Hello' } } : { number: to, message: 'Hello' };
    const { status, body } = await api(`POST /api/whatsapp/${route}`, text);
    expect([status, body.code]).toEqual([422, 'message.unsupported_type']);
    expect(body.errors).toMatchObject([{ path: route === 'messages' ? 'to' : 'number' }]);
  });

  test('of an unknown type is told all types', async () => {
    for (const more of [{}, { type: 'sms' }, { type: 7 }]) {
      const { body } = await api('POST /api/whatsapp/messages', { to: NUMBER, ...more });
      expect(body.errors).toEqual([{ path: 'type', message: expect.stringContaining('one of text, image, video') }]);
    }
  });

  test.each<[type: ContentKind, member: object, path: string, more?: object]>([
    ['text', { body: 'Hello' }, 'replyTo', { replyTo: UNKNOWN }],
    ['reaction', { messageId: UNKNOWN, emoji: '👍' }, 'reaction.messageId'],
    ['edit', { messageId: UNKNOWN, text: 'Hello' }, 'edit.messageId'],
    ['delete', { messageId: UNKNOWN }, 'delete.messageId'],
    ['forward', { messageId: UNKNOWN }, 'forward.messageId'],
  ])('of kind %s that names a message nobody knows is refused', async (type, member, path, more) => {
    const answer = await post(type, member, more);
    expect([answer.status, answer.body.code]).toEqual([422, 'message.not_found']);
    expect(pathsOf(answer)).toEqual([path]);
  });

  test('cannot answer one of another chat, nor one that did not go out', async () => {
    const { body: other } = await post('text', { body: 'Hello' }, { to: '6281999999999' });
    const elsewhere = await post('text', { body: 'Hello' }, { replyTo: other.messageId });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'message.not_found']);
    const { body: gone } = await post('text', { body: 'Hello' });
    await run.gateway.jobs.cancel(gone.jobId, ANNA);
    const late = await post('text', { body: 'Hello' }, { replyTo: gone.messageId });
    expect([late.status, late.body.code]).toEqual([422, 'message.not_found']);
  });
});

describe('people', () => {
  const GROUP = '120363000000000001@g.us';

  test.each<[what: string, more: object, path: string]>([
    ['everybody in a chat of two', { mentions: 'all' }, 'mentions'],
    ['everybody of a list in a chat of two', { mentions: ['all'] }, 'mentions'],
    ['a group', { mentions: [GROUP] }, 'mentions.0'],
    ['an audience of a chat', { audience: [NUMBER] }, 'audience'],
    ['no audience of a status', { to: 'status@broadcast' }, 'audience'],
    ['an empty audience', { to: 'status@broadcast', audience: [] }, 'audience'],
    ['a group in the audience', { to: 'status@broadcast', audience: [NUMBER, GROUP] }, 'audience.1'],
    ['an audience of one word that means nothing', { to: 'status@broadcast', audience: 'all' }, 'audience'],
  ])('cannot be %s', async (_, more, path) => {
    const answer = await post('text', { body: 'Hello' }, more);
    expect([answer.status, pathsOf(answer)]).toEqual([422, [path]]);
  });

  test('are those with an acknowledged message where the audience is contacts, and none is refused', async () => {
    const fresh = await running();
    const send = (await apiOver(fresh)) as unknown as typeof api;
    const status = { to: 'status@broadcast', type: 'text', text: { body: 'Open' }, audience: 'contacts' };
    const none = await send('POST /api/whatsapp/messages', status);
    expect([none.status, pathsOf(none)]).toEqual([422, ['audience']]);
    await fresh.gateway.sessions.start('default', ANNA);
    await fresh.ready();
    const group = { to: GROUP, type: 'text', text: { body: 'Hello all' } };
    await send('POST /api/whatsapp/messages', group);
    await fresh.queue({ number: NUMBER });
    await fresh.fact('job.completed', ({ header }) => header.chatId?.startsWith(NUMBER) === true);
    const { body } = await send('POST /api/whatsapp/messages', status);
    await fresh.fact('job.completed', ({ header }) => header.chatId === 'status@broadcast');
    const people = [`${NUMBER}@s.whatsapp.net`];
    expect(fresh.script.phone().at(-1)).toMatchObject({ messageId: body.messageId, audience: people });
    const other = { to: 'status@broadcast', type: 'location', location: { latitude: 1, longitude: 2 } };
    const refused = await send('POST /api/whatsapp/messages', { ...other, audience: 'contacts' });
    expect([refused.status, refused.body.code, pathsOf(refused)]).toEqual([422, 'message.unsupported_type', ['type']]);
  });

  test('of another audience are another request under the same idempotency key', async () => {
    const request = { to: 'status@broadcast', type: 'text' as const, text: { body: 'Open' } };
    const asked: MessageRequest = {
      session: 'default',
      ...request,
      member: request.text,
      priority: 'NORMAL',
      notBefore: null,
      expiresAt: null,
      replyTo: null,
      mentions: [],
      audience: [NUMBER],
      forwarded: false,
      clientRef: null,
      metadata: null,
      idempotencyKey: 'status-1',
    };
    expect(await run.gateway.messages.send(asked, ANNA)).toMatchObject({ value: { how: 'queued' } });
    expect(await run.gateway.messages.send(asked, ANNA)).toMatchObject({ value: { how: 'repeated' } });
    const other = await run.gateway.messages.send({ ...asked, audience: ['6281999999999'] }, ANNA);
    expect(other).toMatchObject({ refusal: { code: 'idempotency.conflict' } });
  });
});

test.each(['replyTo', 'reaction.messageId', 'forward.messageId'])(
  'a reaction is no message that %s can name',
  async (path) => {
    const { body: sent } = await post('text', { body: 'Hello' });
    const { body: reaction } = await post('reaction', { messageId: sent.messageId, emoji: '👍' });
    const { messageId } = reaction;
    const [type = '', field] = path.split('.');
    const answer =
      field === undefined
        ? await post('text', { body: 'Why?' }, { replyTo: messageId })
        : await post(type, { messageId, ...(type === 'reaction' ? { emoji: '👍' } : {}) });
    expect([answer.status, answer.body.code, pathsOf(answer)]).toEqual([422, 'message.unsupported_type', [path]]);
  },
);

describe('an edit over HTTP', () => {
  test('answers 200 and the job that it has changed', async () => {
    const { body: sent } = await post('text', { body: 'Helo' });
    const { status, body } = await post('edit', { messageId: sent.messageId, text: 'Hello' });
    expect([status, body.jobId, body.type]).toEqual([200, sent.jobId, 'text']);
    expect((await api(`GET /api/whatsapp/jobs/${sent.jobId}`)).body.message).toBe('Hello');
  });

  test('of a caption is held to the limit of captions', async () => {
    const { body: sent } = await post('image', { media: picture, caption: 'Yuor parcel' });
    const edit = (text: string) => post('edit', { messageId: sent.messageId, text });
    const long = await edit('x'.repeat(1_025));
    expect([long.status, pathsOf(long)]).toEqual([422, ['edit.text']]);
    expect((await edit('Your parcel')).status).toBe(200);
    const { body } = await api(`GET /api/whatsapp/jobs/${sent.jobId}`);
    expect(body).toMatchObject({ image: { caption: 'Your parcel' } });
  });

  test('of a round video is refused: it has no caption', async () => {
    const video = { data: picture.data, mimetype: 'video/mp4' };
    const { body: sent } = await post('video', { media: video, round: true });
    const { status, body } = await post('edit', { messageId: sent.messageId, text: 'Hello' });
    expect([status, body.code]).toEqual([422, 'message.unsupported_type']);
  });
});

describe('a file', () => {
  test('of another type is refused', async () => {
    const pdf = { data: picture.data, mimetype: 'application/pdf' };
    const { status, body } = await post('image', { media: pdf });
    expect([status, body.code]).toEqual([422, 'media.type_mismatch']);
  });

  test('that is too large for its kind is refused with the limit, its size and its kind', async () => {
    const bytes = new Uint8Array(16 * 1_048_576 + 1);
    const { body: stored } = await api('POST /api/whatsapp/media', bytes, 'image/png');
    const image = { media: { id: stored.id } };
    const { status, body } = await post('image', image);
    expect([status, body.code]).toEqual([413, 'media.too_large']);
    expect(body).toMatchObject({ limit: 16 * 1_048_576, size: bytes.length, kind: 'image' });
    const { status: taken, body: sent } = await post('image', { ...image, caption: 'A large one', asDocument: true });
    expect([taken, sent.type]).toEqual([202, 'document']);
    const { body: job } = await api(`GET /api/whatsapp/jobs/${sent.jobId}`);
    expect(job).toMatchObject({
      document: { media: { id: stored.id }, caption: 'A large one' },
      message: 'A large one',
    });
  });

  test('that nobody knows is refused', async () => {
    const { status, body } = await post('image', { media: { id: 'med_000000000000000000' } });
    expect([status, body.code]).toEqual([404, 'media.not_found']);
  });
});

/** Straight to the gateway, under an idempotency key. */
const send = (type: ContentKind, member: unknown, idempotencyKey: string, more: Partial<MessageRequest> = {}) => {
  const request: MessageRequest = {
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
    ...more,
    idempotencyKey,
  };
  return run.gateway.messages.send(request, ANNA);
};

const value = async (told: ReturnType<typeof send>) => {
  const result = await told;
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};

describe('a repeat under an idempotency key', () => {
  const conflict = { ok: false, refusal: expect.objectContaining({ code: 'idempotency.conflict' }) };

  test('gets the first job; with other bytes it is refused', async () => {
    const poll = { question: 'When?', options: ['Today', 'Tomorrow'], selectable: 1 };
    const first = await value(send('poll', poll, 'poll'));
    expect(await value(send('poll', poll, 'poll'))).toMatchObject({ jobId: first.jobId, how: 'repeated' });
    expect(await send('poll', { ...poll, question: 'Where?' }, 'poll')).toEqual(conflict);
    expect(await send('poll', poll, 'poll', { clientRef: 'another' })).toEqual(conflict);
  });

  test('counts a file by its bytes, and does not store it again', async () => {
    const first = await value(send('image', { media: picture }, 'picture'));
    const stored = run.log.page({ after: 0, limit: 1_000, type: 'media.stored' }).length;
    expect(await value(send('image', { media: { ...picture } }, 'picture'))).toMatchObject({
      jobId: first.jobId,
      how: 'repeated',
    });
    expect(run.log.page({ after: 0, limit: 1_000, type: 'media.stored' })).toHaveLength(stored);
    const other = { ...picture, data: Buffer.from('another').toString('base64') };
    expect(await send('image', { media: other }, 'picture')).toEqual(conflict);
  });

  test('gets its job also when both come at once', async () => {
    const both = await Promise.all([send('text', { body: 'Hi' }, 'twins'), send('text', { body: 'Hi' }, 'twins')]);
    const [one, other] = both.map((told) => told.ok && told.value);
    expect(one && other && [one.jobId === other.jobId, one.how, other.how]).toEqual([true, 'queued', 'repeated']);
  });

  test('finds its job though its time has passed and what it answers is gone', async () => {
    const target = await value(send('text', { body: 'Hello' }, 'target'));
    const more = { replyTo: messageIdOf(target.jobId), expiresAt: run.clock.now() + 60_000 };
    const reply = await value(send('text', { body: 'And this' }, 'reply', more));
    await run.gateway.jobs.cancel(target.jobId, ANNA);
    run.clock.advance(60_000);
    expect(await value(send('text', { body: 'And this' }, 'reply', more))).toMatchObject({
      jobId: reply.jobId,
      how: 'repeated',
    });
  });

  test('of an edit changes its message once: what was edited since stays', async () => {
    const { jobId } = await value(send('text', { body: 'one' }, 'edited'));
    const edit = (text: string, key: string) => send('edit', { messageId: messageIdOf(jobId), text }, key);
    expect(await value(edit('two', 'first edit'))).toMatchObject({ jobId, how: 'changed' });
    await value(edit('three', 'second edit'));
    expect(await value(edit('two', 'first edit'))).toMatchObject({ jobId, how: 'repeated' });
    expect(await edit('four', 'first edit')).toEqual(conflict);
    expect(run.reads.jobs.byId(jobId)?.message).toBe('three');
    expect(run.story(`job/${jobId}`)).toEqual(['job.queued', 'job.edited', 'job.edited']);
    expect((await run.log.verify())?.problem).toBeUndefined();
  });

  test('of a deletion gets the job that was cancelled', async () => {
    const { jobId } = await value(send('text', { body: 'Oops' }, 'oops'));
    const remove = (key: string) => send('delete', { messageId: messageIdOf(jobId) }, key);
    expect(await value(remove('gone'))).toMatchObject({ jobId, how: 'changed' });
    expect(await value(remove('gone'))).toMatchObject({ jobId, how: 'repeated' });
    expect(await remove('another')).toMatchObject({ ok: false, refusal: { code: 'message.not_found' } });
    expect((await run.log.verify())?.problem).toBeUndefined();
  });
});

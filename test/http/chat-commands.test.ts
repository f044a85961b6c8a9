/** Commands for a chat over HTTP: the questions to WhatsApp, the facts afterwards, and the refusals. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../src/kernel/caller.ts';
import { failure } from '../../src/events/facts/failure.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { chatting, GROUP } from '../support/chatting.ts';
import { ANNA } from '../support/inside.ts';
import { type Api, api } from './api.ts';

let anna: Api;
let chat: ReturnType<typeof chatting>;
beforeAll(async () => {
  anna = await api();
  chat = chatting(anna.log);
  await anna.gateway.sessions.start('default', ANNA);
  await anna.ready();
});
afterEach(() => {
  anna.script.replies.chatting = () => 'done';
});

let people = 0;
const somebody = () => `6281300${55_000 + (people += 1)}@s.whatsapp.net`;
const chats = (id: string, what: string) => `/api/whatsapp/chats/${encodeURIComponent(id)}/${what}`;
const post = (id: string, what: string, json?: unknown) =>
  anna.json(`POST ${chats(id, what)}`, json === undefined ? {} : { json });
const look = async (id: string) => (await anna.json(`GET /api/whatsapp/chats/${encodeURIComponent(id)}`)).body;
const asked = () => anna.script.link().chatted;
const lastAsked = () => asked().at(-1);
const types = (id: string) =>
  anna.log
    .read(`chat/default/${id}`)
    .filter(({ type }) => type.startsWith('chat.'))
    .map(({ type, by }) => [type, by]);
const noAnswer = () => new Undelivered(failure('network_timeout', 'WhatsApp did not answer in time.'), false);

describe('reading a chat', () => {
  test('names each message by its own address, and each author of a group', async () => {
    const who = somebody();
    await chat.receive({ chat: who, messageId: 'A1', text: 'one' });
    await chat.receive({ chat: who, messageId: 'A2', text: 'two', by: '900555@lid' });
    await chat.receive({ chat: who, messageId: 'A3', text: 'old', source: 'history', sentAt: 1 });
    expect(await post(who, 'read')).toMatchObject({ status: 204 });
    expect(lastAsked()).toEqual([
      'read',
      [
        { chatId: who, author: null, messageIds: ['A1'] },
        { chatId: '900555@lid', author: null, messageIds: ['A2'] },
      ],
    ]);
    expect(types(who)).toEqual([['chat.read', anna.userId]]);
    await chat.receive({ chat: GROUP, messageId: 'G1', text: 'one', by: who });
    await chat.receive({ chat: GROUP, messageId: 'G2', text: 'two', by: who });
    expect(await post(GROUP, 'read', { upTo: 'G1' })).toMatchObject({ status: 204 });
    expect(lastAsked()).toEqual(['read', [{ chatId: GROUP, author: who, messageIds: ['G1'] }]]);
    expect((await look(GROUP))['unread']).toBe(1);
  });

  test('asks nothing where nothing is new', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'one' });
    await post(who, 'read');
    const before = asked().length;
    expect(await post(who, 'read', {})).toMatchObject({ status: 204 });
    expect(asked()).toHaveLength(before);
  });

  test('is on record only if WhatsApp was told', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'one' });
    anna.script.replies.chatting = noAnswer;
    expect(await post(who, 'read')).toMatchObject({ status: 502, body: { code: 'whatsapp.no_answer' } });
    expect(types(who)).toEqual([]);
    expect((await look(who))['unread']).toBe(1);
  });

  test('needs a message of this chat', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'one' });
    expect(await post(who, 'read', { upTo: 'NONE' })).toMatchObject({
      status: 422,
      body: { code: 'message.not_found', errors: [{ path: 'upTo' }] },
    });
    expect(await post(somebody(), 'read')).toMatchObject({ status: 404, body: { code: 'chat.not_found' } });
  });
});

describe('a chat on all devices', () => {
  test('is archived, pinned, muted and marked, each by whom', async () => {
    const who = somebody();
    await chat.receive({ chat: who, messageId: 'L1', text: 'one', sentAt: 1_700_000_001_000 });
    for (const what of ['pin', 'unread', 'archive', 'archive', 'unarchive', 'unmute']) await post(who, what);
    const last = { messageId: 'L1', fromMe: false, author: null, sentAt: 1_700_000_001_000 };
    expect(asked()).toContainEqual(['changeChat', who, { type: 'marked_unread' }, last]);
    expect(types(who)).toEqual(
      ['pinned', 'marked_unread', 'unpinned', 'archived', 'unarchived'].map((what) => [`chat.${what}`, anna.userId]),
    );
    expect(await look(who)).toMatchObject({ archived: false, pinned: false, markedUnread: true });
    expect((await anna.json('GET /api/whatsapp/chats?unread=true')).body.items.map((each) => each['chatId'])).toContain(
      who,
    );
  });

  test('is muted for a while, until a time, or without an end', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'one' });
    await post(who, 'mute', { seconds: 60 });
    const until = anna.clock.now() + 60_000;
    expect(lastAsked()).toMatchObject(['changeChat', who, { type: 'muted', until }, {}]);
    expect((await look(who))['mutedUntil']).toBe(new Date(until).toISOString());
    await post(who, 'mute');
    expect((await look(who))['mutedUntil']).toBe('9999-12-31T23:59:59.999Z');
    await post(who, 'mute', { until: '2020-01-01T00:00:00Z' });
    expect((await look(who))['mutedUntil']).toBeNull();
    expect(await post(who, 'mute', { seconds: 60, until: '2030-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { code: 'request.invalid' },
    });
  });

  test('stays as it is without the key of the phone', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'one' });
    anna.script.replies.chatting = () => 'no_key';
    expect(await post(who, 'archive')).toMatchObject({ status: 409, body: { code: 'session.no_app_state' } });
    expect(types(who)).toEqual([]);
  });

  test('is what the phone says, by any address', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'one', chatOther: '900777@lid' });
    const pinned = anna.fact('chat.pinned', ({ header }) => header.chatId === who);
    anna.script.link().chat({ type: 'chat_changed', chatId: '900777@lid', change: { type: 'pinned' } });
    expect((await pinned).data).toEqual({ source: 'phone' });
    expect((await look(who))['pinned']).toBe(true);
  });
});

describe('typing', () => {
  test('needs no chat on record, and has bounds', async () => {
    const who = somebody();
    expect(await post(who, 'typing', { state: 'recording', seconds: 25 })).toMatchObject({ status: 204 });
    expect(asked().slice(-2)).toEqual([
      ['appear', true],
      ['type', who, 'recording'],
    ]);
    expect(await post(who, 'typing', { state: 'paused' })).toMatchObject({ status: 204 });
    expect(asked().slice(-2)).toEqual([
      ['type', who, 'paused'],
      ['appear', false],
    ]);
    for (const json of [{ state: 'typing', seconds: 26 }, { state: 'typing', seconds: 0 }, { state: 'singing' }, {}])
      expect(await post(who, 'typing', json)).toMatchObject({ status: 422 });
    expect(anna.log.read(`chat/default/${who}`)).toEqual([]);
  });
});

describe('disappearing messages', () => {
  test('take the times that phones offer', async () => {
    const who = somebody();
    const put = (seconds: number) => anna.json(`PUT ${chats(who, 'disappearing')}`, { json: { seconds } });
    expect(await put(604_800)).toMatchObject({ status: 204 });
    expect(lastAsked()).toMatchObject(['setTimer', who, 604_800, expect.stringMatching(/^3EB0/)]);
    expect(await put(60)).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    const missing = { path: 'seconds', message: expect.stringMatching(/^This is missing: one of 0, 86400/) };
    expect(await anna.json(`PUT ${chats(who, 'disappearing')}`, { json: {} })).toMatchObject({
      status: 422,
      body: { errors: [missing] },
    });
    await chat.receive({ chat: who, text: 'one' });
    expect((await look(who))['disappearingSeconds']).toBe(604_800);
  });

  test('are known from messages where they were set before', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'one', disappearsAfter: 86_400 });
    expect((await look(who))['disappearingSeconds']).toBe(86_400);
    anna.script.replies.send = () => 'ack';
    const number = who.split('@', 1)[0];
    const sent = await anna.send({ number });
    await anna.fact('job.completed', ({ stream }) => stream === `job/${sent}`);
    expect(anna.script.phone().at(-1)).toMatchObject({ chatId: who, timer: 86_400 });
  });
});

test('nothing is done without a connection', async () => {
  const who = somebody();
  await chat.receive({ chat: who, text: 'one' });
  await anna.gateway.sessions.stop('default', ANNA satisfies Caller);
  const refused = { status: 409, body: { code: 'session.not_live' } };
  expect(await post(who, 'read')).toMatchObject(refused);
  expect(await post(who, 'pin')).toMatchObject(refused);
  expect(await post(who, 'typing', { state: 'typing' })).toMatchObject(refused);
  expect(await anna.json('PUT /api/whatsapp/session/presence', { json: { available: true } })).toMatchObject({
    status: 200,
  });
  await anna.gateway.sessions.start('default', ANNA);
  await anna.ready();
  expect(asked()).toEqual([['appear', true]]);
  expect((await anna.json('GET /api/whatsapp/session/presence')).body['available']).toBe(true);
});

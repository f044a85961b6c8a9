/** Chats over HTTP: what came in, in its order, with all that became of it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '../../src/kernel/reach.ts';
import { apiOver } from '../support/api-over.ts';
import { AYU, AYU_LID, BUDI, chatting, GROUP, T0 } from '../support/chatting.ts';
import { type Running, running } from '../support/running.ts';
import { ANNA } from '../support/inside.ts';
import { encryptedVote } from '../support/encrypted-vote.ts';

const SHOP = '6281110000001@s.whatsapp.net';

let run: Running;
let api: Awaited<ReturnType<typeof apiOver>>;
let chat: ReturnType<typeof chatting>;

/** What tests read of a page or a message. */
interface Body {
  readonly [member: string]: unknown;
  readonly items: readonly Body[];
  readonly nextCursor: string | null;
}

const get = async (path: string): Promise<{ status: number; body: Body }> => {
  const { status, body } = await api(`GET /api/whatsapp${path}`);
  return { status, body: body as unknown as Body };
};
const at = (id: string) => encodeURIComponent(id);
const texts = ({ items }: Body) => items.map((item) => (item['text'] as { body: string } | undefined)?.body);
const messagesOf = async (id: string, query = '') => (await get(`/chats/${at(id)}/messages${query}`)).body;
const emojiOf = async (id: string) => ((await look(id))['reactions'] as { emoji: string }[]).map((each) => each.emoji);
const look = async (id: string, query = '') => (await get(`/messages/${id}${query}`)).body;

beforeAll(async () => {
  run = await running();
  api = await apiOver(run);
  chat = chatting(run.log);
  await run.gateway.sessions.start('default', ANNA);
  await run.ready();
});

/** A person of a test's own. */
let people = 0;
const somebody = () => `62813000000${(people += 1)}@s.whatsapp.net`.replace(/^(\d{11})(\d)@/, '$10$2@');

describe('a chat', () => {
  test('shows who it is with, what is unread and its last message', async () => {
    const who = somebody();
    await chat.receive({
      chat: who,
      text: 'Is it here?',
      pushName: 'Ayu',
      chatOther: '900200@lid',
      messageId: 'SHOWN',
    });
    await chat.receive({ chat: who, text: 'Hello?' });
    const number = `+${who.slice(0, -'@s.whatsapp.net'.length)}`;
    const shown = {
      chatId: who,
      kind: 'contact',
      name: 'Ayu',
      contact: { number, lid: '900200@lid', name: 'Ayu' },
      unread: 2,
      lastMessage: { direction: 'in', type: 'text', text: { body: 'Hello?' } },
    };
    expect((await get(`/chats/${at(who)}`)).body).toMatchObject(shown);
    expect((await get(`/chats/${at('900200@lid')}`)).body).toMatchObject(shown);
    expect((await get('/chats?search=AYU')).body.items).toMatchObject([shown]);
    expect((await get(`/chats?search=${at(number)}`)).body.items).toMatchObject([shown]);
    expect((await get('/chats?kind=group&search=ayu')).body.items).toEqual([]);
  });

  test('is read up to a message, to its end, or by an answer', async () => {
    const who = somebody();
    const unread = async () => (await get(`/chats/${at(who)}`)).body['unread'];
    for (const messageId of ['R1', 'R2', 'R3']) await chat.receive({ chat: who, messageId, text: messageId });
    await chat.read('R2', { chat: who });
    expect(await unread()).toBe(1);
    expect((await get('/chats?unread=true')).body.items.map(({ chatId }) => chatId)).toContain(who);
    await chat.read('R3', { chat: who });
    expect(await unread()).toBe(0);
    expect((await get('/chats?unread=true')).body.items.map(({ chatId }) => chatId)).not.toContain(who);
    await chat.receive({ chat: who, text: 'and?' });
    expect(await unread()).toBe(1);
    await chat.receive({ chat: who, text: 'coming', direction: 'out', source: 'phone', by: SHOP });
    expect(await unread()).toBe(0);
    await chat.receive({ chat: who, text: 'old', source: 'history', sentAt: T0 - 9_000 });
    expect(await unread()).toBe(0);
  });

  test('that is not on record is 404, under any spelling', async () => {
    expect(await get(`/chats/${at('6289999999999@s.whatsapp.net')}`)).toMatchObject({
      status: 404,
      body: { code: 'chat.not_found' },
    });
    expect((await get(`/chats/nobody/messages`)).status).toBe(422);
    expect((await get(`/chats/${at(AYU)}?session=nobody`)).status).toBe(404);
  });

  test('goes to the top of the list with each activity, and pages go on where the last ended', async () => {
    const [one, other, third] = [somebody(), somebody(), somebody()];
    for (const who of [one, other, third]) await chat.receive({ chat: who, text: 'hi', session: 'default' });
    await chat.receive({ chat: one, text: 'me again' });
    const first = (await get('/chats?limit=2')).body;
    expect(first.items.map(({ chatId }) => chatId)).toEqual([one, third]);
    const next = (await get(`/chats?limit=1&cursor=${first.nextCursor}`)).body;
    expect(next.items.map(({ chatId }) => chatId)).toEqual([other]);
    expect((await get('/chats?cursor=nowhere')).status).toBe(422);
  });

  test('stands where its last message is on record among those of the same second, page by page', async () => {
    const [first, second, third] = [somebody(), somebody(), somebody()];
    const sentAt = T0 + 900_000;
    // The names of the chats are in another order than their messages.
    for (const who of [second, third, first, second]) await chat.receive({ chat: who, text: 'hi', sentAt });
    await chat.receive({ chat: third, text: 'old', source: 'history', sentAt: sentAt - 1 });
    const seen: unknown[] = [];
    for (let cursor = ''; seen.length < 3; ) {
      const { items, nextCursor } = (await get(`/chats?limit=1${cursor}`)).body;
      seen.push(...items.map(({ chatId }) => chatId));
      cursor = `&cursor=${nextCursor}`;
    }
    expect(seen).toEqual([second, first, third]);
  });
});

describe('messages of a chat', () => {
  test('stand in the order of their facts, and history where its time puts it', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'first', sentAt: T0 + 10_000 });
    await chat.receive({ chat: who, text: 'late clock', sentAt: T0 + 5_000 });
    await chat.receive({ chat: who, text: 'from the outage', source: 'offline', sentAt: T0 + 20_000 });
    const page = await messagesOf(who, '?limit=2');
    expect(texts(page)).toEqual(['from the outage', 'late clock']);

    await chat.receive({ chat: who, text: 'before all', source: 'history', sentAt: T0 + 1_000 });
    await chat.receive({ chat: who, text: 'between', source: 'history', sentAt: T0 + 15_000 });
    expect(texts(await messagesOf(who))).toEqual(['from the outage', 'between', 'late clock', 'first', 'before all']);
    // The cursor of before the import goes on where it was.
    expect(texts(await messagesOf(who, `?cursor=${page.nextCursor}`))).toEqual(['first', 'before all']);
  });

  test('are found before and after one of them, by type and by direction', async () => {
    const who = somebody();
    for (const text of ['1', '2', '3', '4', '5'])
      await chat.receive({ chat: who, text, messageId: `${who}-${text}`.replace('@', '.') });
    const id = `${who}-3`.replace('@', '.');
    expect(texts(await messagesOf(who, `?before=${id}`))).toEqual(['2', '1']);
    const after = await messagesOf(who, `?after=${id}&limit=1`);
    expect(texts(after)).toEqual(['4']);
    expect(texts(await messagesOf(who, `?cursor=${after.nextCursor}`))).toEqual(['5']);
    expect((await get(`/chats/${at(who)}/messages?before=unknown`)).status).toBe(422);
    expect((await get(`/chats/${at(who)}/messages?before=${id}&after=${id}`)).status).toBe(422);

    await chat.receive({ chat: who, content: { kind: 'location', latitude: 1, longitude: 2 } });
    await chat.receive({ chat: who, text: 'mine', direction: 'out', source: 'phone', by: SHOP });
    expect((await messagesOf(who, '?type=location')).items).toMatchObject([
      { type: 'location', location: { latitude: 1 } },
    ]);
    expect(texts(await messagesOf(who, '?direction=out'))).toEqual(['mine']);
  });

  test('have ours once WhatsApp has acknowledged them, with what changed them', async () => {
    const number = '6281299990001';
    const who = `${number}@s.whatsapp.net`;
    await chat.receive({ chat: who, text: 'Where is it?', messageId: 'ASKED' });
    const sent = await run.queue({ number, text: 'On its way' });
    await run.fact('job.completed', ({ stream }) => stream === `job/${sent}`);
    const [answer] = (await messagesOf(who)).items;
    expect(answer).toMatchObject({
      direction: 'out',
      jobId: sent,
      status: 'sent',
      text: { body: 'On its way' },
      source: 'live',
    });

    const tell = async (body: object) => {
      const { body: job } = await api('POST /api/whatsapp/messages', { to: number, ...body });
      await run.fact('job.completed', ({ stream }) => stream === `job/${job.jobId}`);
    };
    const messageId = answer?.['messageId'];
    await tell({ type: 'reaction', reaction: { messageId, emoji: '🚚' } });
    await tell({ type: 'edit', edit: { messageId, text: 'At your door' } });
    await chat.react(String(messageId), '👍', { chat: who });
    const changed = await look(String(messageId));
    expect(changed).toMatchObject({
      text: { body: 'At your door' },
      edits: [{ text: 'On its way' }],
      reactions: [{ emoji: '👍', from: { number: `+${number}` } }, { emoji: '🚚' }],
      deletedAt: null,
    });
    await tell({ type: 'delete', delete: { messageId } });
    expect((await look(String(messageId)))['deletedAt']).not.toBeNull();
    expect(texts(await messagesOf(who))).toEqual(['At your door', 'Where is it?']);
  });

  test('can be forwarded once their file is here, also those of others', async () => {
    const number = '6281299990002';
    const who = somebody();
    await chat.receive({ chat: who, text: 'Good news', messageId: 'NEWS', forwarded: 2 });
    const media = { id: 'med_0000000000000000ac', kind: 'image', mimetype: 'image/jpeg', size: 9 } as const;
    await chat.receive({ chat: who, messageId: 'PHOTO', content: { kind: 'image', media: media.id }, media });
    const forward = (messageId: string) =>
      api('POST /api/whatsapp/messages', { to: number, type: 'forward', forward: { messageId } });
    const { body: job } = await forward('NEWS');
    await run.fact('job.completed', ({ stream }) => stream === `job/${job.jobId}`);
    expect((await messagesOf(`${number}@s.whatsapp.net`, '?type=text')).items).toMatchObject([
      { type: 'text', text: { body: 'Good news' }, forwarded: true, direction: 'out' },
    ]);
    expect((await forward('PHOTO')).body).toMatchObject({ code: 'media.not_found' });
    const picture = { to: number, type: 'image', image: { media: { id: 'no id at all' } } };
    expect((await api('POST /api/whatsapp/messages', picture)).body).toMatchObject({ code: 'media.not_found' });
    expect((await forward('UNHEARD')).body).toMatchObject({ code: 'message.not_found' });
  });

  test('are answered with the words of what they answer', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'Your parcel\nis here', messageId: 'QUOTED' });
    await chat.receive({ chat: who, text: 'thanks', replyTo: 'QUOTED' });
    const quoted = { by: who, kind: 'text', preview: 'as it was quoted' };
    await chat.receive({
      chat: who,
      text: 'and this?',
      replyTo: 'LONG_AGO',
      heard: { pushName: null, referral: null, quoted },
    });
    expect((await messagesOf(who)).items.map(({ replyTo }) => replyTo)).toEqual([
      { messageId: 'LONG_AGO', preview: 'as it was quoted' },
      { messageId: 'QUOTED', preview: 'Your parcel' },
      null,
    ]);
  });
});

describe('what became of a message', () => {
  test('applies, though it came before the message', async () => {
    const who = somebody();
    await chat.edit('EARLY', 'second wording', { chat: who });
    await chat.react('EARLY', '👍', { chat: who });
    await chat.remove('EARLY', { chat: who });
    await chat.receive({ chat: who, text: 'first wording', messageId: 'EARLY' });
    const message = await look('EARLY');
    expect(message).toMatchObject({
      text: { body: 'second wording' },
      edits: [{ text: 'first wording' }],
      reactions: [{ emoji: '👍' }],
    });
    expect([message['editedAt'], message['deletedAt']]).not.toContain(null);
  });

  test('is the last reaction of each person, and none once it was taken back', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'hi', messageId: 'LIKED' });
    await chat.react('LIKED', '❤️', { chat: who, sentAt: T0 + 50_000 });
    await chat.react('LIKED', '👍', { chat: who, sentAt: T0 + 40_000 });
    expect(await emojiOf('LIKED')).toEqual(['❤️']);
    await chat.react('LIKED', '👋', { chat: who, by: SHOP, direction: 'out', sentAt: T0 + 51_000 });
    expect(await emojiOf('LIKED')).toEqual(['❤️', '👋']);
    await chat.react('LIKED', '', { chat: who, sentAt: T0 + 60_000 });
    expect(await emojiOf('LIKED')).toEqual(['👋']);
  });

  test('is an edit by its author alone; an admin may take back what others wrote', async () => {
    await chat.receive({ chat: GROUP, by: AYU, text: 'by Ayu', messageId: 'IN_GROUP' });
    await chat.edit('IN_GROUP', 'by somebody else', { chat: GROUP, by: BUDI });
    expect(await look('IN_GROUP')).toMatchObject({ text: { body: 'by Ayu' }, editedAt: null, edits: [] });
    await chat.edit('IN_GROUP', 'corrected', { chat: GROUP, by: AYU_LID, byOther: AYU });
    expect(await look('IN_GROUP')).toMatchObject({ text: { body: 'corrected' } });
    await chat.remove('IN_GROUP', { chat: GROUP, by: BUDI });
    expect((await look('IN_GROUP'))['deletedAt']).not.toBeNull();
    const who = somebody();
    await chat.receive({ chat: who, text: 'mine', messageId: 'THEIRS' });
    await chat.remove('THEIRS', { chat: who, by: SHOP, direction: 'out' });
    expect((await look('THEIRS'))['deletedAt']).toBeNull();
  });

  test('is a repair under the same id and in the same place', async () => {
    const who = somebody();
    await chat.receive({ chat: who, messageId: 'BROKEN', unread: { kind: 'undecryptable', reason: 'no_session' } });
    await chat.receive({ chat: who, text: 'after' });
    expect((await messagesOf(who)).items[1]).toMatchObject({ type: 'undecryptable', reason: 'no_session' });
    await chat.repair('BROKEN', { chat: who, text: 'readable', pushName: 'Ayu' });
    expect((await messagesOf(who)).items).toMatchObject([
      { text: { body: 'after' } },
      { messageId: 'BROKEN', type: 'text', text: { body: 'readable' }, reason: null },
    ]);
  });
});

describe('a message', () => {
  test('with a poll counts the last choice of each voter, by whichever address it was bound', async () => {
    const secret = Buffer.alloc(32, 1);
    const poll = {
      kind: 'poll' as const,
      question: 'When?',
      options: ['Today', 'Tomorrow'],
      selectable: 1,
      secret: secret.toString('base64'),
    };
    await chat.vote('POLL', encryptedVote('POLL', secret, AYU, BUDI, ['Today']), { chat: GROUP, by: BUDI });
    await chat.receive({ chat: GROUP, by: AYU, byOther: AYU_LID, messageId: 'POLL', content: poll });
    await chat.vote('POLL', encryptedVote('POLL', secret, AYU, BUDI, ['Tomorrow']), { chat: GROUP, by: BUDI });
    await chat.vote('POLL', encryptedVote('POLL', secret, AYU_LID, AYU_LID, ['Tomorrow']), {
      chat: GROUP,
      by: AYU,
      byOther: AYU_LID,
    });
    await chat.vote('POLL', { payload: 'AAAA', iv: 'AAAA' }, { chat: GROUP, by: '6281200000009@s.whatsapp.net' });
    const message = await look('POLL');
    expect(message['poll']).toEqual({ question: 'When?', options: ['Today', 'Tomorrow'], selectable: 1 });
    expect(message['votes']).toMatchObject([
      { option: 'Today', votes: 0 },
      { option: 'Tomorrow', votes: 2, voters: [{ number: '+6281200000002' }, { number: '+6281200000001' }] },
    ]);
  });

  test('says where its file is, and keeps what cannot be read by its name', async () => {
    const who = somebody();
    const id = 'med_0000000000000000aa';
    const remote = {
      url: null,
      directPath: '/v/x',
      mediaKey: 'AA==',
      fileSha256: null,
      fileEncSha256: null,
      fileName: 'scan.jpg',
      thumbnail: null,
      waveform: null,
    };
    const media = { id, kind: 'image', mimetype: 'image/jpeg', size: 48_120, width: 800, height: 600 } as const;
    // A file of the history is fetched only when somebody asks for it.
    const content = { kind: 'image', media: id, caption: 'Is this it?' } as const;
    await chat.receive({ chat: who, source: 'history', content, media, remote });
    await chat.receive({ chat: who, raw: { name: 'eventMessage', bytes: 'AAAA' } });
    await chat.receive({ chat: who, unread: { kind: 'withheld', reason: 'view_once' } });
    expect((await messagesOf(who)).items).toMatchObject([
      { type: 'withheld', reason: 'view_once', media: { state: 'withheld', id: null } },
      { type: 'unsupported', reason: 'eventMessage', media: null },
      {
        type: 'image',
        image: { caption: 'Is this it?' },
        media: {
          state: 'skipped',
          id,
          mimetype: 'image/jpeg',
          size: 48_120,
          fileName: 'scan.jpg',
          width: 800,
          height: 600,
        },
      },
    ]);
  });

  test('in two chats is ambiguous until one is named', async () => {
    const [one, other] = [somebody(), somebody()];
    await chat.receive({ chat: one, text: 'one', messageId: 'TWICE' });
    await chat.receive({ chat: other, text: 'other', messageId: 'TWICE' });
    expect(await get('/messages/TWICE')).toMatchObject({
      status: 409,
      body: { code: 'message.ambiguous', chatIds: [one, other] },
    });
    expect(await look('TWICE', `?chatId=${at(other)}`)).toMatchObject({ text: { body: 'other' } });
    expect(await get('/messages/NOWHERE')).toMatchObject({ status: 404, body: { code: 'message.not_on_record' } });
  });

  test('in the live feed has its session and chat, and nothing that was said', async () => {
    const who = somebody();
    await chat.receive({ chat: who, text: 'a secret', pushName: 'Secret Name' });
    const { body } = await api(`GET /api/events?chatId=${at(who)}&type=message.received`);
    expect(body['items']).toMatchObject([{ session: 'default', chatId: who, data: { direction: 'in' } }]);
    expect(JSON.stringify(body).toLowerCase()).not.toContain('secret');
  });
});

describe('a person with several addresses', () => {
  test('has one chat, jobs, media and facts under all of them', async () => {
    const [who, without9, lid] = ['5511987654321@s.whatsapp.net', '551187654321@s.whatsapp.net', '900201@lid'];
    const feed = run.gateway.events.follow({ chatId: lid, after: run.log.head().position, reach: EVERYTHING });
    const { body: job } = await api('POST /api/whatsapp/messages', { to: who, type: 'text', text: { body: 'Oi' } });
    expect(job).toMatchObject({ status: 'waiting' });
    await chat.receive({ chat: without9, text: 'Oi!', chatOther: lid, pushName: 'Bia' });
    await chat.receive({ chat: without9, text: 'Tudo bem?', chatOther: who });
    for (const address of [who, without9, lid, '5511987654321@c.us', '551187654321@c.us']) {
      const query = `chatId=${at(address)}`;
      expect((await get(`/chats/${at(address)}`)).body['chatId']).toBe(without9);
      expect((await get(`/jobs?${query}`)).body.items).toMatchObject([{ jobId: job.jobId }]);
      expect((await get(`/media?${query}`)).status).toBe(200);
      for (const more of ['', '&session=default', '&session=default&order=newest']) {
        const { body } = await api(`GET /api/events?${query}${more}`);
        const streams = (body as unknown as Body).items.map(({ stream }) => String(stream));
        expect(new Set(streams)).toEqual(new Set([`job/${job.jobId}`, `chat/default/${without9}`]));
      }
    }
    const stop = new AbortController();
    const told = new Set<string>();
    for await (const { stream } of feed.ok ? feed.value(stop.signal) : []) {
      told.add(stream);
      if (told.size === 2) stop.abort();
    }
    expect(told).toEqual(new Set([`job/${job.jobId}`, `chat/default/${without9}`]));
  });
});

test('the history of a chat comes in pages, because it never ends', async () => {
  const who = somebody();
  for (let count = 1; count <= 230; count += 1) await chat.receive({ chat: who, text: `${count}` });
  const facts: { version: number }[] = [];
  const sizes: number[] = [];
  const stream = encodeURIComponent(`chat/default/${who}`);
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await api(`GET /api/history/${stream}${cursor === '' ? '' : `?cursor=${cursor}`}`);
    expect([status, body]).toMatchObject([200, { state: null, context: null }]);
    const page = body as unknown as { facts: { version: number }[]; nextCursor: string | null };
    facts.push(...page.facts);
    sizes.push(page.facts.length);
    cursor = page.nextCursor;
  }
  expect(sizes).toEqual([200, 30]);
  expect(facts.map(({ version }) => version)).toEqual(Array.from({ length: 230 }, (_, index) => index + 1));
  expect(await api(`GET /api/history/${stream}?cursor=nothing`)).toMatchObject({ status: 422 });
  expect(await api(`GET /api/history/${stream}?facts=none`)).toMatchObject({ body: { facts: [], nextCursor: null } });
});

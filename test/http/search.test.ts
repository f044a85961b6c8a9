/** Full-text search over HTTP. */
import { beforeAll, expect, test } from 'vitest';
import { phrasesOf } from '../../src/projections/chats/message-words.ts';
import { apiOver } from '../support/api-over.ts';
import { AYU, AYU_LID, BUDI, chatting, GROUP, T0 } from '../support/chatting.ts';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

interface Found {
  readonly items: readonly { readonly messageId: string; readonly text?: { readonly body: string } }[];
  readonly nextCursor: string | null;
}

let run: Running;
let api: Awaited<ReturnType<typeof apiOver>>;
let chat: ReturnType<typeof chatting>;

beforeAll(async () => {
  run = await running();
  api = await apiOver(run);
  chat = chatting(run.log);
  await run.gateway.sessions.start('default', ANNA);
  await run.ready();
  await run.gateway.sessions.start('other', ANNA);
});

const iso = (at: number) => new Date(at).toISOString();
const ask = (query: Record<string, string>) =>
  api(`GET /api/whatsapp/messages?${new URLSearchParams(query).toString()}`);
const search = async (query: Record<string, string>) => (await ask(query)).body as unknown as Found;
const ids = async (query: Record<string, string>) => (await search(query)).items.map(({ messageId }) => messageId);

test('finds whole words in any case and order, newest first', async () => {
  await chat.receive({ text: 'The parcel is HERE', messageId: 'S1' });
  await chat.receive({ text: 'here: one café, two parcels', messageId: 'S2', chat: BUDI });
  await chat.receive({ text: 'a parcel, and here', messageId: 'S3', chat: BUDI });
  expect(await ids({ search: 'here Parcel' })).toEqual(['S3', 'S1']);
  expect(await ids({ search: 'CAFE' })).toEqual(['S2']);
  expect(await ids({ search: 'parc' })).toEqual([]);
  expect(await ids({ search: 'here', chatId: BUDI })).toEqual(['S3', 'S2']);
  expect(await ids({ search: '" OR words : *' })).toEqual([]);
  expect((await ask({ search: '?!' })).status).toBe(422);
});

test('finds two characters of Chinese, wherever the segmenter would cut', async () => {
  await chat.receive({ text: '我想研究生命的起源', messageId: 'ZH' });
  for (const words of ['研究', '生命', '起源', '研究生命'])
    expect([words, await ids({ search: words })]).toEqual([words, ['ZH']]);
  expect(await ids({ search: '命生' })).toEqual([]);
  expect(phrasesOf("Don't 今天")).toEqual(["don't", '今 天']);
});

test('finds captions, polls, places and files, and what is sent, once it is sent', async () => {
  await chat.receive({
    messageId: 'P1',
    content: { kind: 'poll', question: 'zebra?', options: ['yes', 'no'], selectable: 1, secret: '' },
  });
  await chat.receive({
    messageId: 'P2',
    content: { kind: 'location', latitude: 1, longitude: 2, name: 'Zebra Street' },
  });
  await chat.receive({
    messageId: 'P3',
    content: { kind: 'image', media: 'med_0000000000000000ab', caption: 'a zebra' },
  });
  expect(await ids({ search: 'zebra' })).toEqual(['P3', 'P2', 'P1']);
  const sent = await run.queue({ text: 'our zebra' });
  await run.fact('job.completed', ({ stream }) => stream === `job/${sent}`);
  expect(await ids({ search: 'zebra' })).toHaveLength(4);
});

test('finds the words of now, not those that an edit replaced, and a message once it is readable', async () => {
  await chat.receive({ text: 'giraffe', messageId: 'E1' });
  expect(await ids({ search: 'giraffe' })).toEqual(['E1']);
  await chat.edit('E1', 'elephant');
  expect(await ids({ search: 'giraffe' })).toEqual([]);
  expect(await ids({ search: 'elephant' })).toEqual(['E1']);
  await chat.receive({ messageId: 'E2', unread: { kind: 'undecryptable', reason: 'no_session' } });
  await chat.repair('E2', { text: 'elephant again' });
  expect(await ids({ search: 'elephant' })).toEqual(['E2', 'E1']);
});

test('finds by author, by time and in one session alone', async () => {
  const sentAt = T0 + 90_000_000;
  await chat.receive({ chat: GROUP, by: AYU_LID, byOther: AYU, text: 'walrus', messageId: 'A1', sentAt });
  await chat.receive({ chat: GROUP, by: BUDI, text: 'walrus', messageId: 'A2', sentAt: sentAt + 60_000 });
  await chat.receive({ session: 'other', text: 'walrus', messageId: 'A3' });
  expect(await ids({ search: 'walrus' })).toEqual(['A2', 'A1']);
  expect(await ids({ search: 'walrus', from: AYU })).toEqual(['A1']);
  expect(await ids({ search: 'walrus', since: iso(sentAt + 1_000) })).toEqual(['A2']);
  expect(await ids({ search: 'walrus', until: iso(sentAt + 1_000) })).toEqual(['A1']);
  expect(await ids({ search: 'walrus', session: 'other' })).toEqual(['A3']);
});

test('goes on by cursor, with history in its place', async () => {
  const sentAt = T0 + 190_000_000;
  for (const n of [1, 2, 3]) await chat.receive({ text: 'heron', messageId: `H${n}`, sentAt: sentAt + n * 10_000 });
  await chat.receive({ text: 'heron', messageId: 'H0', source: 'history', sentAt: sentAt + 15_000 });
  const first = await search({ search: 'heron', limit: '2' });
  expect(first.items.map(({ messageId }) => messageId)).toEqual(['H3', 'H2']);
  const next = await search({ search: 'heron', limit: '2', cursor: first.nextCursor ?? '' });
  expect([next.items.map(({ messageId }) => messageId), next.nextCursor]).toEqual([['H0', 'H1'], null]);
  expect((await ask({ search: 'heron', cursor: 'nowhere' })).status).toBe(422);
});

test('catches up by itself when the log is quiet, and leaves no trace of what it replaced', async () => {
  await chat.receive({ text: 'xylophone', messageId: 'X1' });
  await chat.edit('X1', 'nothing');
  run.clock.advance(1_000);
  await ids({ search: 'nothing' });
  expect(run.reads.words().head()).toBe(run.log.head().position);
  const blocks = run.db.prepare('select block from message_words_data').pluck().all() as Buffer[];
  expect(blocks.some((block) => block.includes('xylophone'))).toBe(false);
  const stored = run.db.prepare('select * from message_words_content').all();
  expect(JSON.stringify(stored)).not.toContain('xylophone');
});

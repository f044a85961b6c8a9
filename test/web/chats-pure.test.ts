import { describe, expect, test } from 'vitest';
import type { Schema } from '../../web/src/api/shape.ts';
import { partsOf } from '../../web/src/kinds/addresses.ts';
import { lineOf, type Message } from '../../web/src/kinds/message.ts';
import { addressesOf, type Chat, nameOfChat } from '../../web/src/pages/chats/chat.ts';
import { bodyOf, type Composed } from '../../web/src/pages/chats/compose.ts';
import { append, type Listed, merge, reaches } from '../../web/src/pages/chats/listed.ts';
import { noNews, note } from '../../web/src/pages/chats/news.ts';
import { factsAbout, receivedStops } from '../../web/src/pages/chats/received-stops.ts';
import { isDay, rowsOf } from '../../web/src/pages/chats/rows.ts';
import {
  around,
  KEPT_MAX,
  newest,
  type Run,
  withChanged,
  withNewer,
  withOlder,
} from '../../web/src/pages/chats/run.ts';
import { standingOf } from '../../web/src/pages/chats/standing.ts';
import { dayText, timeInList } from '../../web/src/words/times.ts';

type Fact = Schema<'Fact'>;

const AYU = '6281234567801@s.whatsapp.net';
const person = { contactId: null, number: '+6281234567801', lid: null, name: 'Ayu', username: null };

const message = (change: Partial<Message> = {}): Message => ({
  messageId: 'M1',
  session: 'default',
  chatId: AYU,
  direction: 'in',
  from: person,
  type: 'text',
  text: { body: 'Hello' },
  reason: null,
  media: null,
  replyTo: null,
  mentions: [],
  forwarded: false,
  referral: null,
  reactions: [],
  editedAt: null,
  deletedAt: null,
  erasedAt: null,
  sentAt: '2026-01-30T12:00:00.000Z',
  receivedAt: '2026-01-30T12:00:01.000Z',
  source: 'live',
  jobId: null,
  status: null,
  position: 8,
  ...change,
});

const items = (letters: string) => letters.split('').map((messageId) => ({ messageId }));
const page = (letters: string, nextCursor: string | null = 'more') => ({ items: items(letters), nextCursor });
const lettersOf = ({ items: of }: Run<{ messageId: string }>) => of.map(({ messageId }) => messageId).join('');
const numbered = (from: number, amount: number) =>
  Array.from({ length: amount }, (_, nth) => ({ messageId: String(from + nth) }));

describe('the messages that a conversation holds', () => {
  test('begin with the newest, the oldest first', () => {
    expect(newest(page('cba'))).toEqual({ items: items('abc'), older: true, newer: false });
  });

  test('or around the one that a link leads to', () => {
    const run = around(page('ba'), { messageId: 'c' }, page('ed', null));
    expect([lettersOf(run), run.older, run.newer]).toEqual(['abcde', true, false]);
  });

  test('grow at either end, and hold none twice', () => {
    const run = around(page('d'), { messageId: 'e' }, page('f'));
    expect(lettersOf(withOlder(run, page('cba', null)))).toBe('abcdef');
    expect(withOlder(run, page('cba', null)).older).toBe(false);
    expect(lettersOf(withNewer(run, page('hgf', null)))).toBe('defgh');
    expect(withNewer(run, page('hgf', null)).newer).toBe(false);
  });

  test('are never more than so many: those at the other end leave, and can come again', () => {
    const full: Run<{ messageId: string }> = { items: numbered(1_000, KEPT_MAX), older: true, newer: false };
    const up = withOlder(full, { items: numbered(950, 50).toReversed(), nextCursor: 'more' });
    expect([up.items.length, up.items[0]?.messageId, up.newer]).toEqual([KEPT_MAX, '950', true]);
    const down = withNewer(up, { items: numbered(1_150, 50).toReversed(), nextCursor: null });
    expect([down.items.length, down.items.at(-1)?.messageId, down.older, down.newer]).toEqual([
      KEPT_MAX,
      '1199',
      true,
      false,
    ]);
  });

  test('change in their places', () => {
    const run = { items: [message(), message({ messageId: 'M2' })], older: false, newer: false };
    const read = message({ messageId: 'M2', status: 'read' });
    expect(withChanged(run, new Map([['M2', read]])).items).toEqual([message(), read]);
    expect(withChanged(run, new Map())).toBe(run);
  });
});

test('a new day and a new author begin a group of bubbles', () => {
  const rows = rowsOf([
    message({ messageId: 'a' }),
    message({ messageId: 'b' }),
    message({ messageId: 'c', direction: 'out' }),
    message({ messageId: 'd', direction: 'out', sentAt: '2026-01-31T12:00:00.000Z' }),
  ]);
  expect(
    rows.map((row) => (isDay(row) ? row.day.slice(8, 10) : `${row.message.messageId}${row.first ? '!' : ''}`)),
  ).toEqual(['30', 'a!', 'b', 'c!', '31', 'd!']);
});

test('days and times are named as people name them', () => {
  const now = Date.parse('2026-02-03T12:00:00');
  expect(dayText('2026-02-03T00:10:00', now)).toBe('Today');
  expect(dayText('2026-02-02T23:50:00', now)).toBe('Yesterday');
  expect(dayText('2026-01-30T12:00:00', now)).toBe('Friday 30 January');
  expect(dayText('2025-01-30T12:00:00', now)).toBe('30 January 2025');
  expect(timeInList('2026-02-03T09:05:00', now)).toBe('09:05');
  expect(timeInList('2026-02-02T09:05:00', now)).toBe('2 Feb');
});

type ListItem = { chatId: string; activeAt: string };
const listOf = (text: string, nextCursor: string | null = 'more'): Listed<ListItem> => ({
  items: text.split(' ').map((each) => ({ chatId: each.charAt(0), activeAt: each.slice(1) })),
  nextCursor,
});
const idsOf = ({ items }: Listed<ListItem>) => items.map(({ chatId }) => chatId).join('');

describe('the list of chats', () => {
  test('shows a chat that became active once, at its top', () => {
    expect(idsOf(merge(listOf('a9 b8 c7 d6 e5'), listOf('d10 a9 b8')))).toBe('dabce');
  });

  test('goes on to the first chat that has not changed, so that no chat is lost', () => {
    const known = listOf('a9 b8 c7 d6 e5');
    expect(reaches(listOf('e12 d11'), known)).toBe(false);
    expect(reaches(listOf('e12 d11 a9'), known)).toBe(true);
    expect(reaches(listOf('e12', null), known)).toBe(true);
  });

  test('holds no chat twice when one moves up between two pages', () => {
    expect(idsOf(append(listOf('a9 b8'), listOf('b8 c7', null)))).toBe('abc');
  });
});

describe('what a fact means for a conversation', () => {
  const shown = [
    message({ messageId: 'OWN', jobId: 'j1', direction: 'out' }),
    message({ messageId: 'PIC', media: { id: 'med_0a' } as Message['media'] }),
  ];
  const heard = (fact: object) => {
    const news = noNews();
    note(news, { chatId: AYU, ...fact } as Fact, [AYU, '900@lid'], shown);
    return [news.tail ? 'tail' : '', news.all ? 'all' : '', ...news.changed].filter((each) => each !== '').join(' ');
  };

  test.each([
    ['a new message', { type: 'message.received', data: { messageId: 'N', source: 'live' } }, 'tail'],
    ['one under the hidden id', { type: 'message.received', chatId: '900@lid', data: { source: 'offline' } }, 'tail'],
    ['one of the history, anywhere', { type: 'message.received', data: { source: 'history' } }, 'all'],
    ['one of another chat', { type: 'message.received', chatId: '900@g.us', data: { source: 'live' } }, ''],
    ['an edit', { type: 'message.edited', data: { messageId: 'PIC' } }, 'PIC'],
    ['a job that joins the chat', { type: 'job.completed', stream: 'job/j1', data: {} }, 'tail'],
    ['a job that changes another message', { type: 'job.completed', stream: 'job/j2', data: {} }, 'tail all'],
    ['a tick', { type: 'job.read', stream: 'job/j1', data: {} }, 'OWN'],
    ['a tick of a message that is not shown', { type: 'job.read', stream: 'job/j9', data: {} }, ''],
    ['its file', { type: 'media.stored', chatId: null, stream: 'media/default/0a', data: {} }, 'PIC'],
    ['an erasure, which takes quotes with it', { type: 'content.erased', chatId: null, data: {} }, 'all'],
    ['another file', { type: 'media.stored', chatId: null, stream: 'media/default/0b', data: {} }, ''],
  ])('%s', (_, fact, expected) => expect(heard(fact)).toBe(expected));
});

test.each([
  [{}, null, 'Hello'],
  [{ deletedAt: '2026-01-30T12:00:00.000Z' }, 'trash', 'This message was deleted.'],
  [{ text: undefined }, 'minus', 'Its content was erased.'],
  [{ type: 'withheld', erasedAt: '2026-01-30T12:00:00.000Z' }, 'minus', 'Its content was erased.'],
  [{ type: 'undecryptable', text: undefined, reason: 'no_session' }, 'clock', 'This message cannot be read yet.'],
  [{ type: 'image', image: { caption: 'Is this it?' } }, 'image', 'Is this it?'],
  [{ type: 'voice', voice: {} }, 'voice', 'Voice message'],
  [{ type: 'document', document: {}, media: { fileName: 'a.pdf' } }, 'document', 'a.pdf'],
  [{ type: 'poll', poll: { question: 'When?', options: [] } }, 'poll', 'When?'],
] as const)('a line in the list says what a message is: %j', (change, icon, text) => {
  expect(lineOf(message(change as unknown as Partial<Message>))).toEqual({ icon, text });
});

test('a message to a group stands with each member: the best that their phones confirmed, or nothing yet', () => {
  const times = { deliveredAt: '2026-01-30T12:00:01.000Z', readAt: null, playedAt: null };
  const [ayu, budi] = [person, { ...person, number: null, lid: '900@lid', name: null }];
  const receipts = [
    { recipient: ayu, ...times, readAt: '2026-01-30T12:00:05.000Z' },
    { recipient: budi, ...times },
  ];
  const from = { ...person, number: '+6281100009999', name: null };
  const members = [
    { id: '1@lid', number: from.number, lid: '1@lid', name: null },
    { id: '2@lid', number: ayu.number, lid: '2@lid', name: 'Ayu' },
    { id: '900@lid', number: '+6281234567802', lid: '900@lid', name: null },
    { id: '3@lid', number: '+6281234567803', lid: '3@lid', name: null },
  ];
  expect(standingOf({ receipts, from }, members)).toEqual({
    played: [],
    read: [{ name: 'Ayu', at: '2026-01-30T12:00:05.000Z' }],
    delivered: [{ name: '900@lid', at: times.deliveredAt }],
    silent: [{ name: '+6281234567803', at: null }],
  });
});

test('a chat has the name of its person, or the number, and both addresses', () => {
  const chat = { chatId: '900@lid', kind: 'contact', name: null, contact: { ...person, lid: '900@lid' } } as Chat;
  expect(nameOfChat(chat)).toBe('+6281234567801');
  expect(nameOfChat({ ...chat, name: 'Ayu' })).toBe('Ayu');
  expect(nameOfChat({ ...chat, kind: 'status', contact: null })).toBe('Statuses');
  expect(addressesOf(chat)).toEqual([AYU, '900@lid']);
});

test('addresses in a text are links, without the sign that ends the sentence', () => {
  expect(partsOf('See https://a.example/x?y=1, or (http://b.example).')).toEqual([
    { words: 'See ', url: null },
    { words: 'https://a.example/x?y=1', url: 'https://a.example/x?y=1' },
    { words: ', or (', url: null },
    { words: 'http://b.example', url: 'http://b.example' },
    { words: ').', url: null },
  ]);
});

describe('the answer box sends', () => {
  const nothing: Composed = { chatId: AYU, text: '', file: null, about: null };
  const picture = { id: 'med_1', kind: 'image' } as Composed['file'];

  test.each([
    ['a text', { text: 'Hello' }, { to: AYU, type: 'text', text: { body: 'Hello' } }],
    [
      'an answer',
      { text: 'Yes', about: { how: 'answer', message: message() } },
      { to: AYU, type: 'text', text: { body: 'Yes' }, replyTo: 'M1' },
    ],
    [
      'new words',
      { text: 'No', about: { how: 'edit', message: message() } },
      { to: AYU, type: 'edit', edit: { messageId: 'M1', text: 'No' } },
    ],
    [
      'a picture with words',
      { text: 'Here', file: picture },
      { to: AYU, type: 'image', image: { media: { id: 'med_1' }, caption: 'Here' } },
    ],
    [
      'a sound without any',
      { text: 'Here', file: { id: 'med_2', kind: 'audio' } },
      { to: AYU, type: 'audio', audio: { media: { id: 'med_2' } } },
    ],
  ])('%s', (_, change, body) => expect(bodyOf({ ...nothing, ...(change as Partial<Composed>) })).toEqual(body));

  test('nothing while nothing was written', () => {
    expect(bodyOf({ ...nothing, text: '  ' })).toBeNull();
  });
});

describe('the waybill of a message that came in', () => {
  const facts = [
    { type: 'message.received', position: 8, data: { messageId: 'M1', source: 'offline', sentAt: 0 } },
    { type: 'chat.read', position: 9, data: { upTo: 'M0', source: 'phone' } },
    { type: 'message.received', position: 11, data: { messageId: 'M2', source: 'live', sentAt: 0 } },
    { type: 'message.reacted', position: 12, data: { messageId: 'M2', by: AYU } },
    { type: 'message.edited', position: 13, data: { messageId: 'M1', by: AYU } },
    { type: 'chat.read', position: 14, data: { upTo: 'M2', source: 'phone' } },
    { type: 'chat.read', position: 15, data: { upTo: 'M2', source: 'api' } },
    { type: 'media.stored', position: 10, data: { size: 48_120, mimetype: 'image/jpeg' } },
  ].map((fact) => ({
    by: 'whatsapp',
    stream: 'chat/default/a',
    at: `2026-01-30T12:00:${String(fact.position).padStart(2, '0')}.000Z`,
    ...fact,
  })) as unknown as Fact[];

  test('is made of the facts about it, and of the first time that it was read', () => {
    expect(factsAbout('M1', facts).map(({ position }) => position)).toEqual([8, 13, 14]);
    expect(factsAbout('M2', facts).map(({ position }) => position)).toEqual([11, 12, 14]);
  });

  test('tells each stop in the order of the log, with its file', () => {
    const stops = receivedStops([...factsAbout('M1', facts), ...facts.slice(-1)]);
    expect(stops.map(({ title, position }) => `${position} ${title}`)).toEqual([
      '8 Handed over and stored',
      '10 File stored',
      '13 Edited',
      '14 Read',
    ]);
    expect(stops[1]).toMatchObject({ detail: '48,120 bytes of image/jpeg, checked and on disk.', afterMs: 2_000 });
  });
});

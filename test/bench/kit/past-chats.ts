/**
 * Conversations of any size, put on record by the same code that hears WhatsApp: people with names, groups, replies,
 * edits, reactions and deletions, and texts of words that are as unevenly common as in a language.
 */
import { createContacts } from '../../../src/actors/contacts/contacts.ts';
import { createHearing } from '../../../src/actors/chats/hearing.ts';
import type { Millis } from '../../../src/kernel/clock.ts';
import type { ChatId } from '../../../src/kernel/ids.ts';
import type { Content } from '../../../src/messages/content.ts';
import { openReads } from '../../../src/projections/reads.ts';
import { openDatabase } from '../../../src/storage/sqlite/database.ts';
import { openProjections } from '../../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../../src/storage/sqlite/sqlite-log.ts';
import type { Heard, HeardSaid } from '../../../src/whatsapp/heard.ts';
import { type Random, randomOf } from '../../simulation/random.ts';
import { spokenOf } from '../../support/spoken.ts';

export const SESSION = 'default';
const SELF: ChatId = '6281100009999@s.whatsapp.net';
/** The time of the first message. */
export const CHATS_T0 = 1_700_000_000_000;
/** Between two messages. */
const APART_MS = 20_000;
/** Stanzas of one commit. */
const TOGETHER = 250;
const WORDS = 20_000;
const MEMBERS = 50;
/** Messages of a chat, on average; the first chat has a tenth of all. */
const MESSAGES_A_CHAT = 100;
const MESSAGES_A_GROUP = 2_000;

/** A word of the vocabulary; low numbers are common. */
export const wordOf = (number: number): string => {
  const syllables = ['ka', 'ri', 'mo', 'ta', 'se', 'lu', 'ni', 'pa', 'do', 'ge', 'ho', 'ba', 'wi', 'ma', 'su', 'te'];
  let word = '';
  for (let left = number + 16; left > 0; left >>= 4) word += syllables[left & 15];
  return word;
};

export const personOf = (number: number): ChatId => `62813${String(number).padStart(8, '0')}@s.whatsapp.net`;
export const groupOf = (number: number): ChatId => `120363${String(number).padStart(12, '0')}@g.us`;
export const messageOf = (number: number): string => `3A${number.toString(16).toUpperCase().padStart(18, '0')}`;

/** How many chats with one person and how many groups so many messages are in. */
export const chatsOf = (messages: number) => ({
  people: Math.max(20, Math.floor(messages / MESSAGES_A_CHAT)),
  groups: Math.max(2, Math.floor(messages / MESSAGES_A_GROUP)),
});

/** The chat of a message; every tenth is in the first. */
export const chatOfMessage = (number: number, messages: number): ChatId => {
  const { people, groups } = chatsOf(messages);
  if (number % 10 === 0) return personOf(0);
  const spread = (Math.imul(number, 0x9e37_79b1) >>> 8) & 0xff_ffff;
  return number % 10 === 1 ? groupOf(spread % groups) : personOf(spread % people);
};

const textOf = (random: Random): string =>
  Array.from({ length: random.between(4, 14) }, () => wordOf(Math.floor(WORDS * random.fraction() ** 4))).join(' ');

const contentOf = (random: Random, number: number): Content =>
  number % 50 === 7
    ? { kind: 'location', latitude: -6.2, longitude: 106.8, name: textOf(random) }
    : { kind: 'text', body: textOf(random) };

type Author = Pick<Heard, 'chat' | 'sender' | 'fromMe' | 'pushName'>;

const authorOf = (number: number, messages: number): Author => {
  const chat = chatOfMessage(number, messages);
  const isGroup = chat.endsWith('@g.us');
  const fromMe = !isGroup && number % 3 === 0;
  const member = isGroup ? personOf(number % MEMBERS) : chat;
  const sender = fromMe ? SELF : member;
  const pushName = fromMe ? null : `${wordOf(Number(sender.slice(5, 13)))} Sari`;
  return { chat: { id: chat, other: null }, sender: { id: sender, other: null }, fromMe, pushName };
};

/** A message, and with every twentieth a change of an earlier one. */
const stanzasOf = (random: Random, number: number, messages: number, sentAt: Millis): Heard[] => {
  const author = authorOf(number, messages);
  const heard = (messageId: string, said: HeardSaid, by: Author = author): Heard => ({
    ...by,
    messageId,
    source: 'live',
    sentAt,
    said,
  });
  const all = [heard(messageOf(number), spokenOf(contentOf(random, number)))];
  const earlier = number - 100;
  if (number % 20 !== 13 || earlier < 0) return all;
  const changeId = `3B${messageOf(number).slice(2)}`;
  const of = { messageId: messageOf(earlier) };
  const changes: readonly [HeardSaid, HeardSaid, HeardSaid] = [
    { type: 'edited', ...of, now: spokenOf({ kind: 'text', body: textOf(random) }) },
    { type: 'reacted', ...of, emoji: '👍' },
    { type: 'deleted', ...of },
  ];
  return [...all, heard(changeId, random.pick(changes), authorOf(earlier, messages))];
};

/** Writes so many messages, and returns the position of the last fact. */
export const writeChats = async (file: string, messages: number, seed: number): Promise<number> => {
  const db = openDatabase(file);
  const log = sqliteLog(db, { project: openProjections(db) });
  const random = randomOf(seed);
  let now = CHATS_T0;
  const ports = { log, reads: openReads(db, log), clock: { now: () => now }, entropy: random.fork() };
  const hearing = createHearing({
    ...ports,
    contacts: createContacts(ports),
    vault: { setKeys: async () => {} },
  });
  for (let first = 0; first < messages; first += TOGETHER) {
    const stanzas: Heard[] = [];
    for (let number = first; number < Math.min(first + TOGETHER, messages); number += 1)
      stanzas.push(...stanzasOf(random, number, messages, CHATS_T0 + number * APART_MS));
    now = CHATS_T0 + (first + TOGETHER) * APART_MS;
    await hearing.record(
      SESSION,
      stanzas.map((heard) => ({ heard, keys: [] })),
    );
  }
  db.pragma('wal_checkpoint(truncate)');
  const { position } = log.head();
  await log.close();
  return position;
};

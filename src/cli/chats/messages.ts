/** `waybill messages`: what a chat said, one line a message, and what it says from now on. */
import { accessAgain, accessFor } from '../access.ts';
import type { Command, Given } from '../command.ts';
import { configured } from '../configured.ts';
import { EXIT, Ending } from '../exits.ts';
import { httpClient } from '../http-client.ts';
import type { Shell } from '../shell.ts';
import { timeIn } from './asked-time.ts';
import { followChat, printedMessages } from './follow.ts';
import { lineOf } from './line.ts';
import type { ChatMessage } from './message.ts';
import { foundMessages, lastMessages, messagesFrom } from './pages.ts';

const COUNT_DEFAULT = 50;
/** They are in memory until the oldest of them is found. */
const COUNT_MAX = 1_000;
const DEFAULT_SESSION = 'default';

interface Asked {
  readonly chatId: string | null;
  readonly session: string | null;
  readonly words: string | null;
  readonly since: string | null;
  /** Null with `--since` alone, which lists all. */
  readonly count: number | null;
  readonly follow: boolean;
  readonly json: boolean;
}

export const messages: Command = {
  about: [
    'Prints the messages of a chat, the newest last: the time, who wrote it, what it says, its file, and what became of it (ticks,',
    'edits, reactions). With --follow it goes on with what comes, and prints a message again with ↻ when it has changed. A gateway',
    'must be running: the one on the data folder is asked, or with WAYBILL_PASSWORD the one at WAYBILL_URL, as WAYBILL_EMAIL.',
  ].join(' '),
  options: {
    chat: { value: 'CHAT', meaning: 'The chat, such as 6281234567890@s.whatsapp.net; any of its addresses' },
    session: { value: 'NAME', meaning: 'The session of the chat; default when left out' },
    search: { value: 'WORDS', meaning: 'Only messages that have all of these words; without --chat, in all chats' },
    since: { value: 'TIME', meaning: 'Only messages of this time or later, such as 2026-11-30 or 2026-11-30T08:00' },
    limit: {
      value: 'COUNT',
      meaning: `At most so many, the newest; ${COUNT_DEFAULT} when left out, or all with --since`,
    },
    follow: { meaning: 'Go on with what comes, until it is interrupted' },
    json: { meaning: 'One JSON object a line, as GET /api/whatsapp/chats/:chatId/messages answers it' },
  },
  exits: [EXIT.unavailable, EXIT.io, EXIT.configuration],
  async run(given, shell) {
    const asked = askedOf(given);
    const config = configured(shell);
    const client = httpClient(accessFor(config, shell.env));
    const { session, words, chatId, since, count } = asked;
    const printed = printedMessages({ shown: asked.json ? JSON.stringify : lineOf, out: printerOf(asked, shell) });
    if (words !== null) {
      const search = { words, chatId, session, since, count: count ?? COUNT_DEFAULT };
      for (const message of await foundMessages(client, search)) printed.add(message);
      return EXIT.done;
    }
    const chat = { chatId: chatId ?? '', session };
    if (since !== null && count === null)
      for await (const message of messagesFrom(client, chat, { since })) printed.add(message);
    else
      for (const message of await lastMessages(client, chat, count ?? COUNT_DEFAULT)) {
        if (isSince(message, since)) printed.add(message);
      }
    if (!asked.follow) return EXIT.done;
    await followChat({
      connect: () => httpClient(accessAgain(config, shell.env)),
      chat,
      session: session ?? DEFAULT_SESSION,
      printed,
      remark: shell.err,
      signal: shell.stop(),
    });
    return EXIT.done;
  },
};

const isSince = ({ sentAt }: ChatMessage, since: string | null): boolean =>
  since === null || Date.parse(sentAt) >= Date.parse(since);

const printerOf =
  ({ follow, json }: Asked, shell: Shell) =>
  (text: string, isChange: boolean): void =>
    shell.out(json || !follow ? text : `${isChange ? '↻' : ' '} ${text}`);

const wrong = (sentence: string): never => {
  throw new Ending(EXIT.usage, `${sentence}\nSee: waybill messages --help`);
};

const countIn = (given: Given): number | null => {
  const text = given.value('limit');
  if (text === null) return null;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= COUNT_MAX) return count;
  return wrong(`--limit needs a number from 1 to ${COUNT_MAX}, not "${text}"; --since lists all from a time on.`);
};

const askedOf = (given: Given): Asked => {
  const [chatId, words] = [given.value('chat'), given.value('search')];
  if (chatId === null && words === null) return wrong('waybill messages needs --chat CHAT, or --search WORDS.');
  if (words !== null && given.is('follow')) return wrong('--search looks at what is there: leave --follow out.');
  return {
    chatId,
    words,
    session: given.value('session'),
    since: timeIn(given, 'since', 'messages'),
    count: countIn(given),
    follow: given.is('follow'),
    json: given.is('json'),
  };
};

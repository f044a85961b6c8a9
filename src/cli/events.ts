import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { isFactType } from '../events/facts/catalogue.ts';
import { createEvents, type Events, type EventsQuery } from '../gateway/history/events.ts';
import { UNBOUNDED } from '../gateway/reach.ts';
import { factAnswer } from '../http/contract/fact-shape.ts';
import { isStreamName, SessionId, WrittenAddress } from '../kernel/ids.ts';
import { EVERYTHING } from '../kernel/reach.ts';
import type { Command, Given } from './command.ts';
import { configured } from './configured.ts';
import { EXIT, Ending } from './exits.ts';
import { readData } from './opened.ts';
import type { Shell } from './shell.ts';
import { knownAddresses } from '../storage/sqlite/known-addresses.ts';
import { STREAM_NAMES } from '../story/words.ts';

const PAGE = 500;
/** The polling interval for a database that another process writes. */
const LOOK_EVERY_MS = 200;

interface Asked {
  readonly after: number;
  readonly limit: number;
  readonly follow: boolean;
  readonly filter: Pick<EventsQuery, 'stream' | 'type' | 'session' | 'chatId'>;
}

/** Prints the history as JSON lines. */
export const events: Command = {
  about: [
    'Prints the facts of the log, oldest first, one JSON object a line, in the shape that GET /api/events answers. Works while',
    'the server runs.',
  ].join(' '),
  options: {
    stream: { value: 'STREAM', meaning: 'Only this stream, such as job/4f2a91c03b7e55d201 or session/default' },
    type: { value: 'TYPE', meaning: 'Only facts of this type, such as job.failed' },
    session: { value: 'NAME', meaning: 'Only what belongs to this session: its own facts, its queue and its jobs' },
    chat: {
      value: 'CHAT',
      meaning: 'Only facts of this chat, under any of its addresses, such as 6281234567890@s.whatsapp.net',
    },
    after: { value: 'POSITION', meaning: 'Only what stands after this position of the log' },
    limit: { value: 'COUNT', meaning: 'At most so many' },
    follow: { meaning: 'Go on with what is appended, until it is interrupted' },
  },
  exits: [EXIT.io, EXIT.configuration],
  async run(given, shell) {
    const asked = askedOf(given);
    const stop = asked.follow ? shell.stop() : new AbortController().signal;
    return readData(configured(shell), async ({ db, log }) => {
      await print(createEvents({ log, reads: knownAddresses(db), within: UNBOUNDED }), asked, shell, stop);
      return EXIT.done;
    });
  },
};

const print = async (events: Events, { after, limit, follow, filter }: Asked, shell: Shell, stop: AbortSignal) => {
  let position = after;
  let left = limit;
  while (left > 0 && !stop.aborted) {
    const { position: end } = events.head();
    const page = await events.page({
      after: position,
      order: 'oldest',
      limit: Math.min(PAGE, left),
      reach: EVERYTHING,
      ...filter,
    });
    if (!page.ok) throw new Ending(EXIT.failed, page.refusal.detail);
    const { items } = page.value;
    for (const fact of items) shell.out(JSON.stringify(factAnswer(fact)));
    // Facts that do not match are not read again.
    position = items.at(-1)?.position ?? Math.max(position, end);
    left -= items.length;
    if (items.length > 0) continue;
    if (!follow) return;
    await pause(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => {});
  }
};

const askedOf = (given: Given): Asked => {
  const [stream, type] = [given.value('stream'), given.value('type')];
  if (type !== null && !isFactType(type))
    throw new Ending(EXIT.usage, `There are no facts of type "${type}".\nSee: waybill events --help`);
  if (stream !== null && !isStreamName(stream))
    throw new Ending(EXIT.usage, `There are no streams like "${stream}".\n${STREAM_NAMES}.`);
  return {
    after: wholeNumber(given, 'after') ?? 0,
    limit: wholeNumber(given, 'limit') ?? Number.POSITIVE_INFINITY,
    follow: given.is('follow'),
    filter: {
      stream: stream ?? undefined,
      type: type ?? undefined,
      session: formed(given, 'session', SessionId),
      chatId: formed(given, 'chat', WrittenAddress),
    },
  };
};

/** Parses the value of an option as an id. */
const formed = (given: Given, option: string, form: typeof SessionId | typeof WrittenAddress): string | undefined => {
  const text = given.value(option);
  if (text === null) return undefined;
  const parsed = v.safeParse(form, text);
  if (parsed.success) return parsed.output;
  throw new Ending(EXIT.usage, `--${option}: ${parsed.issues[0].message}.\nSee: waybill events --help`);
};

const wholeNumber = (given: Given, option: string): number | null => {
  const text = given.value(option);
  if (text === null || /^\d{1,15}$/.test(text)) return text === null ? null : Number(text);
  throw new Ending(EXIT.usage, `--${option} needs a whole number, not "${text}".\nSee: waybill events --help`);
};

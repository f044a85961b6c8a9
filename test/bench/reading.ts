/**
 * `npm run bench:reading [-- --messages 1000000 --requests 200 --seed 1 --folder DIR]`: what it costs to read
 * conversations among so many messages. It prints the mix, and for each request of it the processor time at the median, at the 99th percentile
 * and at worst, and the same for the mix as a whole.
 *
 * A process of its own writes and indexes them first, so that what it leaves in memory is collected by nobody else; with
 * `--folder` they stay there, and are used again. The application answers in the process of the bench, without a socket: so what is counted is the processor time of one
 * answer, with whatever garbage is collected meanwhile, and not what else the machine does. Exits with 1 if the mix
 * is over its bounds.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { streamOf } from '../../src/kernel/ids.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { type Random, randomOf } from '../simulation/random.ts';
import { apiOver } from '../support/api-over.ts';
import { type Inside, startInside } from '../support/inside.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';
import { machine, median } from './bench.ts';
import { newFolder } from './kit/folder.ts';
import {
  CHATS_T0,
  chatOfMessage,
  chatsOf,
  groupOf,
  messageOf,
  personOf,
  SESSION,
  wordOf,
  writeChats,
} from './kit/past-chats.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    requests: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string' },
    /** Only writes the messages, into this file. */
    write: { type: 'string' },
  },
});
const messages = Number(values.messages);
const requests = Number(values.requests);
const random = randomOf(Number(values.seed));

/** Milliseconds of processor time. */
const MEDIAN_MAX = 5;
const WORST_MAX = 50;
/** Requests of each kind that do not count: they warm up the code. */
const WARM_UP = 30;
const LOOK_MS = 500;

const API = '/api/whatsapp';
/** The words of a text are found among the first hundreds, or hardly anywhere. */
const COMMON = 5;
const RARE = 15_000;

interface Asked {
  readonly title: string;
  readonly path: (random: Random) => string;
  /** Its share in the mix. */
  readonly share: number;
}

const anyMessage = (from: Random): number => from.between(0, messages - 1);
const anyChat = (from: Random): string => chatOfMessage(anyMessage(from), messages);
const person = (from: Random): string => personOf(from.between(0, chatsOf(messages).people - 1));
const group = (from: Random): string => groupOf(from.between(0, chatsOf(messages).groups - 1));
/** A message, and the chat that it is in. */
const placed = (from: Random): { chat: string; message: string } => {
  const number = anyMessage(from);
  return { chat: chatOfMessage(number, messages), message: messageOf(number) };
};
const isoOf = (part: number): string => new Date(CHATS_T0 + messages * part * 20_000).toISOString();
const found = (words: string, others = ''): string => `${API}/messages?search=${encodeURIComponent(words)}${others}`;
const common = (from: Random): string => wordOf(from.between(0, COMMON));
const rare = (from: Random): string => wordOf(from.between(RARE, RARE + 1_000));

/** `cursors` lead to places in the midst of lists. */
const mixOf = (cursors: { readonly chats: string; readonly contacts: string }): readonly Asked[] => [
  { title: 'chats', share: 12, path: () => `${API}/chats` },
  { title: 'chats, from the midst', share: 2, path: () => `${API}/chats?cursor=${cursors.chats}` },
  { title: 'chats, unread', share: 4, path: () => `${API}/chats?unread=true` },
  { title: 'chats, groups', share: 2, path: () => `${API}/chats?kind=group` },
  { title: 'chats, by a name', share: 3, path: (from) => `${API}/chats?search=${wordOf(from.between(0, 5_000))}` },
  { title: 'one chat', share: 5, path: (from) => `${API}/chats/${anyChat(from)}` },
  { title: 'messages of a chat', share: 20, path: (from) => `${API}/chats/${person(from)}/messages` },
  { title: 'messages of a group', share: 6, path: (from) => `${API}/chats/${group(from)}/messages` },
  { title: 'messages of the largest chat', share: 3, path: () => `${API}/chats/${personOf(0)}/messages?limit=100` },
  {
    title: 'messages before one of the midst',
    share: 6,
    path: (from) => {
      const { chat, message } = placed(from);
      return `${API}/chats/${chat}/messages?before=${message}`;
    },
  },
  {
    title: 'messages of a rare kind',
    share: 1,
    path: () => `${API}/chats/${personOf(0)}/messages?type=poll`,
  },
  {
    title: 'one message with its edits',
    share: 12,
    path: (from) => `${API}/messages/${placed(from).message}`,
  },
  {
    title: 'the history of a chat',
    share: 3,
    path: (from) => `/api/history/${streamOf.chat(SESSION, anyChat(from))}`,
  },
  { title: 'contacts', share: 4, path: () => `${API}/contacts` },
  { title: 'contacts, from the midst', share: 2, path: () => `${API}/contacts?cursor=${cursors.contacts}` },
  {
    title: 'contacts, by a name',
    share: 3,
    path: (from) => `${API}/contacts?search=${wordOf(from.between(0, 5_000))}`,
  },
  { title: 'search, a common word', share: 3, path: (from) => found(common(from)) },
  { title: 'search, a rare word', share: 3, path: (from) => found(rare(from)) },
  { title: 'search, a common and a rare word', share: 2, path: (from) => found(`${common(from)} ${rare(from)}`) },
  { title: 'search, two common words', share: 1, path: (from) => found(`${wordOf(1)} ${common(from)}`) },
  { title: 'search in a chat', share: 2, path: (from) => found(common(from), `&chatId=${anyChat(from)}`) },
  { title: 'search by a person', share: 1, path: (from) => found(common(from), `&from=${person(from)}`) },
  {
    title: 'search in a span of time',
    share: 1,
    path: (from) => found(common(from), `&since=${isoOf(0.4)}&until=${isoOf(0.41)}`),
  },
];

type Api = Awaited<ReturnType<typeof apiOver>>;

interface Page {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

/** The cursor after half of a list; its items are counted by what the past has. */
const midst = async (api: Api, path: string, count: number): Promise<string> => {
  let cursor = '';
  for (let seen = 0; seen < count / 2; ) {
    const { body } = await api(`GET ${path}?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const { items, nextCursor } = body as unknown as Page;
    if (nextCursor === null) break;
    cursor = nextCursor;
    seen += items.length;
  }
  return cursor;
};

const costOf = async (api: Api, path: string): Promise<number> => {
  const before = process.cpuUsage();
  const { status } = await api.bytes(`GET ${path}`);
  const { user, system } = process.cpuUsage(before);
  if (status !== 200) throw new Error(`${path} was answered with ${status}`);
  return (user + system) / 1_000;
};

interface Figures {
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
}

const figuresOf = (costs: readonly number[]): Figures => {
  const sorted = costs.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  return { median: median(sorted), p99, worst: sorted.at(-1) ?? Number.NaN };
};

const line = (title: string, share: string, { median: middle, p99, worst }: Figures): string =>
  [title.padEnd(36), share.padStart(5), ...[middle, p99, worst].map((ms) => ms.toFixed(2).padStart(8))].join(' ');

/** Each request of the mix as often as its share says, in random order, so that none has a warm cache of its own. */
const drawn = (mix: readonly Asked[]): readonly Asked[] => {
  const all = mix.reduce((sum, { share }) => sum + share, 0);
  const times = mix.flatMap((asked) =>
    Array.from({ length: Math.max(20, Math.round((asked.share / all) * requests * mix.length)) }, () => asked),
  );
  return times
    .map((asked) => ({ asked, at: random.fraction() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ asked }) => asked);
};

const measure = async (api: Api, mix: readonly Asked[]): Promise<Figures> => {
  for (const { path } of mix) for (let time = 0; time < WARM_UP; time += 1) await costOf(api, path(random));
  const costs = new Map<string, number[]>();
  const all: number[] = [];
  for (const { title, path } of drawn(mix)) {
    const cost = await costOf(api, path(random));
    all.push(cost);
    costs.set(title, [...(costs.get(title) ?? []), cost]);
  }
  console.log(`\n${'milliseconds of processor time'.padEnd(36)} share   median      p99    worst`);
  for (const { title, share } of mix) console.log(line(title, `${share}`, figuresOf(costs.get(title) ?? [])));
  const whole = figuresOf(all);
  console.log(line(`the mix, ${all.length} requests`, '', whole));
  return whole;
};

const indexed = async ({ log, reads }: Inside): Promise<void> => {
  while (reads.words().head() < log.head().position) await pause(LOOK_MS);
};

const timed = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
  const start = performance.now();
  const result = await work();
  console.log(`  ${doing}: ${((performance.now() - start) / 1_000).toFixed(0)} s`);
  return result;
};

const opened = async (file: string) => {
  const db = openDatabase(file);
  const projections = openProjections(db);
  const log = sqliteLog(db, { project: projections });
  await projections.catchUp(log);
  const inside = await startInside({
    db,
    log,
    clock: systemClock,
    entropy: systemEntropy,
    whatsapp: scriptedWhatsApp().whatsapp,
    keepalive: { keepaliveMs: 30_000, keepaliveTimeoutMs: 15_000 },
    logger: silentLogger,
  });
  const close = async (): Promise<void> => {
    inside.gateway.stop();
    await inside.system.stop();
    await log.close();
  };
  return { inside, close };
};

const write = async (file: string): Promise<void> => {
  const facts = await timed('written', () => writeChats(file, messages, Number(values.seed)));
  const { inside, close } = await opened(file);
  await timed(`${facts.toLocaleString('en')} facts, indexed`, () => indexed(inside));
  await close();
};

const run = async (file: string): Promise<boolean> => {
  const { people, groups } = chatsOf(messages);
  console.log(`${machine()}\n${messages.toLocaleString('en')} messages of ${people + groups} chats`);
  if (!existsSync(file))
    execFileSync(process.execPath, [...process.argv.slice(1), '--write', file], { stdio: 'inherit' });
  const { inside, close } = await opened(file);
  // A file of an older Waybill has another index.
  await indexed(inside);
  const api = await apiOver({ ...inside, clock: systemClock });
  const cursors = {
    chats: await midst(api, `${API}/chats`, people + groups),
    contacts: await midst(api, `${API}/contacts`, people),
  };
  const { median: middle, worst } = await measure(api, mixOf(cursors));
  await close();
  return middle <= MEDIAN_MAX && worst <= WORST_MAX;
};

const measured = async (folder: string): Promise<void> => {
  const isWithin = await run(join(folder, `waybill-${messages}-${values.seed}.db`));
  console.log(
    `\nThe bounds are ${MEDIAN_MAX} ms at the median and ${WORST_MAX} at worst: ${isWithin ? 'kept' : 'NOT KEPT'}.`,
  );
  process.exitCode = isWithin ? 0 : 1;
};

if (values.write !== undefined) await write(values.write);
else if (values.folder !== undefined) await measured(values.folder);
else {
  const folder = newFolder();
  try {
    await measured(folder.path);
  } finally {
    folder.remove();
  }
}

/**
 * The program of a session's own thread: Baileys behind the port, with the rest of Waybill at the other end of a
 * channel. An error that Baileys throws where nobody can catch it ends this thread only.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../kernel/clock.ts';
import { briefOf } from '../../kernel/fault.ts';
import type { Logger } from '../../kernel/logger.ts';
import { baileysWhatsApp } from '../baileys/baileys.ts';
import { cachedVault } from '../baileys/cached-vault.ts';
import { credentialsIn } from '../baileys/credentials.ts';
import { holdingKeys } from '../baileys/hearing/held-keys.ts';
import type { Hearing, HeardStanza } from '../heard.ts';
import { CALLS } from './calls.ts';
import { type Call, type Luggage, type News, type Order, outcomeOf, type Questions, type Reply } from './crossing.ts';
import { unreachableClose } from '../baileys/closes.ts';
import type { Link, Signal } from '../port.ts';
import type { ThreadVault } from '../vault.ts';

const { session, url, rootKey, times, scratch, mediaCa, hears, asksTime, replies, bell } = workerData as Luggage;

/** News that is not posted yet. */
let news: News[] = [];

/**
 * News of one turn is posted together: an acknowledgement and the receipt after it then share a commit on the other
 * side.
 */
const tell = (more: News): void => {
  if (news.length === 0) setImmediate(tellAll);
  news.push(more);
};

const tellAll = (): void => {
  if (news.length === 0) return;
  parentPort?.postMessage(news);
  news = [];
};

/** Blocks this thread until the outer thread has replied. */
const ask = <Q extends keyof Questions>(
  name: Q,
  ...args: Parameters<Questions[Q]>
): Awaited<ReturnType<Questions[Q]>> => {
  Atomics.store(bell, 0, 0);
  tell({ type: 'question', name, args } as News);
  tellAll();
  Atomics.wait(bell, 0, 0);
  const reply = receiveMessageOnPort(replies)?.message as Reply;
  if ('error' in reply) throw new Error(reply.error);
  return reply.value as Awaited<ReturnType<Questions[Q]>>;
};

/** Numbered key changes and stanzas that the outer thread has not stored yet. */
const unstored = new Map<number, PromiseWithResolvers<void>>();
let numbered = 0;

const awaitStored = (number: number): Promise<void> => {
  const stored = Promise.withResolvers<void>();
  unstored.set(number, stored);
  return stored.promise;
};

const setKeys: ThreadVault['setKeys'] = (ring, changes) => {
  numbered += 1;
  tell({ type: 'keys', number: numbered, ring, changes });
  tellAll();
  return awaitStored(numbered);
};

/** Stanzas of one turn are posted together, and share a commit on the other side. */
const recordStanza = (stanza: HeardStanza): Promise<void> => {
  numbered += 1;
  tell({ type: 'heard', number: numbered, stanza });
  return awaitStored(numbered);
};

const hearing: Hearing = {
  async record(_session, stanzas) {
    await Promise.all(stanzas.map(recordStanza));
  },
  isOnRecord: (_session, { chat, sender, fromMe, messageId }) => ask('isOnRecord', { chat, sender, fromMe, messageId }),
};

const hearStored = (number: number, reply: Reply): void => {
  const stored = unstored.get(number);
  unstored.delete(number);
  if ('error' in reply) stored?.reject(new Error(reply.error));
  else stored?.resolve();
};

const vault: ThreadVault = {
  open: (...args) => ask('open', ...args),
  create: (...args) => ask('create', ...args),
  save: (...args) => ask('save', ...args),
  getKeys: (...args) => ask('getKeys', ...args),
  setKeys,
  findUpload: (...args) => ask('findUpload', ...args),
  keepUpload: (...args) => ask('keepUpload', ...args),
  forgetUploads: (...args) => ask('forgetUploads', ...args),
  paired: (...args) => ask('paired', ...args),
  forget: (...args) => ask('forget', ...args),
  leaving: (...args) => ask('leaving', ...args),
  openAside: (...args) => ask('openAside', ...args),
  left: (...args) => ask('left', ...args),
};

const says =
  (level: Extract<News, { type: 'log' }>['level']): Logger['info'] =>
  (fields, message) =>
    tell({ type: 'log', level, fields, message });

const logger: Logger = {
  debug: says('debug'),
  info: says('info'),
  warn: says('warn'),
  error: says('error'),
  child: () => logger,
};

const whatsapp = baileysWhatsApp({
  credentials: credentialsIn(cachedVault(holdingKeys(vault))),
  hearing: hears ? hearing : undefined,
  content: (...args) => ask('content', ...args),
  group: (_session, chat) => ask('group', chat),
  proxy: () => ask('proxy'),
  clock: asksTime ? { now: () => ask('now'), after: systemClock.after } : systemClock,
  logger,
  url,
  rootKey,
  times,
  scratch,
  mediaCa,
});

let newest: { readonly number: number; readonly link: Link } | null = null;

/** Keys that do not open end the link, not the thread. */
const open = (number: number): void => {
  const signal = (said: Signal): void => tell({ type: 'signal', link: number, signal: said });
  try {
    newest = { number, link: whatsapp.open(session, signal) };
  } catch (thrown) {
    signal({ type: 'closed', close: { ...unreachableClose(briefOf(thrown)), code: 500 } });
  }
};

const answer = async ({ id, link, method, args }: Call): Promise<void> => {
  const outcome = await outcomeOf(() => {
    if (newest?.number !== link) throw CALLS[method].lost(false);
    return (newest.link[method] as (...args: unknown[]) => Promise<unknown>)(...args);
  });
  tell({ type: 'answer', call: id, outcome });
};

parentPort?.on('message', (order: Order) => {
  switch (order.type) {
    case 'open':
      open(order.link);
      break;
    case 'call':
      void answer(order);
      break;
    case 'close':
      if (newest?.number === order.link) newest.link.close();
      break;
    case 'stored':
      hearStored(order.number, order.reply);
      break;
    case 'are_you_there':
      tell({ type: 'alive' });
      break;
  }
});

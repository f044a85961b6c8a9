/**
 * Prepares a message to several people outside of Baileys' send lock.
 *
 * Baileys looks up all devices and begins all Signal sessions inside the one lock of the account, where a large group
 * holds up every other message for seconds. Here both are done before, in batches. Texts to other chats go out between
 * two batches, and inside the lock little is left to do.
 *
 * It also makes a new sender key when somebody who has the old one is no recipient any more: Baileys keeps the key, and
 * a removed member could read on. The same happens if nobody knows who has the old key. Baileys notes that a device has
 * the key before the message is written, and a message that WhatsApp did not take brought the key to no device.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { jidDecode, type WASocket } from 'baileys';
import type { Clock, Millis } from '../../../kernel/clock.ts';
import type { ChatId } from '../../../kernel/ids.ts';
import { STATUS_CHAT } from '../../../kernel/ids.ts';
import type { KnownGroup } from '../../group-info.ts';

export interface Recipients {
  /** Addresses to which the message is encrypted. */
  readonly people: readonly ChatId[];
  /** Every address by which a person among them may be known. */
  readonly addresses: readonly ChatId[];
  /** Whether the account signs with its hidden id here. */
  readonly lid: boolean;
}

export interface Warming {
  /**
   * `edition` changes with the recipients, who are only read if it has changed. `fresh`: what is known of their devices
   * is out of date.
   */
  warm(chatId: ChatId, edition: string, recipients: () => Recipients, fresh: boolean): Promise<void>;
  /** A message did not go out, or perhaps not: the next one brings a new key to every device. */
  distrust(chatId: ChatId): Promise<void>;
}

export interface WarmingPorts {
  readonly socket: Pick<WASocket, 'authState' | 'assertSessions' | 'getUSyncDevices'>;
  readonly clock: Clock;
  /** Asks WhatsApp, with a deadline. */
  ask<T>(question: () => Promise<T>): Promise<T>;
}

/** WhatsApp's own web client asks for so many at a time. */
const PEOPLE_AT_ONCE = 100;
/** Each one takes some milliseconds of arithmetic. */
const SESSIONS_AT_ONCE = 25;
/** Baileys forgets devices after five minutes, and would look them up inside its lock then. */
const WARM_MS = 240_000;
const CHATS_MAX = 1_000;
/** As `WAJIDDomains.LID`: how Signal names a hidden id. */
const LID_DOMAIN = 1;

export const recipientsOf = (group: KnownGroup): Recipients => ({
  people: group.members.map(({ id }) => id),
  addresses: group.members.flatMap(({ id, number, lid }) => [id, ...(number ? [number] : []), ...(lid ? [lid] : [])]),
  lid: group.addressing === 'lid',
});

export const audienceOf = (audience: readonly ChatId[]): Recipients => ({
  people: audience,
  addresses: audience,
  // Baileys signs a status with the hidden id where the account has one.
  lid: true,
});

function* batches<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** Older than any; unlike a chat that was never prepared, its devices are looked up without Baileys' cache. */
const OUT_OF_DATE = { edition: '', at: 0 };

const userOf = (jid: string): string | undefined => jidDecode(jid)?.user;

export const createWarming = ({ socket, clock, ask }: WarmingPorts): Warming => {
  const warmed = new Map<ChatId, { readonly edition: string; readonly at: Millis }>();
  const { creds, keys } = socket.authState;

  const ownUsers = (): readonly (string | undefined)[] =>
    [creds.me?.id, creds.me?.lid].map((jid) => jid && userOf(jid));

  /** Devices that have this account's sender key for the chat. */
  const keyHolders = async (chatId: ChatId): Promise<readonly string[]> => {
    const { [chatId]: memory } = await keys.get('sender-key-memory', [chatId]);
    return Object.keys(memory ?? {});
  };

  /** The name under which the sender key of a chat is kept. */
  const senderKeyName = (chatId: ChatId, lid: boolean): string => {
    const own = (lid && creds.me?.lid) || (creds.me?.id ?? '');
    const { user = '', device = 0, server } = jidDecode(own) ?? {};
    return `${chatId}::${server === 'lid' ? `${user}_${LID_DOMAIN}` : user}::${device}`;
  };

  /** Rotates it too when no holder is known, which is also so after Baileys was asked to repeat a message. */
  const rotateIfSomebodyLeft = async (chatId: ChatId, { addresses, lid }: Recipients): Promise<void> => {
    const users = new Set([...addresses.map(userOf), ...ownUsers()]);
    const holders = await keyHolders(chatId);
    if (holders.length > 0 && holders.every((jid) => users.has(userOf(jid)))) return;
    await keys.set({
      'sender-key': { [senderKeyName(chatId, lid)]: null },
      'sender-key-memory': { [chatId]: null },
    });
  };

  const devicesOf = async (people: readonly ChatId[], useCache: boolean): Promise<string[]> => {
    const found: string[] = [];
    for (const some of batches(people, PEOPLE_AT_ONCE)) {
      const devices = await ask(() => socket.getUSyncDevices(some, useCache, false));
      found.push(...devices.map(({ jid }) => jid));
      await nextTurn();
    }
    return found;
  };

  const assertSessions = async (chatId: ChatId, devices: readonly string[], force: boolean): Promise<void> => {
    // A status goes to everybody with the key, each time.
    const holders = new Set(chatId === STATUS_CHAT ? [] : await keyHolders(chatId));
    const lacking = devices.filter((jid) => !holders.has(jid));
    for (const some of batches(lacking, SESSIONS_AT_ONCE)) {
      await ask(() => socket.assertSessions(some, force));
      await nextTurn();
    }
  };

  return {
    async warm(chatId, edition, recipientsNow, fresh) {
      const before = warmed.get(chatId);
      const isWarm = !fresh && before?.edition === edition && clock.now() - before.at < WARM_MS;
      if (isWarm) return;
      const recipients = recipientsNow();
      await rotateIfSomebodyLeft(chatId, recipients);
      const devices = await devicesOf(recipients.people, !fresh && before === undefined);
      await assertSessions(chatId, devices, fresh);
      if (warmed.size >= CHATS_MAX) warmed.clear();
      warmed.set(chatId, { edition, at: clock.now() });
    },

    async distrust(chatId) {
      if (warmed.has(chatId)) warmed.set(chatId, OUT_OF_DATE);
      await keys.set({ 'sender-key-memory': { [chatId]: null } });
    },
  };
};

/**
 * What happened in the rooms: one for each group, and one for statuses. A message is stored once, with its readers,
 * because a copy for each of a thousand members would be a thousand times as large.
 */
import type { Millis } from '../../kernel/clock.ts';
import type { Said } from '../kinds/shown.ts';
import type { Fetched } from '../memory.ts';
import type { Addressing, Group } from './group.ts';
import { type SenderKey, stepTo } from './sender-keys.ts';

/** How far a message has come at one phone; `held` if it waits because the phone is off. */
export type Reading = 'held' | 'none' | 'delivered' | 'read';

interface Message extends Said {
  readonly id: string;
  /** The number of the author. */
  readonly from: string;
  readonly at: Millis;
  /** The sending device of the account; null if a contact's phone wrote it. */
  readonly device: string | null;
  /** How the receipts name people. */
  readonly addressing: Addressing;
}

export interface RoomMessage extends Message {
  /** How often it arrived. */
  copies: number;
  /** The phones that can read it, by number. */
  readonly readers: Map<string, Reading>;
  /** Whether a linked device has received it; only for what a phone wrote. */
  taken: boolean;
  /** Whether the account has read it; only for what a phone wrote. */
  seen?: boolean;
  /** Missing while the file is being fetched, and for a message without one. */
  fetched?: Fetched;
}

/** A sender key of a linked device, and the members that have it. */
interface HeldKey {
  key: SenderKey;
  /** By number: the iteration from which on the phone can read. */
  readonly holders: Map<string, number>;
}

/** The sender key with which a phone writes. */
interface Writer {
  readonly epoch: number;
  /** The iteration of the next message. */
  readonly iteration: number;
  /** The linked devices that have the key. */
  readonly given: readonly string[];
}

export interface Room {
  /** By message id, in the order of arrival. */
  readonly messages: Map<string, RoomMessage>;
  /** The sender keys of linked devices: by device, the oldest key first. */
  readonly keys: Map<string, HeldKey[]>;
  /** By number. */
  readonly writers: Map<string, Writer>;
}

export interface Rooms {
  /** By id. */
  readonly groups: Map<string, Group>;
  /** By group id, or `status@broadcast`. */
  readonly rooms: Map<string, Room>;
}

type InRoom<Type extends string, Fields> = { readonly type: Type; readonly room: string } & Readonly<Fields>;

export type RoomEntry =
  | { readonly type: 'group'; readonly group: Group }
  | InRoom<'room_keys_given', { device: string; key: SenderKey; numbers: readonly string[]; iteration: number }>
  | InRoom<'room_key_lost', { number: string }>
  | InRoom<'room_stepped', { device: string; keyId: number; iteration: number }>
  | InRoom<'room_message', { message: Message; readers: readonly (readonly [string, Reading])[] }>
  | InRoom<'room_copied', { id: string; readers: readonly (readonly [string, Reading])[] }>
  | InRoom<'room_receipted', { id: string; number: string; receipt: 'delivered' | 'read' }>
  | InRoom<'room_fetched', { id: string; outcome: Fetched }>
  | InRoom<'room_writer', { number: string; writer: Writer }>
  | InRoom<'room_taken', { id: string }>;

/** A device keeps so many keys of a sender. */
const KEYS_MAX = 5;

export const roomOf = ({ rooms }: Rooms, id: string): Room => {
  const found = rooms.get(id) ?? { messages: new Map(), keys: new Map(), writers: new Map() };
  rooms.set(id, found);
  return found;
};

/** Whether this phone has the message: what it wrote itself, and what it could read. */
export const isOnPhone = ({ from, readers }: RoomMessage, number: string): boolean =>
  from === number || (readers.get(number) ?? 'held') !== 'held';

export const keyOf = (room: Room, device: string, keyId: number): HeldKey | undefined =>
  room.keys.get(device)?.find(({ key }) => key.keyId === keyId);

/** The chain of a known key is the same for all members, so the one that is held stays. */
const give = (
  room: Room,
  { device, key, numbers, iteration }: Extract<RoomEntry, { type: 'room_keys_given' }>,
): void => {
  const known = keyOf(room, device, key.keyId);
  const held = known?.key.signingKey === key.signingKey ? known : { key, holders: new Map<string, number>() };
  for (const number of numbers) {
    held.holders.set(number, Math.min(iteration, held.holders.get(number) ?? iteration));
  }
  const others = (room.keys.get(device) ?? []).filter((each) => each.key.keyId !== key.keyId);
  room.keys.set(device, [...others, held].slice(-KEYS_MAX));
};

const lose = (room: Room, number: string): void => {
  for (const keys of room.keys.values()) for (const { holders } of keys) holders.delete(number);
};

const step = (room: Room, device: string, keyId: number, iteration: number): void => {
  const held = keyOf(room, device, keyId);
  const stepped = held && stepTo(held.key, iteration);
  if (held && stepped) held.key = stepped.key;
};

/** A linked device has received what a phone wrote, and mostly the key with it. */
export const takenFrom = (
  { rooms }: Rooms,
  taken: { room: string; message: string; epoch: number; jid: string; broughtKey: boolean },
): void => {
  const { epoch, jid, message } = taken;
  const room = rooms.get(taken.room);
  const written = room?.messages.get(message);
  if (!room || !written) return;
  written.taken = true;
  const writer = room.writers.get(written.from);
  if (!taken.broughtKey || writer?.epoch !== epoch || writer.given.includes(jid)) return;
  room.writers.set(written.from, { ...writer, given: [...writer.given, jid] });
};

/** The phone is on again, and takes what waited for it. */
export const release = ({ rooms }: Rooms, number: string): void => {
  for (const { messages } of rooms.values()) {
    for (const { readers } of messages.values()) if (readers.get(number) === 'held') readers.set(number, 'none');
  }
};

/** Applies one entry. Entries about missing items change nothing. */
export const applyToRooms = (state: Rooms, entry: RoomEntry): void => {
  if (entry.type === 'group') {
    state.groups.set(entry.group.id, entry.group);
    return;
  }
  const room = roomOf(state, entry.room);
  switch (entry.type) {
    case 'room_keys_given':
      return give(room, entry);
    case 'room_key_lost':
      return lose(room, entry.number);
    case 'room_stepped':
      return step(room, entry.device, entry.keyId, entry.iteration);
    case 'room_message':
      room.messages.set(entry.message.id, {
        ...entry.message,
        copies: 1,
        readers: new Map(entry.readers),
        taken: false,
      });
      return;
    case 'room_copied': {
      const message = room.messages.get(entry.id);
      if (!message) return;
      message.copies += 1;
      for (const [number, reading] of entry.readers) message.readers.set(number, reading);
      return;
    }
    case 'room_receipted': {
      const readers = room.messages.get(entry.id)?.readers;
      if (readers?.has(entry.number) && readers.get(entry.number) !== 'read') readers.set(entry.number, entry.receipt);
      return;
    }
    case 'room_fetched': {
      const message = room.messages.get(entry.id);
      if (message) message.fetched = entry.outcome;
      return;
    }
    case 'room_writer':
      room.writers.set(entry.number, entry.writer);
      return;
    case 'room_taken': {
      const message = room.messages.get(entry.id);
      if (message) message.taken = true;
      return;
    }
  }
};

/** A message that the account has read is an entry of its own, in rooms and in chats of two alike. */
type Kept = RoomEntry | { readonly type: 'seen'; readonly chat: string; readonly id: string };

const entriesOfRoom = (room: string, { messages, keys, writers }: Room): Kept[] => {
  const entries: Kept[] = [];
  for (const [device, held] of keys) {
    for (const { key, holders } of held) {
      // A key that nobody has any more is left out.
      for (const [iteration, given] of Map.groupBy(holders, ([, from]) => from)) {
        entries.push({
          type: 'room_keys_given',
          room,
          device,
          key,
          numbers: given.map(([number]) => number),
          iteration,
        });
      }
    }
  }
  for (const [number, writer] of writers) entries.push({ type: 'room_writer', room, number, writer });
  for (const { copies, readers, taken, seen, fetched, ...message } of messages.values()) {
    const { id } = message;
    entries.push({ type: 'room_message', room, message, readers: [...readers] });
    for (let copy = 1; copy < copies; copy += 1) entries.push({ type: 'room_copied', room, id, readers: [] });
    if (fetched) entries.push({ type: 'room_fetched', room, id, outcome: fetched });
    if (taken) entries.push({ type: 'room_taken', room, id });
    if (seen) entries.push({ type: 'seen', chat: room, id });
  }
  return entries;
};

/** The shortest list of entries that leads to these rooms. */
export const entriesOfRooms = ({ groups, rooms }: Rooms): Kept[] => [
  ...[...groups.values()].map((group): Kept => ({ type: 'group', group })),
  ...[...rooms].flatMap(([id, room]) => entriesOfRoom(id, room)),
];

/**
 * The state of the sandbox, as a fold of entries. Each change is one entry. A file of entries restores the whole state
 * (`journal.ts`), and `entriesOf` is the shortest such file.
 */
import type { Millis } from '../kernel/clock.ts';
import { addressOf } from './addresses.ts';
import { type AppStateEntry, type AppStates, applyToAppState } from './app-state/collections.ts';
import { erase } from './erasing.ts';
import { applyToRooms, release, type RoomEntry, type Rooms, takenFrom } from './groups/rooms.ts';
import { applyToHandovers, forgetSettled, type HandoverEntry, type Handovers, queued, settled } from './handovers.ts';
import type { Said } from './kinds/shown.ts';
import { type Waiting, waitingKey } from './waiting.ts';

/** A device that is or was linked to the phone. Keys are base64. */
export interface Device {
  /** `6281…:3@s.whatsapp.net` */
  readonly jid: string;
  readonly number: string;
  readonly device: number;
  /** The key with which the device authenticates at each login. */
  readonly noiseKey: string;
  readonly identityKey: string;
  readonly registrationId: number;
  readonly signedPreKey: { readonly id: number; readonly key: string; readonly signature: string };
}

export interface LinkedDevice extends Device {
  linked: boolean;
  /** One-time keys that are still unused. */
  readonly preKeys: Map<number, string>;
}

/** A message for a contact. */
interface Message extends Said {
  readonly id: string;
  readonly from: string;
  readonly at: Millis;
  /** The sending device, and the chat under the address that the device used: receipts go there. */
  readonly device: string;
  readonly chat: string;
  /** Waits on the server because the phone is off. */
  readonly held: boolean;
}

/** What became of the file in a message: the phone has it, or cannot show it. */
export type Fetched = { readonly state: 'whole' } | { readonly state: 'broken'; readonly problem: string };

export interface PhoneMessage extends Message {
  copies: number;
  receipt: 'none' | 'delivered' | 'read';
  /** Missing while the file is being fetched, and for a message without one. */
  fetched?: Fetched;
}

/** A message that a contact wrote to the account. */
export interface WrittenMessage extends Said {
  readonly id: string;
  readonly at: Millis;
  /** Whether a device has received it. */
  readonly taken: boolean;
  /** The account has read it: its writer sees blue ticks. */
  readonly seen?: boolean;
}

/** What the account shows of itself, beside its name. */
interface AccountProfile {
  readonly about: string | null;
  /** A picture at the media host. */
  readonly picture: { readonly id: string; readonly directPath: string } | null;
}

export type Entry =
  | { readonly type: 'seeded'; readonly seed: string }
  | { readonly type: 'linked'; readonly device: Device }
  | { readonly type: 'unlinked'; readonly jid: string }
  | { readonly type: 'keys_added'; readonly jid: string; readonly keys: readonly (readonly [number, string])[] }
  | { readonly type: 'key_used'; readonly jid: string; readonly id: number }
  | { readonly type: 'received'; readonly number: string; readonly message: Message }
  | { readonly type: 'fetched'; readonly number: string; readonly id: string; readonly outcome: Fetched }
  | { readonly type: 'wrote'; readonly number: string; readonly message: WrittenMessage }
  | { readonly type: 'copied'; readonly number: string; readonly id: string }
  | { readonly type: 'receipted'; readonly number: string; readonly id: string; readonly receipt: 'delivered' | 'read' }
  | { readonly type: 'came_online'; readonly number: string; readonly at: Millis }
  | { readonly type: 'emptied' }
  | { readonly type: 'erased'; readonly ids: readonly string[] }
  | { readonly type: 'ratchet_saved'; readonly number: string; readonly address: string; readonly record: unknown }
  | { readonly type: 'waits'; readonly jid: string; readonly waiting: Waiting }
  | { readonly type: 'sealed'; readonly jid: string; readonly key: string; readonly stanza: string }
  /** In a file that was rewritten: the last stanza of a writer, which is in no outbox any more. */
  | { readonly type: 'last_sealed'; readonly line: string; readonly stanza: string }
  | { readonly type: 'taken'; readonly jid: string; readonly key: string; readonly withoutReceipt?: boolean }
  /** The account has read a message, in the chat with this address. */
  | { readonly type: 'seen'; readonly chat: string; readonly id: string }
  /** A part that is left out stays as it is. */
  | ({ readonly type: 'profile_set' } & Partial<AccountProfile>)
  | AppStateEntry
  | HandoverEntry
  | RoomEntry;

/** An item of an outbox. */
export interface Queued {
  readonly waiting: Waiting;
  /** The encrypted stanza, base64; null until it is made. It stays the same however often it is handed over. */
  readonly stanza: string | null;
}

export interface State extends Rooms, Handovers, AppStates {
  seed: Buffer;
  readonly devices: Map<string, LinkedDevice>;
  /** By number, then by message id, in the order of arrival. */
  readonly phones: Map<string, Map<string, PhoneMessage>>;
  /** Messages that contacts wrote: by number, then by message id. */
  readonly written: Map<string, Map<string, WrittenMessage>>;
  /** Phones that start offline and have come online. */
  readonly online: Set<string>;
  /** Signal sessions as last saved: by number, then by address. */
  readonly ratchets: Map<string, Map<string, unknown>>;
  /** By device, then by `waitingKey`. */
  readonly outboxes: Map<string, Map<string, Queued>>;
  /** The last readable stanza of each writer to each device, base64: by `lineOf`. */
  readonly lastSealed: Map<string, string>;
  profile: AccountProfile;
}

export const emptyState = (): State => ({
  seed: Buffer.alloc(0),
  devices: new Map(),
  phones: new Map(),
  written: new Map(),
  online: new Set(),
  ratchets: new Map(),
  outboxes: new Map(),
  groups: new Map(),
  rooms: new Map(),
  handovers: new Map(),
  appState: new Map(),
  lastSealed: new Map(),
  profile: { about: null, picture: null },
});

type FromPhone = Pick<Extract<Waiting, { kind: 'message' }>, 'from' | 'group'>;

/** The messages that share a session, or a sender key. */
const lineOf = (jid: string, { from, group }: FromPhone): string => `${jid} ${from} ${group?.room ?? ''}`;

/** The last readable stanza of this writer to the device. */
export const lastSealedOf = ({ lastSealed }: State, jid: string, message: FromPhone): string | undefined =>
  lastSealed.get(lineOf(jid, message));

const seal = (state: State, jid: string, key: string, stanza: string): void => {
  const item = state.outboxes.get(jid)?.get(key);
  if (!item) return;
  state.outboxes.get(jid)?.set(key, { ...item, stanza });
  const { waiting } = item;
  if (waiting.kind === 'message' && !waiting.posting?.trouble) state.lastSealed.set(lineOf(jid, waiting), stanza);
};

const within = <Value>(map: Map<string, Map<string, Value>>, key: string): Map<string, Value> => {
  const found = map.get(key) ?? new Map<string, Value>();
  map.set(key, found);
  return found;
};

/** The phone receives its pending messages now, after those that it already has. */
const takeHeld = (phone: Map<string, PhoneMessage>, at: Millis): void => {
  for (const message of [...phone.values()].filter(({ held }) => held)) {
    phone.delete(message.id);
    phone.set(message.id, { ...message, held: false, at });
  }
};

const putInOutbox = (state: State, jid: string, waiting: Waiting): void => {
  const { kind, id, participant } = { participant: undefined, ...waiting };
  within(state.outboxes, jid).set(waitingKey(kind, id, participant), { waiting, stanza: null });
  if (waiting.kind !== 'message') return;
  queued(state, jid, { messageId: id, from: waiting.from, group: waiting.group?.room ?? null, writtenAt: waiting.at });
};

/** A message that the account has read. Others than those of phones have no ticks. */
const see = (state: State, chat: string, id: string): void => {
  const inRoom = state.rooms.get(chat)?.messages.get(id);
  if (inRoom) inRoom.seen = true;
  const written = state.written.get(addressOf(chat)?.number ?? '');
  const message = written?.get(id);
  if (message) written?.set(id, { ...message, seen: true });
};

/** An item leaves the outbox. A message for which the device sent a receipt gives its writer a tick. */
const take = (state: State, jid: string, key: string, withoutReceipt: boolean): void => {
  const waiting = state.outboxes.get(jid)?.get(key)?.waiting;
  state.outboxes.get(jid)?.delete(key);
  if (waiting?.kind !== 'message') return;
  settled(state, jid, waiting.id, withoutReceipt);
  if (withoutReceipt) return;
  if (waiting.group) {
    const broughtKey = (waiting.posting?.trouble?.kind ?? 'undecryptable') === 'undecryptable';
    return takenFrom(state, { ...waiting.group, message: waiting.id, jid, broughtKey });
  }
  const written = state.written.get(waiting.from);
  const message = written?.get(waiting.id);
  if (message) written?.set(waiting.id, { ...message, taken: true });
};

/** Applies one entry to the state. Entries about missing items change nothing. */
export const apply = (state: State, entry: Entry): void => {
  switch (entry.type) {
    case 'seeded':
      state.seed = Buffer.from(entry.seed, 'base64');
      return;
    case 'linked':
      state.devices.set(entry.device.jid, { ...entry.device, linked: true, preKeys: new Map() });
      return;
    case 'unlinked': {
      const device = state.devices.get(entry.jid);
      if (device) device.linked = false;
      state.outboxes.delete(entry.jid);
      return;
    }
    case 'keys_added': {
      const device = state.devices.get(entry.jid);
      for (const [id, key] of entry.keys) device?.preKeys.set(id, key);
      return;
    }
    case 'key_used':
      state.devices.get(entry.jid)?.preKeys.delete(entry.id);
      return;
    case 'received':
      within(state.phones, entry.number).set(entry.message.id, { ...entry.message, copies: 1, receipt: 'none' });
      return;
    case 'fetched': {
      const message = state.phones.get(entry.number)?.get(entry.id);
      if (message) message.fetched = entry.outcome;
      return;
    }
    case 'wrote':
      within(state.written, entry.number).set(entry.message.id, entry.message);
      return;
    case 'copied': {
      const message = state.phones.get(entry.number)?.get(entry.id);
      if (message) message.copies += 1;
      return;
    }
    case 'receipted': {
      const message = state.phones.get(entry.number)?.get(entry.id);
      if (message && message.receipt !== 'read') message.receipt = entry.receipt;
      return;
    }
    case 'came_online':
      state.online.add(entry.number);
      takeHeld(within(state.phones, entry.number), entry.at);
      release(state, entry.number);
      return;
    case 'emptied':
      state.phones.clear();
      state.written.clear();
      state.online.clear();
      for (const { messages } of state.rooms.values()) messages.clear();
      forgetSettled(state);
      return;
    case 'erased':
      erase(state, new Set(entry.ids));
      return;
    case 'ratchet_saved':
      within(state.ratchets, entry.number).set(entry.address, entry.record);
      return;
    case 'waits':
      putInOutbox(state, entry.jid, entry.waiting);
      return;
    case 'sealed':
      seal(state, entry.jid, entry.key, entry.stanza);
      return;
    case 'last_sealed':
      state.lastSealed.set(entry.line, entry.stanza);
      return;
    case 'taken':
      take(state, entry.jid, entry.key, entry.withoutReceipt ?? false);
      return;
    case 'seen':
      return see(state, entry.chat, entry.id);
    case 'profile_set': {
      const { type: _, ...set } = entry;
      state.profile = { ...state.profile, ...set };
      return;
    }
    case 'app_state':
      return applyToAppState(state, entry);
    case 'handed':
    case 'repeated':
    case 'answered':
    case 'handover':
      applyToHandovers(state, entry);
      return;
    default:
      applyToRooms(state, entry);
  }
};

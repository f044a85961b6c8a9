/**
 * Decodes what WhatsApp has of a collection of the app state, and refuses what does not prove itself.
 *
 * The phone and the other devices sign each entry (its name and its value), each patch, and the state that is reached,
 * with keys that WhatsApp does not have. Baileys checks them on request, but it passes over an entry or a patch that does
 * not hold and goes on from a state that nobody has. So each patch is decoded by itself here, an entry that was passed
 * over counts as wrong, and the sum of all entries is compared with what the device has signed.
 *
 * The states of some accounts have had entries that do not fit for years. So a whole state that was asked for because a
 * part did not prove itself is read as far as it does: every entry that holds by itself.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import {
  type ChatMutation,
  decodeSyncdMutations,
  decodeSyncdPatch,
  isMissingKeyError,
  type LTHashState,
  newLTHashState,
  type proto,
  type SignalDataTypeMap,
  type WAPatchName,
} from 'baileys';
import { messageOf } from '../../../kernel/fault.ts';
import type { Given } from './app-state-answers.ts';

/** Something was changed, left out or put in on its way from the device that wrote it. */
export class UnprovenState extends Error {
  override readonly name = 'UnprovenState';
}

export type KeyOf = (id: string) => Promise<SignalDataTypeMap['app-state-sync-key'] | undefined>;

export interface Decoded {
  readonly state: LTHashState;
  /** The last change of each entry, by its name. */
  readonly mutations: ReadonlyMap<string, ChatMutation>;
}

const NO_SALT = Buffer.alloc(0);
const KEYS = 'WhatsApp Mutation Keys';
const KEY_BYTES = 32;
/** Five keys come of one: for names, for encryption, and for the MACs of values, states and patches. */
const KEY_COUNT = 5;
const STATE_MAC_KEY = 3;

const stateMacKeyOf = (keyData: Uint8Array): Buffer => {
  const all = Buffer.from(hkdfSync('sha256', keyData, NO_SALT, KEYS, KEY_COUNT * KEY_BYTES));
  return all.subarray(STATE_MAC_KEY * KEY_BYTES, (STATE_MAC_KEY + 1) * KEY_BYTES);
};

const stateMacOf = (name: WAPatchName, { version, hash }: LTHashState, keyData: Uint8Array): Buffer => {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(version));
  return createHmac('sha256', stateMacKeyOf(keyData)).update(hash).update(place).update(name).digest();
};

/** Whether the device that holds this key has reached the same state. Nobody can tell without the key. */
const isProven = async (
  name: WAPatchName,
  state: LTHashState,
  { keyId, mac }: { readonly keyId: proto.IKeyId | null | undefined; readonly mac: Uint8Array | null | undefined },
  keyOf: KeyOf,
): Promise<boolean> => {
  const key = await keyOf(Buffer.from(keyId?.id ?? []).toString('base64'));
  return key?.keyData != null && stateMacOf(name, state, key.keyData).equals(Buffer.from(mac ?? []));
};

const versionOf = (version: proto.ISyncdVersion | null | undefined): number => Number(version?.version ?? 0);

/** Calls what decodes, and holds the number of decoded entries against the number that came. */
const all = async <T>(
  count: number,
  decode: (take: (mutation: ChatMutation) => void) => Promise<T>,
  doubt: (why: string) => void,
): Promise<{ readonly sum: T; readonly mutations: readonly ChatMutation[] }> => {
  const mutations: ChatMutation[] = [];
  const sum = await decode((mutation) => void mutations.push(mutation));
  if (mutations.length < count) doubt(ENTRY_DIFFERS);
  return { sum, mutations };
};

const STATE_DIFFERS = 'the MAC of the state does not hold';
const ENTRY_DIFFERS = 'the MAC of an entry does not hold';

/** Takes what a part does not prove: throws it, or tells of it and goes on. */
export type Doubt = (reason: UnprovenState) => void;

/** @throws UnprovenState */
export const strictly: Doubt = (reason) => {
  throw reason;
};

interface Decoding {
  readonly name: WAPatchName;
  readonly keyOf: KeyOf;
  readonly doubt: Doubt;
}

interface Part {
  readonly state: LTHashState;
  readonly mutations: readonly ChatMutation[];
}

type DoubtOf = (why: string) => void;

const wholeOf = async (
  { version, records, mac, keyId }: proto.ISyncdSnapshot,
  { name, keyOf }: Decoding,
  doubt: DoubtOf,
): Promise<Part> => {
  const before = { ...newLTHashState(), version: versionOf(version) };
  const entries = records ?? [];
  const { sum, mutations } = await all(
    entries.length,
    (take) => decodeSyncdMutations(entries, before, keyOf, take, true),
    doubt,
  );
  const state = { ...before, ...sum };
  if (!(await isProven(name, state, { keyId, mac }, keyOf))) doubt(STATE_DIFFERS);
  return { state, mutations };
};

const laterOf = async (
  patch: proto.ISyncdPatch,
  before: LTHashState,
  { name, keyOf }: Decoding,
  doubt: DoubtOf,
): Promise<Part> => {
  const { sum, mutations } = await all(
    patch.mutations?.length ?? 0,
    (take) => decodeSyncdPatch(patch, name, before, keyOf, take, true),
    doubt,
  );
  const state = { ...before, ...sum, version: versionOf(patch.version) };
  const { keyId, snapshotMac: mac } = patch;
  if (!(await isProven(name, state, { keyId, mac }, keyOf))) doubt(STATE_DIFFERS);
  return { state, mutations };
};

/** A part that cannot be decoded is as little worth as one with a wrong MAC. A missing key may still come. */
const part = async (
  { name, doubt }: Decoding,
  version: number,
  decode: (doubt: DoubtOf) => Promise<Part>,
): Promise<Part> => {
  const unproven = (why: string, cause?: unknown): UnprovenState =>
    new UnprovenState(`${name}, version ${version}: ${why}`, { cause });
  try {
    return await decode((why) => doubt(unproven(why)));
  } catch (thrown) {
    if (isMissingKeyError(thrown) || thrown instanceof UnprovenState) throw thrown;
    throw unproven(messageOf(thrown), thrown);
  }
};

/**
 * Decodes an answer onto the state before it. Changes up to the version `known` are left out; there are none if it is null.
 * @throws UnprovenState, or what Baileys throws where a key is missing
 */
export const decoded = async (
  { name, snapshot, patches }: Given,
  before: LTHashState,
  known: number | null,
  { keyOf, doubt }: Omit<Decoding, 'name'>,
): Promise<Decoded> => {
  const decoding = { name, keyOf, doubt };
  const found = new Map<string, ChatMutation>();
  let state = before;
  const take = (taken: Part): void => {
    state = taken.state;
    if (known !== null && state.version <= known) return;
    for (const mutation of taken.mutations)
      found.set(Buffer.from(mutation.syncAction.index ?? []).toString(), mutation);
  };
  if (snapshot) {
    const version = versionOf(snapshot.version);
    take(await part(decoding, version, (unproven) => wholeOf(snapshot, decoding, unproven)));
  }
  for (const patch of patches) {
    const version = versionOf(patch.version);
    take(await part(decoding, version, (unproven) => laterOf(patch, state, decoding, unproven)));
  }
  return { state, mutations: found };
};

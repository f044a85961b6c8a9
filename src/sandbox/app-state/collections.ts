/**
 * The collections of the account's app state: lists of patches, and what they add up to.
 *
 * WhatsApp's server cannot read them. The phone can, and refuses what is wrong; here both are one, so that a client which
 * writes a wrong patch hears of it.
 */
import { proto } from 'baileys/WAProto/index.js';
import { type AppStateKey, EMPTY_HASH, indexMacOf, mixed, openValue, patchMacs, sealValue } from './crypto.ts';

/** The patches of each collection, encoded, base64, the oldest first. */
export interface AppStates {
  readonly appState: Map<string, string[]>;
}

export interface AppStateEntry {
  readonly type: 'app_state';
  readonly collection: string;
  readonly patch: string;
}

export const applyToAppState = ({ appState }: AppStates, { collection, patch }: AppStateEntry): void => {
  const patches = appState.get(collection) ?? [];
  appState.set(collection, patches);
  patches.push(patch);
};

export const entriesOfAppState = ({ appState }: AppStates): AppStateEntry[] =>
  [...appState].flatMap(([collection, patches]) =>
    patches.map((patch): AppStateEntry => ({ type: 'app_state', collection, patch })),
  );

export interface Action {
  /** `['archive', '6281…@s.whatsapp.net']` */
  readonly index: readonly string[];
  readonly value: proto.ISyncActionValue;
}

interface Sum {
  readonly version: number;
  readonly hash: Buffer;
  /** The MAC of each entry's value, by the MAC of its name in base64. */
  readonly macs: ReadonlyMap<string, Buffer>;
  /** By the name of the entry. */
  readonly actions: ReadonlyMap<string, Action>;
}

const NOTHING: Sum = { version: 0, hash: EMPTY_HASH, macs: new Map(), actions: new Map() };

const { SET } = proto.SyncdMutation.SyncdOperation;

/** An entry of a patch. @throws if it is not as devices write them */
const opened = (key: AppStateKey, { operation, record }: proto.ISyncdMutation) => {
  if ((operation ?? SET) !== SET) throw new Error('only changes are known, no removals');
  if (!Buffer.from(record?.keyId?.id ?? []).equals(key.id)) throw new Error('the key is not known');
  const { plain, mac } = openValue(key, record?.value?.blob ?? new Uint8Array());
  const { index, value } = proto.SyncActionData.decode(plain);
  const indexMac = indexMacOf(key, index ?? new Uint8Array());
  if (!indexMac.equals(Buffer.from(record?.index?.blob ?? []))) throw new Error('the MAC of a name is wrong');
  const name = Buffer.from(index ?? []).toString();
  return { name, indexMac: indexMac.toString('base64'), mac, action: { index: JSON.parse(name), value: value ?? {} } };
};

/** The sum after one more patch. @throws if a MAC is wrong */
const added = (key: AppStateKey, collection: string, before: Sum, patch: proto.ISyncdPatch): Sum => {
  const entries = (patch.mutations ?? []).map((mutation) => opened(key, mutation));
  const [macs, actions] = [new Map(before.macs), new Map(before.actions)];
  let { hash } = before;
  for (const { name, indexMac, mac, action } of entries) {
    const replaced = macs.get(indexMac);
    if (replaced) hash = mixed(hash, replaced, -1);
    hash = mixed(hash, mac, 1);
    macs.set(indexMac, mac);
    actions.set(name, action);
  }
  const version = before.version + 1;
  const right = patchMacs(key, { name: collection, version, hash, values: entries.map(({ mac }) => mac) });
  if (!right.snapshot.equals(Buffer.from(patch.snapshotMac ?? []))) throw new Error('the MAC of the state is wrong');
  if (!right.patch.equals(Buffer.from(patch.patchMac ?? []))) throw new Error('the MAC of the patch is wrong');
  return { version, hash, macs, actions };
};

/** What the patches of a collection add up to. */
export const sumOf = ({ appState }: AppStates, key: AppStateKey, collection: string): Sum =>
  (appState.get(collection) ?? []).reduce(
    (sum, patch) => added(key, collection, sum, proto.SyncdPatch.decode(Buffer.from(patch, 'base64'))),
    NOTHING,
  );

/** The patch of a device, as the server hands it on. @throws if it does not fit */
export const checked = (key: AppStateKey, collection: string, before: Sum, bytes: Uint8Array): AppStateEntry => {
  const patch = proto.SyncdPatch.decode(bytes);
  const { version } = added(key, collection, before, patch);
  patch.version = proto.SyncdVersion.create({ version });
  const stored = proto.SyncdPatch.encode(patch).finish();
  return { type: 'app_state', collection, patch: Buffer.from(stored).toString('base64') };
};

/** A patch of the phone that sets one entry. */
export const patchWith = (
  key: AppStateKey,
  collection: string,
  before: Sum,
  { index, value }: Action,
  actionVersion: number,
): AppStateEntry => {
  const name = Buffer.from(JSON.stringify(index));
  const plain = proto.SyncActionData.encode({
    index: name,
    value,
    padding: new Uint8Array(),
    version: actionVersion,
  }).finish();
  const sealed = sealValue(key, name, plain);
  const replaced = before.macs.get(sealed.index.toString('base64'));
  const without = replaced ? mixed(before.hash, replaced, -1) : before.hash;
  const version = before.version + 1;
  const hash = mixed(without, sealed.value, 1);
  const macs = patchMacs(key, { name: collection, version, hash, values: [sealed.value] });
  const keyId = { id: key.id };
  const record = { index: { blob: sealed.index }, value: { blob: sealed.blob }, keyId };
  const patch = proto.SyncdPatch.encode({
    version: { version },
    mutations: [{ operation: SET, record }],
    snapshotMac: macs.snapshot,
    patchMac: macs.patch,
    keyId,
  }).finish();
  return { type: 'app_state', collection, patch: Buffer.from(patch).toString('base64') };
};

/** All that the patches of a collection add up to, as a new device gets it. */
export const snapshotOf = ({ appState }: AppStates, collection: string): Buffer => {
  const patches = (appState.get(collection) ?? []).map((patch) =>
    proto.SyncdPatch.decode(Buffer.from(patch, 'base64')),
  );
  const records = new Map<string, proto.ISyncdRecord>();
  for (const { mutations } of patches) {
    for (const { record } of mutations ?? []) {
      if (record) records.set(Buffer.from(record.index?.blob ?? []).toString('base64'), record);
    }
  }
  const last = patches.at(-1);
  const snapshot = proto.SyncdSnapshot.encode({
    version: { version: patches.length },
    records: [...records.values()],
    mac: last?.snapshotMac ?? null,
    keyId: last?.keyId ?? null,
  });
  return Buffer.from(snapshot.finish());
};

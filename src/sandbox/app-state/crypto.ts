/**
 * The cryptography of the app state. The server sees ciphertexts and MACs; each device checks that it has the same state
 * as all others, by a sum over the MACs of the values.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export interface AppStateKey {
  readonly id: Buffer;
  readonly data: Buffer;
}

interface Expanded {
  readonly index: Buffer;
  readonly encryption: Buffer;
  readonly valueMac: Buffer;
  readonly snapshotMac: Buffer;
  readonly patchMac: Buffer;
}

const KEY_BYTES = 32;
const IV_BYTES = 16;
const MAC_BYTES = 32;
const HASH_BYTES = 128;
const NO_SALT = Buffer.alloc(0);

const hmac = (key: Buffer, parts: readonly Uint8Array[], algorithm = 'sha256'): Buffer =>
  createHmac(algorithm, key).update(Buffer.concat(parts)).digest();

/** The key that the phone with this seed shares with its devices. */
export const appStateKeyOf = (seed: Buffer): AppStateKey => ({
  id: hmac(seed, [Buffer.from('app state key id')]).subarray(0, 6),
  data: hmac(seed, [Buffer.from('app state key')]),
});

const expand = ({ data }: AppStateKey): Expanded => {
  const bytes = Buffer.from(hkdfSync('sha256', data, NO_SALT, 'WhatsApp Mutation Keys', 5 * KEY_BYTES));
  const part = (index: number): Buffer => bytes.subarray(index * KEY_BYTES, (index + 1) * KEY_BYTES);
  return { index: part(0), encryption: part(1), valueMac: part(2), snapshotMac: part(3), patchMac: part(4) };
};

/** The MACs of one entry: of its name, and of its value. */
export interface Macs {
  readonly index: Buffer;
  readonly value: Buffer;
}

const bigEndian = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(value, 4);
  return bytes;
};

const SET = Buffer.of(1);

const valueMacOf = (keys: Expanded, key: AppStateKey, encrypted: Buffer): Buffer =>
  hmac(keys.valueMac, [SET, key.id, encrypted, bigEndian(1 + key.id.length)], 'sha512').subarray(0, MAC_BYTES);

/** An encrypted value, with its MAC behind it. `index` is the name of the entry. */
export const sealValue = (key: AppStateKey, index: Uint8Array, plain: Uint8Array): Macs & { readonly blob: Buffer } => {
  const keys = expand(key);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-cbc', keys.encryption, iv);
  const encrypted = Buffer.concat([iv, cipher.update(plain), cipher.final()]);
  const value = valueMacOf(keys, key, encrypted);
  return { index: hmac(keys.index, [index]), value, blob: Buffer.concat([encrypted, value]) };
};

/** The plain value. @throws if its MAC is wrong */
export const openValue = (key: AppStateKey, blob: Uint8Array): { readonly plain: Buffer; readonly mac: Buffer } => {
  const keys = expand(key);
  const bytes = Buffer.from(blob);
  const [encrypted, mac] = [bytes.subarray(0, -MAC_BYTES), bytes.subarray(-MAC_BYTES)];
  if (!valueMacOf(keys, key, encrypted).equals(mac)) throw new Error('the MAC of a value is wrong');
  const decipher = createDecipheriv('aes-256-cbc', keys.encryption, encrypted.subarray(0, IV_BYTES));
  return { plain: Buffer.concat([decipher.update(encrypted.subarray(IV_BYTES)), decipher.final()]), mac };
};

export const indexMacOf = (key: AppStateKey, index: Uint8Array): Buffer => hmac(expand(key).index, [index]);

export const EMPTY_HASH = Buffer.alloc(HASH_BYTES);

/** The sum with a value added, or taken away: 64 numbers of two bytes, each modulo 65,536. */
export const mixed = (hash: Buffer, valueMac: Buffer, sign: 1 | -1): Buffer => {
  const change = Buffer.from(hkdfSync('sha256', valueMac, NO_SALT, 'WhatsApp Patch Integrity', HASH_BYTES));
  const sum = Buffer.alloc(HASH_BYTES);
  for (let at = 0; at < HASH_BYTES; at += 2) {
    sum.writeUInt16LE((hash.readUInt16LE(at) + sign * change.readUInt16LE(at)) & 0xffff, at);
  }
  return sum;
};

/** The MACs of a patch: of the state after it, and of itself. */
export const patchMacs = (
  key: AppStateKey,
  { name, version, hash, values }: { name: string; version: number; hash: Buffer; values: readonly Buffer[] },
): { readonly snapshot: Buffer; readonly patch: Buffer } => {
  const keys = expand(key);
  const place = [bigEndian(version), Buffer.from(name)];
  const snapshot = hmac(keys.snapshotMac, [hash, ...place]);
  return { snapshot, patch: hmac(keys.patchMac, [snapshot, ...values, ...place]) };
};

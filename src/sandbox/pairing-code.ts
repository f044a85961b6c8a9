/**
 * Linking by a code that is typed on the phone. Both sides encrypt an ephemeral key with the code. The device then
 * seals its identity, the phone's identity and a random number with the shared secret of those keys. The three yield
 * the secret that a QR would have carried. A wrong code leads to other keys, and the phone cannot open the seal.
 */
import { createCipheriv, createDecipheriv, hkdfSync, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Entropy } from '../kernel/entropy.ts';
import { type KeyPair, keyPairOf, sharedSecret } from './keys.ts';
import { bytesOf, childOf, type Node, node } from './nodes.ts';

/** One device's pairing attempt, from its code to the secret. */
export interface CodePairing {
  /** The phone types a code; returns its message to the device. */
  answer(code: string): Promise<Node>;
  /** Takes the device's last message and returns the shared secret. Throws when the code was wrong. */
  finish(registration: Node): Buffer;
}

interface Side {
  /** The phone's long-term key. */
  readonly identity: KeyPair;
  /** The long-term key that the device sent when it connected. */
  readonly deviceIdentity: Buffer;
  readonly entropy: Entropy;
}

const STRETCHES = 131_072;
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const WRAP_IV_BYTES = 16;
const SEAL_IV_BYTES = 12;
const TAG_BYTES = 16;

const stretch = promisify(pbkdf2);
const keyFrom = (code: string, salt: Buffer) => stretch(code, salt, STRETCHES, KEY_BYTES, 'sha256');

const expand = (secret: Uint8Array, salt: Uint8Array, info: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, KEY_BYTES));

/** Splits bytes into pieces of these lengths, and the rest. */
const cut = (bytes: Buffer, ...lengths: number[]): Buffer[] => {
  let start = 0;
  const pieces = lengths.map((length) => bytes.subarray(start, (start += length)));
  return [...pieces, bytes.subarray(start)];
};

const unwrap = async (code: string, wrapped: Buffer): Promise<Buffer> => {
  const [salt, iv, sealed] = cut(wrapped, SALT_BYTES, WRAP_IV_BYTES) as [Buffer, Buffer, Buffer];
  return createDecipheriv('aes-256-ctr', await keyFrom(code, salt), iv).update(sealed);
};

const wrap = async (code: string, key: Buffer, entropy: Entropy): Promise<Buffer> => {
  const salt = Buffer.from(entropy.bytes(SALT_BYTES));
  const iv = Buffer.from(entropy.bytes(WRAP_IV_BYTES));
  return Buffer.concat([salt, iv, createCipheriv('aes-256-ctr', await keyFrom(code, salt), iv).update(key)]);
};

const openSeal = (shared: Buffer, sealed: Buffer): Buffer => {
  const [salt, iv, rest] = cut(sealed, SALT_BYTES, SEAL_IV_BYTES) as [Buffer, Buffer, Buffer];
  const key = expand(shared, salt, 'link_code_pairing_key_bundle_encryption_key');
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAuthTag(rest.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(rest.subarray(0, -TAG_BYTES)), decipher.final()]);
};

/** Normalises a code such as `abcd-1234`. */
const normal = (code: string): string => code.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase();

/** Starts with the stanza of a device that asks to be linked by a code (`companion_hello`). */
export const pairByCode = (hello: Node, { identity, deviceIdentity, entropy }: Side): CodePairing => {
  const wrapped = bytesOf(childOf(hello, 'link_code_pairing_wrapped_companion_ephemeral_pub'));
  const ref = Buffer.from(entropy.bytes(KEY_BYTES));
  let shared: Buffer | null = null;

  return {
    async answer(code) {
      const ephemeral = keyPairOf(entropy.bytes(KEY_BYTES), 'ephemeral');
      shared = sharedSecret(ephemeral.private, await unwrap(normal(code), wrapped));
      return node('link_code_companion_reg', { stage: 'primary_hello' }, [
        node(
          'link_code_pairing_wrapped_primary_ephemeral_pub',
          {},
          await wrap(normal(code), ephemeral.public, entropy),
        ),
        node('primary_identity_pub', {}, identity.public),
        node('link_code_pairing_ref', {}, ref),
      ]);
    },
    finish(registration) {
      if (!shared) throw new Error('no code was typed on the phone');
      const sealed = bytesOf(childOf(registration, 'link_code_pairing_wrapped_key_bundle'));
      const [theirs, ours, random] = cut(openSeal(shared, sealed), KEY_BYTES, KEY_BYTES) as [Buffer, Buffer, Buffer];
      if (!theirs.equals(deviceIdentity) || !ours.equals(identity.public)) throw new Error('another device, or phone');
      const identities = sharedSecret(identity.private, theirs);
      return expand(Buffer.concat([shared, identities, random]), Buffer.alloc(0), 'adv_secret');
    },
  };
};

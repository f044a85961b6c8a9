/**
 * Encryption of secrets at rest: a sealed value opens only with the same key and in the same place.
 *
 * AES-256-GCM with a random nonce for each value. A sealed value begins with a version and its key's name, so that a
 * wrong key is told from damage. The additional data binds it to its place: moved to another row, it does not open. An
 * older value restored to its own place is not detected. Random nonces are safe for 2^32 values under one key (NIST SP
 * 800-38D). At three values a message that is more than a billion messages; a key rotation resets the count.
 */
import { createCipheriv, createDecipheriv, createHash, createSecretKey } from 'node:crypto';
import type { Entropy } from './entropy.ts';
import { Fault } from './fault.ts';

/** The place that a sealed value is bound to. */
export interface Place {
  /** Shown to people when the value cannot be opened. */
  readonly name: string;
  /** Identifies the place among others with the same label. Never shown, because it may be a phone number. */
  readonly id: string;
}

export interface Seal {
  /** The key's name, 8 hex digits. It reveals nothing about the key. */
  readonly keyName: string;
  seal(plain: string, place: Place): Buffer;
  /** @throws Fault `seal.wrong_key` or `seal.broken` */
  open(sealed: Uint8Array, place: Place): string;
}

export const ENCRYPTION_KEY_BYTES = 32;
/** A key in writing: 64 hex digits, or 32 bytes in base64. */
export const ENCRYPTION_KEY_TEXT = /^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i;

/** The bytes of a text that matches `ENCRYPTION_KEY_TEXT`. */
export const encryptionKeyOf = (text: string): Uint8Array =>
  Buffer.from(text, text.length === 2 * ENCRYPTION_KEY_BYTES ? 'hex' : 'base64');

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const KEY_NAME_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Layout of a sealed value: version, key name, nonce, tag, ciphertext. */
const NONCE_AT = 1 + KEY_NAME_BYTES;
const TAG_AT = NONCE_AT + NONCE_BYTES;
const TEXT_AT = TAG_AT + TAG_BYTES;

/** The prefix of every value that was sealed with the key of this name. */
export const headerOf = (keyName: string): Buffer => Buffer.concat([Buffer.of(VERSION), Buffer.from(keyName, 'hex')]);

/** The name of the key that sealed a value. */
export const keyNameOf = (sealed: Uint8Array): string => Buffer.from(sealed.subarray(1, NONCE_AT)).toString('hex');

/** `key` is 32 bytes long. */
export const aesSeal = (key: Uint8Array, entropy: Entropy): Seal => {
  const secret = createSecretKey(key);
  const keyName = createHash('sha256')
    .update('waybill encryption key')
    .update(key)
    .digest('hex')
    .slice(0, 2 * KEY_NAME_BYTES);
  const header = headerOf(keyName);

  return {
    keyName,
    seal(plain, place) {
      const nonce = entropy.bytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, secret, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(place));
      const text = [cipher.update(plain, 'utf8'), cipher.final()];
      return Buffer.concat([header, nonce, cipher.getAuthTag(), ...text]);
    },
    open(sealed, place) {
      if (!header.equals(sealed.subarray(0, NONCE_AT))) throw wrongKey(place);
      try {
        const decipher = createDecipheriv(CIPHER, secret, sealed.subarray(NONCE_AT, TAG_AT), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(boundTo(place)).setAuthTag(sealed.subarray(TAG_AT, TEXT_AT));
        return decipher.update(sealed.subarray(TEXT_AT), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw broken(place, cause);
      }
    },
  };
};

const boundTo = ({ name, id }: Place): Buffer => Buffer.from(JSON.stringify([name, id]));

const wrongKey = ({ name }: Place): Fault =>
  new Fault('seal.wrong_key', `What is stored as ${name} was sealed with another encryption key`, {
    hint: 'Start with the key that sealed it (WAYBILL_ENCRYPTION_KEY, or the file encryption-key in the data folder).',
    retryable: false,
  });

const broken = ({ name }: Place, cause: unknown): Fault =>
  new Fault('seal.broken', `What is stored as ${name} cannot be opened: it was changed, or belongs elsewhere`, {
    hint: 'Restore the last backup, or put the keys aside and link the session again (waybill keys forget --help).',
    retryable: false,
    cause,
  });

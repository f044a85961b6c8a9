/**
 * Secrets at rest: what is sealed can be opened with the same key and in the same place only.
 *
 * AES-256-GCM with a random nonce for each value. A sealed value begins with a version and the name of its key, so that
 * another key is told from damage, and it is bound to its place: moved to another row it does not open. What this cannot
 * see is an older value put back in its own place. Random nonces are good for 2^32 values under one key (NIST SP 800-38D),
 * which at three a message are more than a billion messages; a rotation counts anew.
 */
import { createCipheriv, createDecipheriv, createHash, createSecretKey } from 'node:crypto';
import type { Entropy } from './entropy.ts';
import { Fault } from './fault.ts';

/** Where a sealed value belongs. */
export interface Place {
  /** Shown to people when the value cannot be opened. */
  readonly name: string;
  /** Tells it from others of that name; never shown, for it may be somebody's number. */
  readonly id: string;
}

export interface Seal {
  /** Names the key and tells nothing about it, 8 hex digits. */
  readonly keyName: string;
  seal(plain: string, place: Place): Buffer;
  /** @throws Fault `seal.wrong_key` or `seal.broken` */
  open(sealed: Uint8Array, place: Place): string;
}

export const ENCRYPTION_KEY_BYTES = 32;
/** A key as people and files hold it: 64 hex digits, or 32 bytes in base64. */
export const ENCRYPTION_KEY_TEXT = /^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i;

/** The bytes of a text that `ENCRYPTION_KEY_TEXT` fits. */
export const encryptionKeyOf = (text: string): Uint8Array =>
  Buffer.from(text, text.length === 2 * ENCRYPTION_KEY_BYTES ? 'hex' : 'base64');

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const KEY_NAME_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed value is version, key name, nonce, tag, ciphertext. */
const NONCE_AT = 1 + KEY_NAME_BYTES;
const TAG_AT = NONCE_AT + NONCE_BYTES;
const TEXT_AT = TAG_AT + TAG_BYTES;

/** How every value begins that the key of this name has sealed. */
export const headerOf = (keyName: string): Buffer => Buffer.concat([Buffer.of(VERSION), Buffer.from(keyName, 'hex')]);

/** The name of the key that has sealed a value. */
export const keyNameOf = (sealed: Uint8Array): string => Buffer.from(sealed.subarray(1, NONCE_AT)).toString('hex');

/** `key` has 32 bytes. */
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
    hint: 'Start with the key that it was sealed with (WAYBILL_ENCRYPTION_KEY, or the file encryption-key in the data folder).',
    retryable: false,
  });

const broken = ({ name }: Place, cause: unknown): Fault =>
  new Fault('seal.broken', `What is stored as ${name} cannot be opened: it was changed, or belongs elsewhere`, {
    hint: 'Restore the last backup, or give the keys up and link the session again (waybill keys forget --help).',
    retryable: false,
    cause,
  });

/**
 * How media is encrypted: a random key of 32 bytes, from which HKDF makes an IV, a cipher key and a MAC key by the kind
 * of media. The body is AES-256-CBC, then the first ten bytes of an HMAC-SHA256 over the IV and the ciphertext. Written
 * from the protocol, without the gateway's code, so that a mistake there does not cancel out here.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  type Decipheriv,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto';
import type { Media, MediaUse } from '../kinds/shown.ts';

const MAC_BYTES = 10;

/** The use of encrypted bytes: a file of a message, a page of older messages, or the app state. */
export type SealedUse = MediaUse | 'history' | 'app_state';

const INFO: Readonly<Record<SealedUse, string>> = {
  image: 'WhatsApp Image Keys',
  sticker: 'WhatsApp Image Keys',
  video: 'WhatsApp Video Keys',
  audio: 'WhatsApp Audio Keys',
  voice: 'WhatsApp Audio Keys',
  document: 'WhatsApp Document Keys',
  history: 'WhatsApp History Keys',
  app_state: 'WhatsApp App State Keys',
};

const keysOf = (key: Uint8Array, use: SealedUse) => {
  const bytes = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), INFO[use], 112));
  return { iv: bytes.subarray(0, 16), cipher: bytes.subarray(16, 48), mac: bytes.subarray(48, 80) };
};

/** Media that a phone cannot show, with the reason as a sentence. */
export class BrokenMedia extends Error {}

const finished = (decipher: Decipheriv): Buffer => {
  try {
    return decipher.final();
  } catch {
    throw new BrokenMedia('The file cannot be decrypted with its key.');
  }
};

/**
 * The plain bytes of an encrypted body. They can be trusted only at the end, because everything is checked while they
 * pass: the hash of the body, the MAC, the padding, the length and the hash of the plain bytes.
 * @throws BrokenMedia
 */
export async function* plainOf(body: AsyncIterable<Buffer>, media: Media, use: MediaUse): AsyncGenerator<Buffer> {
  const keys = keysOf(Buffer.from(media.sealed.key, 'base64'), use);
  const decipher = createDecipheriv('aes-256-cbc', keys.cipher, keys.iv);
  const mac = createHmac('sha256', keys.mac).update(keys.iv);
  const sealedHash = createHash('sha256');
  const plainHash = createHash('sha256');
  let size = 0;
  const count = (plain: Buffer): Buffer => {
    size += plain.length;
    plainHash.update(plain);
    return plain;
  };

  let tail: Buffer = Buffer.alloc(0);
  for await (const bytes of body) {
    sealedHash.update(bytes);
    const all = Buffer.concat([tail, bytes]);
    const ciphertext = all.subarray(0, Math.max(0, all.length - MAC_BYTES));
    tail = all.subarray(ciphertext.length);
    mac.update(ciphertext);
    yield count(decipher.update(ciphertext));
  }
  if (sealedHash.digest('base64') !== media.sealed.sha256) {
    throw new BrokenMedia('The encrypted file is not the one that the message names: its hash differs.');
  }
  const expected = mac.digest().subarray(0, MAC_BYTES);
  if (tail.length !== MAC_BYTES || !timingSafeEqual(tail, expected)) {
    throw new BrokenMedia('The file was changed or encrypted with other keys: its MAC is wrong.');
  }
  yield count(finished(decipher));
  if (size !== media.size) throw new BrokenMedia(`The file has ${size} bytes, but the message says ${media.size}.`);
  if (plainHash.digest('hex') !== media.sha256) throw new BrokenMedia('The hash of the decrypted file differs.');
}

/** Encrypts bytes with a fresh `key`. */
export const sealMedia = (plain: Uint8Array, key: Uint8Array, use: SealedUse) => {
  const keys = keysOf(key, use);
  const cipher = createCipheriv('aes-256-cbc', keys.cipher, keys.iv);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  const mac = createHmac('sha256', keys.mac).update(keys.iv).update(ciphertext).digest().subarray(0, MAC_BYTES);
  const body = Buffer.concat([ciphertext, mac]);
  return {
    body,
    sealedSha256: createHash('sha256').update(body).digest(),
    plainSha256: createHash('sha256').update(plain).digest('hex'),
  };
};

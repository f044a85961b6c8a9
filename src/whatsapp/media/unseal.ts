/**
 * The plain bytes of an encrypted file, decrypted while they pass. They can be trusted only at the end, where everything
 * that the message says of them is checked: the hash of the encrypted bytes, the MAC, the padding, the length and the
 * hash of the plain bytes. Baileys checks none of these.
 */
import { createDecipheriv, createHash, createHmac, type Decipheriv, type Hash, timingSafeEqual } from 'node:crypto';
import type { MediaKind } from '../../messages/media.ts';
import type { RemoteFile } from '../../messages/beside.ts';
import { fileKeys, MAC_BYTES, type SealedKind } from './keys.ts';

const BLOCK_BYTES = 16;
const MEDIA_KEY_BYTES = 32;

/** The bytes are not those that the message describes. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

/** Encrypted bytes as their message describes them. */
export interface SealedBytes {
  /** `history` is a page of older messages, `app_state` what the devices of the account share. */
  readonly kind: MediaKind | 'history' | 'app_state';
  /** In plain bytes; null if it is not known. */
  readonly size: number | null;
  readonly file: Pick<RemoteFile, 'mediaKey' | 'fileEncSha256' | 'fileSha256'>;
}

const SEALED: Readonly<Record<SealedBytes['kind'], SealedKind>> = {
  image: 'image',
  sticker: 'image',
  video: 'video',
  audio: 'audio',
  document: 'document',
  history: 'history',
  app_state: 'app_state',
};

/** How many encrypted bytes a file of so many plain bytes has: the padding is never empty. */
export const sealedSize = (plainBytes: number): number =>
  (Math.floor(plainBytes / BLOCK_BYTES) + 1) * BLOCK_BYTES + MAC_BYTES;

const finished = (decipher: Decipheriv): Buffer => {
  try {
    return decipher.final();
  } catch {
    throw new DamagedFile('The padding is wrong');
  }
};

const compare = (hash: Hash, expected: string | null, what: string): void => {
  if (expected !== null && hash.digest('base64') !== expected) throw new DamagedFile(`The hash of the ${what} differs`);
};

/** @throws DamagedFile, and what the source throws. */
export async function* unsealed(
  body: AsyncIterable<Uint8Array>,
  { kind, size, file }: SealedBytes,
): AsyncGenerator<Uint8Array> {
  const mediaKey = Buffer.from(file.mediaKey, 'base64');
  if (mediaKey.length !== MEDIA_KEY_BYTES) throw new DamagedFile('The key has the wrong length');
  const keys = fileKeys(mediaKey, SEALED[kind]);
  const decipher = createDecipheriv('aes-256-cbc', keys.cipher, keys.iv);
  const mac = createHmac('sha256', keys.mac).update(keys.iv);
  const encrypted = createHash('sha256');
  const plain = createHash('sha256');
  let length = 0;
  const counted = (bytes: Buffer): Buffer => {
    length += bytes.length;
    plain.update(bytes);
    return bytes;
  };

  /** The last bytes so far, which are the MAC if no more come. */
  let tail = Buffer.alloc(0);
  for await (const bytes of body) {
    encrypted.update(bytes);
    const all = Buffer.concat([tail, bytes]);
    const ciphertext = all.subarray(0, Math.max(0, all.length - MAC_BYTES));
    tail = all.subarray(ciphertext.length);
    mac.update(ciphertext);
    yield counted(decipher.update(ciphertext));
  }
  compare(encrypted, file.fileEncSha256, 'encrypted bytes');
  const expected = mac.digest().subarray(0, MAC_BYTES);
  if (tail.length !== MAC_BYTES || !timingSafeEqual(tail, expected)) throw new DamagedFile('The MAC is wrong');
  yield counted(finished(decipher));
  if (size !== null && length !== size) throw new DamagedFile('The length differs');
  compare(plain, file.fileSha256, 'plain bytes');
}

/**
 * Files as WhatsApp's media hosts keep them (wire notes II, section 1): AES-256-CBC, then the first ten bytes of an
 * HMAC-SHA256 over the vector and the ciphertext. A file is read once and never held in memory.
 */
import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileKeys, MAC_BYTES, type SealedKind } from '../../media/keys.ts';

/** The use of a file, which decides its keys and its path at the host. */
export type UploadKind = SealedKind;

export interface EncryptedFile {
  /** The number of encrypted bytes. */
  readonly size: number;
  readonly fileSha256: Buffer;
  readonly fileEncSha256: Buffer;
  /** The number of plain bytes. */
  readonly fileLength: number;
}

/** Encrypts the file at `from` into the one at `into`. */
export const encryptFile = async (
  { from, into }: { readonly from: string; readonly into: string },
  kind: UploadKind,
  mediaKey: Uint8Array,
): Promise<EncryptedFile> => {
  const keys = fileKeys(mediaKey, kind);
  const cipher = createCipheriv('aes-256-cbc', keys.cipher, keys.iv);
  const plain = createHash('sha256');
  const encrypted = createHash('sha256');
  const mac = createHmac('sha256', keys.mac).update(keys.iv);
  let fileLength = 0;
  let size = 0;

  const sealed = (bytes: Buffer): Buffer => {
    mac.update(bytes);
    encrypted.update(bytes);
    size += bytes.length;
    return bytes;
  };
  const sealing = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      plain.update(chunk);
      fileLength += chunk.length;
      done(null, sealed(cipher.update(chunk)));
    },
    flush(done: TransformCallback) {
      const last = sealed(cipher.final());
      const tag = mac.digest().subarray(0, MAC_BYTES);
      encrypted.update(tag);
      size += tag.length;
      done(null, Buffer.concat([last, tag]));
    },
  });
  await pipeline(createReadStream(from), sealing, createWriteStream(into, { flags: 'wx', mode: 0o600 }));
  return { size, fileSha256: plain.digest(), fileEncSha256: encrypted.digest(), fileLength };
};

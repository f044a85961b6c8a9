/**
 * Files as WhatsApp's media hosts keep them (wire notes II, section 1): AES-256-CBC, then the first ten bytes of an
 * HMAC-SHA256 over the vector and the ciphertext. A file is read once and never held in memory.
 */
import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { open } from 'node:fs/promises';
import { giveBack, piecesOf } from '../../../kernel/pieces.ts';
import { fileKeys, MAC_BYTES, type SealedKind } from '../../media/keys.ts';

/** The use of a file, which decides its keys and its path at the host. */
export type UploadKind = SealedKind;

const FILE_MODE = 0o600;

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

  const sealed = await open(into, 'wx', FILE_MODE);
  try {
    const write = async (bytes: Buffer): Promise<void> => {
      encrypted.update(bytes);
      size += bytes.length;
      await sealed.writeFile(bytes);
    };
    const seal = async (bytes: Buffer): Promise<void> => {
      mac.update(bytes);
      await write(bytes);
      giveBack(bytes);
    };
    for await (const piece of piecesOf(from)) {
      plain.update(piece);
      fileLength += piece.length;
      await seal(cipher.update(piece));
    }
    await seal(cipher.final());
    await write(mac.digest().subarray(0, MAC_BYTES));
  } finally {
    await sealed.close();
  }
  return { size, fileSha256: plain.digest(), fileEncSha256: encrypted.digest(), fileLength };
};

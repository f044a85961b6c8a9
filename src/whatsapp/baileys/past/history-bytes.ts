/**
 * The messages that a notice names, as bytes of a `HistorySync`.
 *
 * They are in the notice itself, or at a media host, encrypted like a file of a message. One answer holds few messages,
 * and is bounded before and after it is unpacked.
 */
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { type BlobSource, blobBytes, sizeIn } from '../media/blob.ts';
import type { Notice } from './notices.ts';

/** The sizes of an answer, packed and unpacked, of 50 messages with their small pictures. */
const PACKED_MAX = 4 * 1024 * 1024;
export const UNPACKED_MAX = 16 * 1024 * 1024;

/** The phone's answer is larger than any that was asked for, or cannot be unpacked. */
class UnusableHistory extends Error {
  override readonly name = 'UnusableHistory';
}

const unpack = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate);

const fetched = (notice: Notice, source: BlobSource): Promise<Uint8Array> =>
  blobBytes({ ...notice, size: sizeIn(notice.fileLength) }, { kind: 'history', bytesMax: PACKED_MAX }, source);

/** @throws UnusableHistory, what a download throws, or the reason of the signal */
export const historyBytes = async (notice: Notice, source: BlobSource): Promise<Uint8Array> => {
  const inline = notice.initialHistBootstrapInlinePayload;
  const packed = inline && inline.length > 0 ? inline : await fetched(notice, source);
  if (packed.length > PACKED_MAX) throw new UnusableHistory('The answer is too large');
  try {
    return await unpack(packed, { maxOutputLength: UNPACKED_MAX });
  } catch {
    throw new UnusableHistory('The answer cannot be unpacked');
  }
};

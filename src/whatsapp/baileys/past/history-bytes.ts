/**
 * The messages that a notice names, as bytes of a `HistorySync`.
 *
 * They are in the notice itself, or at a media host, encrypted like a file of a message. They are fetched in the thread of
 * the session, which alone can decode them. One answer holds few messages, and is bounded before and after it is unpacked.
 */
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { Agent } from 'node:https';
import { remoteBytes } from '../../media/remote-bytes.ts';
import { sealedSize, unsealed } from '../../media/unseal.ts';
import type { Notice } from './notices.ts';

/** The sizes of an answer, packed and unpacked, of 50 messages with their small pictures. */
const PACKED_MAX = 4 * 1024 * 1024;
export const UNPACKED_MAX = 16 * 1024 * 1024;

/** The phone's answer is larger than any that was asked for, or cannot be unpacked. */
class UnusableHistory extends Error {
  override readonly name = 'UnusableHistory';
}

interface Source {
  readonly hosts: () => Promise<readonly string[]>;
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

const unpack = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate);

const base64 = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('base64');

const bounded = async (chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > PACKED_MAX) throw new UnusableHistory('The answer is too large');
    kept.push(chunk);
  }
  return Buffer.concat(kept);
};

const fetched = async (notice: Notice, { hosts, agent, signal }: Source): Promise<Uint8Array> => {
  const { directPath, mediaKey, fileEncSha256, fileSha256, fileLength } = notice;
  const length = Number(fileLength ?? Number.NaN);
  const size = Number.isSafeInteger(length) && length >= 0 ? length : null;
  if (!directPath?.startsWith('/') || (size ?? 0) > PACKED_MAX)
    throw new UnusableHistory('The answer names no such file');
  const bytes = {
    hosts: await hosts(),
    path: directPath,
    size: size === null ? null : sealedSize(size),
    agent,
    signal,
  };
  const file = { mediaKey: base64(mediaKey), fileEncSha256: base64(fileEncSha256), fileSha256: base64(fileSha256) };
  return bounded(unsealed(remoteBytes(bytes), { kind: 'history', size, file }));
};

/** @throws UnusableHistory, what a download throws, or the reason of the signal */
export const historyBytes = async (notice: Notice, source: Source): Promise<Uint8Array> => {
  const inline = notice.initialHistBootstrapInlinePayload;
  const packed = inline && inline.length > 0 ? inline : await fetched(notice, source);
  if (packed.length > PACKED_MAX) throw new UnusableHistory('The answer is too large');
  try {
    return await unpack(packed, { maxOutputLength: UNPACKED_MAX });
  } catch {
    throw new UnusableHistory('The answer cannot be unpacked');
  }
};

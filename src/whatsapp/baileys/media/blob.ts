/**
 * Bytes that WhatsApp's own protocol keeps at a media host, encrypted like a file of a message: pages of older messages,
 * and parts of the app state. Only the thread of the session can decode them, so they are fetched there, into memory, and
 * are bounded.
 */
import type { Agent } from 'node:https';
import { remoteBytes } from '../../media/remote-bytes.ts';
import { type SealedBytes, sealedSize, unsealed } from '../../media/unseal.ts';

/** Where a blob is, as the protocol describes it. Nothing of it is to be trusted. */
export interface BlobReference {
  readonly directPath?: string | null | undefined;
  readonly mediaKey?: Uint8Array | null | undefined;
  readonly fileEncSha256?: Uint8Array | null | undefined;
  readonly fileSha256?: Uint8Array | null | undefined;
  /** In plain bytes; null if it is not known. */
  readonly size: number | null;
}

export interface BlobSource {
  readonly hosts: () => Promise<readonly string[]>;
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

interface BlobTerms {
  readonly kind: SealedBytes['kind'];
  /** The most plain bytes to take. */
  readonly bytesMax: number;
}

/** There is no such blob, or it is too large. */
class UnusableBlob extends Error {
  override readonly name = 'UnusableBlob';
}

const base64 = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('base64');
/** A hash that the protocol left out is not compared. */
const hashOf = (bytes: Uint8Array | null | undefined): string | null =>
  bytes && bytes.length > 0 ? base64(bytes) : null;

const bounded = async (chunks: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Uint8Array> => {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > bytesMax) throw new UnusableBlob('There are more bytes than expected');
    kept.push(chunk);
  }
  return Buffer.concat(kept);
};

/** @throws UnusableBlob, what a download throws, or the reason of the signal */
export const blobBytes = async (
  { directPath, mediaKey, fileEncSha256, fileSha256, size }: BlobReference,
  { kind, bytesMax }: BlobTerms,
  { hosts, agent, signal }: BlobSource,
): Promise<Uint8Array> => {
  if (!directPath?.startsWith('/')) throw new UnusableBlob('There is no path of a blob');
  if ((size ?? 0) > bytesMax) throw new UnusableBlob('There are more bytes than expected');
  const body = remoteBytes({
    hosts: await hosts(),
    path: directPath,
    size: size === null ? null : sealedSize(size),
    agent,
    signal,
  });
  const file = {
    mediaKey: base64(mediaKey),
    fileEncSha256: hashOf(fileEncSha256),
    fileSha256: hashOf(fileSha256),
  };
  return bounded(unsealed(body, { kind, size, file }), bytesMax);
};

/** A size as a protocol buffer holds it; null if it is none. */
export const sizeIn = (value: unknown): number | null => {
  const size = Number(value ?? Number.NaN);
  return Number.isSafeInteger(size) && size >= 0 ? size : null;
};

/** The bytes of a picture that a person shows: they are not encrypted, and WhatsApp names their address. */
import type { Agent } from 'node:https';
import { remoteBytes } from '../../media/remote-bytes.ts';
import { undelivered } from '../failures.ts';

/** Pictures of people have at most 640 × 640 pixels. */
const BYTES_MAX = 2 ** 20;

const JPEG = Buffer.of(0xff, 0xd8, 0xff);

/** @throws Undelivered if no whole JPEG comes; rejects soon after the signal */
export const pictureAt = async (address: string, agent: Agent, signal: AbortSignal): Promise<Uint8Array> => {
  const { host, pathname, search } = new URL(address);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of remoteBytes({ hosts: [host], path: pathname + search, size: null, agent, signal })) {
      size += chunk.length;
      if (size > BYTES_MAX) break;
      chunks.push(chunk);
    }
  } catch {
    throw undelivered('network_timeout', false);
  }
  const bytes = Buffer.concat(chunks);
  if (size > BYTES_MAX || !bytes.subarray(0, JPEG.length).equals(JPEG)) throw undelivered('protocol_error', false);
  return bytes;
};

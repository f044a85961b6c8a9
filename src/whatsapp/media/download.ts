/**
 * Fetches the file of a message that came in: encrypted from a media host, decrypted and checked on its way to the disk.
 *
 * It guarantees that a download ends: it is bounded in bytes, in the time without a byte and in all. Bytes that are not
 * the ones that the message describes are not stored. The host is never the message's choice: of an address only the path
 * is used, and only if the address is one of WhatsApp's.
 *
 * It runs in the gateway's own thread, where no session is. A socket hands over at most 64 KiB at a time, which takes a
 * fraction of a millisecond to decrypt and hash; a worker would copy every byte twice to save that.
 */
import type { Agent } from 'node:https';
import type { Clock } from '../../kernel/clock.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { type MediaFiles, Stalled, type StoredFile, TooLarge } from '../../messages/media.ts';
import type { RemoteFile } from '../../messages/beside.ts';
import type { Download, Downloaded, DownloadTerms, RemoteMedia } from '../remote-media.ts';
import { HostFailure, remoteBytes } from './remote-bytes.ts';
import { DamagedFile, sealedSize, unsealed } from './unseal.ts';

interface DownloadPorts {
  readonly files: Pick<MediaFiles, 'take'>;
  /** All connections of a session are made by its agent. */
  readonly agentOf: (session: SessionId) => Agent;
  readonly clock: Clock;
  readonly times?: { readonly idleMs: number; readonly totalMs: number };
}

const TIMES = { idleMs: 30_000, totalMs: 15 * 60_000 };

/** The host has no such file, or does not give it any more. */
const GONE: readonly (number | null)[] = [403, 404, 410];

/** The whole download took too long. */
class OverTime extends Error {
  override readonly name = 'OverTime';
}

const isWhatsApps = ({ protocol, host }: URL, hosts: readonly string[]): boolean =>
  protocol === 'https:' && (hosts.includes(host) || host.endsWith('.whatsapp.net'));

/** The path of a file at the hosts; null if its message names none, or an address elsewhere. */
export const pathOf = ({ directPath, url }: RemoteFile, hosts: readonly string[]): string | null => {
  if (directPath?.startsWith('/') === true) return directPath;
  if (url === null || !URL.canParse(url)) return null;
  const address = new URL(url);
  return isWhatsApps(address, hosts) ? `${address.pathname}${address.search}` : null;
};

const failureOf = (thrown: unknown): Downloaded => {
  if (thrown instanceof TooLarge) return { ok: false, reason: 'too_large' };
  if (thrown instanceof Stalled || thrown instanceof OverTime) return { ok: false, reason: 'timeout' };
  if (thrown instanceof DamagedFile) return { ok: false, reason: 'damaged' };
  if (!(thrown instanceof HostFailure)) throw thrown;
  const { status } = thrown;
  if (status === null) return { ok: false, reason: 'unreachable' };
  return { ok: false, reason: GONE.includes(status) ? 'gone' : 'refused', status };
};

export const createDownload = ({ files, agentOf, clock, times = TIMES }: DownloadPorts): Download => {
  const take = (media: RemoteMedia, path: string, { session, hosts, bytesMax }: DownloadTerms, signal: AbortSignal) => {
    const size = media.size === null ? null : sealedSize(media.size);
    const body = remoteBytes({ hosts, path, size, agent: agentOf(session), signal });
    return files.take(unsealed(body, media), { maxBytes: bytesMax, idleMs: times.idleMs, signal });
  };

  /** Ends the request as well, whatever ends the download. */
  const within = async (signal: AbortSignal, work: (signal: AbortSignal) => Promise<StoredFile>) => {
    const control = new AbortController();
    const stop = (): void => control.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const cancel = clock.after(times.totalMs, () => control.abort(new OverTime()));
    try {
      return await work(control.signal);
    } finally {
      cancel();
      signal.removeEventListener('abort', stop);
      control.abort();
    }
  };

  return async (media, terms) => {
    const path = pathOf(media.file, terms.hosts);
    if (path === null) return { ok: false, reason: 'gone' };
    if (media.size !== null && media.size > terms.bytesMax) return { ok: false, reason: 'too_large' };
    try {
      return { ok: true, file: await within(terms.signal, (signal) => take(media, path, terms, signal)) };
    } catch (thrown) {
      return failureOf(thrown);
    }
  };
};

/**
 * Puts a file on WhatsApp's media hosts, once for each account: its sessions, and the links after a restart, share what
 * the hosts answered.
 *
 * It guarantees that an upload ends: every step has a deadline. Hosts are tried in order; a refused token is renewed
 * once. What a host answered is kept with the key of the file, and used again while it is valid and the host has the
 * file, so that a thousand recipients cost one upload. Uploads of the same file at once share one. A file that is
 * missing, or whose bytes are no longer those of its hash, is not sent.
 */
import { rm } from 'node:fs/promises';
import type { Agent } from 'node:https';
import { type FailureCode, failure } from '../../../events/facts/failure.ts';
import type { Clock, Millis } from '../../../kernel/clock.ts';
import type { MediaFile } from '../../media-file.ts';
import { Undelivered } from '../../port.ts';
import { undelivered } from '../failures.ts';
import type { Uploaded } from '../kinds/kind.ts';
import type { LinkTimes } from '../times.ts';
import { encryptFile, type EncryptedFile, type UploadKind } from './encrypt.ts';
import type { MediaConn, MediaHosts } from './media-conn.ts';
import { post, type Posted } from './post.ts';
import { isStillThere } from './still-there.ts';

/** What hosts answered to uploads, sealed on disk. */
export interface KeptUploads {
  find(key: string): Uploaded | null;
  keep(key: string, uploaded: Uploaded, until: Millis): void;
}

/** How media hosts are reached, and where encrypted files are written. */
export interface MediaOptions {
  readonly agent: Agent;
  /** A path below the data folder for an encrypted file. */
  scratch(): string;
}

export interface UploadPorts extends MediaOptions {
  readonly conn: MediaConn;
  readonly kept: KeptUploads;
  readonly clock: Clock;
  /** 32 random bytes. */
  newKey(): Uint8Array;
  readonly times: Pick<LinkTimes, 'mediaIdleMs' | 'mediaMs'>;
}

export type Upload = (file: MediaFile, kind: UploadKind) => Promise<Uploaded>;

/** How long an answer of a host is used again. WhatsApp's hosts keep files for longer; for how long is not documented. */
const VALID_MS = 7 * 24 * 60 * 60 * 1000;

/** How long it is kept for devices that could not read a message with the file, and ask for the message again. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** How many files to remember in `checked`. */
const CHECKED_MAX = 10_000;

const FAILED: FailureCode = 'media_upload_failed';
const REFUSED_TOKEN: readonly (number | null)[] = [401, 403];

const failed = ({ status, proxy }: Extract<Posted, { ok: false }>): Undelivered => {
  if (proxy !== undefined)
    return new Undelivered(failure(FAILED, `WhatsApp's media host was not asked: ${proxy}.`, status), false);
  const why = status === null ? 'could not be reached, or did not answer in time' : `answered ${status}`;
  return new Undelivered(failure(FAILED, `WhatsApp's media host ${why}.`, status), false);
};

const gone = (): Undelivered => undelivered('media_gone', false);

/** An error of the disk, without its path: a failure is a fact, and the name of a file is no fact. */
const ofDisk = (thrown: unknown, { path }: MediaFile): unknown => {
  const { code, path: at } = thrown as NodeJS.ErrnoException;
  if (code === undefined) return thrown;
  if (code === 'ENOENT' && at === path) return gone();
  return new Undelivered(failure(FAILED, `The file could not be encrypted here: ${code}.`), false, thrown);
};

/** Encrypts a file if its bytes are still those that were stored. */
const encrypt = async (file: MediaFile, into: string, kind: UploadKind, key: Uint8Array): Promise<EncryptedFile> => {
  const encrypted = await encryptFile({ from: file.path, into }, kind, key).catch((thrown: unknown) => {
    throw ofDisk(thrown, file);
  });
  if (encrypted.fileSha256.toString('hex') !== file.sha256) throw gone();
  return encrypted;
};

const pathOf = (kind: UploadKind, { auth }: MediaHosts, { fileEncSha256 }: EncryptedFile): string => {
  const hash = fileEncSha256.toString('base64url');
  return `/mms/${kind}/${hash}?auth=${encodeURIComponent(auth)}&token=${hash}`;
};

/** The key of a file in one use: its keys depend on the use. */
export const uploadKeyOf = (file: MediaFile, kind: UploadKind): string => `${kind}/${file.sha256}`;

/** What an earlier upload has left, while it is valid. */
const stillValid = (kept: KeptUploads, key: string, now: Millis): Uploaded | null => {
  const known = kept.find(key);
  return known !== null && now - known.mediaKeyTimestamp < VALID_MS ? known : null;
};

export const createUpload = (ports: UploadPorts): Upload => {
  const { conn, kept, clock, agent, times } = ports;
  const running = new Map<string, Promise<Uploaded>>();

  /** Files that this link has uploaded, or has asked the host for. */
  const checked = new Set<string>();
  const check = ({ directPath }: Uploaded): void => {
    if (checked.size >= CHECKED_MAX) checked.clear();
    checked.add(directPath);
  };

  /** An upload of an earlier link is asked for once: a host may have dropped its file. */
  const isThere = async (known: Uploaded): Promise<boolean> => {
    const there = await isStillThere({ url: known.url, agent, idleMs: times.mediaIdleMs });
    if (there) check(known);
    return there;
  };

  const toHosts = async (
    kind: UploadKind,
    file: string,
    encrypted: EncryptedFile,
    hosts: MediaHosts,
  ): Promise<Posted> => {
    const late = new AbortController();
    const cancel = clock.after(times.mediaMs, () => late.abort());
    let posted: Posted = { ok: false, status: null };
    try {
      for (const host of hosts.hosts) {
        posted = await post({
          host,
          path: pathOf(kind, hosts, encrypted),
          file,
          size: encrypted.size,
          agent,
          idleMs: times.mediaIdleMs,
          signal: late.signal,
        });
        if (posted.ok || late.signal.aborted) break;
      }
      return posted;
    } finally {
      cancel();
    }
  };

  const put = async (
    kind: UploadKind,
    file: string,
    encrypted: EncryptedFile,
  ): Promise<Extract<Posted, { ok: true }>> => {
    const hosts = await conn.hosts();
    let posted = await toHosts(kind, file, encrypted, hosts);
    if (!posted.ok) conn.forget(hosts);
    if (!posted.ok && REFUSED_TOKEN.includes(posted.status))
      posted = await toHosts(kind, file, encrypted, await conn.hosts());
    if (!posted.ok) throw failed(posted);
    return posted;
  };

  const upload = async (file: MediaFile, kind: UploadKind): Promise<Uploaded> => {
    const mediaKey = ports.newKey();
    const into = ports.scratch();
    try {
      const encrypted = await encrypt(file, into, kind, mediaKey);
      const { url, directPath } = await put(kind, into, encrypted);
      const { fileSha256, fileEncSha256, fileLength } = encrypted;
      return { url, directPath, mediaKey, fileSha256, fileEncSha256, fileLength, mediaKeyTimestamp: clock.now() };
    } finally {
      await rm(into, { force: true });
    }
  };

  const once = async (key: string, file: MediaFile, kind: UploadKind): Promise<Uploaded> => {
    const known = stillValid(kept, key, clock.now());
    if (known && (checked.has(known.directPath) || (await isThere(known)))) return known;
    const uploaded = await upload(file, kind);
    check(uploaded);
    kept.keep(key, uploaded, uploaded.mediaKeyTimestamp + KEPT_MS);
    return uploaded;
  };

  return (file, kind) => {
    const key = uploadKeyOf(file, kind);
    const known = running.get(key);
    if (known) return known;
    const uploading = once(key, file, kind).finally(() => running.delete(key));
    running.set(key, uploading);
    return uploading;
  };
};

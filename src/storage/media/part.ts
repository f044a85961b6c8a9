/** A file in the scratch folder while it is written: hashed in step, and synced as it grows. */
import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { Sha256 } from '../../messages/media.ts';
import { onDisk } from './on-disk.ts';

const FILE_MODE = 0o600;

/** One large flush at the end would delay the commits of the log, which is on the same disk. */
const UNSYNCED_BYTES_MAX = 8_388_608;

export const WRITING = 'The media cannot be written';

export interface Part {
  write(bytes: Uint8Array): Promise<void>;
  /** Closes the file; it is not synced yet. */
  finish(): Promise<{ readonly sha256: Sha256; readonly size: number }>;
  /** Closes and removes the file. A part that cannot be removed now is removed at the next start. */
  discard(): Promise<void>;
}

export const discardPart = async (path: string): Promise<void> => {
  await rm(path, { force: true }).catch(() => {});
};

/** @throws Fault if the disk fails, here and in `write`. */
export const openPart = async (path: string): Promise<Part> => {
  const handle = await onDisk(WRITING, () => open(path, 'wx', FILE_MODE));
  const hash = createHash('sha256');
  let size = 0;
  let unsynced = 0;

  const writeAll = async (bytes: Uint8Array): Promise<void> => {
    for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten;
    unsynced += bytes.length;
    if (unsynced < UNSYNCED_BYTES_MAX) return;
    await handle.datasync();
    unsynced = 0;
  };

  return {
    async write(bytes) {
      hash.update(bytes);
      size += bytes.length;
      await onDisk(WRITING, () => writeAll(bytes));
    },
    async finish() {
      await onDisk(WRITING, () => handle.close());
      return { sha256: hash.digest('hex'), size };
    },
    async discard() {
      // Closing twice is no error.
      await handle.close().catch(() => {});
      await discardPart(path);
    },
  };
};

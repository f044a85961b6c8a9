/** Files and folders: made, closed to others, flushed to the disk, and hashed. */
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, createReadStream, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const FOLDER_MODE = 0o700;

/**
 * Makes a folder, and those above it that are missing, for their owner alone. Node's own `recursive` is not used: below
 * `/proc` it tries for ever, because there a folder that exists says that it does not.
 */
export const makeFolder = (path: string): void => {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) mkdirSync(folder, { mode: FOLDER_MODE });
};

/**
 * False when the path belongs to another user, who alone may change its mode: a volume whose files are shared through their
 * group is such a path. Whether it can be used shows when it is opened.
 */
export const setMode = (path: string, mode: number): boolean => {
  try {
    chmodSync(path, mode);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EPERM') return false;
    throw thrown;
  }
};

/** Flushes a file's content, or the names in a folder. */
export const syncPath = (path: string): void => {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** SHA-256 of all that is in it, 64 hex digits. */
export const hashOfFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

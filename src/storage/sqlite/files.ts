/** Operations on files and folders: create, restrict, flush to disk, hash. */
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { piecesOf } from '../../kernel/pieces.ts';

const FOLDER_MODE = 0o700;

/**
 * Creates a folder and its missing parents, accessible to the owner only. Node's own `recursive` is not used: below
 * `/proc` it loops forever, because a folder there exists but reports that it does not.
 */
export const makeFolder = (path: string): void => {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) mkdirSync(folder, { mode: FOLDER_MODE });
};

/**
 * False if the path belongs to another user, because only the owner may change its mode. An example is a volume whose
 * files are shared through their group. Opening the path shows whether it can be used.
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

/** Flushes a file's content, or the entries of a folder. */
export const syncPath = (path: string): void => {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** SHA-256 of the file's content, 64 hex digits. */
export const hashOfFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(file)) hash.update(piece);
  return hash.digest('hex');
};

/**
 * Files with one secret each. Only the owner can read them. They are written atomically, and on disk before their first
 * use.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setMode } from '../storage/sqlite/files.ts';
import { Fault, messageOf } from '../kernel/fault.ts';
import type { Logger } from '../kernel/logger.ts';

const FILE_MODE = 0o600;

/** Reads a secret; null if the file is missing. `variable` is the variable that the user can set instead. */
export const readSecret = (file: string, variable: string, logger: Logger): string | null => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Fault('data.unusable', `${file} cannot be read: ${messageOf(cause)}`, {
      hint: `Make it readable for the user that runs Waybill, or set ${variable}.`,
      retryable: false,
      cause,
    });
  }
  closeToOthers(file, FILE_MODE, logger);
  return text;
};

/** The temporary name of a secret. */
export const stagedFile = (file: string): string => `${file}.new`;

export const keepSecret = (file: string, secret: string): void => {
  stageSecret(file, secret);
  placeSecret(file);
};

/** Writes a secret under its temporary name. Overwrites the leftover of an interrupted attempt. */
export const stageSecret = (file: string, secret: string): void => {
  writeFileSync(stagedFile(file), `${secret}\n`, { mode: FILE_MODE, flush: true });
  syncFolder(file);
};

/** Moves a staged secret into place, and replaces the previous one. */
export const placeSecret = (file: string): void => {
  renameSync(stagedFile(file), file);
  syncFolder(file);
};

/** Flushes the folder. Otherwise a file could lose its name in a power cut, though its bytes are on disk. */
const syncFolder = (file: string): void => {
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

export const isOpen = (path: string): boolean => (statSync(path).mode & 0o077) !== 0;

/** Closes a path that is open to other users, or warns if it belongs to another user. Both are logged. */
export const closeToOthers = (path: string, mode: number, logger: Logger): void => {
  if (!isOpen(path)) return;
  const found = (statSync(path).mode & 0o7777).toString(8);
  const wanted = mode.toString(8);
  if (setMode(path, mode))
    logger.warn({ path, mode: wanted }, `${path} was open to other users (mode ${found}); that is mended`);
  else
    logger.warn(
      { path, mode: found },
      `${path} belongs to another user and is open to others (mode ${found}, not ${wanted}), which Waybill cannot change; files that it makes itself are for its own user alone`,
    );
};

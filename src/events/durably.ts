/** Files and folders on disk, not only handed to the system. */
import { closeSync, fsyncSync, openSync } from 'node:fs';

/** A file's content, or the names in a folder. */
export const syncPath = (path: string): void => {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Disk operations on media, whose errors become Faults that tell the operator what to do. */
import { open } from 'node:fs/promises';
import { diskFault } from '../sqlite/disk-fault.ts';

/** @throws Fault if the disk is full, read-only or broken; any other error as it is. */
export const onDisk = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (thrown) {
    throw diskFault(doing, thrown) ?? thrown;
  }
};

export const isMissing = (thrown: unknown): boolean => (thrown as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';

/** The result of the work; `otherwise` if the file or folder that it needs does not exist. */
export const unlessMissing = async <T, U = T>(otherwise: U, work: () => Promise<T>): Promise<T | U> => {
  try {
    return await work();
  } catch (thrown) {
    if (isMissing(thrown)) return otherwise;
    throw thrown;
  }
};

/** Flushes a file's content, or the entries of a folder, without blocking the event loop. */
export const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

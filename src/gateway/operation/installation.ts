/** What the gateway runs with: its settings, its platform, and how much its data folder holds. For administrators. */
import { type Dir, type Dirent } from 'node:fs';
import { opendir, readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Setting } from '../../kernel/setting.ts';

export interface FolderPart {
  /** A file, or a folder with everything in it, at the top of the data folder. */
  readonly name: string;
  readonly bytes: number;
}

export interface InstallationView {
  readonly settings: readonly Setting[];
  readonly node: string;
  readonly platform: string;
  readonly data: {
    readonly folder: string;
    readonly bytes: number;
    /** False if there were too many files to look at all of them. */
    readonly complete: boolean;
    /** The largest first. */
    readonly parts: readonly FolderPart[];
    /** What the disk has left for this user; null if it does not say. */
    readonly freeBytes: number | null;
  };
}

export interface Installation {
  look(): Promise<InstallationView>;
}

/** Above this many files the size is a lower bound: to look at each takes some 30 µs. */
const FILES_MAX = 100_000;

interface Budget {
  files: number;
}

/** A file may be gone by the time that it is looked at. */
const bytesAt = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
};

const openOrNull = (path: string): Promise<Dir | null> => opendir(path).catch(() => null);

const bytesBelow = async (
  folder: string,
  entry: Pick<Dirent, 'name' | 'isDirectory'>,
  budget: Budget,
): Promise<number> => {
  const path = join(folder, entry.name);
  if (budget.files <= 0) return 0;
  if (!entry.isDirectory()) {
    budget.files -= 1;
    return bytesAt(path);
  }
  let bytes = 0;
  for await (const inside of (await openOrNull(path)) ?? []) bytes += await bytesBelow(path, inside, budget);
  return bytes;
};

const freeBytesOf = async (folder: string): Promise<number | null> => {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
};

const measured = async (folder: string): Promise<InstallationView['data']> => {
  const budget: Budget = { files: FILES_MAX };
  const parts: FolderPart[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => []))
    parts.push({ name: entry.name, bytes: await bytesBelow(folder, entry, budget) });
  return {
    folder,
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    complete: budget.files > 0,
    parts: parts.toSorted((a, b) => b.bytes - a.bytes),
    freeBytes: await freeBytesOf(folder),
  };
};

export const createInstallation = ({
  settings,
  folder,
}: {
  readonly settings: readonly Setting[];
  readonly folder: string;
}): Installation => {
  let measuring: Promise<InstallationView['data']> | null = null;
  return {
    async look() {
      // Callers at the same time share one look.
      measuring ??= measured(folder).finally(() => (measuring = null));
      const data = await measuring;
      return { settings, node: process.version, platform: `${process.platform} ${process.arch}`, data };
    },
  };
};

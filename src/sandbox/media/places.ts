/** The two places for bodies: a folder, and memory. */
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Both ends are included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A body that is being written. */
interface Part {
  write(bytes: Uint8Array): Promise<void>;
  /** Gives it its name. */
  keep(name: string): Promise<void>;
  drop(): void;
}

interface Place {
  /** The bodies with their sizes, oldest first. Unfinished ones are removed. */
  list(): [name: string, size: number][];
  part(): Part;
  read(name: string, range: Range | undefined): AsyncIterable<Buffer>;
  remove(name: string): void;
}

const NAME = /^[A-Za-z0-9_-]{43}$/;
const OWNER_ONLY = 0o700;

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

export const diskOf = (folder: string): Place => {
  let parts = 0;
  return {
    list() {
      const [bodies, others] = [[] as string[], [] as string[]];
      for (const name of namesIn(folder)) (NAME.test(name) ? bodies : others).push(name);
      for (const name of others) if (name.endsWith('.part')) rmSync(join(folder, name), { force: true });
      return bodies
        .map((name) => ({ name, ...statsOf(join(folder, name)) }))
        .sort((a, b) => a.at - b.at)
        .map(({ name, size }) => [name, size]);
    },
    part() {
      parts += 1;
      const path = join(folder, `${process.pid}-${parts}.part`);
      let file: FileHandle | null = null;
      const opened = async (): Promise<FileHandle> => {
        if (file) return file;
        mkdirSync(folder, { recursive: true, mode: OWNER_ONLY });
        file = await open(path, 'w', 0o600);
        return file;
      };
      return {
        async write(bytes) {
          await (await opened()).writeFile(bytes);
        },
        async keep(name) {
          await (await opened()).close();
          await rename(path, join(folder, name));
        },
        drop() {
          // Closing a closed file does nothing.
          void file?.close().catch(() => {});
          rmSync(path, { force: true });
        },
      };
    },
    read: (name, range) => createReadStream(join(folder, name), range),
    remove: (name) => rmSync(join(folder, name), { force: true }),
  };
};

const statsOf = (path: string): { size: number; at: number } => {
  const { size, mtimeMs } = statSync(path);
  return { size, at: mtimeMs };
};

export const memoryOf = (): Place => {
  const bodies = new Map<string, Buffer>();
  return {
    list: () => [],
    part() {
      const chunks: Uint8Array[] = [];
      return {
        async write(bytes) {
          chunks.push(bytes);
        },
        async keep(name) {
          bodies.set(name, Buffer.concat(chunks));
        },
        drop: () => {},
      };
    },
    async *read(name, range) {
      const body = bodies.get(name) ?? Buffer.alloc(0);
      yield range ? body.subarray(range.start, range.end + 1) : body;
    },
    remove: (name) => void bodies.delete(name),
  };
};

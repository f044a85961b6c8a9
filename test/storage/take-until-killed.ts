/**
 * Runs as a process: takes, adopts and removes files in the given folder, and kills itself with a real SIGKILL at the
 * nth time that a point is reached. Prints what reached the disk and what was answered, in that order.
 */
import { writeFileSync, writeSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';

const [, , folder = '', run = '', point = '', nth = ''] = process.argv;
let left = Number(nth);

const say = (...words: readonly string[]): void => void writeSync(1, `${words.join(' ')}\n`);

const reached = (at: string): void => {
  if (at === point) left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const { mkdir, open, rename, unlink } = promises;
Object.assign(promises, {
  async open(...args: Parameters<typeof open>) {
    const handle = await open(...args);
    const { sync, write } = handle;
    return Object.assign(handle, {
      async sync() {
        await sync.call(handle);
        say('synced', String(args[0]));
      },
      async write(...what: Parameters<typeof write>) {
        const written = await write.apply(handle, what);
        reached('a part is half written');
        return written;
      },
    });
  },
  async mkdir(...args: Parameters<typeof mkdir>) {
    await mkdir(...args);
    say('made', String(args[0]));
  },
  async rename(...[from, to]: Parameters<typeof rename>) {
    reached('a file is about to get its name');
    await rename(from, to);
    say('renamed', String(from), String(to));
    reached('a file has its name');
  },
  async unlink(path: string) {
    await unlink(path);
    reached('a file was removed');
  },
});
syncBuiltinESMExports();

// After the change above, so that the store is killed without knowing of it.
const { openMediaFiles } = await import('../../src/storage/media/media-files.ts');
const files = openMediaFiles({ folder, clock: systemClock, entropy: systemEntropy });

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 4_096) yield bytes.subarray(start, start + 4_096);
}

const store = async (number: number, bytes: Buffer) => {
  if (number % 3 > 0) return files.take(chunksOf(bytes), { maxBytes: 1_000_000, idleMs: 60_000 });
  const part = files.scratch('.ogg');
  writeFileSync(part, bytes);
  return files.adopt(part);
};

/** Each pair of workers stores the same bytes at the same time. */
const work = async (worker: number): Promise<never> => {
  for (let number = worker >> 1; ; number += 2) {
    const stored = await store(number + worker, Buffer.alloc(9_000, `${run}/${number};`));
    say('answered', stored.sha256);
    files.release(stored);
    reached('a file was answered');
    if (number % 5 > 0) continue;
    say('removing', stored.sha256);
    await files.removeUnless(stored.sha256, async () => false);
  }
};

await Promise.all([0, 1, 2, 3].map(work));

/** Media files in memory, for the simulation: they outlive a crash of the gateway, as a disk does. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Clock } from '../../src/kernel/clock.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { ListedFile, MediaFiles, Sha256, StoredFile } from '../../src/messages/media.ts';
import { arriving } from '../../src/storage/media/arriving.ts';
import { holds, turns } from '../../src/storage/media/holds.ts';

interface Kept {
  readonly bytes: Buffer;
  readonly modifiedAt: number;
}

/** The bytes that a process leaves behind when it is killed. */
export interface MemoryDisk {
  /** Files of the store, by hash. */
  readonly files: Map<Sha256, Kept>;
  /** Parts, by path. */
  readonly parts: Map<string, Buffer>;
  /** Things that the store did not make, by name. */
  readonly foreign: Map<string, Kept>;
}

export const memoryDisk = (): MemoryDisk => ({ files: new Map(), parts: new Map(), foreign: new Map() });

const sha256Of = (bytes: Uint8Array): Sha256 => createHash('sha256').update(bytes).digest('hex');

const pathOf = (sha256: Sha256): string => `memory:${sha256}`;

const missing = (sha256: Sha256): Fault =>
  new Fault('media.missing', `The file ${sha256} of a media is missing`, { hint: 'A test asked for this.' });

/** Opens the store as a process does at its start: without the parts and holds of the one before. */
export const memoryMedia = (clock: Clock, disk = memoryDisk()): MediaFiles => {
  const inTurn = turns();
  const held = holds();
  let parts = 0;
  disk.parts.clear();

  const store = (bytes: Buffer): Promise<StoredFile> => {
    const sha256 = sha256Of(bytes);
    return inTurn(sha256, async () => {
      if (disk.files.get(sha256)?.bytes.length !== bytes.length)
        disk.files.set(sha256, { bytes, modifiedAt: clock.now() });
      const stored: StoredFile = { sha256, size: bytes.length, path: pathOf(sha256) };
      held.add(stored);
      return stored;
    });
  };

  const removeUnless: MediaFiles['removeUnless'] = (sha256, isNeeded) =>
    inTurn(sha256, async () => {
      if (held.has(sha256)) return 'held';
      if (await isNeeded()) return 'needed';
      return disk.files.delete(sha256) ? 'removed' : 'missing';
    });

  async function* bytesOf(sha256: Sha256, start: number, end: number): AsyncGenerator<Buffer> {
    const kept = disk.files.get(sha256);
    if (!kept) throw missing(sha256);
    yield kept.bytes.subarray(start, end + 1);
  }

  async function* everything(): AsyncGenerator<ListedFile> {
    for (const [sha256, { bytes, modifiedAt }] of disk.files)
      yield { sha256, name: sha256, size: bytes.length, modifiedAt };
    for (const [name, { bytes, modifiedAt }] of disk.foreign)
      yield { sha256: null, name, size: bytes.length, modifiedAt };
  }

  return {
    pathOf,
    sizeOf: async (sha256) => disk.files.get(sha256)?.bytes.length ?? null,
    read: (sha256, { start, end } = { start: 0, end: Number.MAX_SAFE_INTEGER }) =>
      Readable.from(bytesOf(sha256, start, end), { objectMode: false }),
    list: everything,
    async check(sha256) {
      const kept = disk.files.get(sha256);
      if (!kept) return 'missing';
      return sha256Of(kept.bytes) === sha256 ? 'whole' : 'changed';
    },
    async take(bytes, terms) {
      const pieces: Uint8Array[] = [];
      for await (const piece of arriving(bytes, terms, clock)) pieces.push(Uint8Array.from(piece));
      return store(Buffer.concat(pieces));
    },
    scratch(suffix) {
      parts += 1;
      return `memory:scratch/${parts}${suffix}`;
    },
    async adopt(path) {
      const bytes = disk.parts.get(path);
      if (!bytes) throw new Error(`there is no part ${path}`);
      const stored = await store(bytes);
      disk.parts.delete(path);
      return stored;
    },
    release: (stored) => held.release(stored),
    removeUnless,
    remove: async (sha256) => (await removeUnless(sha256, async () => false)) === 'removed',
  };
};

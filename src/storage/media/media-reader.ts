/** Reads the files of a media folder: by name, by range, all of them. Changes nothing, so it needs no lock. */
import type { Stats } from 'node:fs';
import { lstat, open, opendir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Fault } from '../../kernel/fault.ts';
import type { ByteRange, ListedFile, MediaReader, Sha256 } from '../../messages/media.ts';
import { diskFault } from '../sqlite/disk-fault.ts';
import { hashOfFile } from '../sqlite/files.ts';
import { isFileOf, isListed, isSubfolder, subfolderOf } from './layout.ts';
import { isMissing, onDisk, unlessMissing } from './on-disk.ts';

const READING = 'The media cannot be read';

/** Entries of a subfolder that are read at once. */
const PAGE = 256;

const missing = (sha256: Sha256, cause: unknown): Fault =>
  new Fault('media.missing', `The file ${sha256} of a media is missing`, {
    hint: 'Put it back from a backup of the folder media, below the data folder.',
    retryable: false,
    cause,
  });

async function* bytesOf(path: string, sha256: Sha256, range?: ByteRange): AsyncGenerator<Buffer> {
  try {
    const handle = await open(path, 'r');
    try {
      yield* handle.createReadStream({ ...range, autoClose: false }) as AsyncIterable<Buffer>;
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw isMissing(thrown) ? missing(sha256, thrown) : (diskFault(READING, thrown) ?? thrown);
  }
}

/** Null if it has been removed since its folder was read. */
const statsOf = (path: string): Promise<Stats | null> => unlessMissing(null, () => lstat(path));

const listed = (name: string, sha256: Sha256 | null, { size, mtimeMs }: Stats): ListedFile => ({
  sha256,
  name,
  size,
  modifiedAt: Math.trunc(mtimeMs),
});

async function* inSubfolder(folder: string, subfolder: string): AsyncGenerator<ListedFile> {
  const opened = await unlessMissing(null, () => opendir(join(folder, subfolder), { bufferSize: PAGE }));
  if (!opened) return;
  for await (const { name } of opened) {
    const path = join(subfolder, name);
    const stats = await statsOf(join(folder, path));
    if (stats) yield listed(path, stats.isFile() && isFileOf(subfolder, name) ? name : null, stats);
  }
}

async function* inFolder(folder: string): AsyncGenerator<ListedFile> {
  const names = await unlessMissing([], () => readdir(folder));
  for (const name of names.filter(isListed).sort()) {
    const stats = await statsOf(join(folder, name));
    if (stats?.isDirectory() === true && isSubfolder(name)) yield* inSubfolder(folder, name);
    else if (stats) yield listed(name, null, stats);
  }
}

async function* everything(folder: string): AsyncGenerator<ListedFile> {
  try {
    yield* inFolder(folder);
  } catch (thrown) {
    throw diskFault(READING, thrown) ?? thrown;
  }
}

export const mediaReader = (folder: string): MediaReader => {
  const pathOf = (sha256: Sha256): string => join(subfolderOf(folder, sha256), sha256);
  return {
    pathOf,
    sizeOf: (sha256) =>
      onDisk(READING, async () => {
        const stats = await statsOf(pathOf(sha256));
        return stats?.isFile() === true ? stats.size : null;
      }),
    read: (sha256, range) => Readable.from(bytesOf(pathOf(sha256), sha256, range), { objectMode: false }),
    list: () => everything(folder),
    check: (sha256) =>
      onDisk(READING, () =>
        unlessMissing('missing', async () => ((await hashOfFile(pathOf(sha256))) === sha256 ? 'whole' : 'changed')),
      ),
  };
};

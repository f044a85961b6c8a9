/**
 * The files that a database needs, beside its copy: `FILE.media` for the backup `FILE`.
 *
 * Files never change under their name, so a hard link is a copy that costs nothing. Where the file system has none, the
 * bytes are copied. A file gets its name only when it is complete.
 */
import { constants, copyFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Sha256 } from '../../messages/media.ts';
import { mediaReader } from './media-reader.ts';
import { isMissing, onDisk, sync } from './on-disk.ts';

export const mediaBeside = (backup: string): string => `${backup}.media`;

const FOLDER_MODE = 0o700;

const copyBytes = async (from: string, to: string): Promise<void> => {
  const part = `${to}.part`;
  await rm(part, { force: true });
  await copyFile(from, part, constants.COPYFILE_FICLONE);
  await sync(part);
  await rename(part, to);
};

const linkOrCopy = async (from: string, to: string): Promise<void> => {
  try {
    await link(from, to);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (isMissing(thrown)) throw thrown;
    await copyBytes(from, to);
  }
};

/**
 * Copies files from one folder of media to another, and returns those that are not there. With `whole`, each file is
 * read first, and one that has changed counts as not there. A damaged file in its place makes room for it.
 * @throws Fault if the disk fails
 */
export const copyFiles = async (
  from: string,
  to: string,
  hashes: Iterable<Sha256>,
  { whole = false, stop = () => {} }: { readonly whole?: boolean; readonly stop?: () => void } = {},
): Promise<readonly Sha256[]> => {
  const source = mediaReader(from);
  const target = mediaReader(to);
  const missing: Sha256[] = [];
  const touched = new Set<string>();

  const copy = async (sha256: Sha256): Promise<void> => {
    if (whole && (await source.check(sha256)) !== 'whole') return void missing.push(sha256);
    const path = target.pathOf(sha256);
    try {
      if (whole && (await target.check(sha256)) === 'changed') await rm(path);
      await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
      await linkOrCopy(source.pathOf(sha256), path);
      touched.add(dirname(path));
    } catch (thrown) {
      if (!isMissing(thrown)) throw thrown;
      missing.push(sha256);
    }
  };

  await onDisk('The media cannot be copied', async () => {
    for (const sha256 of hashes) {
      stop();
      await copy(sha256);
    }
    for (const folder of touched) await sync(folder);
    if (touched.size > 0) await sync(to);
  });
  return missing;
};

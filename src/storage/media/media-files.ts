/**
 * Files by the SHA-256 of their bytes, below the data folder.
 *
 * Guarantees. A file under its name is whole and on disk: bytes are written to a part in the scratch folder of the same
 * file system and hashed in step; then the part is synced, renamed to its hash, and the folder is synced, all before
 * `take` resolves. A process killed at any point leaves parts at most, and the next start removes them. Equal bytes share
 * one file, also if they arrive at the same moment. A file of the right name and another size was damaged from outside;
 * the next take of these bytes replaces it. One of the right size is trusted, because reading it back would cost as much
 * as writing it; `check` compares.
 *
 * Removing. Between a take and the fact that names its file, the facts do not know yet that the file is needed. So `take`
 * and `adopt` hold a file from before they answer until their caller releases it, after the fact is on disk or once
 * there will be none. `removeUnless` removes a file only if nobody holds it and the facts, asked afterwards, do not need
 * it. It does both in the turn of the hash, in which a take places its file too. So a take comes either before the
 * removal, and holds the file, or after it, and places its own part. A hold that is forgotten costs disk space until the
 * next start, never bytes. Rejected: a grace period by file time alone, which a clock that jumps makes a guess.
 *
 * Assumes that one process owns the folder, which the lock of the data folder ensures, and a file system that keeps what
 * it has synced. Parts have names of their own in each run, because a converter may outlive the process that started it.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { chmod, lstat, mkdir, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { Defect, Fault, messageOf } from '../../kernel/fault.ts';
import type { MediaFiles, Removal, Sha256, StoredFile } from '../../messages/media.ts';
import { diskFault } from '../sqlite/disk-fault.ts';
import { hashOfFile, makeFolder, setMode, syncPath } from '../sqlite/files.ts';
import { arriving } from './arriving.ts';
import { holds, turns } from './holds.ts';
import { scratchFolder, subfolderOf } from './layout.ts';
import { mediaReader } from './media-reader.ts';
import { onDisk, sync, unlessMissing } from './on-disk.ts';
import { discardPart, openPart, WRITING } from './part.ts';

export interface MediaPorts {
  /** `mediaFolder` of the data folder, whose lock this process holds. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly entropy: Pick<Entropy, 'bytes'>;
}

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const RUN_BYTES = 4;
const SUFFIX = /^(?:\.[a-z0-9]{1,8})?$/;
const REMOVING = 'The media cannot be removed';

/** Makes the folder, closes it to others, and removes the parts of the run before. */
const prepare = (folder: string): void => {
  try {
    makeFolder(folder);
    setMode(folder, FOLDER_MODE);
    rmSync(scratchFolder(folder), { recursive: true, force: true });
    mkdirSync(scratchFolder(folder), { mode: FOLDER_MODE });
    for (const made of [folder, dirname(folder)]) syncPath(made);
  } catch (cause) {
    throw new Fault('media.unusable', `The folder ${folder} for media cannot be used: ${messageOf(cause)}`, {
      hint:
        diskFault('', cause)?.hint ?? 'Move away what is in its place, and let the user that runs Waybill write to it.',
      retryable: false,
      cause,
    });
  }
};

/** Makes a subfolder unless it exists, and returns whether it did. */
const makeSubfolder = async (path: string): Promise<boolean> => {
  try {
    await mkdir(path, { mode: FOLDER_MODE });
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
};

const sizeOfPart = async (path: string): Promise<number> => {
  const stats = await lstat(path);
  if (stats.isFile()) return stats.size;
  throw new Defect(`${path} is no file`);
};

/** @throws Fault `media.unusable` */
export const openMediaFiles = ({ folder, clock, entropy }: MediaPorts): MediaFiles => {
  prepare(folder);
  const reader = mediaReader(folder);
  const inTurn = turns();
  const held = holds();
  /** Subfolders whose own names are on disk. */
  const synced = new Set<string>();
  const run = Buffer.from(entropy.bytes(RUN_BYTES)).toString('hex');
  let parts = 0;

  const scratch = (suffix: string): string => {
    if (!SUFFIX.test(suffix)) throw new Defect(`A part cannot have the suffix ${suffix}`);
    parts += 1;
    return join(scratchFolder(folder), `${run}-${parts}${suffix}`);
  };

  /** Gives a closed part its name, or removes it and shares the file that is there. */
  const place = async (part: string, sha256: Sha256, size: number): Promise<void> => {
    const subfolder = subfolderOf(folder, sha256);
    if ((await makeSubfolder(subfolder)) || !synced.has(subfolder)) await sync(folder);
    synced.add(subfolder);
    if ((await reader.sizeOf(sha256)) === size) await discardPart(part);
    else {
      await sync(part);
      await rename(part, reader.pathOf(sha256));
    }
    // Also for a shared file: the process that placed it may have been killed before it synced the folder.
    await sync(subfolder);
  };

  const store = (part: string, sha256: Sha256, size: number): Promise<StoredFile> =>
    inTurn(sha256, async () => {
      await onDisk(WRITING, () => place(part, sha256, size));
      const stored: StoredFile = { sha256, size, path: reader.pathOf(sha256) };
      held.add(stored);
      return stored;
    });

  const removeUnless: MediaFiles['removeUnless'] = (sha256, isNeeded) =>
    inTurn(sha256, async () => {
      if (held.has(sha256)) return 'held';
      if (await isNeeded()) return 'needed';
      return onDisk(REMOVING, () =>
        unlessMissing<Removal>('missing', async () => {
          await unlink(reader.pathOf(sha256));
          return 'removed';
        }),
      );
    });

  return {
    ...reader,
    scratch,
    async take(bytes, terms) {
      const path = scratch('.part');
      const part = await openPart(path);
      try {
        for await (const piece of arriving(bytes, terms, clock)) await part.write(piece);
        const { sha256, size } = await part.finish();
        return await store(path, sha256, size);
      } catch (thrown) {
        await part.discard();
        throw thrown;
      }
    },
    async adopt(path) {
      if (dirname(path) !== scratchFolder(folder)) throw new Defect(`${path} is no part of the scratch folder`);
      try {
        const size = await onDisk(WRITING, () => sizeOfPart(path));
        await onDisk(WRITING, () => chmod(path, FILE_MODE));
        return await store(path, await onDisk(WRITING, () => hashOfFile(path)), size);
      } catch (thrown) {
        await discardPart(path);
        throw thrown;
      }
    },
    release: (stored) => held.release(stored),
    removeUnless,
    async remove(sha256) {
      const removal = await removeUnless(sha256, async () => false);
      if (removal !== 'removed') return false;
      await onDisk(REMOVING, () => sync(subfolderOf(folder, sha256)));
      return true;
    },
  };
};

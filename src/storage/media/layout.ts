/** Where files are: `media/ab/ab…`, in a subfolder for each first two digits, and parts in `media/scratch`. */
import { join } from 'node:path';
import * as v from 'valibot';
import { Defect } from '../../kernel/fault.ts';
import { Sha256 } from '../../messages/media.ts';

const SCRATCH = 'scratch';
const SUBFOLDER = /^[0-9a-f]{2}$/;

/** Things in the folder that the store does not report: its own parts, and what a file system keeps in its root. */
const NOT_LISTED: readonly string[] = [SCRATCH, 'lost+found'];

export const mediaFolder = (dataFolder: string): string => join(dataFolder, 'media');
export const scratchFolder = (folder: string): string => join(folder, SCRATCH);

/** @throws Defect if the name is not 64 lower-case hex digits; so no name leads out of the folder. */
export const subfolderOf = (folder: string, sha256: Sha256): string => {
  if (!v.is(Sha256, sha256)) throw new Defect('A file of media was asked for by a name that is no SHA-256');
  return join(folder, sha256.slice(0, 2));
};

export const isListed = (name: string): boolean => !NOT_LISTED.includes(name);
export const isSubfolder = (name: string): boolean => SUBFOLDER.test(name);

/** Whether a file of the store may have this name in this subfolder. */
export const isFileOf = (subfolder: string, name: string): boolean => v.is(Sha256, name) && name.startsWith(subfolder);

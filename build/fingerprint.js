// Finds the built program of the sources as they are, so that nobody runs old code unknowingly. Each state of the sources has a
// folder of its own below `dist`: a gateway that runs keeps its files while the next version is built.
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesIn } from './in-turn.js';

const root = join(import.meta.dirname, '..');
const PARTS = ['src', 'build'];
const FILES = ['package.json', 'package-lock.json'];

export const DIST = join(root, 'dist');

/** The sizes and times of all files that the program is made of. Images and archives keep times in whole seconds. */
const fingerprint = () => {
  const hash = createHash('sha256');
  for (const file of [
    ...PARTS.flatMap((part) => filesIn(join(root, part))),
    ...FILES.map((file) => join(root, file)),
  ]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file.slice(root.length)} ${size} ${Math.floor(mtimeMs / 1_000)}\n`);
  }
  return hash.digest('hex').slice(0, 16);
};

/** The folder of the program that these sources make, whether or not it is there. */
export const builtFolder = () => join(DIST, fingerprint());

/** The address of the file to start from; null if these sources are not built. */
export const builtProgram = () => {
  if (!existsSync(DIST)) return null;
  const file = join(builtFolder(), 'cli.js');
  return existsSync(file) ? pathToFileURL(file).href : null;
};

// What the builds share: the files of a folder, and that one process builds at a time. Plain JavaScript on purpose: an old Node
// may meet it.
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const FORSAKEN_MS = 120_000;
const LOOK_AGAIN_MS = 100;

/** All files below a folder, but for those in folders that `isLeftOut` names. */
export const filesIn = (folder, isLeftOut = () => false) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (isLeftOut(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path, isLeftOut) : [path];
  });

const takeTurn = (turn) => {
  for (;;) {
    try {
      return mkdirSync(turn);
    } catch (thrown) {
      if (thrown.code !== 'EEXIST') throw thrown;
    }
    if (existsSync(turn) && Date.now() - statSync(turn).mtimeMs > FORSAKEN_MS) rmdirSync(turn);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
  }
};

/** Does the work while no other process has this turn, which is the name of a folder. */
export const inTurn = async (turn, work) => {
  takeTurn(turn);
  try {
    return await work();
  } finally {
    rmdirSync(turn);
  }
};

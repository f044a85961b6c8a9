// Builds the program into `dist`: `node build/program.js`, or with `--if-needed` only when these sources are not built.
// Waybill runs from its sources as well, but loading a thousand files takes twice the time of loading some big ones.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { builtFolder, builtProgram, DIST } from './fingerprint.js';
import { inTurn } from './in-turn.js';

const root = join(import.meta.dirname, '..');

/** The files that a process or a thread starts with. */
const ENTRIES = {
  cli: 'src/cli/main.ts',
  thread: 'src/whatsapp/thread/worker.ts',
  workshop: 'src/media/bench/worker.ts',
};
const nameOf = new Map(Object.entries(ENTRIES).map(([name, file]) => [join(root, file), name]));

/** Packages with binaries, of this workspace, or for which Baileys looks only if they are there. */
const OUTSIDE = [
  /^(?:better-sqlite3|sharp|ws)$/,
  /^@node-rs\//,
  /^@waybill\//,
  /^(?:jimp|link-preview-js|audio-decode)$/,
];

const PROGRAM = /new URL\('(\.\/[^']+\.ts)', import\.meta\.url\)/g;

/** Sources name programs and folders from where they stand; the built program stands two folders below the root. */
const places = {
  name: 'places',
  transform(code, id) {
    if (!id.startsWith(join(root, 'src')) || !code.includes('import.meta')) return null;
    const folder = dirname(id);
    const moved = code
      .replaceAll(PROGRAM, (_, path) => `new URL('./${nameOf.get(join(folder, path))}.js', import.meta.url)`)
      .replaceAll('import.meta.dirname', `(import.meta.dirname + '/../../${relative(root, folder)}')`);
    return { code: moved, map: null };
  },
};

const TURN = '.turn';

/** A gateway that runs may still load files of these. */
const KEPT = 3;

/** What a build has left behind that was cut off counts as old. */
const changedAt = (name) => (name.startsWith('.') ? 0 : statSync(join(DIST, name)).mtimeMs);

const removeOld = () => {
  const folders = readdirSync(DIST).filter((name) => name !== TURN);
  const byAge = folders.toSorted((one, other) => changedAt(other) - changedAt(one));
  for (const old of byAge.slice(KEPT)) rmSync(join(DIST, old), { recursive: true, force: true });
};

const build = async ({ rolldown }, folder) => {
  const fresh = join(DIST, `.${process.pid}`);
  const input = Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, join(root, file)]));
  const bundle = await rolldown({ input, platform: 'node', external: OUTSIDE, plugins: [places] });
  await bundle.write({ dir: fresh, format: 'esm', sourcemap: true, entryFileNames: '[name].js' });
  await bundle.close();
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  removeOld();
};

const ifNeeded = process.argv.includes('--if-needed');
const isWanted = () => !ifNeeded || builtProgram() === null;

const run = async () => {
  if (!isWanted()) return;
  // Null where the development dependencies are not installed.
  const bundler = await import('rolldown').catch(() => null);
  if (bundler === null && ifNeeded) return;
  if (bundler === null) throw new Error('the development dependencies are not installed');
  mkdirSync(DIST, { recursive: true });
  // The folder is named first: whoever changes a source meanwhile makes what is built old.
  await inTurn(join(DIST, TURN), async () => isWanted() && build(bundler, builtFolder()));
};

try {
  await run();
} catch (thrown) {
  console.error(`The program was not built: ${thrown.message}. It runs from its sources, and starts more slowly.`);
  if (!ifNeeded) process.exitCode = 1;
}

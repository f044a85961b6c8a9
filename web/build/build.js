// Builds the pages into web/dist: `node web/build/build.js`, or with `--if-needed` only when they are missing or older than
// their sources. The finished folder takes the place of the old one in one step, so that a gateway never reads half of one.
// Plain JavaScript on purpose: without development dependencies there may be an old Node, and then nothing to build with.
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesIn, inTurn } from '../../build/in-turn.js';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(web, 'dist');
const built = join(dist, 'index.html');

/** Neither packages, nor what was built. */
const isLeftOut = (name) => name === 'node_modules' || name.startsWith('dist');

const changedAt = (file) => statSync(file).mtimeMs;

const isNeeded = () => {
  if (!existsSync(built)) return true;
  const at = changedAt(built);
  return filesIn(web, isLeftOut).some((file) => changedAt(file) > at);
};

const ifNeeded = process.argv.includes('--if-needed');

/** Null where the development dependencies are not installed. */
const findVite = () => {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  } catch {
    return null;
  }
};

const replaceDist = (fresh) => {
  const old = join(web, `dist.old.${process.pid}`);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
};

const build = (vite) => {
  const fresh = join(web, `dist.${process.pid}`);
  const args = [vite, 'build', web, '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'];
  if (ifNeeded) console.log('Building the dashboard, which takes some seconds and happens once.');
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    stdio: ifNeeded ? 'pipe' : 'inherit',
    encoding: 'utf8',
    // Another value, as tests and shells set it, would bring code for development into the pages.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status === 0) replaceDist(fresh);
  else {
    // What the bundler says is of interest to nobody who only starts a gateway, unless it failed.
    if (ifNeeded) process.stderr.write(`${stdout}${stderr}`);
    rmSync(fresh, { recursive: true, force: true });
  }
  return status === 0;
};

const wanted = () => !ifNeeded || isNeeded();

/** Why it was not built; null when it was, or need not be. */
const whyNot = async () => {
  if (!wanted()) return null;
  const vite = findVite();
  // Where nothing can be built, what an image brought with it is new enough.
  if (vite === null) return ifNeeded && existsSync(built) ? null : 'the development dependencies are not installed';
  try {
    return await inTurn(join(web, 'dist.lock'), () =>
      wanted() && !build(vite) ? 'the build failed, as said above' : null,
    );
  } catch (thrown) {
    return thrown.message;
  }
};

const why = await whyNot();
if (why !== null) {
  console.error(`The dashboard was not built: ${why}. The API works without it.`);
  // A gateway starts without its dashboard too.
  if (!ifNeeded) process.exitCode = 1;
}

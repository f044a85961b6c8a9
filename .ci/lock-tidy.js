// Takes out of the lock files what a Node that only runs npm would trip over; `test/tidy/lock-file.test.ts` says why.
// Run it after each `npm install`: npm run lock:tidy
import { readFileSync, writeFileSync } from 'node:fs';

/** Whether a package that `path` asks for is in the lock file, beside it or above it. */
const has = (packages, path, name) => {
  if (`${path === '' ? '' : `${path}/`}node_modules/${name}` in packages) return true;
  return path !== '' && has(packages, path.slice(0, Math.max(path.lastIndexOf('/node_modules/'), 0)), name);
};

/** npm 11 refuses a lock file that asks for optional packages which could not be had where it was written. */
const dropMissing = (packages) => {
  for (const [path, entry] of Object.entries(packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!has(packages, path, name)) delete entry.optionalDependencies[name];
    }
  }
};

/** The Node that runs the gateway comes with it, so the one that runs npm need not fit. */
const dropEngines = (packages) => {
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '') continue;
    delete entry.engines;
    if (path !== 'node_modules/node') delete entry.hasInstallScript;
  }
};

const tidy = (file, ...mends) => {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  for (const mend of mends) mend(lock.packages);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
};

tidy('package-lock.json', dropMissing, dropEngines);
// The benchmarks alone install it, with the Node that comes with Waybill.
tidy('test/bench/peers/package-lock.json', dropMissing);

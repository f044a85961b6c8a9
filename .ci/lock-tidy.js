// Takes out of the lock file what a Node that only runs npm would trip over; `test/tidy/lock-file.test.ts` says why.
// Run it after each `npm install`: npm run lock:tidy
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
/** Whether a package that `path` asks for is in the lock file, beside it or above it. */
const has = (path, name) => {
  const inside = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
  if (inside in lock.packages) return true;
  return path !== '' && has(path.slice(0, Math.max(path.lastIndexOf('/node_modules/'), 0)), name);
};

for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '') continue;
  delete entry.engines;
  if (path !== 'node_modules/node') delete entry.hasInstallScript;
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!has(path, name)) delete entry.optionalDependencies[name];
  }
}
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);

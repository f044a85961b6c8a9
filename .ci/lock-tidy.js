// Takes out of the lock file what a Node that only runs npm would trip over; `test/tidy/lock-file.test.ts` says why.
// Run it after each `npm install`: npm run lock:tidy
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '') continue;
  delete entry.engines;
  if (path !== 'node_modules/node') delete entry.hasInstallScript;
}
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);

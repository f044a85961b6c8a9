// Leaves `hasInstallScript` to the `node` package alone; `test/tidy/lock-file.test.ts` says why. Run: npm run lock:tidy
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path !== 'node_modules/node') delete entry.hasInstallScript;
}
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);

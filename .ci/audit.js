// Judges what `npm audit --json` says, from standard input: npm run audit
// Advisories fail; a registry that has no advisories to offer does not, but is not taken for a clean answer either.
import { readFileSync } from 'node:fs';

const report = (() => {
  try {
    return JSON.parse(readFileSync(0, 'utf8'));
  } catch {
    return {};
  }
})();

const { metadata, vulnerabilities = {}, statusCode, error } = report;
const total = metadata?.vulnerabilities?.total;
if (total === undefined) {
  const why = statusCode ?? error?.code ?? 'no answer';
  console.log(`NOT AUDITED: the registry does not say which packages have advisories (${why}).`);
} else if (total > 0) {
  for (const { name, severity, range } of Object.values(vulnerabilities)) console.log(`${severity}: ${name} ${range}`);
  console.log(`${total} packages have advisories; see npm audit.`);
  process.exitCode = 1;
} else {
  console.log(`No package has an advisory (${metadata.dependencies?.total ?? 'all'} were looked up).`);
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './source-files.ts';

/** The result of the check for a report of `npm audit --json`, and its exit code. */
const judge = (report: string) => {
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, '.ci/audit.js')], { input: report });
  return [status, stdout.toString().trim().split('\n').at(-1)];
};

const found = (total: number) =>
  JSON.stringify({
    vulnerabilities: total > 0 ? { left: { name: 'left', severity: 'high', range: '<2' } } : {},
    metadata: { vulnerabilities: { total }, dependencies: { total: 400 } },
  });

test.each([
  ['advisories fail', found(1), 1, /^1 packages have advisories/],
  ['none pass', found(0), 0, /^No package has an advisory \(400/],
  ['a registry that does not offer them passes, and says so', '{"statusCode":405}', 0, /^NOT AUDITED: .*\(405\)/],
  ['a registry out of reach passes, and says so', '{"error":{"code":"ENOTFOUND"}}', 0, /^NOT AUDITED: .*ENOTFOUND/],
  ['no report at all passes, and says so', '', 0, /^NOT AUDITED/],
])('%s', (_, report, status, says) => {
  expect(judge(report)).toEqual([status, expect.stringMatching(says)]);
});

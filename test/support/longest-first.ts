/**
 * The order of test files: long files start first, so that the run does not end with waiting for one of them. Vitest
 * knows the duration of a file only from the last run. On a fresh machine it goes by size, which says nothing about
 * duration.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of a few seconds of processor time and more, the longest first. `npm run test:fast` leaves them out. */
export const SLOW = [
  'web/work',
  'whatsapp/isolated',
  'examples/follow',
  'examples/send',
  'crash/disk',
  'misbehaviour/threads',
  'contract/whatsapp-baileys',
  'e2e/stop',
  'e2e/gateway',
  'web/inspector',
  'web/jobs',
  'e2e/command-line',
  'misbehaviour/whole-run',
  'crash/crash',
  'e2e/encryption',
  'e2e/backup',
  'http/live',
  'web/sessions',
  'events/archive-kill',
  'web/audit',
  'crash/clock',
  'docs/openapi',
  'web/looks',
  'simulation/simulation',
  'whatsapp/baileys',
  'inspect-bridge/lazy',
  'cli/log-output',
  'e2e/anywhere',
  'e2e/archive',
  'crash/damage',
  'property/fuzz',
  'events/one-bit',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = SLOW.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return rank < 0 ? SLOW.length : rank;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((project) =>
      sorted.filter((file) => file.project === project).toSorted((one, other) => rankOf(one) - rankOf(other)),
    );
  }
}

/**
 * The order of test files: long files start first, so that the run does not end with waiting for one of them. Vitest
 * knows the duration of a file only from the last run. On a fresh machine it goes by size, which says nothing about
 * duration.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of five seconds and more, the longest first. */
const LONG = [
  'crash/crash',
  'simulation/simulation',
  'misbehaviour/whole-run',
  'e2e/stop',
  'web/jobs',
  'web/inspector',
  'web/work',
  'e2e/gateway',
  'e2e/archive',
  'e2e/encryption',
  'whatsapp/isolated',
  'misbehaviour/threads',
  'contract/whatsapp-baileys',
  'crash/disk',
  'e2e/command-line',
  'crash/clock',
  'examples/send',
  'examples/follow',
  'crash/damage',
  'e2e/backup',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return rank < 0 ? LONG.length : rank;
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

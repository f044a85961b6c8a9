/**
 * The order of test files: long files start first, so that the run does not end with waiting for one of them. Vitest
 * knows the duration of a file only from the last run. On a fresh machine it goes by size, which says nothing about
 * duration.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of a few seconds of processor time and more, the longest first. */
const SLOW = [
  'crash/mixed/mixed',
  'web/work',
  'examples/send',
  'examples/follow',
  'e2e/stop',
  'contract/whatsapp-baileys',
  'crash/disk',
  'whatsapp/isolated',
  'misbehaviour/whole-run',
  'e2e/gateway',
  'crash/crash',
  'web/inspector',
  'web/jobs',
  'e2e/encryption',
  'misbehaviour/threads',
  'e2e/command-line',
  'e2e/backup',
  'crash/clock',
  'e2e/archive',
  'http/live',
  'web/sessions',
  'events/archive-kill',
  'web/audit',
  'crash/damage',
  'web/looks',
  'simulation/simulation',
  'whatsapp/baileys',
  'inspect-bridge/lazy',
  'inspect-bridge/package',
  'cli/log-output',
  'e2e/anywhere',
  'docs/openapi',
  'property/fuzz',
  'sandbox/pairing',
  'http/sockets',
  'events/one-bit',
  'inspector/history',
  'projections/projector',
  'projections/replay.property',
  'sandbox/memory',
  'http/sandbox',
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

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
  'e2e/stop',
  'whatsapp/isolated',
  'media/conversions',
  'crash/hearing/hearing',
  'crash/disk',
  'e2e/gateway',
  'misbehaviour/whole-run',
  'examples/follow',
  'contract/whatsapp-baileys',
  'crash/crash',
  'crash/webhooks/webhooks',
  'e2e/command-line',
  'web/inspector',
  'property/fuzz',
  'simulation/simulation',
  'http/live',
  'cli/log-output',
  'examples/echo-bot',
  'http/sockets',
  'docs/openapi',
  'inspector/history',
  'http/hostile-uploads',
  'whatsapp/baileys',
  'web/jobs',
  'http/reach',
  'inspect-bridge/lazy',
  'http/sandbox',
  'cli/keys',
  'misbehaviour/threads',
  'e2e/erasure',
  'e2e/anywhere',
  'e2e/proxies',
  'e2e/encryption',
  'web/sessions',
  'whatsapp/uploads',
  'sandbox/memory',
  'e2e/backup',
  'crash/clock',
  'crash/damage',
  'e2e/archive',
  'events/archive-kill',
  'web/audit',
  'web/looks',
  'inspect-bridge/package',
  'sandbox/pairing',
  'events/one-bit',
  'projections/projector',
  'projections/replay.property',
  'media/hostile',
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

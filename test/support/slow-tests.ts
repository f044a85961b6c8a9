/** The test files that take long. */

/** Files of a few seconds of processor time and more, the longest first. */
const SLOW: readonly string[] = [
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

const rank = new Map(SLOW.map((name, index) => [`test/${name}.test.ts`, index]));

/** The place of a test file in that order; the number of slow files, where it is none of them. */
export const slowness = (path: string): number => rank.get(path.slice(path.lastIndexOf('test/'))) ?? SLOW.length;

export const isSlow = (path: string): boolean => slowness(path) < SLOW.length;

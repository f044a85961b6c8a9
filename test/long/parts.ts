/** What the long run is made of. Each part is a command with a fixed seed, and takes about a minute on two quiet cores. */

export interface Part {
  /** What it looks for, in a sentence. */
  readonly about: string;
  readonly args: readonly string[];
  /** What the size of the tests is multiplied by, for a part that is made of tests. */
  readonly times?: number;
}

const tests = (...files: readonly string[]): readonly string[] => [
  'node_modules/vitest/vitest.mjs',
  'run',
  ...files.map((file) => `test/${file}.test.ts`),
];

export const PARTS: Readonly<Record<string, Part>> = {
  simulation: {
    about: 'hundreds of simulated lives keep every promise',
    args: ['test/simulation/run.ts', '--seed', '1', '--seeds', '200'],
  },
  mutants: {
    about: 'the simulation finds every planted bug',
    args: ['test/simulation/mutants/run.ts', '--starts', '1', '--seeds', '300'],
  },
  crash: {
    about: 'nothing is lost or sent twice, wherever the process dies',
    args: ['test/crash/rounds.ts', '--rounds', '12', '--seed', '7'],
  },
  mixed: {
    about: 'messages of all kinds with their files arrive once and whole, wherever the process dies',
    args: ['test/crash/mixed/run.ts', '--campaigns', '2', '--seed', '3'],
  },
  hearing: {
    about: 'what comes in is on record once and every tick is true, wherever the process dies',
    args: ['test/crash/hearing/run.ts', '--campaigns', '2', '--seed', '5'],
  },
  webhooks: {
    about: 'each event reaches its endpoints, in order and with the same bytes, wherever the process dies',
    args: ['test/crash/webhooks/run.ts', '--campaigns', '1', '--rounds', '14', '--messages', '20', '--seed', '2'],
  },
  fuzz: {
    about: 'every answer is documented, whatever is asked',
    args: ['test/property/run-fuzz.ts', '--seed', '1', '--inputs', '2000'],
  },
  properties: {
    about: 'logs, tables and damaged files hold for many more random histories, and the server for more connections',
    args: tests('events/one-bit', 'events/grouping.property', 'projections/replay.property', 'http/sockets'),
    times: 5,
  },
  looks: {
    about: 'each page has no barrier in each colour at each width',
    args: tests('web/looks', 'web/inspector'),
    times: 2,
  },
  soak: {
    about: 'nothing is lost in a minute of faults (growth needs ten: npm run soak)',
    args: ['test/soak/run.ts', '--minutes', '1', '--seed', '2'],
  },
};

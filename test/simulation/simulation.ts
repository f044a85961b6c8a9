/**
 * One seed, from an empty log to the end of the last message.
 *
 * First comes the storm: clients send requests, WhatsApp misbehaves, the disk fills up, the process dies and is started
 * again. The seed decides when, between any two steps. Then all faults end, and every accepted message must end too.
 * The rules check every commit, every call to WhatsApp, every answer, and the state whenever nothing is pending.
 */
import { ending } from './ending.ts';
import { type Scene, sceneOf } from './scene.ts';
import type { Counts } from './tally.ts';

export interface Outcome {
  readonly seed: number;
  /** The first broken promise; null if all were kept. */
  readonly problem: string | null;
  readonly trace: readonly string[];
  readonly virtualMs: number;
  readonly facts: number;
  readonly jobs: number;
  readonly deaths: number;
  readonly counts: Counts;
}

const STEPS = 150;
/**
 * How long the event loop may be held up while a commit waits. Before a longer step of time, everything comes to rest.
 */
const HICCUP_MS = 1_000;
const STOP_RATE = 0.004;
const START_RATE = 0.3;
const TIDY_RATE = 0.02;
/** How often a contact writes. */
const WRITE_RATE = 0.15;
/** How many worlds have endpoints of webhooks, and how often a person asks something of one. */
const HOOKED = 0.6;
const HOOK_RATE = 0.1;

/** A disaster strikes the process, or its supervisor acts. */
const befall = ({ random, disasters, supervisor }: Scene): void => {
  const disaster = random.weighted(disasters.rates);
  if (disaster === 'death now') supervisor.kill();
  else if (disaster !== 'none') disasters.strike(disaster);
  if (supervisor.stage() === 'down') {
    if (random.chance(START_RATE)) supervisor.begin();
  } else if (random.chance(STOP_RATE)) {
    supervisor.stop();
  } else if (random.chance(TIDY_RATE)) {
    void supervisor.life()?.tidy();
  }
};

/** A client sends a request, or time passes; `busy` says which is likelier. */
const happen = async (
  { random, clock, supervisor, people, ask, whatsapp, sessions, endpoints }: Scene,
  { busy, hasEndpoints }: { busy: number; hasEndpoints: boolean },
): Promise<void> => {
  if (hasEndpoints && random.chance(HOOK_RATE)) endpoints.errands().forEach(ask);
  if (random.chance(WRITE_RATE)) whatsapp.incoming.write(random.pick(sessions));
  if ((clock.next() ?? 0) - clock.now() > HICCUP_MS) await supervisor.settle();
  const ways = {
    act: () => people.errands().forEach(ask),
    drift: () => clock.drift(random.between(0, 500)),
    ring: () => clock.ring(),
    /** The next alarm is due, and something happens before it rings. */
    late: () => {
      clock.drift(HICCUP_MS);
      people.errands().forEach(ask);
    },
  };
  ways[random.weighted({ act: busy, drift: 1, ring: 6, late: 0.5 })]();
};

/** How many of the consequences happen before the next step. */
const unfold = async ({ random, supervisor, rest, agree }: Scene): Promise<void> => {
  const turns = random.weighted({ none: 2, one: 2, two: 1, rest: 5, agree: 0.1 });
  if (turns === 'rest') await rest();
  else if (turns === 'agree') await agree();
  else await supervisor.turns({ none: 0, one: 1, two: 2 }[turns]);
};

const storm = async (scene: Scene): Promise<void> => {
  const busy = scene.random.pick([0.5, 1.5, 4]);
  const hasEndpoints = scene.random.chance(HOOKED);
  for (let step = 0; step < STEPS && scene.problem() === null; step += 1) {
    befall(scene);
    await happen(scene, { busy, hasEndpoints });
    await unfold(scene);
    scene.look();
  }
};

/** Runs one seed. A broken promise is not thrown: the outcome contains it. */
export const simulate = async (seed: number): Promise<Outcome> => {
  const scene = sceneOf(seed);
  const { clock, supervisor, ledger, trace, tally, problem } = scene;
  const start = clock.now();
  supervisor.begin();
  await storm(scene);
  if (problem() === null) await ending(scene);
  await scene.close();
  return {
    seed,
    problem: problem(),
    trace: trace.lines(),
    virtualMs: clock.now() - start,
    facts: ledger.facts(),
    jobs: ledger.jobs.size,
    deaths: supervisor.deaths(),
    counts: tally.counts(),
  };
};

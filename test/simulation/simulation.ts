/**
 * One seed, from an empty log to the last message ended.
 *
 * First the storm: people ask for things, WhatsApp misbehaves, the disk fills up, the process dies and is started again,
 * all of it where the seed says, between any two steps. Then everything is healed, and whatever was accepted must come to
 * its end. The rules look on at every commit, every call to WhatsApp, every answer, and whenever all is quiet.
 */
import { ending } from './ending.ts';
import { type Scene, sceneOf } from './scene.ts';
import type { Counts } from './tally.ts';

export interface Outcome {
  readonly seed: number;
  /** The first promise that was broken; null when all were kept. */
  readonly problem: string | null;
  readonly trace: readonly string[];
  readonly virtualMs: number;
  readonly facts: number;
  readonly jobs: number;
  readonly deaths: number;
  readonly counts: Counts;
}

const STEPS = 150;
/** For so long the event loop may be held up while a commit waits; where time takes longer steps, all comes to rest before. */
const HICCUP_MS = 1_000;
const STOP_RATE = 0.004;
const START_RATE = 0.3;

/** Something befalls the process, or somebody sees to it. */
const befall = ({ random, disasters, supervisor }: Scene): void => {
  const disaster = random.weighted(disasters.rates);
  if (disaster === 'death now') supervisor.kill();
  else if (disaster !== 'none') disasters.strike(disaster);
  if (supervisor.stage() === 'down') {
    if (random.chance(START_RATE)) supervisor.begin();
  } else if (random.chance(STOP_RATE)) {
    supervisor.stop();
  }
};

/** Somebody asks for something, or time passes; `busy` says which is likelier. */
const happen = async ({ random, clock, supervisor, people, ask }: Scene, busy: number): Promise<void> => {
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

/** How much of what follows from it happens before the next thing does. */
const unfold = async ({ random, supervisor, rest, agree }: Scene): Promise<void> => {
  const turns = random.weighted({ none: 2, one: 2, two: 1, rest: 5, agree: 0.1 });
  if (turns === 'rest') await rest();
  else if (turns === 'agree') await agree();
  else await supervisor.turns({ none: 0, one: 1, two: 2 }[turns]);
};

const storm = async (scene: Scene): Promise<void> => {
  const busy = scene.random.pick([0.5, 1.5, 4]);
  for (let step = 0; step < STEPS && scene.problem() === null; step += 1) {
    befall(scene);
    await happen(scene, busy);
    await unfold(scene);
    scene.look();
  }
};

/** Plays one seed. A broken promise is not thrown: it is in the outcome. */
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

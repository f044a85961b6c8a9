/** All parts of one simulated world, created from its seed and wired together. */
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import type { SessionId } from '../../src/kernel/ids.ts';
import { type Disasters, disastersOf } from './disasters.ts';
import { type Disk, diskOf } from './disk.ts';
import { emptyLedger, type Ledger } from './ledger.ts';
import { type Endpoints, endpointsOf } from './endpoints.ts';
import type { Life } from './life.ts';
import { type Errand, type People, peopleOf } from './people.ts';
import { type Phones, phonesOf } from './phones.ts';
import { type Random, randomOf } from './random.ts';
import type { AnswerRules } from './rules/answers.ts';
import type { Broken } from './rules/rule.ts';
import { type Supervisor, supervise } from './supervisor.ts';
import { createTally, type Tally } from './tally.ts';
import { type Trace, traceOf } from './trace.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';
import { type Watch, watchOf } from './watch.ts';
import { stormy } from './weather.ts';
import { type SimulatedWhatsApp, simulatedWhatsApp } from './whatsapp.ts';

export interface Scene {
  readonly random: Random;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly tally: Tally;
  readonly ledger: Ledger;
  readonly phones: Phones;
  readonly whatsapp: SimulatedWhatsApp;
  readonly disasters: Disasters;
  readonly disk: Disk;
  readonly endpoints: Endpoints;
  readonly people: People;
  readonly sessions: readonly [SessionId, ...SessionId[]];
  readonly supervisor: Supervisor;
  readonly broken: Broken;
  /** The first broken promise; null while all are kept. */
  problem(): string | null;
  ask(errand: Errand): void;
  /** Checks everything that must hold at any moment. */
  look(): void;
  /** Waits until nothing is pending, and checks that nothing was forgotten. */
  rest(): Promise<void>;
  /** Waits until nothing is pending, and compares all views of the same data. */
  agree(): Promise<void>;
  /** Files that nothing needs were removed: checks that none is left. */
  tidied(): void;
  close(): Promise<void>;
}

/** A client that sends requests, and checks the answers against the ledger. */
const asker = (
  { supervisor, ledger, trace }: Pick<Scene, 'supervisor' | 'ledger' | 'trace'>,
  answers: AnswerRules,
  underWay: Map<Promise<void>, Life>,
) => {
  let asked = 0;
  const ask = async (errand: Errand, life: Life): Promise<void> => {
    asked += 1;
    const correlation = `request-${asked}`;
    trace.say('command', correlation, errand.words);
    if (errand.bytes !== undefined) ledger.gives(correlation, errand.bytes);
    try {
      const result = await errand.ask(life.gateway, { by: 'anna', correlation });
      trace.say('answer', correlation, result);
      answers.told(errand, correlation, result);
    } catch (thrown) {
      trace.say('answer', correlation, String(thrown));
      answers.threw(errand, correlation, thrown);
    }
  };
  return (errand: Errand): void => {
    const life = supervisor.life();
    if (!life || supervisor.stage() === 'closing') return;
    const answered = ask(errand, life).finally(() => underWay.delete(answered));
    underWay.set(answered, life);
  };
};

/** States in which a session has a link, or is about to have one. */
const LINKED = ['connecting', 'qr', 'ready', 'keepalive', 'timeout'];

export const sceneOf = (seed: number): Scene => {
  const random = randomOf(seed);
  const clock = virtualClock();
  const trace = traceOf(clock);
  const db = openDatabase(':memory:');
  const store = sqliteStore(db);
  const ledger = emptyLedger((position) => store.content(position, 0));
  let problem: string | null = null;
  const broken: Broken = (sentence) => {
    trace.say('broken', sentence);
    problem ??= sentence;
  };

  const sessions: Scene['sessions'] = random.chance(0.7) ? ['default'] : ['default', 'second'];
  const phones = phonesOf(broken);
  const disk = diskOf(random.fork());
  const tally = createTally();
  const watch: Watch = watchOf({
    db,
    clock,
    trace,
    tally,
    ledger,
    phones,
    disk,
    broken,
    whatsapp: () => whatsapp,
    recovering: () => supervisor.stage() === 'starting',
  });
  const whatsapp: SimulatedWhatsApp = simulatedWhatsApp(
    { clock, random: random.fork(), trace, tally, phones, disk, rules: watch.port, broken },
    sessions,
    stormy(random.fork()),
  );
  const disasters = disastersOf(random.fork(), clock, { trace, tally, disk }, watch.lost);
  const people = peopleOf({ random: random.fork(), clock, contacts: phones.contacts, sessions, ledger });
  const endpoints = endpointsOf({ clock, random: random.fork(), trace, tally, broken });
  /** Clients that wait for an answer, and the life of the process that owes it. */
  const underWay = new Map<Promise<void>, Life>();
  const supervisor = supervise({
    db,
    clock,
    whatsapp,
    trace,
    tally,
    random: random.fork(),
    disasters,
    disk,
    endpoints,
    committed(facts) {
      watch.committed(facts);
      endpoints.take(facts);
      whatsapp.incoming.take(facts);
    },
    heard: watch.heard,
    up: watch.up,
    answered(life) {
      for (const [answered, asked] of underWay) if (asked !== life) underWay.delete(answered);
      return Promise.all(underWay.keys());
    },
    stopped() {
      const inHand = [...ledger.jobs.values()].find(({ status }) => status === 'active');
      if (inHand) broken(`the process has stopped with job ${inHand.id} in hand`);
      const [linked] = [...ledger.sessions].filter(([, { state }]) => LINKED.includes(state));
      if (linked) broken(`the process has stopped with session ${linked[0]} in state ${linked[1].state}`);
    },
    broken,
  });
  const ask = asker({ supervisor, ledger, trace }, watch.answers, underWay);

  return {
    random,
    clock,
    trace,
    tally,
    ledger,
    phones,
    whatsapp,
    disasters,
    disk,
    endpoints,
    people,
    sessions,
    supervisor,
    broken,
    problem: () => problem,
    ask,
    async rest() {
      await supervisor.settle();
      if (supervisor.stage() === 'up' && disasters.diskWorks()) watch.quiet();
      else watch.heldUp();
    },
    async agree() {
      await supervisor.settle();
      const life = supervisor.life();
      // A file whose fact could not be written is left over until the next tidying.
      if (life && supervisor.stage() === 'up' && (await life.tidy())) await watch.audit(life);
    },
    tidied: watch.tidied,
    look: () => watch.step(supervisor.life()),
    async close() {
      await supervisor.close();
      watch.close();
    },
  };
};

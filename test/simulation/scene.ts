/** Everything that there is in one simulated world, made from its seed and wired together. */
import { openDatabase } from '../../src/events/database.ts';
import type { Recorded } from '../../src/events/log.ts';
import type { SessionId } from '../../src/kernel/ids.ts';
import { type Disasters, disastersOf } from './disasters.ts';
import { emptyLedger, type Ledger } from './ledger.ts';
import { type Errand, type People, peopleOf } from './people.ts';
import { type Phones, phonesOf } from './phones.ts';
import { type Random, randomOf } from './random.ts';
import { acceptanceRule } from './rules/acceptance.ts';
import { agreementRule } from './rules/agreement.ts';
import { answerRules } from './rules/answers.ts';
import { dispatchRule } from './rules/dispatch.ts';
import { outcomeRule } from './rules/outcome.ts';
import { portRules } from './rules/port.ts';
import { progressRule } from './rules/progress.ts';
import type { Broken, MakeRule } from './rules/rule.ts';
import { sessionRule } from './rules/sessions.ts';
import { type Supervisor, supervise } from './supervisor.ts';
import { type Trace, traceOf } from './trace.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';
import { stormy } from './weather.ts';
import { type SimulatedWhatsApp, simulatedWhatsApp } from './whatsapp.ts';

export interface Scene {
  readonly random: Random;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly ledger: Ledger;
  readonly phones: Phones;
  readonly whatsapp: SimulatedWhatsApp;
  readonly disasters: Disasters;
  readonly people: People;
  readonly sessions: readonly [SessionId, ...SessionId[]];
  readonly supervisor: Supervisor;
  readonly broken: Broken;
  /** The first promise that was broken; null while all are kept. */
  problem(): string | null;
  ask(errand: Errand): void;
  /** Lets what is under way come to rest, and looks whether anything lies about. */
  rest(): Promise<void>;
  /** Comes to rest, and holds everything against everything that should say the same. */
  agree(): Promise<void>;
}

/** Holds each commit against the rules, and then against the ledger. */
const onlooker = (ledger: Ledger, trace: Trace, broken: Broken, makers: readonly MakeRule[]) => {
  const rules = makers.map((make) => make(ledger, broken));
  return (facts: readonly Recorded[]): void => {
    for (const rule of rules) rule.begin?.(facts);
    ledger.beginCommit();
    for (const fact of facts) {
      trace.fact(fact);
      for (const rule of rules) rule.each?.(fact);
      ledger.take(fact);
    }
  };
};

/** Somebody who asks, and holds the answer against the ledger. */
const asker = (supervisor: Supervisor, ledger: Ledger, trace: Trace, broken: Broken) => {
  const answers = answerRules(ledger, broken);
  let asked = 0;
  return async (errand: Errand): Promise<void> => {
    const life = supervisor.life();
    if (!life) return;
    asked += 1;
    const correlation = `request-${asked}`;
    trace.say('command', correlation, errand.words);
    try {
      const result = await errand.ask(life.gateway, { by: 'anna', correlation });
      trace.say('answer', correlation, result);
      answers.told(errand, correlation, result);
    } catch (thrown) {
      trace.say('answer', correlation, String(thrown));
      answers.threw(errand, correlation, thrown);
    }
  };
};

export const sceneOf = (seed: number): Scene => {
  const random = randomOf(seed);
  const clock = virtualClock();
  const trace = traceOf(clock);
  const ledger = emptyLedger();
  let problem: string | null = null;
  const broken: Broken = (sentence) => {
    trace.say('broken', sentence);
    problem ??= sentence;
  };

  const sessions: Scene['sessions'] = random.chance(0.7) ? ['default'] : ['default', 'second'];
  const phones = phonesOf(broken);
  const links = () => whatsapp.links();
  const progress = progressRule(ledger, links, broken);
  const whatsapp: SimulatedWhatsApp = simulatedWhatsApp(
    { clock, random: random.fork(), trace, phones, rules: portRules(ledger, links, trace, broken) },
    sessions,
    stormy(random.fork()),
  );
  const disasters = disastersOf(random.fork(), clock, trace, progress.forget);
  const people = peopleOf({ random: random.fork(), clock, contacts: phones.contacts, sessions, ledger });
  const recovers = sessionRule(() => supervisor.stage() === 'starting');
  const supervisor = supervise({
    db: openDatabase(':memory:'),
    clock,
    whatsapp,
    trace,
    random: random.fork(),
    disasters,
    committed: onlooker(ledger, trace, broken, [acceptanceRule, dispatchRule, outcomeRule, recovers]),
    stopped() {
      const inHand = [...ledger.jobs.values()].find(({ status }) => status === 'active');
      if (inHand) broken(`the process has stopped with job ${inHand.id} in hand`);
    },
    broken,
  });
  const ask = asker(supervisor, ledger, trace, broken);

  return {
    random,
    clock,
    trace,
    ledger,
    phones,
    whatsapp,
    disasters,
    people,
    sessions,
    supervisor,
    broken,
    problem: () => problem,
    ask: (errand) => void ask(errand),
    async rest() {
      await supervisor.settle();
      if (supervisor.stage() === 'up' && disasters.diskWorks()) progress.look(clock.now());
      else progress.forget();
    },
    async agree() {
      await supervisor.settle();
      const life = supervisor.life();
      if (life && supervisor.stage() === 'up') await agreementRule(life, ledger, clock.now(), broken);
    },
  };
};

/**
 * All rules together: the checks at every commit, every call, every answer, after every step, and when nothing is
 * pending.
 */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../../src/events/log/log.ts';
import { type JobId, partsOfStream } from '../../src/kernel/ids.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { emptyHistory } from './history.ts';
import type { Disk } from './disk.ts';
import type { Ledger } from './ledger.ts';
import type { Life } from './life.ts';
import type { Phones } from './phones.ts';
import { acceptanceRule } from './rules/acceptance.ts';
import { actorsRule, auditRule } from './rules/agreement.ts';
import { type AnswerRules, answerRules } from './rules/answers.ts';
import { chainRule } from './rules/chain.ts';
import { dispatchRule } from './rules/dispatch.ts';
import { evidenceRule } from './rules/evidence.ts';
import { fileRules } from './rules/files.ts';
import { changesOnPhones, orderOnPhones } from './rules/order.ts';
import { outcomeRule } from './rules/outcome.ts';
import { portRules } from './rules/port.ts';
import { progressRule } from './rules/progress.ts';
import { punctualRule, type Times } from './rules/punctual.ts';
import { rebuildRule } from './rules/rebuild.ts';
import type { Broken } from './rules/rule.ts';
import { sessionRule } from './rules/sessions.ts';
import { tablesRule } from './rules/tables.ts';
import type { Tally } from './tally.ts';
import type { Trace } from './trace.ts';
import type { SimulatedWhatsApp } from './whatsapp.ts';
import type { PortRules } from './world.ts';

export interface WatchPorts {
  readonly db: Database;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly tally: Tally;
  readonly ledger: Ledger;
  readonly phones: Phones;
  readonly disk: Disk;
  readonly broken: Broken;
  whatsapp(): SimulatedWhatsApp;
  /** Whether the process is in recovery. */
  recovering(): boolean;
}

export interface Watch {
  readonly port: PortRules;
  readonly answers: AnswerRules;
  committed(facts: readonly Recorded[]): void;
  /** A commit with these facts has failed. */
  lost(facts: readonly Recorded[]): void;
  /** The process has been told of a commit. */
  heard(): void;
  /** After a step, while other work is under way. */
  step(life: Life | null): void;
  /** Nothing is pending, and no injected fault holds anything up. */
  quiet(): void;
  /** The process has come up. */
  up(): void;
  /** Something is held up, or was. */
  heldUp(): void;
  /** Nothing needs to be removed any more. */
  tidied(): void;
  /** Compares everything with everything; nothing may be pending. */
  audit(life: Life): Promise<void>;
  close(): void;
}

export const watchOf = (ports: WatchPorts): Watch => {
  const { db, clock, trace, ledger, phones, broken, whatsapp } = ports;
  const { look } = ports.tally;
  const links = () => whatsapp().links();
  const times: Times = { heardAt: clock.now(), disturbedAt: clock.now() };
  const rules = [
    chainRule,
    acceptanceRule,
    dispatchRule,
    outcomeRule,
    evidenceRule(phones, whatsapp),
    sessionRule(ports.recovering),
    punctualRule(times),
  ].map((make) => make(ledger, broken, look));
  const history = emptyHistory();
  const progress = progressRule(ledger, links, broken, look);
  const rebuild = rebuildRule(db, broken, look);
  const tables = tablesRule(ledger, history, broken, look);
  const files = fileRules(ledger, ports.disk, broken, look);
  const actors = actorsRule(history, broken, look);
  let jobs = new Set<JobId>();

  const heldUp = () => {
    times.disturbedAt = clock.now();
    progress.forget(times.disturbedAt);
  };

  return {
    port: { ...portRules(ledger, links, trace, broken, look), uploading: files.uploading },
    answers: answerRules(ledger, broken, look),
    committed(facts) {
      for (const rule of rules) rule.begin?.(facts);
      ledger.beginCommit();
      for (const fact of facts) {
        trace.fact(fact);
        for (const rule of rules) rule.each?.(fact);
        ledger.take(fact);
        const { kind, id } = partsOfStream(fact.stream);
        if (kind === 'job') jobs.add(id);
      }
      files.take(facts);
      history.take(facts);
      tables.take(facts);
      rebuild.take(facts);
    },
    lost(facts) {
      for (const rule of rules) rule.lost?.(facts, clock.now());
      heldUp();
    },
    step(life) {
      rebuild.compare();
      orderOnPhones(ledger, phones, broken, look);
      changesOnPhones(phones, broken, look);
      files.look();
      if (!life) return;
      tables.look(life, clock.now());
      actors.look(life, jobs);
      jobs = new Set();
    },
    heard() {
      times.heardAt = clock.now();
    },
    quiet: () => progress.look(clock.now()),
    up() {
      ledger.pardon();
      heldUp();
    },
    heldUp,
    async audit(life) {
      tables.look(life, clock.now(), true);
      actors.look(life, ledger.jobs.keys());
      await auditRule(life, ledger, broken, look);
    },
    tidied: () => files.tidied(clock.now()),
    close: rebuild.close,
  };
};

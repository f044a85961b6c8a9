/** The inside of Waybill on a log in memory, with a scripted WhatsApp and a manual clock. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { EventLog, Projector } from '../../src/events/log/log.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { openProjections, type Projections } from '../../src/storage/sqlite/projector.ts';
import { type Inside, type InsidePorts, startInside } from './inside.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { memoryDatabase } from './memory-database.ts';
import { type ScriptedWhatsApp, scriptedWhatsApp } from './scripted-whatsapp.ts';

export interface Running extends Inside {
  readonly clock: ManualClock;
  readonly script: ScriptedWhatsApp;
  readonly projections: Projections;
  /** The next commit fails, as on a full disk; resolves once it has. */
  fullDisk(): Promise<void>;
  /** The process dies: its timers and promises have no effect any more. */
  crash(): Promise<void>;
  /** Opens the newest link and waits until the session is ready. */
  ready(): Promise<void>;
}

/** Starts on an empty log, or on the database of another run; with files in memory, unless others are given. */
export const running = async (
  before?: {
    db: Database;
    clock: ManualClock;
    script: ScriptedWhatsApp;
  },
  mediaRoom?: InsidePorts['mediaRoom'],
  remote?: InsidePorts['remote'],
): Promise<Running> => {
  const db = before?.db ?? memoryDatabase();
  const clock = before?.clock ?? manualClock();
  let alive = true;
  const mortal: Clock = { now: clock.now, after: (ms, work) => clock.after(ms, () => alive && work()) };
  const script = before?.script ?? scriptedWhatsApp();
  const projections = openProjections(db);
  let failed: (() => void) | null = null;
  const project: Projector = {
    ...projections,
    apply(facts) {
      if (!failed) return projections.apply(facts);
      // The caller of `append` gets the answer before the test does.
      setImmediate(failed);
      failed = null;
      throw new Fault('log.unavailable', 'The log cannot be written: the disk is full', {
        hint: 'A test asked for it.',
      });
    },
  };
  const stored = sqliteLog(db, { project, clock: mortal });
  await projections.catchUp(stored);
  const log: EventLog = { ...stored, append: (append) => (alive ? stored.append(append) : new Promise(() => {})) };
  const inside = await startInside({
    db,
    log,
    clock: mortal,
    entropy: systemEntropy,
    whatsapp: script.whatsapp,
    keepalive: { keepaliveMs: 30_000, keepaliveTimeoutMs: 15_000 },
    logger: silentLogger,
    ...(mediaRoom ? { mediaRoom } : {}),
    ...(remote ? { remote } : {}),
  });

  return {
    ...inside,
    projections,
    clock,
    script,
    fullDisk: () =>
      new Promise((resolve) => {
        failed = resolve;
      }),
    async crash() {
      alive = false;
      await nextTurn();
      await nextTurn();
    },
    async ready() {
      const { position } = log.head();
      script.link().opened();
      await inside.fact('session.opened', (opened) => opened.position > position);
    },
  };
};

/** The whole inside of Waybill on a log in memory: real actors, machines and projections, a scripted WhatsApp, a clock that tests move. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { createGateway, type Gateway, type QueueMessage } from '../../src/actors/gateway.ts';
import { createSystem, type System } from '../../src/actors/system.ts';
import type { FactType } from '../../src/events/catalogue.ts';
import { openDatabase } from '../../src/events/database.ts';
import type { EventLog, Recorded } from '../../src/events/log.ts';
import { sqliteLog } from '../../src/events/sqlite-log.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Caller } from '../../src/kernel/caller.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { DEFAULT_SESSION } from '../../src/kernel/ids.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { ok, refuse } from '../../src/kernel/result.ts';
import { openProjections } from '../../src/projections/projector.ts';
import { openReads, type Reads } from '../../src/projections/reads.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { type ScriptedWhatsApp, scriptedWhatsApp } from './scripted-whatsapp.ts';

export const ANNA: Caller = { by: 'anna', correlation: 'request-1' };

export interface Running {
  readonly db: Database;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly clock: ManualClock;
  readonly script: ScriptedWhatsApp;
  readonly system: System;
  readonly gateway: Gateway;
  /** The first fact of this type that `which` accepts, as soon as it is on record. */
  fact<T extends FactType>(
    type: T,
    which?: (recorded: Extract<Recorded, { type: T }>) => boolean,
  ): Promise<Extract<Recorded, { type: T }>>;
  /** Types of all facts of a stream so far. */
  story(stream: string): readonly string[];
  /** Queues a message and answers its id. */
  queue(message?: Partial<QueueMessage>): Promise<string>;
  /** The process dies: whatever it had set or awaited comes to nothing. */
  crash(): Promise<void>;
  /** Opens the newest link and waits until the session is ready. */
  ready(): Promise<void>;
}

/** Digits become the chat of that number; anything else is refused. */
const readNumber = (input: string) =>
  /^\d{5,15}$/.test(input) ? ok(`${input}@s.whatsapp.net`) : refuse('number.invalid', 'not a number');

/** Starts on an empty log, or on what another run left in its database. */
export const running = async (before?: {
  db: Database;
  clock: ManualClock;
  script: ScriptedWhatsApp;
}): Promise<Running> => {
  const db = before?.db ?? openDatabase(':memory:');
  const clock = before?.clock ?? manualClock();
  let alive = true;
  const mortal: Clock = { now: clock.now, after: (ms, work) => clock.after(ms, () => alive && work()) };
  const script = before?.script ?? scriptedWhatsApp();
  const projections = openProjections(db);
  const stored = sqliteLog(db, { project: projections, clock: mortal });
  const log: EventLog = { ...stored, append: (append) => (alive ? stored.append(append) : new Promise(() => {})) };
  const reads = openReads(db);
  const system = createSystem({
    log,
    reads,
    clock: mortal,
    whatsapp: script.whatsapp,
    entropy: systemEntropy,
    logger: silentLogger,
    keepalive: { keepaliveMs: 30_000, keepaliveTimeoutMs: 15_000 },
  });
  const gateway = createGateway({ system, log, reads, entropy: systemEntropy, readNumber });
  await system.start();

  const fact: Running['fact'] = (type, which = () => true) => {
    const match = (recorded: Recorded) => recorded.type === type && which(recorded as never);
    const [found] = log.page({ after: 0, limit: 100_000 }).filter(match);
    if (found) return Promise.resolve(found as never);
    return new Promise((resolve) => {
      const forget = log.onCommit((facts) => {
        const hit = facts.find(match);
        if (!hit) return;
        forget();
        resolve(hit as never);
      });
    });
  };

  return {
    db,
    log,
    reads,
    clock,
    script,
    system,
    gateway,
    fact,
    story: (stream) => log.read(stream).map(({ type }) => type),
    async queue(message = {}) {
      const whole = {
        session: DEFAULT_SESSION,
        number: '6281234567890',
        text: 'Hello',
        priority: 'NORMAL',
        notBefore: null,
        idempotencyKey: null,
      } as const;
      const told = await gateway.jobs.queue({ ...whole, ...message }, ANNA);
      if (!told.ok) throw new Error(told.refusal.detail);
      return told.value.jobId;
    },
    async crash() {
      alive = false;
      await nextTurn();
      await nextTurn();
    },
    async ready() {
      const { position } = log.head();
      script.link().opened();
      await fact('session.opened', (opened) => opened.position > position);
    },
  };
};

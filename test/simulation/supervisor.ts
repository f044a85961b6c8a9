/** Starts, stops and kills the process, and runs it one turn of the event loop at a time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../../src/events/log/log.ts';
import { Fault, messageOf } from '../../src/kernel/fault.ts';
import type { Disasters } from './disasters.ts';
import type { Disk } from './disk.ts';
import type { Endpoints } from './endpoints.ts';
import { beginLife, type Life } from './life.ts';
import type { Random } from './random.ts';
import type { Broken } from './rules/rule.ts';
import type { Tally } from './tally.ts';
import type { Trace } from './trace.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { SimulatedWhatsApp } from './whatsapp.ts';

export interface SupervisorPorts {
  readonly db: Database;
  readonly clock: VirtualClock;
  readonly whatsapp: SimulatedWhatsApp;
  readonly trace: Trace;
  readonly tally: Tally;
  readonly random: Random;
  readonly disasters: Disasters;
  readonly disk: Disk;
  readonly endpoints: Endpoints;
  committed(facts: readonly Recorded[]): void;
  heard(): void;
  /** The process is up, perhaps after a long time. */
  up(): void;
  /** No more requests are allowed: resolves when all callers of this life are answered. */
  answered(life: Life): Promise<unknown>;
  /** A clean stop is done. */
  stopped(): void;
  readonly broken: Broken;
}

export interface Supervisor {
  /** `stopping` accepts commands while messages are in hand; `closing` accepts none. */
  stage(): 'down' | 'starting' | 'up' | 'stopping' | 'closing';
  /** The process that answers now; null if there is none. */
  life(): Life | null;
  begin(): void;
  /** A clean stop; the process ends when it is done. */
  stop(): void;
  kill(): void;
  /** Runs this many turns of the event loop; 0 runs only what is due in the current one. */
  turns(count: number): Promise<void>;
  /** Runs turns until nothing is pending. */
  settle(): Promise<void>;
  deaths(): number;
  close(): Promise<void>;
}

/** As in `main.ts` and the server. */
const DRAIN_MS = 5_000;
const CLOSE_MS = 3_000;
/** A process that is still busy after this many turns without time passing will never come to rest. */
const TURNS_MAX = 3_000;

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
  if (count === 0) await new Promise<void>((resolve) => process.nextTick(resolve));
};

export const supervise = (ports: SupervisorPorts): Supervisor => {
  const { db, clock, whatsapp, trace, tally, random, disasters, broken } = ports;
  let life: Life | null = null;
  let stage: ReturnType<Supervisor['stage']> = 'down';
  let deaths = 0;
  /** Whether the last end was a complete stop. */
  let clean = true;

  const ended = () => {
    trace.say('process', 'is dead');
    if (!clean) {
      deaths += 1;
      if (stage === 'starting') tally.struck('a death while it starts');
      if (stage === 'stopping' || stage === 'closing') tally.struck('a death while it stops');
    }
    stage = 'down';
    life = null;
    whatsapp.cut();
  };

  /** A start or stop succeeds, or fails with a fault that a restart may fix. */
  const follow = async (mine: Life, work: Promise<unknown>, then: () => void) => {
    try {
      await work;
      if (mine.alive()) then();
    } catch (thrown) {
      if (!mine.alive()) return;
      trace.say('process', 'gives up:', messageOf(thrown));
      if (!(thrown instanceof Fault)) broken(`the process gave up: ${messageOf(thrown)}`);
      mine.die();
    }
  };

  return {
    stage: () => stage,
    life: () => life,
    begin() {
      trace.say('process', 'starts');
      if (!clean) tally.struck('a start on what a death left');
      clean = false;
      stage = 'starting';
      const mine = beginLife({
        db,
        clock,
        whatsapp: whatsapp.port,
        incoming: whatsapp.incoming,
        random: random.fork(),
        disk: ports.disk,
        endpoints: ports.endpoints,
        duringCommit: disasters.duringCommit,
        committed: ports.committed,
        heard: ports.heard,
        diesAt: disasters.diesAt,
        died: ended,
      });
      life = mine;
      void follow(mine, mine.started, () => {
        trace.say('process', 'is up');
        stage = 'up';
        ports.up();
      });
    },
    stop() {
      if (!life || stage !== 'up') return;
      trace.say('process', 'stops');
      stage = 'stopping';
      const mine = life;
      const orderly = async () => {
        await mine.system.drain(DRAIN_MS);
        if (!mine.alive()) return;
        stage = 'closing';
        await Promise.race([ports.answered(mine), new Promise<void>((late) => clock.after(CLOSE_MS, late))]);
        if (!mine.alive()) return;
        mine.hangUp();
        await mine.system.stop();
      };
      void follow(mine, orderly(), () => {
        ports.stopped();
        clean = true;
        mine.die();
      });
    },
    kill() {
      if (life) tally.struck('a death between two turns');
      life?.die();
    },
    turns,
    async settle() {
      for (let count = 0; count < TURNS_MAX; count += 3) {
        const before = life?.activity();
        await turns(3);
        if (life?.activity() === before && (life?.underWay() ?? 0) === 0) return;
      }
      broken('it does not come to rest');
    },
    deaths: () => deaths,
    async close() {
      life?.die();
      // The remains of the old process may read once more.
      await turns(5);
      db.close();
    },
  };
};

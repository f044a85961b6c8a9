/**
 * Clearing a queue: every job that waits is cancelled by a fact of its own, every failed one dismissed.
 *
 * It works through pages that commit in a few milliseconds, with a turn of the event loop between them, so that everything
 * else stays quick. A thousand jobs are cleared before the answer; a larger queue is cleared in the background,
 * and whoever asked can follow the count. Jobs that are queued after the request are left alone. A stop of the process ends
 * a clearing in the background; what it has done by then stays done.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clearable } from '../events/facts/queue.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import { Fault } from '../kernel/fault.ts';
import type { JobId, SessionId } from '../kernel/ids.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import type { Reads } from '../projections/reads.ts';
import type { SessionActor } from '../actors/sessions/session-actor.ts';
import type { System } from '../actors/system.ts';

export interface Clearing {
  readonly id: string;
  readonly session: SessionId;
  readonly status: Clearable;
  /** Jobs that were there to clear when it was asked for. */
  readonly total: number;
  readonly cleared: number;
  readonly done: boolean;
  /** Why it ended early; null while it goes on and when it did not. */
  readonly problem: string | null;
}

export interface Clearings {
  /** `following` is null when all is done already. */
  clear(
    session: SessionActor,
    status: Clearable,
    caller: Caller,
  ): Promise<Result<{ readonly cleared: number; readonly following: Clearing | null }>>;
  /** Cancels every job that waits, and resolves when that is done. */
  clearAll(session: SessionActor, caller: Caller): Promise<void>;
  /** A clearing in the background, by its id. A session that is named as well must be its own. */
  find(id: string, session?: SessionId): Result<Clearing>;
}

interface ClearingsPorts {
  readonly system: System;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly atOnceMax?: number;
}

const AT_ONCE_MAX = 1_000;

/** Jobs told at once; their facts share a commit. */
const PAGE = 50;
const REMEMBERED_MAX = 100;

const STATUSES = {
  waiting: ['waiting'],
  retrying: ['retrying'],
  failed: ['failed'],
  all: ['waiting', 'retrying', 'failed'],
} as const;

/** Ids of jobs grow with time: no job that is queued later has a smaller one. */
const newestPossible = (now: number): JobId => `${now.toString(16).padStart(12, '0')}ffffff`;

export const createClearings = (ports: ClearingsPorts): Clearings => {
  const { system, reads, clock, entropy, atOnceMax = AT_ONCE_MAX } = ports;
  const remembered = new Map<string, Clearing>();

  const keep = (clearing: Clearing): Clearing => {
    remembered.set(clearing.id, clearing);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED_MAX && oldest !== undefined) remembered.delete(oldest);
    return clearing;
  };

  /** False for a job that was dispatched in between: it is in hand and stays untouched. */
  const clearOne = async (job: JobId, type: 'cancel' | 'dismiss', caller: Caller): Promise<boolean> =>
    (await system.jobs.find(job)?.tell({ type }, caller))?.ok === true;

  const work = async (session: SessionActor, status: Clearable, caller: Caller, count: (cleared: number) => void) => {
    const newest = newestPossible(clock.now());
    for (const each of STATUSES[status]) {
      for (let after = 0; ; ) {
        const page = reads.jobs.idsToClear(session.id, each, after, PAGE).filter(({ jobId }) => jobId <= newest);
        const last = page.at(-1);
        if (!last) break;
        const type = each === 'failed' ? 'dismiss' : 'cancel';
        const told = await Promise.all(page.map(({ jobId }) => clearOne(jobId, type, caller)));
        count(told.filter(Boolean).length);
        after = last.streamId;
        await nextTurn();
      }
    }
  };

  const record = ({ queue }: SessionActor, status: Clearable, cleared: number, caller: Caller) =>
    queue.tell({ type: 'recordCleared', status, cleared }, caller);

  const inBackground = (session: SessionActor, status: Clearable, total: number, caller: Caller): Clearing => {
    const id = `clr_${Buffer.from(entropy.bytes(12)).toString('base64url')}`;
    let clearing = keep({ id, session: session.id, status, total, cleared: 0, done: false, problem: null });
    const move = (change: Partial<Clearing>) => {
      clearing = { ...clearing, ...change };
      if (remembered.has(id)) remembered.set(id, clearing);
    };
    const run = async () => {
      try {
        await work(session, status, caller, (more) => move({ cleared: clearing.cleared + more }));
        await record(session, status, clearing.cleared, caller);
        move({ done: true });
      } catch (thrown) {
        if (!(thrown instanceof Fault)) move({ done: true, problem: 'It ended on a defect of Waybill.' });
        else move({ done: true, problem: `It ended early (${thrown.code}); ask again for the rest.` });
      }
    };
    void run();
    return clearing;
  };

  const toClear = (session: SessionId, status: Clearable): number => {
    const counts = reads.stats.counts(session);
    return STATUSES[status].reduce((sum, each) => sum + counts[each], 0);
  };

  return {
    async clear(session, status, caller) {
      const total = toClear(session.id, status);
      if (total > atOnceMax) {
        const known = [...remembered.values()].find(
          (one) => !one.done && one.session === session.id && one.status === status,
        );
        const following = known ?? inBackground(session, status, total, caller);
        return ok({ cleared: following.cleared, following });
      }
      let cleared = 0;
      await work(session, status, caller, (more) => {
        cleared += more;
      });
      const told = await record(session, status, cleared, caller);
      return told.ok ? ok({ cleared, following: null }) : told;
    },
    async clearAll(session, caller) {
      let cleared = 0;
      const count = (more: number) => {
        cleared += more;
      };
      await work(session, 'waiting', caller, count);
      await work(session, 'retrying', caller, count);
      if (cleared > 0) await record(session, 'all', cleared, caller);
    },
    find(id, session) {
      const known = remembered.get(id);
      return known && (session === undefined || known.session === session)
        ? ok(known)
        : refuse('clearing.not_found', 'There is no clearing with this id; the last hundred since the start are kept.');
    },
  };
};

/** Queries and commands for the queue of a session. */
import type { Clearable, QueueConfig } from '../../events/facts/queue.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { QueueCommand } from '../../machines/queue.decide.ts';
import type { Reads } from '../../projections/reads.ts';
import type { System } from '../../actors/system.ts';
import type { Clearing, Clearings } from './clear-queue.ts';
import { sessionIn } from '../sessions/known-session.ts';
import type { Status, StatusOf } from '../sessions/status.ts';

/** The last hour of a session, minute by minute. */
export interface Throughput {
  /** The start of the first of the 60 minutes. */
  readonly from: Millis;
  readonly completed: readonly number[];
  readonly failed: readonly number[];
  readonly received: readonly number[];
  readonly lastDay: { readonly completed: number; readonly failed: number; readonly received: number };
}

export interface Queues {
  configure(session: SessionId, change: Partial<QueueConfig>, caller: Caller): Promise<Result<QueueConfig>>;
  config(session: SessionId): Result<QueueConfig>;
  pause(session: SessionId, caller: Caller): Promise<Result<Status>>;
  resume(session: SessionId, caller: Caller): Promise<Result<Status>>;
  /** `following` is the clearing that runs in the background; null if it is already done. */
  clear(
    session: SessionId,
    status: Clearable,
    caller: Caller,
  ): Promise<Result<{ readonly cleared: number; readonly following: Clearing | null }>>;
  /** A clearing by its id. If a session is given too, the clearing must belong to it. */
  clearing(id: string, session?: SessionId): Promise<Result<Clearing>>;
  throughput(session: SessionId): Result<Throughput>;
}

interface QueuesPorts {
  readonly system: System;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly clearings: Clearings;
  readonly statusOf: StatusOf;
}

const MINUTE_MS = 60_000;

export const createQueues = (ports: QueuesPorts): Queues => {
  const { system, reads, clock, statusOf, clearings } = ports;
  const known = sessionIn(system);

  const steer = async (id: SessionId, command: QueueCommand, caller: Caller): Promise<Result<Status>> => {
    const session = known(id);
    if (!session.ok) return session;
    const told = await session.value.queue.tell(command, caller);
    return told.ok ? ok(statusOf(id)) : told;
  };

  return {
    async configure(id, change, caller) {
      const session = known(id);
      if (!session.ok) return session;
      const { queue } = session.value;
      const told = await queue.tell({ type: 'configure', change }, caller);
      return told.ok ? ok(queue.snapshot().context.config) : told;
    },
    config(id) {
      const session = known(id);
      return session.ok ? ok(session.value.queue.snapshot().context.config) : session;
    },
    pause: (id, caller) => steer(id, { type: 'pause' }, caller),
    resume: (id, caller) => steer(id, { type: 'resume' }, caller),
    async clear(id, status, caller) {
      const session = known(id);
      return session.ok ? clearings.clear(session.value, status, caller) : session;
    },
    clearing: (id, session) => clearings.find(id, session),
    throughput(id) {
      const session = known(id);
      if (!session.ok) return session;
      const now = clock.now();
      const hour = reads.stats.lastHour(id, now);
      const from = (Math.floor(now / MINUTE_MS) - hour.completed.length + 1) * MINUTE_MS;
      return ok({ from, ...hour, lastDay: reads.stats.lastDay(id, now) });
    },
  };
};

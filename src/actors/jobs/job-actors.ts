/**
 * Actors for the jobs that are in hand or recently were. All other jobs are rows.
 *
 * It guarantees that a job has at most one live actor, and that memory is bounded by the jobs in hand and `IDLE_MAX`.
 */
import { isInHand } from '../../events/facts/job.ts';
import type { Append, EventLog } from '../../events/log/log.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type JobId, type SessionId, streamOf } from '../../kernel/ids.ts';
import type { JobCommand } from '../../machines/job.decide.ts';
import type { Job, JobEffect } from '../../machines/job.machine.ts';
import { kinds, type machines } from '../../machines/kinds.ts';
import type { RetryPolicy } from '../../machines/retry.ts';
import { type Actor, type ActorLog, createActor } from '../actor.ts';
import { checkNumber, type JobPorts, sendMessage } from './job-effects.ts';

export type JobActor = Actor<typeof machines.job, JobCommand>;

export interface JobActorsPorts {
  readonly log: EventLog;
  readonly clock: Clock;
  policy(session: SessionId): RetryPolicy;
  /** Called with each append of a job of a session. */
  expect(session: SessionId, append: Append, written: Promise<unknown>): void;
  /** A job has a deadline. */
  wakeAt(): void;
  /** The ports of the effects of one job. */
  effects(job: JobId): Omit<JobPorts, 'isSending'>;
}

export interface JobActors {
  /** The actor of a known job; null if the log has no such job. */
  find(id: JobId): JobActor | null;
  /** The actor of a job that is not queued yet. */
  fresh(id: JobId): JobActor;
  /** The number of live actors, for the metrics. */
  live(): number;
}

/** Actors of finished or waiting jobs to keep, since a receipt often follows soon. */
const IDLE_MAX = 500;

export const createJobActors = (ports: JobActorsPorts): JobActors => {
  /** Ordered by last use. */
  const live = new Map<JobId, JobActor>();

  /** The log, as one job appends to it. */
  const logOf = (session: () => SessionId): ActorLog => ({
    read: ports.log.read,
    append(asked) {
      const written = ports.log.append(asked);
      ports.expect(session(), asked, written);
      return written;
    },
  });

  const create = (id: JobId, fresh: boolean): JobActor => {
    const effectPorts = (): JobPorts => ({
      ...ports.effects(id),
      isSending: () => actor.state() === 'active.sending',
    });
    const actor: JobActor = createActor(
      streamOf.job(id),
      {
        ...kinds.job,
        decide: (job: Job, command: JobCommand) =>
          kinds.job.decide(job, command, {
            now: ports.clock.now(),
            policy: ports.policy(job.context.session),
            fraction: 0,
          }),
        effects: {
          checkNumber: (job: Job, causation: number) => {
            // A job whose chat is known was validated in the same append.
            if (job.matches({ active: 'validating' })) void checkNumber(job, causation, effectPorts());
          },
          sendMessage: (job: Job, causation: number) => void sendMessage(job, causation, effectPorts()),
          wakeAt: ({ context }: Job) => {
            const { retryAt, notBefore, expiresAt, decideBy } = context;
            if ([retryAt, notBefore, expiresAt, decideBy].some((at) => at !== null)) ports.wakeAt();
          },
        } satisfies Record<JobEffect, unknown>,
      },
      { clock: ports.clock, log: logOf(() => actor.snapshot().context.session) },
      { fresh },
    );
    return actor;
  };

  const passivate = () => {
    if (live.size <= IDLE_MAX) return;
    for (const [id, actor] of live) {
      if (live.size <= IDLE_MAX) return;
      if (actor.idle() && !isInHand(actor.state())) live.delete(id);
    }
  };

  const keep = (id: JobId, actor: JobActor): JobActor => {
    live.delete(id);
    live.set(id, actor);
    passivate();
    return actor;
  };

  return {
    find(id) {
      const known = live.get(id);
      if (known) return keep(id, known);
      const actor = create(id, false);
      return actor.state() === null ? null : keep(id, actor);
    },
    fresh: (id) => keep(id, create(id, true)),
    live: () => live.size,
  };
};

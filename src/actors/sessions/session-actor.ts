/** One session: its machine, its connection, its queue and its dispatcher. Always live, since there are few. */
import type { Append, EventLog, Recorded } from '../../events/log/log.ts';
import type { SessionFact } from '../../events/facts/session.ts';
import type { QueueFact } from '../../events/facts/queue.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type ChatId, type JobId, type SessionId, streamOf } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Result } from '../../kernel/result.ts';
import { machines, type Queue, type Session } from '../../machines/evolve.ts';
import { decideQueue, type QueueCommand, refuseQueue } from '../../machines/queue.decide.ts';
import { decideSession, refuseSession, type SessionCommand } from '../../machines/session.decide.ts';
import type { QueueEffect } from '../../machines/queue.machine.ts';
import type { SessionEffect } from '../../machines/session.machine.ts';
import type { Reads } from '../../projections/reads.ts';
import type { WhatsApp } from '../../whatsapp/port.ts';
import { type Actor, createActor } from '../actor.ts';
import { createDispatcher, type Dispatcher } from '../jobs/dispatcher.ts';
import type { Insist } from '../insist.ts';
import type { KeepaliveTimes } from './link-monitor.ts';
import { createSessionLink, type SessionLink, type SessionPorts } from './session-link.ts';

export interface SessionActorPorts {
  readonly log: EventLog;
  readonly reads: Reads;
  readonly whatsapp: WhatsApp;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly keepalive: KeepaliveTimes;
  readonly insist: Insist;
  readonly logger: Logger;
  readonly receipt: SessionPorts['receipt'];
  /** The session or its queue waits for a time. */
  wakeAt(): void;
  /** `recipient` is the address of the job's chat where that is known; `behind` is the append that frees its place. */
  startJob(job: JobId, recipient: ChatId | null, behind: Append | null): Promise<Result<unknown> | null>;
}

export interface SessionActor {
  readonly id: SessionId;
  readonly session: Actor<typeof machines.session, SessionCommand>;
  readonly queue: Actor<typeof machines.queue, QueueCommand>;
  readonly link: SessionLink;
  readonly dispatcher: Dispatcher;
  hear(facts: readonly Recorded[]): void;
}

/** A person has logged out here; else the phone or WhatsApp has unlinked the device, and knows. */
const isAsked = ({ context }: Session): boolean => context.reason === 'asked';

export const createSessionActor = (id: SessionId, ports: SessionActorPorts): SessionActor => {
  const { clock, entropy, insist } = ports;

  const link = createSessionLink(id, {
    whatsapp: ports.whatsapp,
    clock,
    keepalive: ports.keepalive,
    receipt: ports.receipt,
    logger: ports.logger,
    report: (command, caller) => insist(() => session.tell(command, caller)),
  });

  const session = createActor(
    streamOf.session(id),
    {
      machine: machines.session,
      decide: (snapshot: Session, command: SessionCommand) =>
        decideSession(snapshot, command, { now: clock.now(), fraction: entropy.fraction() }),
      refuse: (fact) => refuseSession(fact as SessionFact),
      tellsOneStory: false,
      effects: {
        openSocket: ({ context }: Session, causation: number) => link.open(context.links, causation),
        closeSocket: (snapshot: Session) => link.close({ listen: snapshot.matches('timeout') }),
        unlinkDevice: (snapshot: Session) => link.unlink({ asked: isAsked(snapshot) }),
        startQueue: () => dispatcher.wake(),
        wakeAt: () => ports.wakeAt(),
      } satisfies Record<SessionEffect, unknown>,
    },
    ports,
  );

  // The process may have died between the log-out and this.
  if (session.state() === 'loggedOut') link.unlink({ asked: isAsked(session.snapshot()) });
  else link.makeUp();

  const queue = createActor(
    streamOf.queue(id),
    {
      machine: machines.queue,
      decide: (snapshot: Queue, command: QueueCommand) => decideQueue(snapshot, command, { now: clock.now() }),
      refuse: (fact) => refuseQueue(fact as QueueFact),
      tellsOneStory: false,
      effects: {
        startQueue: () => dispatcher.wake(),
        wakeAt: () => ports.wakeAt(),
      } satisfies Record<QueueEffect, unknown>,
    },
    ports,
  );

  const dispatcher = createDispatcher(id, {
    reads: ports.reads,
    clock,
    capacity: () =>
      session.state() === 'ready' && queue.state() === 'running' && link.ready()
        ? queue.snapshot().context.config.concurrency
        : 0,
    settled: () => session.idle() && queue.idle(),
    start: ({ jobId, chat }, behind) => ports.startJob(jobId, link.ready()?.known(chat) ?? null, behind),
  });

  return { id, session, queue, link, dispatcher, hear: (facts) => dispatcher.hear(facts) };
};

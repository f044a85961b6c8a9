/** One session: its machine, its connection, its queue and its dispatcher. Always live, because sessions are few. */
import type { Append, EventLog, Recorded } from '../../events/log/log.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type ChatId, type SessionId, streamOf } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Result } from '../../kernel/result.ts';
import { type Environment, kinds, type machines } from '../../machines/kinds.ts';
import { type Permit, permitOf } from '../../machines/permit.ts';
import type { QueueCommand } from '../../machines/queue.decide.ts';
import type { Queue, QueueEffect } from '../../machines/queue.machine.ts';
import type { SessionCommand } from '../../machines/session.decide.ts';
import type { Session, SessionEffect } from '../../machines/session.machine.ts';
import type { Candidate } from '../../projections/line-reads.ts';
import type { Reads } from '../../projections/reads.ts';
import type { WhatsApp } from '../../whatsapp/port.ts';
import { type Actor, createActor } from '../actor.ts';
import { createDispatcher, type Dispatcher } from '../jobs/dispatcher.ts';
import { unlessClosed } from '../chats/presence.ts';
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
  readonly blocked: SessionPorts['blocked'];
  readonly call: SessionPorts['call'];
  readonly group: SessionPorts['group'];
  readonly chat: SessionPorts['chat'];
  readonly opened: SessionPorts['opened'];
  readonly people: SessionPorts['people'];
  /** The session or its queue has a deadline. */
  wakeAt(): void;
  /** `recipient` is the address of the job's chat if known; `behind` is the append that frees its slot. */
  startJob(
    job: Candidate,
    recipient: ChatId | null,
    behind: Append | null,
  ): Promise<Result<readonly Recorded[]> | null>;
}

export interface SessionActor {
  readonly id: SessionId;
  readonly session: Actor<typeof machines.session, SessionCommand>;
  readonly queue: Actor<typeof machines.queue, QueueCommand>;
  readonly link: SessionLink;
  readonly dispatcher: Dispatcher;
  /** Whether messages may be started. If not, why and until when. */
  permit(now: Millis): Permit;
}

/** Whether a person logged out here. Otherwise the phone or WhatsApp did, and the device is already unlinked. */
const isAsked = ({ context }: Session): boolean => context.reason === 'asked';

export const createSessionActor = (id: SessionId, ports: SessionActorPorts): SessionActor => {
  const { clock, entropy, insist } = ports;

  const link = createSessionLink(id, {
    whatsapp: ports.whatsapp,
    clock,
    keepalive: ports.keepalive,
    receipt: ports.receipt,
    blocked: ports.blocked,
    call: ports.call,
    group: ports.group,
    chat: ports.chat,
    opened(open) {
      ports.opened(open);
      if (session.snapshot().context.available) void unlessClosed(open.appear(true));
    },
    people: ports.people,
    logger: ports.logger,
    report: (command, caller) => insist(() => session.tell(command, caller)),
  });

  const environment = (): Environment => ({
    now: clock.now(),
    fraction: entropy.fraction(),
    policy: queue.snapshot().context.config,
  });

  const session = createActor(
    streamOf.session(id),
    {
      ...kinds.session,
      decide: (snapshot: Session, command: SessionCommand) => kinds.session.decide(snapshot, command, environment()),
      effects: {
        openSocket: ({ context }: Session, causation: number) => link.open(context.links, causation),
        closeSocket: (snapshot: Session) => link.close({ listen: snapshot.matches('timeout') }),
        unlinkDevice: (snapshot: Session) => link.unlink({ asked: isAsked(snapshot) }),
        startQueue: () => dispatcher.wake(),
        appear: ({ context }: Session) => void unlessClosed(link.ready()?.appear(context.available)),
        wakeAt: () => ports.wakeAt(),
      } satisfies Record<SessionEffect, unknown>,
    },
    ports,
  );

  const queue: SessionActor['queue'] = createActor(
    streamOf.queue(id),
    {
      ...kinds.queue,
      decide: (snapshot: Queue, command: QueueCommand) => kinds.queue.decide(snapshot, command, environment()),
      effects: {
        startQueue: () => dispatcher.wake(),
        wakeAt: () => ports.wakeAt(),
      } satisfies Record<QueueEffect, unknown>,
    },
    ports,
  );

  const permit = (): Permit => permitOf(session.snapshot(), queue.snapshot(), link.ready() !== null);

  const dispatcher = createDispatcher(id, {
    reads: ports.reads,
    clock,
    permit,
    settled: () => session.idle() && queue.idle(),
    quiet: () => Promise.all([session.quiet(), queue.quiet()]),
    start: (job, behind) => ports.startJob(job, link.ready()?.known(job.chatId) ?? null, behind),
  });

  // The process may have died between the log-out and this.
  if (session.state() === 'loggedOut') link.unlink({ asked: isAsked(session.snapshot()) });
  else link.makeUp();

  return { id, session, queue, link, dispatcher, permit };
};

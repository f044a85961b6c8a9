/** Everything that can be asked of a running Waybill. HTTP and the command line speak to this and to the projections. */
import type { EventLog } from '../events/log/log.ts';
import type { Clearable, QueueConfig } from '../events/facts/queue.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import type { JobId, SessionId } from '../kernel/ids.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import type { Reads } from '../projections/reads.ts';
import type { ReadNumber } from '../whatsapp/port.ts';
import { clearQueue } from './clear-queue.ts';
import { type Accept, createAcceptance } from './acceptance.ts';
import type { SessionActor } from '../actors/sessions/session-actor.ts';
import type { System } from '../actors/system.ts';

export interface Gateway {
  readonly jobs: {
    readonly queue: Accept;
    retry(job: JobId, caller: Caller): Promise<Result<void>>;
    cancel(job: JobId, caller: Caller): Promise<Result<void>>;
  };
  readonly queues: {
    configure(session: SessionId, change: Partial<QueueConfig>, caller: Caller): Promise<Result<QueueConfig>>;
    config(session: SessionId): Result<QueueConfig>;
    pause(session: SessionId, caller: Caller): Promise<Result<void>>;
    resume(session: SessionId, caller: Caller): Promise<Result<void>>;
    clear(session: SessionId, status: Clearable, caller: Caller): Promise<Result<{ cleared: number }>>;
  };
  readonly sessions: {
    start(session: SessionId, caller: Caller): Promise<Result<void>>;
    restart(session: SessionId, caller: Caller): Promise<Result<void>>;
    stop(session: SessionId, caller: Caller): Promise<Result<void>>;
    logout(session: SessionId, caller: Caller): Promise<Result<void>>;
    /** `pending` while WhatsApp has yet to unlink the device of a log-out. */
    unlinking(session: SessionId): 'pending' | null;
    qr(session: SessionId): Result<{ qr: string; expiresAt: Millis }>;
    pairingCode(
      session: SessionId,
      number: string,
      caller: Caller,
    ): Promise<Result<{ code: string; expiresAt: Millis }>>;
  };
  /** The chat that a number stands for, as it is read when a message is sent to it. Refusal: `number.invalid`. */
  readonly readNumber: ReadNumber;
  /** What keeps it from working, in sentences for the operator; empty when all is well. */
  trouble(): readonly string[];
}

export interface GatewayPorts {
  readonly system: System;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly readNumber: ReadNumber;
}

const done = (told: Result<unknown>): Result<void> => (told.ok ? ok(undefined) : told);

const noSession = (id: SessionId) =>
  refuse(
    'session.not_found',
    `There is no session "${id}". Start it with POST /api/whatsapp/session/start?session=${id}.`,
  );

const PHONE = '@s.whatsapp.net';

/** The digits of a phone's number; a group or a hidden number has no phone that a code could be typed on. */
const phoneReader =
  (readNumber: ReadNumber) =>
  (number: string): Result<string> => {
    const chat = readNumber(number);
    if (!chat.ok) return chat;
    return chat.value.endsWith(PHONE)
      ? ok(chat.value.slice(0, -PHONE.length))
      : refuse('number.invalid', 'A pairing code is for a phone number, such as +62 812 3456 7890.');
  };

export const createGateway = (ports: GatewayPorts): Gateway => {
  const { system, log, readNumber } = ports;
  const readPhone = phoneReader(readNumber);

  const tellJob = async (id: JobId, type: 'retry' | 'cancel', caller: Caller): Promise<Result<void>> => {
    const job = system.jobs.find(id);
    return job ? done(await job.tell({ type }, caller)) : refuse('job.not_found', `There is no job "${id}".`);
  };

  const withSession = async <T>(
    id: SessionId,
    ask: (session: SessionActor) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const session = system.session(id);
    return session ? ask(session) : noSession(id);
  };

  return {
    jobs: {
      queue: createAcceptance(ports),
      retry: (id, caller) => tellJob(id, 'retry', caller),
      cancel: (id, caller) => tellJob(id, 'cancel', caller),
    },
    queues: {
      configure: (id, change, caller) =>
        withSession(id, async ({ queue }) => {
          const told = await queue.tell({ type: 'configure', change }, caller);
          return told.ok ? ok(queue.snapshot().context.config) : told;
        }),
      config: (id) => {
        const session = system.session(id);
        return session ? ok(session.queue.snapshot().context.config) : noSession(id);
      },
      pause: (id, caller) => withSession(id, async ({ queue }) => done(await queue.tell({ type: 'pause' }, caller))),
      resume: (id, caller) => withSession(id, async ({ queue }) => done(await queue.tell({ type: 'resume' }, caller))),
      clear: (id, status, caller) => withSession(id, (session) => clearQueue(session, status, caller, ports)),
    },
    sessions: {
      async start(id, caller) {
        try {
          return done(await system.ensureSession(id).session.tell({ type: 'start' }, caller));
        } catch (thrown) {
          system.forgetUnborn(id);
          throw thrown;
        }
      },
      restart: (id, caller) =>
        withSession(id, async ({ session }) => done(await session.tell({ type: 'restart' }, caller))),
      stop: (id, caller) => withSession(id, async ({ session }) => done(await session.tell({ type: 'stop' }, caller))),
      logout: (id, caller) =>
        withSession(id, async ({ session }) => done(await session.tell({ type: 'logOut' }, caller))),
      unlinking(id) {
        const found = system.session(id);
        const pending = found && (found.link.leaving() || found.session.snapshot().context.unlinkUntil !== null);
        return pending ? 'pending' : null;
      },
      qr: (id) => {
        const session = system.session(id);
        if (!session) return noSession(id);
        const qr = session.link.qr();
        return qr
          ? ok(qr)
          : refuse('session.no_qr', `There is no QR to show: the session is ${session.session.state()}.`);
      },
      pairingCode: (id, number) =>
        withSession(id, async ({ session, link }) => {
          if (session.state() !== 'qr') {
            return refuse('session.no_qr', `A code can be had while a QR is shown; the session is ${session.state()}.`);
          }
          const digits = readPhone(number);
          return digits.ok ? link.pairingCode(digits.value) : digits;
        }),
    },
    readNumber,
    trouble() {
      const trouble = log.trouble();
      return [...(trouble === null ? [] : [trouble]), ...system.defects()];
    },
  };
};

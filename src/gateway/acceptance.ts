/**
 * Taking a message in: the point after which it cannot be lost.
 *
 * It guarantees that an accepted message is on disk with its text before anyone is told, and that one idempotency key
 * of one caller never queues two messages, also when both requests come at once.
 */
import { createHash } from 'node:crypto';
import { contentIdOf } from '../events/log/content.ts';
import type { EventLog } from '../events/log/log.ts';
import type { Priority } from '../events/facts/words.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import { Defect } from '../kernel/fault.ts';
import { type ChatId, type JobId, jobIds, type SessionId } from '../kernel/ids.ts';
import { messageIdOf } from '../kernel/message-ids.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import type { JobView } from '../projections/job-view.ts';
import type { Reads } from '../projections/reads.ts';
import type { ReadNumber } from '../whatsapp/port.ts';
import type { SessionActor } from '../actors/sessions/session-actor.ts';
import type { System } from '../actors/system.ts';

export interface QueueMessage {
  readonly session: SessionId;
  /** As people write it; a refusal is `number.invalid`. */
  readonly number: string;
  readonly text: string;
  readonly priority: Priority;
  readonly notBefore: Millis | null;
  /** The `Idempotency-Key` header as it came. */
  readonly idempotencyKey: string | null;
}

/** What a client is told of its message. */
export type QueuedJob = Pick<JobView, 'jobId' | 'messageId' | 'chatId' | 'status' | 'priority' | 'queuedAt'>;

type Accepted = Result<{
  readonly job: QueuedJob;
  /** The idempotency key has been used for the same message: then nothing was queued. */
  readonly repeated: boolean;
}>;

export type Accept = (message: QueueMessage, caller: Caller) => Promise<Accepted>;

interface AcceptancePorts {
  readonly system: System;
  readonly log: Pick<EventLog, 'head'>;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly readNumber: ReadNumber;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const createAcceptance = (ports: AcceptancePorts): Accept => {
  const { system, log, reads, readNumber } = ports;
  const newJobId = jobIds(ports);
  /** Idempotency keys whose first request is still on its way to disk. */
  const underWay = new Map<string, Promise<Accepted>>();
  /** How many messages of each session are on their way to disk: no table counts them yet. */
  const arriving = new Map<SessionId, number>();

  /** How many stand in line, as of a position: whoever asks between two commits is told the same. */
  const standing = new Map<SessionId, { readonly position: number; readonly jobs: number }>();

  const inLine = (session: SessionId): number => {
    const { position } = log.head();
    const known = standing.get(session);
    if (known?.position === position) return known.jobs;
    const { waiting, retrying } = reads.stats.counts(session);
    standing.set(session, { position, jobs: waiting + retrying });
    return waiting + retrying;
  };

  const room = ({ id, queue }: SessionActor): Result<void> => {
    return inLine(id) + (arriving.get(id) ?? 0) < queue.snapshot().context.config.waitingMax
      ? ok(undefined)
      : refuse('queue.full', 'The queue has taken as many messages as it may hold; send again later.', 30);
  };

  const queue = async (
    message: QueueMessage,
    chat: ChatId,
    idempotency: Idempotency,
    caller: Caller,
  ): Promise<Accepted> => {
    const { session, text, priority, notBefore } = message;
    const jobId = newJobId();
    const messageId = messageIdOf(jobId);
    const told = await system.jobs.fresh(jobId).tell(
      {
        type: 'queue',
        session,
        chat,
        content: contentIdOf(text),
        messageId,
        priority,
        notBefore,
        idempotency,
      },
      caller,
      { text },
    );
    if (!told.ok) return told;
    const queuedAt = told.value[0]?.at ?? ports.clock.now();
    return ok({ job: { jobId, messageId, chatId: chat, status: 'waiting', priority, queuedAt }, repeated: false });
  };

  const queueIfRoom = async (session: SessionActor, ...message: Parameters<typeof queue>): Promise<Accepted> => {
    const free = room(session);
    if (!free.ok) return free;
    const count = (by: 1 | -1) => arriving.set(session.id, (arriving.get(session.id) ?? 0) + by);
    count(1);
    try {
      return await queue(...message);
    } finally {
      count(-1);
    }
  };

  const once = async (idempotency: NonNullable<Idempotency>, first: () => Promise<Accepted>): Promise<Accepted> => {
    const waiting = underWay.get(idempotency.key);
    if (waiting) await waiting.catch(() => {});
    const known = reads.idempotency.find(idempotency.key);
    if (known) return repeated(known, idempotency.digest, reads);
    if (underWay.has(idempotency.key)) return once(idempotency, first);
    const accepted = first();
    underWay.set(idempotency.key, accepted);
    try {
      return await accepted;
    } finally {
      underWay.delete(idempotency.key);
    }
  };

  return async (message, caller) => {
    const session = system.session(message.session);
    if (!session) return refuse('session.not_found', `There is no session "${message.session}"; start it first.`);
    const chat = readNumber(message.number);
    if (!chat.ok) return chat;
    if (message.idempotencyKey === null) return queueIfRoom(session, message, chat.value, null, caller);
    const idempotency = {
      key: sha256(JSON.stringify([caller.by, message.session, message.idempotencyKey])),
      digest: sha256(JSON.stringify([chat.value, message.text, message.priority, message.notBefore])),
    };
    return once(idempotency, () => queueIfRoom(session, message, chat.value, idempotency, caller));
  };
};

type Idempotency = { readonly key: string; readonly digest: string } | null;

const repeated = (known: { jobId: JobId; digest: string }, digest: string, { jobs }: Reads): Accepted => {
  if (known.digest !== digest) {
    return refuse('idempotency.conflict', 'This Idempotency-Key came with another message before; use a new one.');
  }
  const job = jobs.byId(known.jobId);
  if (!job) throw new Defect(`job ${known.jobId} has an idempotency key and is not among the jobs`);
  return ok({ job, repeated: true });
};

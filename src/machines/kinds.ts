/**
 * One row for each kind of stream that has an actor: its machine, its decisions, its deadlines, the command that a
 * deadline triggers, and its finished states. Everything that depends on the kind of a stream asks here.
 */
import type { AnyStateMachine, SnapshotFrom } from 'xstate';
import type { Fact, FactType, State } from '../events/facts/catalogue.ts';
import {
  type Deadlines,
  jobDeadlines,
  mediaDeadlines,
  queueDeadlines,
  sessionDeadlines,
  webhookDeadlines,
} from '../events/facts/deadlines.ts';
import type { JobFact } from '../events/facts/job.ts';
import type { MediaFact } from '../events/facts/media.ts';
import type { QueueFact } from '../events/facts/queue.ts';
import type { WebhookFact } from '../events/facts/webhook.ts';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import { partsOfStream, type SessionId, type StreamName, streamOf } from '../kernel/ids.ts';
import type { Refusal, Result } from '../kernel/result.ts';
import { decideJob, type JobCommand, refuseJob } from './job.decide.ts';
import { jobMachine } from './job.machine.ts';
import { decideMedia, type MediaCommand, refuseMedia } from './media.decide.ts';
import { mediaMachine } from './media.machine.ts';
import { decideQueue, type QueueCommand, refuseQueue } from './queue.decide.ts';
import { queueMachine } from './queue.machine.ts';
import type { RetryPolicy } from './retry.ts';
import { decideSession, refuseSession, type SessionCommand } from './session.decide.ts';
import { sessionMachine } from './session.machine.ts';
import { decideWebhook, refuseWebhook, type WebhookCommand } from './webhook.decide.ts';
import { webhookMachine } from './webhook.machine.ts';

/** The time at which something happens to an actor unless something else happens first. */
export interface Deadline {
  readonly at: Millis;
  /** What happens then. */
  readonly what: 'attempt' | 'restart' | 'resume' | 'expire' | 'probe';
}

/** What a decision may know besides the state. */
export interface Environment {
  readonly now: Millis;
  /** In [0, 1), for jitter. */
  readonly fraction: number;
  readonly policy: RetryPolicy;
}

export interface Kind<M extends AnyStateMachine, C> {
  readonly machine: M;
  readonly decide: (snapshot: SnapshotFrom<M>, command: C, environment: Environment) => Result<Fact[]>;
  /** Why a state cannot take a fact. */
  readonly refuse: (fact: Fact) => Refusal;
  /** Which of its facts set a deadline. */
  readonly deadlines: Deadlines;
  /** By state, what the actor waits for, given its context and its last fact. Other states wait for no time. */
  readonly waits: Partial<Record<State, (context: SnapshotFrom<M>['context'], last: Recorded) => Deadline | null>>;
  /** The command at a deadline; null if the dispatch line wakes the actor, or nothing does. */
  readonly alarm: ((at: Millis) => C) | null;
  /** Whether a fact without a request of its own inherits causation and correlation from the fact before it. */
  readonly inheritsCorrelation: boolean;
  /** The parent stream, given the id and the session; null if there is none. */
  readonly parent: (id: string, session: SessionId) => StreamName | null;
  /** The types of its first fact, where streams of the kind are too many to list by name; else null. */
  readonly newestBy: readonly FactType[] | null;
  /** States in which a stream is kept only for the record. */
  readonly finished: readonly State[];
}

const until = (at: Millis | null, what: Deadline['what']): Deadline | null => (at === null ? null : { at, what });

const job: Kind<typeof jobMachine, JobCommand> = {
  machine: jobMachine,
  decide: decideJob,
  refuse: (fact) => refuseJob(fact as JobFact),
  deadlines: jobDeadlines,
  waits: {
    draft: ({ decideBy }) => until(decideBy, 'expire'),
    waiting: ({ notBefore, expiresAt }) => until(notBefore, 'attempt') ?? until(expiresAt, 'expire'),
    retrying: ({ retryAt }) => until(retryAt, 'attempt'),
  },
  alarm: () => ({ type: 'expire' }),
  inheritsCorrelation: true,
  parent: (_, session) => streamOf.queue(session),
  newestBy: ['job.queued', 'job.drafted'],
  // A failed job may still be retried, until a person dismisses it.
  finished: ['completed.acknowledged', 'completed.delivered', 'completed.read', 'cancelled', 'dismissed'],
};

const session: Kind<typeof sessionMachine, SessionCommand> = {
  machine: sessionMachine,
  decide: decideSession,
  refuse: refuseSession,
  deadlines: sessionDeadlines,
  waits: {
    qr: (_, last) => until(last.type === 'session.qr_issued' ? last.data.expiresAt : null, 'expire'),
    restart: ({ restartAt }) => until(restartAt, 'restart'),
  },
  alarm: (restartAt) => ({ type: 'endRest', restartAt }),
  inheritsCorrelation: false,
  parent: () => null,
  newestBy: null,
  finished: [],
};

const queue: Kind<typeof queueMachine, QueueCommand> = {
  machine: queueMachine,
  decide: decideQueue,
  refuse: (fact) => refuseQueue(fact as QueueFact),
  deadlines: queueDeadlines,
  waits: { cooling: ({ until: resumesAt }) => until(resumesAt, 'resume') },
  alarm: (until) => ({ type: 'endCooling', until }),
  inheritsCorrelation: false,
  parent: (session) => streamOf.session(session),
  newestBy: null,
  finished: [],
};

const media: Kind<typeof mediaMachine, MediaCommand> = {
  machine: mediaMachine,
  decide: decideMedia,
  refuse: (fact) => refuseMedia(fact as MediaFact),
  deadlines: mediaDeadlines,
  waits: { failed: ({ retryAt }) => until(retryAt, 'attempt') },
  alarm: (retryAt) => ({ type: 'retry', retryAt }),
  inheritsCorrelation: true,
  parent: (_, session) => streamOf.session(session),
  newestBy: ['media.awaited'],
  finished: [],
};

const webhook: Kind<typeof webhookMachine, WebhookCommand> = {
  machine: webhookMachine,
  decide: decideWebhook,
  refuse: (fact) => refuseWebhook(fact as WebhookFact),
  deadlines: webhookDeadlines,
  waits: { failing: ({ probeAt }) => until(probeAt, 'probe') },
  alarm: (probeAt) => ({ type: 'probe', probeAt }),
  inheritsCorrelation: false,
  parent: () => null,
  newestBy: null,
  finished: ['removed'],
};

export const kinds = { job, session, queue, media, webhook } as const;

export type ActorKind = keyof typeof kinds;
export const ACTOR_KINDS = Object.keys(kinds) as readonly ActorKind[];
export type CommandOf<K extends ActorKind> = Parameters<(typeof kinds)[K]['decide']>[1];

/** A value for each kind. */
export const mapKinds = <T>(valueOf: (kind: ActorKind) => T): Readonly<Record<ActorKind, T>> =>
  Object.fromEntries(ACTOR_KINDS.map((kind) => [kind, valueOf(kind)])) as Record<ActorKind, T>;

export const machines = {
  job: jobMachine,
  session: sessionMachine,
  queue: queueMachine,
  media: mediaMachine,
  webhook: webhookMachine,
} as const;

const isActorKind = (kind: string): kind is ActorKind => Object.hasOwn(kinds, kind);

/** The kind of a stream's actor; null for a stream that only records. */
export const actorKindOf = (stream: string): ActorKind | null => {
  const { kind } = partsOfStream(stream);
  return isActorKind(kind) ? kind : null;
};

/** Whether streams of the kind are too many to show them all. */
export const isMany = (kind: string | null): boolean =>
  kind !== null && isActorKind(kind) && kinds[kind].newestBy !== null;

/** The machine of a stream; null for a stream that only records. */
export const machineOf = (stream: string): AnyStateMachine | null => {
  const kind = actorKindOf(stream);
  return kind && kinds[kind].machine;
};

/** The parent of a stream; null if there is none. */
export const parentOf = (stream: string, session: SessionId): StreamName | null => {
  const kind = actorKindOf(stream);
  return kind && kinds[kind].parent(partsOfStream(stream).id, session);
};

/** Whether a stream in this state is finished. It still takes a late receipt, and continues where the archive ends. */
export const isFinished = (stream: string, state: string | null): boolean => {
  const kind = actorKindOf(stream);
  return kind !== null && kinds[kind].finished.some((finished) => finished === state);
};

/** Whether the older facts of a stream may be archived by themselves. A chat never ends, and nothing is decided in it. */
export const leavesInPart = (stream: string): boolean => partsOfStream(stream).kind === 'chat';

/** When something happens to an actor in this state by itself; null if it waits for nothing, or for a person. */
export const deadlineOf = (state: State | null, context: unknown, last: Recorded): Deadline | null => {
  const kind = actorKindOf(last.stream);
  const wait = kind && state && (kinds[kind].waits[state] as Kind<AnyStateMachine, never>['waits'][State]);
  return wait ? wait(context, last) : null;
};

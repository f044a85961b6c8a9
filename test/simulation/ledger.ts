/**
 * A naive reading of the facts: plain objects and scans, without the machines or the projections, so that both can be
 * compared with it.
 */
import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_QUEUE_CONFIG, type QueueConfig } from '../../src/events/facts/queue.ts';
import type { ContentRef } from '../../src/events/facts/job.ts';
import { isNamedBy, type Said } from '../../src/events/log/content.ts';
import type { Recorded } from '../../src/events/log/log.ts';
import { PRIORITIES } from '../../src/events/facts/words.ts';
import type { Millis } from '../../src/kernel/clock.ts';
import { type Content, readContent } from '../../src/messages/content.ts';
import { type ChatId, type JobId, type MessageId, partsOfStream } from '../../src/kernel/ids.ts';

type Status = 'draft' | 'waiting' | 'active' | 'retrying' | 'completed' | 'failed' | 'cancelled' | 'dismissed';

export interface JobEntry {
  readonly id: JobId;
  /** The position of its first fact. */
  readonly streamId: number;
  readonly queuedAt: Millis;
  /** The position at which it was queued, or approved. */
  age: number;
  /** Its place in its lane: its age until it is started, then the position of its first fact. */
  place: number;
  /** When it came to that place. */
  since: Millis;
  readonly session: string;
  readonly chat: ChatId;
  readonly rank: number;
  content: ContentRef;
  /** The position of the fact beside which its content stands. */
  contentAt: number;
  /** It waits for the end of the message that it names. */
  waits: boolean;
  /** The end of its time, while it has not ended; null for none. */
  expiresAt: Millis | null;
  readonly messageId: MessageId;
  readonly media: readonly string[];
  readonly notBefore: Millis | null;
  status: Status;
  /** In hand: whether its number has been checked. */
  recipient: ChatId | null;
  validated: boolean;
  attempts: number;
  /** Attempts before the current retry ladder. */
  ladderFrom: number;
  startedAt: Millis;
  dueAt: Millis;
  /** Scheduled and not started yet: it waits outside its lane. */
  beside: boolean;
  /** A person has put it back in line. */
  retried: boolean;
  version: number;
  /** The commit in which it last left the hand. */
  freedIn: number;
}

interface SessionEntry {
  state: string;
  restartAt: Millis | null;
  reason: string | null;
  version: number;
}

interface QueueEntry {
  state: 'running' | 'paused' | 'cooling';
  until: Millis | null;
  config: QueueConfig;
  version: number;
  /** When it last cooled or was paused: an earlier rate limit is settled, even if it is recorded late. */
  heldAt: Millis;
  /** A message was rate-limited, and the queue has not cooled since. */
  owesCooling: boolean;
}

export interface Ledger {
  readonly jobs: ReadonlyMap<JobId, JobEntry>;
  readonly sessions: ReadonlyMap<string, SessionEntry>;
  queue(session: string): QueueEntry;
  commits(): number;
  facts(): number;
  /** Facts with this request id. */
  causedBy(correlation: string): readonly Recorded[];
  /**
   * Jobs of a session that may be started at this time, the next one first; jobs in `leave` do not block their chats.
   */
  eligible(session: string, now: Millis, leave?: ReadonlySet<string>): readonly JobEntry[];
  ofSession(session: string, ...statuses: readonly Status[]): readonly JobEntry[];
  beginCommit(): void;
  /** The process died: its promises that are not recorded are forgotten. */
  pardon(): void;
  take(fact: Recorded): void;
  /** Whether this is the content of a job, as it was last edited. */
  says(job: JobEntry, content: Content): boolean;
  /** A client gives these bytes with the request of this id. */
  gives(correlation: string, bytes: string): void;
  /** The bytes that a client gave for an upload; null if none is on record. */
  given(media: string): string | null;
}

const newQueue = (): QueueEntry => ({
  state: 'running',
  until: null,
  config: DEFAULT_QUEUE_CONFIG,
  version: 0,
  heldAt: 0,
  owesCooling: false,
});

const born = ({
  type,
  stream,
  position,
  at,
  data,
}: Extract<Recorded, { type: 'job.queued' | 'job.drafted' }>): JobEntry => ({
  id: partsOfStream(stream).id,
  streamId: position,
  queuedAt: at,
  age: position,
  place: position,
  since: at,
  session: data.session,
  chat: data.chat,
  rank: PRIORITIES.indexOf(data.priority),
  content: data.content,
  contentAt: position,
  waits: type === 'job.queued' && data.waits === true,
  expiresAt: (type === 'job.drafted' ? data.decideBy : data.expiresAt) ?? null,
  messageId: data.messageId,
  media: data.media ?? [],
  notBefore: data.notBefore ?? null,
  status: type === 'job.drafted' ? 'draft' : 'waiting',
  recipient: null,
  validated: false,
  attempts: 0,
  ladderFrom: 0,
  startedAt: 0,
  dueAt: data.notBefore ?? 0,
  beside: data.notBefore !== undefined,
  retried: false,
  version: 1,
  freedIn: 0,
});

/** The time from which a job may go: its scheduled time, or the time of queueing or approval. */
const sinceOf = ({ beside, dueAt, since }: JobEntry): Millis => (beside ? dueAt : since);

/** `saidAt` reads the content stored at a position. */
export const emptyLedger = (saidAt: (position: number) => Said | null): Ledger => {
  const jobs = new Map<JobId, JobEntry>();
  const sessions = new Map<string, SessionEntry>();
  const queues = new Map<string, QueueEntry>();
  const byCorrelation = new Map<string, Recorded[]>();
  /** The bytes of requests, and of the uploads that they led to. */
  const promised = new Map<string, string>();
  const uploads = new Map<string, string>();
  let commits = 0;
  let facts = 0;

  const queue = (session: string): QueueEntry => {
    const known = queues.get(session) ?? newQueue();
    queues.set(session, known);
    return known;
  };

  const takeJob = (fact: Recorded): void => {
    const { id } = partsOfStream(fact.stream);
    if (fact.type === 'job.queued' || fact.type === 'job.drafted') {
      jobs.set(id, born(fact));
      return;
    }
    const job = jobs.get(id);
    if (!job) return;
    job.version = fact.version;
    const wasActive = job.status === 'active';
    moveJob(job, fact);
    if (wasActive && job.status !== 'active') job.freedIn = commits;
    if (fact.type === 'job.abandoned' && fact.data.failure.code === 'rate_limited') {
      const entry = queue(job.session);
      entry.owesCooling = entry.state !== 'paused' && entry.heldAt < job.startedAt;
    }
  };

  const takeSession = (fact: Recorded): void => {
    const { id } = partsOfStream(fact.stream);
    const entry = sessions.get(id) ?? { state: 'stopped', restartAt: null, reason: null, version: 0 };
    sessions.set(id, entry);
    entry.state = fact.to ?? '';
    entry.version = fact.version;
    if (fact.type === 'session.closed' || fact.type === 'session.interrupted') entry.restartAt = fact.data.restartAt;
    if (entry.state !== 'restart') entry.restartAt = null;
    if ('reason' in fact.data && typeof fact.data.reason !== 'object') entry.reason = fact.data.reason ?? null;
    if (fact.type === 'session.started') entry.reason = null;
    if (fact.type === 'session.qr_expired') entry.reason = 'qr_expired';
  };

  const takeQueue = (fact: Recorded): void => {
    const entry = queue(partsOfStream(fact.stream).id);
    entry.version = fact.version;
    if (fact.type === 'queue.configured') entry.config = fact.data.config;
    if (fact.type === 'queue.paused')
      Object.assign(entry, { state: 'paused', until: null, heldAt: fact.at, owesCooling: false });
    if (fact.type === 'queue.resumed') Object.assign(entry, { state: 'running', until: null });
    if (fact.type !== 'queue.cooled') return;
    Object.assign(entry, { state: 'cooling', until: fact.data.until, heldAt: fact.at, owesCooling: false });
  };

  const ofSession: Ledger['ofSession'] = (session, ...statuses) =>
    [...jobs.values()].filter((job) => job.session === session && statuses.includes(job.status));

  return {
    jobs,
    sessions,
    queue,
    commits: () => commits,
    facts: () => facts,
    causedBy: (correlation) => byCorrelation.get(correlation) ?? [],
    ofSession,
    eligible(session, now, leave = new Set()) {
      const line = ofSession(session, 'waiting', 'retrying');
      const inHand = ofSession(session, 'active').filter(({ id }) => !leave.has(id));
      const isHead = (job: JobEntry) =>
        job.beside ||
        !line.some(
          (other) => !other.beside && other.chat === job.chat && other.rank === job.rank && other.place < job.place,
        );
      return line
        .filter((job) => job.dueAt <= now && !job.waits && isHead(job) && !inHand.some(({ chat }) => chat === job.chat))
        .toSorted((a, b) => a.rank - b.rank || sinceOf(a) - sinceOf(b) || a.place - b.place);
    },
    pardon() {
      for (const entry of queues.values()) entry.owesCooling = false;
    },
    gives: (correlation, bytes) => void promised.set(correlation, bytes),
    given: (media) => uploads.get(media) ?? null,
    says({ contentAt, content }, sent) {
      const said = saidAt(contentAt);
      const read = said && readContent(content.kind, said.body);
      return said !== null && read !== null && isNamedBy(content, said) && isDeepStrictEqual(read, sent);
    },
    beginCommit() {
      commits += 1;
    },
    take(fact) {
      facts += 1;
      const { kind } = partsOfStream(fact.stream);
      if (kind === 'job') takeJob(fact);
      if (kind === 'session') takeSession(fact);
      if (kind === 'queue') takeQueue(fact);
      if (fact.correlation === null) return;
      if (fact.type === 'media.stored')
        uploads.set(`med_${partsOfStream(fact.stream).id.split('/')[1]}`, promised.get(fact.correlation) ?? '');
      const known = byCorrelation.get(fact.correlation);
      if (known) known.push(fact);
      else byCorrelation.set(fact.correlation, [fact]);
    },
  };
};

const moveJob = (job: JobEntry, fact: Recorded): void => {
  switch (fact.type) {
    case 'job.started':
      Object.assign(job, {
        status: 'active',
        attempts: fact.data.attempt,
        validated: false,
        beside: false,
        startedAt: fact.at,
        place: job.streamId,
        since: job.queuedAt,
      });
      break;
    case 'job.validated':
      Object.assign(job, { validated: true, recipient: fact.data.chat });
      break;
    case 'job.completed':
      Object.assign(job, { status: 'completed', expiresAt: null });
      break;
    case 'job.failed':
      Object.assign(job, { status: 'retrying', dueAt: fact.data.retryAt });
      break;
    case 'job.approved': {
      const { notBefore, waitsFor, content, expiresAt = null } = fact.data;
      const [age, since] = [fact.position, fact.at];
      Object.assign(job, { status: 'waiting', age, place: age, since, expiresAt });
      Object.assign(job, { dueAt: notBefore ?? 0, beside: notBefore !== undefined, waits: waitsFor !== undefined });
      if (content) Object.assign(job, { content, contentAt: fact.position });
      break;
    }
    case 'job.edited':
      Object.assign(job, { content: fact.data.content, contentAt: fact.position });
      break;
    case 'job.released':
      job.waits = false;
      break;
    case 'job.abandoned':
    case 'job.expired':
      Object.assign(job, { status: 'failed', expiresAt: null });
      break;
    case 'job.interrupted':
      Object.assign(job, { status: 'waiting', dueAt: 0, attempts: job.attempts - 1 });
      break;
    case 'job.retried':
      Object.assign(job, {
        status: 'waiting',
        dueAt: 0,
        ladderFrom: job.attempts,
        retried: true,
        waits: fact.data.waitsFor !== undefined,
        expiresAt: null,
      });
      break;
    case 'job.cancelled':
    case 'job.rejected':
      Object.assign(job, { status: 'cancelled', expiresAt: null });
      break;
    case 'job.dismissed':
      job.status = 'dismissed';
      break;
    default:
  }
};

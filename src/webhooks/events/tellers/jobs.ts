/** Events of messages that Waybill sends: the job as it was, and the message once WhatsApp has acknowledged it. */
import type { Recorded } from '../../../events/log/log.ts';
import type { Millis } from '../../../kernel/clock.ts';
import { isOfTwo, partsOfStream } from '../../../kernel/ids.ts';
import { mediaOf } from '../../../messages/content.ts';
import { keyOf } from '../../../projections/chats/message-key.ts';
import type { MessageRow, MessageType } from '../../../projections/chats/messages.ts';
import type { JobRow } from '../../../projections/job-view.ts';
import { jobObject } from '../../../views/job-object.ts';
import type { MessageObject } from '../../../views/message-object.ts';
import type { Then } from '../then/then.ts';
import { iso, notMine, pathTo, type Teller, type Told } from './told.ts';

type JobThen = ReturnType<Then['job']>;

/** Jobs of these kinds change a message of the chat, and are none. */
const CHANGES: readonly string[] = ['reaction', 'edit', 'delete'];

/** The row of a job's message; null until it has joined its chat, and for a job that changes another message. */
const messageRow = ({ facts, row, view }: JobThen): MessageRow | null => {
  const joined = facts.find(({ type }) => type === 'job.completed');
  const kind = view.queued?.content.kind;
  if (!joined || row.completedAt === null || kind === undefined || CHANGES.includes(kind)) return null;
  const at = { sentAt: row.completedAt, receivedAt: row.completedAt, sortAt: row.completedAt };
  const { session, chatId: chat } = row;
  const own = { own: true, source: 'live', by: null, byOther: null } as const;
  const place = { position: row.streamId, joined: joined.position, saidAt: row.contentAt, key: keyOf(row.messageId) };
  return { session, chat, kind: kind as MessageType, ...own, ...place, ...at };
};

const messageThen = (job: JobThen, then: Then): MessageObject | null => {
  const row = messageRow(job);
  return row && then.shower.ofRow(row, then.conversation(row.session, row.chat).chats);
};

const shownJob = ({ view }: JobThen, then: Then) => {
  const [id] = view.content ? mediaOf(view.content) : [];
  return jobObject(view, id === undefined ? null : then.media.state(id));
};

const idsOf = ({ messageId, jobId, session, chatId }: JobRow, { contacts }: Then) => ({
  messageId,
  jobId,
  contactId: isOfTwo(chatId) ? contacts.idOf(session, chatId) : null,
});

const told = (fact: Recorded, then: Then, full: (job: JobThen) => Readonly<Record<string, unknown>>): Told => {
  const job = then.job(partsOfStream(fact.stream).id);
  const { session, chatId, jobId, streamId } = job.row;
  return {
    ids: idsOf(job.row, then),
    href: pathTo(session, 'jobs', jobId),
    chatId: then.conversation(session, chatId).chatId,
    full: () => ({ members: { job: shownJob(job, then), ...full(job) }, erased: then.isErased(streamId) }),
  };
};

/** The job alone: its message is in no chat yet. */
export const tellJob: Teller = (fact, then) => told(fact, then, () => ({}));

/** Whatever WhatsApp has acknowledged. The message is null for a job that changes another message. */
export const tellSent: Teller = (fact, then) => told(fact, then, (job) => ({ message: messageThen(job, then) }));

interface Hold {
  readonly reason: 'scheduled' | 'refers_to' | 'retry';
  /** Null where an event ends it. */
  readonly until: Millis | null;
}

const holdOf = (fact: Recorded): Hold => {
  switch (fact.type) {
    case 'job.failed':
      return { reason: 'retry', until: fact.data.retryAt };
    case 'job.retried':
      return { reason: 'refers_to', until: null };
    case 'job.approved':
    case 'job.queued': {
      const { notBefore = 0 } = fact.data;
      return notBefore > fact.at ? { reason: 'scheduled', until: notBefore } : { reason: 'refers_to', until: null };
    }
    default:
      throw notMine(fact);
  }
};

export const tellHeld: Teller = (fact, then) =>
  told(fact, then, () => {
    const { reason, until } = holdOf(fact);
    return { hold: { reason, until: until === null ? null : iso(until) } };
  });

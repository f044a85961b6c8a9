/** The effects of a job, and the commands that report their outcome. */
import { type Failure, failure } from '../../events/facts/failure.ts';
import { type Caller, WHATSAPP } from '../../kernel/caller.ts';
import { messageOf } from '../../kernel/fault.ts';
import type { Job } from '../../machines/job.machine.ts';
import type { JobCommand } from '../../machines/job.decide.ts';
import type { Millis } from '../../kernel/clock.ts';
import { type Content, mediaOf } from '../../messages/content.ts';
import type { MessageRef } from '../../messages/refs.ts';
import { type ChatId, isGroupChat } from '../../kernel/ids.ts';
import type { Groups } from '../groups/groups.ts';
import { type Link, type SaidMessage, Undelivered } from '../../whatsapp/port.ts';

export interface JobPorts {
  /** The message as it is now; null if its content was erased or cannot be read. */
  said(): SaidMessage | null;
  /** Why there is no message. */
  whyUnsaid(job: Job): Failure;
  /** Fetches the files of a content that are still to be fetched. Resolves to why one cannot be had; null for none. */
  fetchFiles(content: Content, causation: number): Promise<Failure | null>;
  /** When WhatsApp acknowledged another message of the account's own; null if it did not. */
  acknowledgedAt(message: MessageRef): Millis | null;
  now(): Millis;
  /** Whether the message still has to be sent: a receipt of an earlier attempt may have completed it meanwhile. */
  isSending(): boolean;
  /** The session's link while it is open. */
  link(session: string): Link | null;
  readonly groups: Pick<Groups, 'open' | 'doubt'>;
  /**
   * WhatsApp answers the second address for the first: they are one person's. Resolves when all that was told of them is
   * on record.
   */
  recordAnswer(session: string, asked: ChatId, answered: ChatId): Promise<unknown>;
  /** Whether an older message to another address of the same person is not through yet. */
  isBehind(): boolean;
  /** Tells the job, and repeats it until it is on record. */
  report(command: JobCommand, caller: Caller): void;
  /** WhatsApp has rate-limited the account. */
  cool(session: string, reason: string): void;
}

const notConnected = () =>
  new Undelivered(failure('session_closed', 'The session was not connected when the message was to be sent.'), false);

/** Asks whether the chat's number is on WhatsApp. */
export const checkNumber = (job: Job, causation: number, ports: JobPorts): Promise<void> =>
  outcome(job, causation, ports, async (link) => {
    const answer = await link.check(job.context.chatId);
    if (answer.registered) {
      const { session, chatId } = job.context;
      await ports.recordAnswer(session, chatId, answer.chatId);
      // Both were started before it was known that they go to one person.
      return ports.isBehind() ? { type: 'interrupt' } : { type: 'recordRegistered', chatId: answer.chatId };
    }
    throw new Undelivered(failure('not_registered', 'The number is not on WhatsApp.'), false);
  });

/** Sends the message under the id that was chosen when it was queued. */
export const sendMessage = (job: Job, causation: number, ports: JobPorts): Promise<void> =>
  outcome(job, causation, ports, async (link) => {
    const { session, recipient, chatId, messageId, audience } = job.context;
    const said = await saidWhole(job, causation, ports);
    if (said.content.kind === 'edit' && !mayBeEdited(ports, said.content.messageId)) throw tooOld();
    const group = isGroupChat(chatId)
      ? await ports.groups.open(session, chatId, link, { ...WHATSAPP, causation })
      : null;
    if (!ports.isSending()) return null;
    const message = { chatId: recipient ?? chatId, messageId, ...said, ...(group ? { group: group.version } : {}) };
    try {
      await link.send(message);
    } catch (thrown) {
      // The record of the group may be out of date.
      if (thrown instanceof Undelivered && thrown.failure.code === 'group_refused') ports.groups.doubt(session, chatId);
      throw thrown;
    }
    const recipients = group?.recipients ?? audience?.length;
    return { type: 'recordAcknowledged', ...(recipients === undefined ? {} : { recipients }) };
  });

/** The message with its files on disk. */
const saidWhole = async (job: Job, causation: number, ports: JobPorts): Promise<SaidMessage> => {
  const said = ports.said();
  if (said === null) throw new Undelivered(ports.whyUnsaid(job), false);
  if (mediaOf(said.content).length === (said.files?.length ?? 0)) return said;
  const missing = await ports.fetchFiles(said.content, causation);
  if (missing) throw new Undelivered(missing, false);
  return ports.said() ?? said;
};

/** How long WhatsApp takes an edit of a message. */
export const EDIT_MS_MAX = 15 * 60_000;

const mayBeEdited = (ports: JobPorts, message: MessageRef): boolean => {
  const at = ports.acknowledgedAt(message);
  return at !== null && ports.now() - at <= EDIT_MS_MAX;
};

const tooOld = () =>
  new Undelivered(failure('message_too_old', 'WhatsApp takes no change to a message after 15 minutes'), false);

const outcome = async (
  job: Job,
  causation: number,
  ports: JobPorts,
  /** Answers null where there is nothing to report. */
  work: (link: Link) => Promise<JobCommand | null>,
): Promise<void> => {
  const { session } = job.context;
  try {
    const link = ports.link(session);
    if (!link) throw notConnected();
    const command = await work(link);
    if (command) ports.report(command, { ...WHATSAPP, causation });
  } catch (thrown) {
    const { failure: why, written } = undelivered(thrown);
    if (why.code === 'rate_limited') ports.cool(session, why.message);
    ports.report({ type: 'recordFailure', failure: why, written }, { ...WHATSAPP, causation });
  }
};

/** The adapter classifies errors. An unclassified one is a protocol error, and the message may have been written. */
const undelivered = (thrown: unknown): Undelivered =>
  thrown instanceof Undelivered
    ? thrown
    : new Undelivered(failure('protocol_error', messageOf(thrown).slice(0, 500)), true, thrown);

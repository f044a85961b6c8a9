/** The effects of a job, and the commands that report their outcome. */
import { failure } from '../../events/facts/failure.ts';
import { type Caller, WHATSAPP } from '../../kernel/caller.ts';
import { messageOf } from '../../kernel/fault.ts';
import type { Job } from '../../machines/job.machine.ts';
import type { JobCommand } from '../../machines/job.decide.ts';
import type { Content } from '../../messages/content.ts';
import { type Link, Undelivered } from '../../whatsapp/port.ts';

export interface JobPorts {
  /** The content of the message; null if it was erased. */
  content(): Content | null;
  /** The session's link while it is open. */
  link(session: string): Link | null;
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
    if (answer.registered) return { type: 'recordRegistered', chatId: answer.chatId };
    throw new Undelivered(failure('not_registered', 'The number is not on WhatsApp.'), false);
  });

/** Sends the message under the id that was chosen when it was queued. */
export const sendMessage = (job: Job, causation: number, ports: JobPorts): Promise<void> =>
  outcome(job, causation, ports, async (link) => {
    const { recipient, chatId, messageId } = job.context;
    const content = ports.content();
    if (content === null)
      throw new Undelivered(failure('content_gone', 'The text of the message is no longer kept.'), false);
    await link.send({ chatId: recipient ?? chatId, messageId, content });
    return { type: 'recordAcknowledged' };
  });

const outcome = async (
  job: Job,
  causation: number,
  ports: JobPorts,
  work: (link: Link) => Promise<JobCommand>,
): Promise<void> => {
  const { session } = job.context;
  try {
    const link = ports.link(session);
    if (!link) throw notConnected();
    ports.report(await work(link), { ...WHATSAPP, causation });
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

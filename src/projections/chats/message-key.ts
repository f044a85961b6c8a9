/**
 * How tables name a message. Ids that Waybill gives are shuffled job ids. As the job's id, neighbours in time are
 * neighbours in an index, and a new message touches one page of it; shuffled, each would touch a page of its own.
 */
import type { JobId } from '../../kernel/ids.ts';
import { jobOfMessage, messageIdOf } from '../../kernel/message-ids.ts';
import type { MessageRef } from '../../messages/refs.ts';

/** No message id has it, so a job's key is never the id of another message. */
export const JOB = '/';

const keyOfJob = (job: JobId): string => `${JOB}${job}`;

export const keyOf = (messageId: MessageRef): string => {
  const job = jobOfMessage(messageId);
  return job === null ? messageId : keyOfJob(job);
};

export const messageIdOfKey = (key: string): MessageRef => (key.startsWith(JOB) ? messageIdOf(key.slice(1)) : key);

/** The story of a message: every stop on its way is a line that begins with what happened. */
import type { Failure } from '../events/facts/failure.ts';
import type { JobFact } from '../events/facts/job.ts';
import type { Recorded } from '../events/log/log.ts';
import { partsOfStream, shortChat } from '../kernel/ids.ts';
import { requestOf, type StoryContext, type StoryLine } from './story-line.ts';
import { durationText } from './words.ts';

export const jobStory = (fact: Recorded<JobFact>, context: StoryContext): readonly StoryLine[] => {
  const { id } = partsOfStream(fact.stream);
  const { session, chatId } = fact.header;
  const to = chatId === null ? 'the contact' : shortChat(chatId);
  const fields = { job: id, ...(session === null ? {} : { session }), ...requestOf(fact) };
  const line = (level: StoryLine['level'], sentence: string, more: StoryLine['fields'] = {}): StoryLine => ({
    level,
    sentence,
    fields: { ...fields, ...more },
  });
  const info = (sentence: string) => line('info', sentence);

  switch (fact.type) {
    case 'job.queued': {
      const { notBefore, priority } = fact.data;
      const later = notBefore === undefined ? '' : `, not before ${context.timeOfDay(notBefore)}`;
      return [info(`message queued for ${to}, priority ${priority}${later}`)];
    }
    case 'job.drafted':
      return [info(`message to ${to} drafted, it waits for approval until ${context.timeOfDay(fact.data.decideBy)}`)];
    case 'job.approved':
      return [info(`the message to ${to} is approved${fact.data.content ? ', with new content' : ''}`)];
    case 'job.rejected':
      return [info(`the draft to ${to} is rejected`)];
    case 'job.started':
      return [info(`processing the message to ${to} (attempt ${fact.data.attempt})`), info(`validating contact ${to}`)];
    case 'job.validated':
      return [info(`validation successful, ${to} is on WhatsApp`), info(`sending to ${to}`)];
    case 'job.completed':
      return [info(`completed, WhatsApp has acknowledged the message to ${to}`)];
    case 'job.receipts':
      return [info(`receipts came in for the message to ${to}`)];
    case 'job.delivered':
      return [info(`delivered to ${to}`)];
    case 'job.read':
      return [info(`read by ${to}`)];
    case 'job.played':
      return [info(`played by ${to}`)];
    case 'job.failed': {
      const { attempt, failure, retryAt } = fact.data;
      const next = `next attempt in ${durationText(retryAt - fact.at)} at ${context.timeOfDay(retryAt)}`;
      return [line('warn', `attempt ${attempt} to ${to} failed (${failure.code}), ${next}`, because(failure))];
    }
    case 'job.abandoned': {
      const { attempt, failure } = fact.data;
      const level = failure.retryable ? 'error' : 'warn';
      const why = failure.retryable ? 'no attempt is left' : 'a retry cannot help';
      return [line(level, `failed for good, attempt ${attempt} to ${to} (${failure.code}): ${why}`, because(failure))];
    }
    case 'job.edited':
      return [info(`the message to ${to} has new content`)];
    case 'job.released':
      return [info(`the message that this one to ${to} names has ended, it goes on`)];
    case 'job.expired':
      return [line('warn', `failed for good, the time of the message to ${to} is over`, because(fact.data.failure))];
    case 'job.interrupted':
      return [line('warn', `interrupted on its way to ${to}, waits again; the attempt does not count`)];
    case 'job.retried':
      return [info(`the message to ${to} waits again, on request`)];
    case 'job.cancelled':
      return [info(`the message to ${to} is cancelled`)];
    case 'job.dismissed':
      return [info(`the failed message to ${to} is dismissed from the retry queue`)];
  }
};

const because = ({ message, status }: Failure): StoryLine['fields'] => ({
  reason: message,
  ...(status === null ? {} : { status }),
});

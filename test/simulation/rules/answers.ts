/** Answers are true: a success is on disk, and a refusal or a failure has written nothing. */
import type { Recorded } from '../../../src/events/log/log.ts';
import type { Accept } from '../../../src/gateway/messages/acceptance.ts';
import type { Sent } from '../../../src/gateway/messages/messages.ts';
import { Fault } from '../../../src/kernel/fault.ts';
import type { JobId } from '../../../src/kernel/ids.ts';
import type { Result } from '../../../src/kernel/result.ts';
import type { Ledger } from '../ledger.ts';
import type { Errand } from '../people.ts';
import type { Look } from '../tally.ts';
import type { Broken } from './rule.ts';

/** The job that an answer promises. */
const jobIn = (value: unknown): JobId | null => {
  const { job, jobId } = (value ?? {}) as Partial<Extract<Awaited<ReturnType<Accept>>, { ok: true }>['value'] & Sent>;
  return job?.jobId ?? jobId ?? null;
};

/** The file of a message is stored before the message is accepted or refused. */
const isOfMessage = ({ stream }: Recorded): boolean => !stream.startsWith('media/');

export interface AnswerRules {
  told(errand: Errand, correlation: string, result: Result<unknown>): void;
  threw(errand: Errand, correlation: string, thrown: unknown): void;
}

export const answerRules = (ledger: Ledger, broken: Broken, look: Look): AnswerRules => ({
  told({ words, leaves }, correlation, result) {
    look('an answer is true');
    const left = ledger.causedBy(correlation).filter(isOfMessage);
    if (!result.ok) {
      if (left.length > 0) broken(`"${words}" was refused (${result.refusal.code}), and left ${left[0]?.type}`);
      return;
    }
    const all = ledger.causedBy(correlation);
    if (leaves !== null && !all.some(({ type }) => type === leaves)) {
      broken(`"${words}" was answered, and no ${leaves} is on record`);
    }
    const job = jobIn(result.value);
    if (job === null) return;
    look('no accepted job is missing');
    if (!ledger.jobs.has(job)) broken(`"${words}" was answered with ${job}, which is not on record`);
  },

  threw({ words, leaves }, correlation, thrown) {
    look('an answer is true');
    if (!(thrown instanceof Fault)) broken(`"${words}" threw ${String(thrown)}`);
    if (leaves !== null && ledger.causedBy(correlation).some(isOfMessage))
      broken(`"${words}" failed, and is on record`);
  },
});

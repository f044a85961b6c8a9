/**
 * The count of attempts and the consequence of a failure: the retry ladder to the millisecond, and one end for each
 * job.
 */
import { FAILURES } from '../../../src/events/facts/failure.ts';
import type { Recorded } from '../../../src/events/log/log.ts';
import type { QueueConfig } from '../../../src/events/facts/queue.ts';
import { partsOfStream } from '../../../src/kernel/ids.ts';
import type { JobEntry } from '../ledger.ts';
import { type MakeRule, nameOf } from './rule.ts';

const RECEIPTS: readonly Recorded['type'][] = ['job.delivered', 'job.read', 'job.played', 'job.receipts'];

const ENDED = ['completed', 'cancelled', 'dismissed'];

/** The time of the next attempt after a failure now; null if it was the last. Implemented a second time, on purpose. */
const ladder = (attempt: number, { maxAttempts, backoffBaseMs, backoffMaxMs }: QueueConfig): number | null => {
  if (attempt >= maxAttempts) return null;
  let wait = backoffBaseMs;
  for (let step = 1; step < attempt; step += 1) wait *= 2;
  return Math.min(wait, backoffMaxMs);
};

export const outcomeRule: MakeRule = (ledger, broken, look) => {
  let configs = new Map<string, QueueConfig>();

  const cooled = (fact: Extract<Recorded, { type: 'queue.cooled' }>): void => {
    look('a rate limit cools the queue');
    const { coolingMs } = ledger.queue(partsOfStream(fact.stream).id).config;
    if (fact.data.until !== fact.at + coolingMs) broken(`${nameOf(fact)}: it does not cool for ${coolingMs} ms`);
  };

  const failure = (fact: Extract<Recorded, { type: 'job.failed' | 'job.abandoned' }>, job: JobEntry): void => {
    const { attempt, failure } = fact.data;
    const config = configs.get(job.session) ?? ledger.queue(job.session).config;
    look('a retry is on the ladder');
    const wait = FAILURES[failure.code] ? ladder(attempt - job.ladderFrom, config) : null;
    if (attempt !== job.attempts) broken(`${nameOf(fact)}: says attempt ${attempt}, and it was ${job.attempts}`);
    const retryAt = fact.type === 'job.failed' ? fact.data.retryAt : null;
    const expected = wait === null ? null : fact.at + wait;
    if (retryAt !== expected) broken(`${nameOf(fact)}: retries at ${retryAt}, and the ladder says ${expected}`);
  };

  const each = (fact: Recorded): void => {
    if (fact.type === 'queue.cooled') cooled(fact);
    const job = ledger.jobs.get(partsOfStream(fact.stream).id);
    if (!job) return;
    const receipt = RECEIPTS.includes(fact.type);
    look('a job has one end');
    // A person may try again what was put aside.
    const again = job.status === 'dismissed' && fact.type === 'job.retried';
    if (ENDED.includes(job.status) && !receipt && !again) broken(`${nameOf(fact)}: the job has ended as ${job.status}`);
    if (fact.type === 'job.failed' || fact.type === 'job.abandoned') failure(fact, job);
    if (fact.type === 'job.started' && fact.data.attempt !== job.attempts + 1) {
      broken(`${nameOf(fact)}: is attempt ${fact.data.attempt} after ${job.attempts}`);
    }
  };

  return {
    begin() {
      configs = new Map([...ledger.sessions.keys()].map((id) => [id, ledger.queue(id).config]));
    },
    each,
  };
};

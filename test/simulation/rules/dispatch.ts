/**
 * Which jobs may be started, and when: read from the ledger as the dispatcher could know it, before the commit. The
 * dispatcher also knows which jobs in hand the commit ends for good, since the next may start in the same one.
 */
import type { Recorded } from '../../../src/events/log/log.ts';
import type { Millis } from '../../../src/kernel/clock.ts';
import { partsOfStream } from '../../../src/kernel/ids.ts';
import type { JobEntry } from '../ledger.ts';
import { type MakeRule, nameOf } from './rule.ts';

interface Before {
  readonly state: string;
  readonly queue: string;
  readonly concurrency: number;
  readonly eligible: readonly JobEntry[];
  /** Includes jobs whose chat is freed by this commit. */
  readonly startable: readonly JobEntry[];
}

type Started = Extract<Recorded, { type: 'job.started' }>;

const isStart = (fact: Recorded): fact is Started => fact.type === 'job.started';

const endsForGood = ({ type }: Recorded): boolean => type === 'job.completed' || type === 'job.abandoned';

const momentOf = ({ session }: JobEntry, { at }: Recorded): string => `${session} ${at}`;

/** `eligible` is in the order of dispatch; a job that is missing there has entered the line since. */
const comesBefore = (other: JobEntry, job: JobEntry, eligible: readonly JobEntry[]): boolean => {
  const place = eligible.indexOf(job);
  return place < 0 ? other.rank < job.rank : eligible.indexOf(other) < place;
};

export const dispatchRule: MakeRule = (ledger, broken, look) => {
  /** By session and time: starts in one commit may have been decided one after another. */
  const before = new Map<string, Before>();
  /** Jobs with facts in the commit, and those that it starts. */
  const touched = new Set<string>();
  const started = new Set<JobEntry>();
  /** Facts that were lost with failed commits at one moment: the starts of jobs, and the other facts of jobs. */
  const lost = { at: 0, starts: new Set<string>(), rest: new Set<string>() };

  const view = (session: string, now: number, leave: ReadonlySet<string>): Before => {
    const { state: queue, config } = ledger.queue(session);
    return {
      state: ledger.sessions.get(session)?.state ?? 'stopped',
      queue,
      concurrency: config.concurrency,
      eligible: ledger.eligible(session, now),
      startable: ledger.eligible(session, now, leave),
    };
  };

  /**
   * Whether both were chosen together, and only the other's start was lost with a commit. This job's start waited in
   * its mailbox behind a command whose facts were lost at the same moment, so it comes before the dispatcher looks
   * again.
   */
  const chosenTogether = (other: JobEntry, { id }: JobEntry, at: Millis): boolean =>
    lost.at === at && lost.starts.has(other.id) && lost.rest.has(id) && !lost.starts.has(id);

  const passedOver = (job: JobEntry, { eligible }: Before, at: Millis): JobEntry | undefined =>
    eligible.find(
      (other) =>
        comesBefore(other, job, eligible) &&
        !touched.has(other.id) &&
        !chosenTogether(other, job, at) &&
        ![...started].some((each) => each !== job && each.chat === other.chat) &&
        // One job of a chat may start: the first, or none if that has ended in this very commit.
        eligible.find(({ chat }) => chat === other.chat) === other &&
        // The dispatcher is told of a job's end in the turn after its commit.
        ![...ledger.jobs.values()].some(({ chat, freedIn }) => chat === other.chat && freedIn >= ledger.commits() - 1),
    );

  const each = (fact: Recorded): void => {
    if (!isStart(fact)) return;
    const job = ledger.jobs.get(partsOfStream(fact.stream).id);
    const known = job && before.get(momentOf(job, fact));
    if (!job || !known) return broken(`${nameOf(fact)}: the job is unknown`);
    const inHand = ledger.ofSession(job.session, 'active');
    look('dispatched only while ready');
    if (known.state !== 'ready') broken(`${nameOf(fact)}: the session was ${known.state}`);
    if (known.queue !== 'running') broken(`${nameOf(fact)}: the queue was ${known.queue}`);
    look('no more in hand than the limit');
    if (inHand.length >= known.concurrency) {
      broken(`${nameOf(fact)}: ${inHand.length} are in hand, and ${known.concurrency} may be`);
    }
    look('one of a chat in hand');
    const neighbour = inHand.find(({ chat }) => chat === job.chat);
    if (neighbour) broken(`${nameOf(fact)}: job ${neighbour.id} of the same chat is in hand`);
    if (fact.at < job.dueAt) broken(`${nameOf(fact)}: it was not due before ${job.dueAt}, and it was ${fact.at}`);
    look('order within chat and priority');
    if (!known.startable.includes(job)) broken(`${nameOf(fact)}: it was not at the head of its line`);
    const other = passedOver(job, known, fact.at);
    if (other) broken(`${nameOf(fact)}: job ${other.id} should have gone first`);
  };

  return {
    begin(facts) {
      before.clear();
      touched.clear();
      started.clear();
      const leave = new Set(facts.filter(endsForGood).map(({ stream }) => partsOfStream(stream).id));
      for (const fact of facts) {
        const { id } = partsOfStream(fact.stream);
        touched.add(id);
        const job = ledger.jobs.get(id);
        if (!isStart(fact) || !job) continue;
        started.add(job);
        before.set(momentOf(job, fact), view(job.session, fact.at, leave));
      }
    },
    lost(facts, now) {
      if (now !== lost.at) Object.assign(lost, { at: now, starts: new Set(), rest: new Set() });
      for (const fact of facts) (isStart(fact) ? lost.starts : lost.rest).add(partsOfStream(fact.stream).id);
    },
    each,
  };
};

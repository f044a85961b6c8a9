/**
 * Keeps a session's hands full: as many jobs active as its permit allows.
 *
 * It guarantees that at most one job of a chat is in hand and never more than are permitted in all, at any position of the
 * log, and that the next ones are the heads of the line as the projection has it. A waiting job costs nothing here: only
 * jobs in hand are held. Rejected: a list of waiting jobs in memory, which would have to be rebuilt at start and kept
 * equal to the log. While the session or its queue has something under way that may forbid a start, the place of a job
 * that is ending (`succession.ts`) is not given away.
 */
import type { Append, Recorded } from '../../events/log/log.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { partsOfStream, type SessionId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import type { Permit } from '../../machines/permit.ts';
import type { Candidate } from '../../projections/line-reads.ts';
import type { Reads } from '../../projections/reads.ts';
import { isEnd, openHands, type Place } from './succession.ts';

export interface DispatcherPorts {
  readonly reads: Pick<Reads, 'line' | 'together'>;
  readonly clock: Clock;
  /** How many jobs the session may have in hand, or why none. */
  permit(now: Millis): Permit;
  /** Whether nothing is on its way to the log that may change the permit. */
  settled(): boolean;
  /** Null when the start could not be written: the job is still in line. */
  start(job: Candidate, behind: Append | null): Promise<Result<unknown> | null>;
}

export interface Dispatcher {
  /** Looks for work once in this turn of the event loop, however often it is called. */
  wake(): void;
  /** Hears what a job of the session asked to be written, and wakes when a job in hand ends by it. */
  expect(append: Append, written: Promise<unknown>): void;
  /** Hears a committed fact of a job of the session: lets go of a job that has left the hand, and looks for the next. */
  hear(fact: Recorded): void;
  inHand(): number;
  /** Starts nothing any more; resolves when no job is in hand. */
  drain(): Promise<void>;
}

/** When a start could not be written, or the job was cancelled just before, the line is looked at again after this long. */
const PAUSE_MS = 1_000;

/** Whether a job that is not in hand, and is not about to be, has left the line or come back into it. */
const changesLine = ({ type, from }: Recorded): boolean =>
  type === 'job.queued' ||
  (type !== 'job.started' && (from === 'waiting' || from === 'retrying' || from === 'failed' || from === 'dismissed'));

export const createDispatcher = (session: SessionId, ports: DispatcherPorts): Dispatcher => {
  const hands = openHands();
  let woken = false;
  let draining = false;
  const drained = Promise.withResolvers<void>();

  const letGo = (job: string): boolean => {
    const wasInHand = hands.letGo(job);
    if (wasInHand && hands.size() === 0 && draining) drained.resolve();
    return wasInHand;
  };

  const start = async (job: Candidate, place: Place) => {
    hands.take(job.jobId, job.chat);
    const told = await ports.start(job, place.behind);
    if (told?.ok) return;
    place.giveBack();
    letGo(job.jobId);
    ports.clock.after(PAUSE_MS, wake);
  };

  const look = () => {
    woken = false;
    const now = ports.clock.now();
    const offer = hands.offer(draining ? 0 : ports.permit(now).places, ports.settled());
    if (!offer || offer.places === 0) return;
    ports.reads.together(() => {
      const next = ports.reads.line.next(session, now, offer.places, offer.busy);
      for (const [index, place] of offer.placesFor(next).entries()) {
        const job = next[index];
        if (job) void start(job, place);
      }
    });
  };

  const wake = () => {
    if (woken) return;
    woken = true;
    queueMicrotask(look);
  };

  return {
    wake,
    expect: (append, written) => hands.expect(append, written, wake),
    hear(fact) {
      const hasEnded = isEnd(fact) && letGo(partsOfStream(fact.stream).id);
      if (hasEnded || changesLine(fact)) wake();
    },
    inHand: () => hands.size(),
    drain() {
      draining = true;
      if (hands.size() === 0) drained.resolve();
      return drained.promise;
    },
  };
};

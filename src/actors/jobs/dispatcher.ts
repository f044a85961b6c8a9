/**
 * Keeps as many of a session's jobs in hand as its permit allows.
 *
 * It guarantees that at most one job of a person or group is in hand, once it is on record which addresses are one
 * person's, and never more jobs than permitted, at any position of the
 * log, and that the next jobs are the heads of the line in the projection. A waiting job costs no memory: only jobs in
 * hand are held. Rejected: a list of waiting jobs in memory, which would have to be rebuilt at start and kept equal to
 * the log. Nothing is started while an append of the session or queue is pending that may forbid it.
 */
import type { Append, Recorded } from '../../events/log/log.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { isInHand } from '../../events/facts/job.ts';
import { partsOfStream, type SessionId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import type { Permit } from '../../machines/permit.ts';
import type { Candidate } from '../../projections/line-reads.ts';
import type { Reads } from '../../projections/reads.ts';
import { isEnd, openHands, type Place } from './succession.ts';

export interface DispatcherPorts {
  readonly reads: Pick<Reads, 'line' | 'together'>;
  readonly clock: Clock;
  /** How many jobs the session may have in hand. If none, the reason. */
  permit(now: Millis): Permit;
  /** Whether no pending append can change the permit. */
  settled(): boolean;
  /** Resolves when the appends that may change the permit are written, or could not be. */
  quiet(): Promise<unknown>;
  /**
   * The facts that follow: the job has started, or its time is over. Null if they could not be written: the job is still
   * in line.
   */
  start(job: Candidate, behind: Append | null): Promise<Result<readonly Recorded[]> | null>;
}

export interface Dispatcher {
  /** Looks for work once in this turn of the event loop, however often it is called. */
  wake(): void;
  /** Called with each append of a job of the session. Wakes the dispatcher if the append ends a job in hand. */
  expect(append: Append, written: Promise<unknown>): void;
  /** Called with each committed fact of a job of the session. Releases an ended job and looks for the next. */
  hear(fact: Recorded): void;
  inHand(): number;
  /** Starts no more jobs; resolves when no job is in hand. */
  drain(): Promise<void>;
}

/** How soon to look at the line again after a start could not be written, or its job was just cancelled. */
const PAUSE_MS = 1_000;

/** Whether a job that is not in hand, and is not being started, has left the line or come back to it. */
const changesLine = ({ type, from }: Recorded): boolean =>
  type === 'job.queued' ||
  type === 'job.approved' ||
  (type !== 'job.started' && (from === 'waiting' || from === 'retrying' || from === 'failed' || from === 'dismissed'));

export const createDispatcher = (session: SessionId, ports: DispatcherPorts): Dispatcher => {
  const hands = openHands((chat) => ports.reads.line.laneOf(session, chat));
  let woken = false;
  let draining = false;
  const drained = Promise.withResolvers<void>();

  const letGo = (job: string): boolean => {
    const wasInHand = hands.letGo(job);
    if (wasInHand && hands.size() === 0 && draining) drained.resolve();
    return wasInHand;
  };

  const start = async (job: Candidate, place: Place) => {
    hands.take(job.jobId, job.chatId);
    const told = await ports.start(job, place.behind);
    if (told?.ok && told.value.some(({ to }) => isInHand(to))) return;
    place.giveBack();
    letGo(job.jobId);
    if (told?.ok) wake();
    else ports.clock.after(PAUSE_MS, wake);
  };

  const look = () => {
    woken = false;
    // The permit follows an append a moment later than the line does.
    if (!ports.settled()) return void ports.quiet().then(wake);
    const now = ports.clock.now();
    const offer = hands.offer(draining ? 0 : ports.permit(now).places);
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

/**
 * Keeps a session's hands full: as many jobs active as its queue allows, while the session is ready.
 *
 * It guarantees that at most one job of a chat is in hand and never more than `concurrency` in all, at any position of the
 * log, and that the next ones are the heads of the line as the projection has it. A waiting job costs nothing here: only
 * jobs in hand are held. Rejected: a list of waiting jobs in memory, which would have to be rebuilt at start and kept
 * equal to the log.
 *
 * The end of one job and the start of the next share a commit. As soon as an end is asked for, its place is given away,
 * and the start stands behind that append: if the end is not written, neither is the start. The next job of the same chat
 * takes no other place than that. A chat whose job goes back into the line stays taken until that is on record, because
 * the line does not show its head before. While the session or its queue has something under way that may forbid a start,
 * nothing is given away.
 */
import type { Append, Recorded } from '../../events/log/log.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type ChatId, type JobId, partsOfStream, type SessionId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import type { Candidate } from '../../projections/line-reads.ts';
import type { Reads } from '../../projections/reads.ts';

export interface DispatcherPorts {
  readonly reads: Pick<Reads, 'line' | 'together'>;
  readonly clock: Clock;
  /** Jobs that the session may have in hand now: 0 unless it is ready and its queue is running. */
  capacity(): number;
  /** Whether nothing is on its way to the log that may change the capacity. */
  settled(): boolean;
  /** Null when the start could not be written: the job is still in line. */
  start(job: Candidate, behind: Append | null): Promise<Result<unknown> | null>;
}

export interface Dispatcher {
  /** Looks for work once in this turn of the event loop, however often it is called. */
  wake(): void;
  /** Hears what was asked to be written, and wakes when a job in hand ends by it. */
  expect(append: Append, written: Promise<unknown>): void;
  /** Hears what was committed, to let go of the jobs that are no longer in hand, and looks for the next ones then. */
  hear(facts: readonly Recorded[]): void;
  inHand(): number;
  /** Starts nothing any more; resolves when no job is in hand. */
  drain(): Promise<void>;
}

interface Hand {
  readonly chat: ChatId;
  /** What ends the job, on its way to the log, and whether the job is back in the line then. */
  end: { readonly append: Append; readonly comesBack: boolean } | null;
  /** Its place is given away. */
  succeeded: boolean;
}

/** When a start could not be written, or the job was cancelled just before, the line is looked at again after this long. */
const PAUSE_MS = 1_000;

type Step = Pick<Recorded, 'from' | 'to'>;

const isEnd = ({ from, to }: Step): boolean => from?.startsWith('active') === true && !to?.startsWith('active');

const comesBack = ({ to }: Step): boolean => to === 'waiting' || to === 'retrying';

/** Whose place each job takes; null for one that was free. Of one chat the next takes that of the one before it. */
const placesFor = (next: readonly Candidate[], free: number, ending: readonly Hand[]): readonly (Hand | null)[] => {
  const own = next.map(({ chat }) => ending.find((hand) => hand.chat === chat));
  const rest: (Hand | null)[] = [
    ...Array.from({ length: free }, () => null),
    ...ending.filter((hand) => !own.includes(hand)),
  ];
  return own.map((hand) => hand ?? rest.shift() ?? null);
};

export const createDispatcher = (session: SessionId, ports: DispatcherPorts): Dispatcher => {
  const hands = new Map<JobId, Hand>();
  let woken = false;
  let draining = false;
  const drained = Promise.withResolvers<void>();

  const letGo = (job: JobId) => {
    if (hands.delete(job) && hands.size === 0 && draining) drained.resolve();
  };

  const start = async (job: Candidate, before: Hand | null) => {
    hands.set(job.jobId, { chat: job.chat, end: null, succeeded: false });
    if (before) before.succeeded = true;
    const told = await ports.start(job, before?.end?.append ?? null);
    if (told?.ok) return;
    if (before) Object.assign(before, { end: null, succeeded: false });
    letGo(job.jobId);
    ports.clock.after(PAUSE_MS, wake);
  };

  const look = () => {
    woken = false;
    const held = [...hands.values()].filter(({ succeeded }) => !succeeded);
    const free = (draining ? 0 : ports.capacity()) - held.length;
    if (free < 0) return;
    const ending = ports.settled() ? held.filter(({ end }) => end !== null) : [];
    const places = free + ending.length;
    if (places > 0) ports.reads.together(() => give(places, free, ending));
  };

  const give = (places: number, free: number, ending: readonly Hand[]) => {
    const leaving = new Set(ending.filter(({ end }) => end?.comesBack === false));
    const busy = new Set([...hands.values()].filter((hand) => !leaving.has(hand)).map(({ chat }) => chat));
    const next = ports.reads.line.next(session, ports.clock.now(), places, busy);
    const given = placesFor(next, free, ending);
    for (const [index, job] of next.entries()) void start(job, given[index] ?? null);
  };

  const wake = () => {
    if (woken) return;
    woken = true;
    queueMicrotask(look);
  };

  return {
    wake,
    expect(append, written) {
      const step = append.entries.find(isEnd);
      const hand = step && hands.get(partsOfStream(append.stream).id);
      if (!hand) return;
      const end = { append, comesBack: comesBack(step) };
      hand.end = end;
      // A place that was not freed after all is nobody's to take: who stands behind it would be refused for nothing.
      written.catch(() => {
        if (hand.end === end) hand.end = null;
      });
      wake();
    },
    hear(facts) {
      const before = hands.size;
      for (const fact of facts) if (isEnd(fact)) letGo(partsOfStream(fact.stream).id);
      if (hands.size < before) wake();
    },
    inHand: () => hands.size,
    drain() {
      draining = true;
      if (hands.size === 0) drained.resolve();
      return drained.promise;
    },
  };
};

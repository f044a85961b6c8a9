/**
 * Keeps a session's hands full: as many jobs active as its queue allows, while the session is ready.
 *
 * It guarantees that at most one job of a chat is in hand and never more than `concurrency` in all, and that the next
 * ones are the heads of the line as the projection has it. A waiting job costs nothing here: only jobs in hand are held.
 * Rejected: a list of waiting jobs in memory, which would have to be rebuilt at start and kept equal to the log.
 */
import type { Recorded } from '../events/log.ts';
import { type Clock, nothingToCancel } from '../kernel/clock.ts';
import { partsOfStream, type SessionId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import type { Candidate } from '../projections/line-reads.ts';
import type { Reads } from '../projections/reads.ts';

export interface DispatcherPorts {
  readonly reads: Pick<Reads, 'line'>;
  readonly clock: Clock;
  /** Jobs that the session may have in hand now: 0 unless it is ready and its queue is running. */
  capacity(): number;
  /** Null when the start could not be written: the job is still in line. */
  start(job: Candidate): Promise<Result<unknown> | null>;
}

export interface Dispatcher {
  /** Looks for work once in this turn of the event loop, however often it is called. */
  wake(): void;
  /** Hears what was committed, to let go of the jobs that are no longer in hand. Does not wake. */
  hear(facts: readonly Recorded[]): void;
  inHand(): number;
  /** Starts nothing any more; resolves when no job is in hand. */
  drain(): Promise<void>;
}

/** When a start could not be written, or the job was cancelled just before, the line is looked at again after this long. */
const PAUSE_MS = 1_000;

export const createDispatcher = (session: SessionId, ports: DispatcherPorts): Dispatcher => {
  /** Job id → chat. */
  const hands = new Map<string, string>();
  let woken = false;
  let draining = false;
  let drained: () => void = nothingToCancel;

  const letGo = (job: string) => {
    if (hands.delete(job) && hands.size === 0) drained();
  };

  const start = async (job: Candidate) => {
    const told = await ports.start(job);
    if (told?.ok) return;
    letGo(job.jobId);
    ports.clock.after(PAUSE_MS, wake);
  };

  const look = () => {
    woken = false;
    const free = draining ? 0 : ports.capacity() - hands.size;
    if (free <= 0) return;
    for (const job of ports.reads.line.next(session, ports.clock.now(), free, new Set(hands.values()))) {
      hands.set(job.jobId, job.chat);
      void start(job);
    }
  };

  const wake = () => {
    if (woken) return;
    woken = true;
    queueMicrotask(look);
  };

  return {
    wake,
    hear(facts) {
      for (const { stream, from, to } of facts) {
        if (from?.startsWith('active') && !to?.startsWith('active')) letGo(partsOfStream(stream).id);
      }
    },
    inHand: () => hands.size,
    drain: () =>
      new Promise((resolve) => {
        draining = true;
        drained = resolve;
        if (hands.size === 0) resolve();
      }),
  };
};

/** Clearing a queue: every job that waits is cancelled by a fact of its own, every failed one dismissed. */
import type { Clearable } from '../events/facts/queue.ts';
import type { Caller } from '../kernel/caller.ts';
import type { JobId } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Reads } from '../projections/reads.ts';
import type { SessionActor } from '../actors/sessions/session-actor.ts';
import type { System } from '../actors/system.ts';

/** Jobs told at once; their facts share commits, and requests find room in between. */
const PAGE = 500;

const STATUSES = {
  waiting: ['waiting'],
  retrying: ['retrying'],
  failed: ['failed'],
  all: ['waiting', 'retrying', 'failed'],
} as const;

export const clearQueue = async (
  { id, queue }: SessionActor,
  clearable: Clearable,
  caller: Caller,
  { system, reads }: { system: System; reads: Reads },
): Promise<Result<{ cleared: number }>> => {
  const clear = async (job: JobId, type: 'cancel' | 'dismiss'): Promise<boolean> =>
    // One that was dispatched in between is in hand, and stays untouched.
    (await system.jobs.find(job)?.tell({ type }, caller))?.ok === true;

  let cleared = 0;
  for (const status of STATUSES[clearable]) {
    let after = 0;
    for (;;) {
      const page = reads.jobs.idsToClear(id, status, after, PAGE);
      const last = page.at(-1);
      if (!last) break;
      const told = await Promise.all(page.map(({ jobId }) => clear(jobId, status === 'failed' ? 'dismiss' : 'cancel')));
      cleared += told.filter(Boolean).length;
      after = last.streamId;
    }
  }
  const told = await queue.tell({ type: 'recordCleared', status: clearable, cleared }, caller);
  return told.ok ? ok({ cleared }) : told;
};

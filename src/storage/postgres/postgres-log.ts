/**
 * The log in PostgreSQL: a committed append survives this machine. A copy in SQLite answers every read.
 *
 * It guarantees that the copy never has a fact that the database does not have: a batch is written there first, and to
 * the copy with its projections after. A projection that throws then leaves the copy behind its log. No further append
 * is taken, and the next start fills the copy again.
 */
import { eventLog } from '../../events/log/event-log.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Batch, Store } from '../../events/log/store.ts';
import { Fault, messageOf } from '../../kernel/fault.ts';
import { fillCopy } from './copy.ts';
import type { Lane } from './lane.ts';
import { type OwnedLog, type OwnedLogOptions, takeLog } from './owned-log.ts';

const behind = (thrown: unknown): Fault =>
  new Fault('log.copy_behind', `The copy of the log could not follow it: ${messageOf(thrown)}`, {
    hint: 'Start Waybill again: it fills the copy from the database.',
    retryable: false,
    cause: thrown,
  });

/** A store that commits to PostgreSQL first, and then to its copy. What stands beside a fact is there before it. */
const over = (copy: Store, owned: OwnedLog, beside: () => Promise<void>): Store => {
  let trouble: Fault | null = null;
  return {
    ...copy,
    async commit<B extends Batch>(draft: () => B): Promise<B> {
      if (trouble) throw trouble;
      await beside();
      const batch = draft();
      if (batch.rows.length === 0) return batch;
      await owned.write(batch);
      try {
        return await copy.commit(() => batch);
      } catch (thrown) {
        trouble = behind(thrown);
        throw thrown;
      }
    },
  };
};

/**
 * Brings the copy of a log to its head, and opens it. `beside` resolves once what stands beside the facts is written.
 * Closing the log closes the copy and not the lane.
 */
export const openOwned = async (
  lane: Lane,
  copy: Store,
  owned: OwnedLog,
  beside: () => Promise<void> = async () => {},
): Promise<EventLog> => {
  await fillCopy(copy, lane, owned.id, owned.head());
  return eventLog(over(copy, owned, beside));
};

/** Takes the log and opens it. */
export const postgresLog = async (lane: Lane, copy: Store, options: OwnedLogOptions): Promise<EventLog> =>
  openOwned(lane, copy, await takeLog(lane, options));

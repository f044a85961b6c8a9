/** Webhooks over a log and a clock of the test's choice, with a receiver that a test scripts. */
import type { Database } from 'better-sqlite3';
import type { EventLog } from '../../src/events/log/log.ts';
import type { Post, Posted } from '../../src/fetching/posting.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Entropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import type { Reads } from '../../src/projections/reads.ts';
import { sqliteWebhookRecords } from '../../src/storage/sqlite/webhook-records.ts';
import { createWebhooks, type Webhooks } from '../../src/webhooks/webhooks.ts';
import { testSeal } from './seal.ts';

/** What endpoints are sent, and what they answer. */
export interface Receiver {
  readonly got: Post[];
  answer: (post: Post) => Posted;
}

interface Ports {
  readonly db: Database;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly wakeAt: () => void;
  readonly defect: (thrown: unknown) => void;
}

export const webhooksOver = (ports: Ports): { readonly webhooks: Webhooks; readonly receiver: Receiver } => {
  const receiver: Receiver = {
    got: [],
    answer: () => ({ type: 'answered', status: 204, retryAfter: undefined, text: '' }),
  };
  const webhooks = createWebhooks({
    ...ports,
    records: sqliteWebhookRecords(ports.db, testSeal()),
    logger: silentLogger,
    openPoster: () => ({
      async post(post) {
        receiver.got.push(post);
        return receiver.answer(post);
      },
      close: () => {},
    }),
  });
  return { webhooks, receiver };
};

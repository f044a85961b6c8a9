/** The records of webhooks of a process that may die: what it writes after its death is never written. */
import type { WebhookRecords } from '../../src/webhooks/records.ts';

export const mortalRecords = (records: WebhookRecords, alive: () => boolean): WebhookRecords => ({
  ...records,
  write(changes) {
    if (alive()) records.write(changes);
  },
  keepSecrets(endpoint, secrets) {
    if (alive()) records.keepSecrets(endpoint, secrets);
  },
  repeatFailed: (endpoint, range, now) => (alive() ? records.repeatFailed(endpoint, range, now) : 0),
  forget(endpoint) {
    if (alive()) records.forget(endpoint);
  },
});

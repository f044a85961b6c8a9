/** The order in which messages of one chat and priority reached their phone, read from the phones alone. */
import type { JobEntry, Ledger } from '../ledger.ts';
import type { Phones } from '../phones.ts';
import type { Look } from '../tally.ts';
import type { Broken } from './rule.ts';
import { refersTo } from '../../../src/messages/content.ts';
import type { MessageId } from '../../../src/kernel/ids.ts';

/** Jobs that were scheduled, or put back in line by a person, may come after younger ones. */
const mayStray = (job: JobEntry): boolean => job.notBefore !== null || job.retried;

export const orderOnPhones = (ledger: Ledger, phones: Phones, broken: Broken, look: Look): void => {
  const byMessage = new Map([...ledger.jobs.values()].map((job) => [job.messageId, job]));
  const youngest = new Map<string, JobEntry>();
  for (const { messageId } of phones.all()) {
    const job = byMessage.get(messageId);
    if (!job) broken(`a phone holds ${messageId}, which is no job's`);
    if (!job || mayStray(job)) continue;
    look('order within chat and priority');
    const lane = `${job.session} ${job.chat} ${job.rank}`;
    const before = youngest.get(lane);
    if (before && before.age > job.age) broken(`job ${job.id} came to its phone after ${before.id}, which is younger`);
    if (!before || before.age < job.age) youngest.set(lane, job);
  }
};

/** A reaction, an edit or a deletion comes to its phone after the message that it is about. */
export const changesOnPhones = (phones: Phones, broken: Broken, look: Look): void => {
  const seen = new Set<MessageId>();
  for (const { messageId, content } of phones.all()) {
    const about = refersTo(content);
    seen.add(messageId);
    if (about === null) continue;
    look('a change comes after its message');
    if (!seen.has(about)) broken(`${messageId} (${content.kind}) came before ${about}, which it is about`);
  }
};

/** Nothing is said to have arrived that did not: what is completed lies on its phone, and who says so may say so. */
import type { Recorded } from '../../../src/events/log.ts';
import { partsOfStream } from '../../../src/kernel/ids.ts';
import type { Phones } from '../phones.ts';
import type { SimulatedWhatsApp } from '../whatsapp.ts';
import { type MakeRule, nameOf } from './rule.ts';

const RECEIPTS: Partial<Record<Recorded['type'], 'delivered' | 'read'>> = {
  'job.delivered': 'delivered',
  'job.read': 'read',
};

export const evidenceRule =
  (phones: Phones, told: SimulatedWhatsApp['told']): MakeRule =>
  (ledger, broken, look) => ({
    each(fact) {
      const job = ledger.jobs.get(partsOfStream(fact.stream).id);
      if (!job) return;
      const { session, messageId } = job;
      if (fact.type === 'job.completed') {
        look('what is completed is on its phone');
        if (!phones.find(messageId)) broken(`${nameOf(fact)}: its message is on no phone`);
      }
      const receipt = RECEIPTS[fact.type];
      if (receipt === undefined) return;
      look('a receipt is of its own session');
      if (!told(session, messageId, receipt)) broken(`${nameOf(fact)}: ${session} was never told so`);
    },
  });

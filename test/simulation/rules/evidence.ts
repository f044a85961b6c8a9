/**
 * No message counts as arrived that did not: a completed message is on its phone, and its receipt comes from the right
 * session.
 */
import type { Recorded } from '../../../src/events/log/log.ts';
import { isManyPeople } from '../../../src/kernel/ids.ts';
import { partsOfStream } from '../../../src/kernel/ids.ts';
import type { Phones } from '../phones.ts';
import type { SimulatedWhatsApp } from '../whatsapp.ts';
import { type MakeRule, nameOf } from './rule.ts';

const RECEIPTS: Partial<Record<Recorded['type'], 'delivered' | 'read' | 'played'>> = {
  'job.delivered': 'delivered',
  'job.read': 'read',
  'job.played': 'played',
};

export const evidenceRule =
  (phones: Phones, whatsapp: () => SimulatedWhatsApp): MakeRule =>
  (ledger, broken, look) => ({
    each(fact) {
      const job = ledger.jobs.get(partsOfStream(fact.stream).id);
      if (!job) return;
      const { session, messageId } = job;
      if (fact.type === 'job.started') whatsapp().beginAttempt(messageId);
      if (fact.type === 'job.edited' && job.startedAt > 0) broken(`${nameOf(fact)}: an attempt has begun`);
      if (fact.type === 'job.completed') {
        look('what is completed is on its phone');
        if (!phones.find(messageId)) broken(`${nameOf(fact)}: its message is on no phone`);
      }
      if (fact.type === 'job.interrupted' && fact.from === 'active.sending' && fact.by === 'whatsapp') {
        look('what was perhaps written costs an attempt');
        if (whatsapp().written(messageId)) broken(`${nameOf(fact)}: it was written, and costs no attempt`);
      }
      const receipt = RECEIPTS[fact.type];
      if (receipt === undefined) return;
      look('a receipt is of its own session');
      const isTold = (kind: typeof receipt): boolean => whatsapp().told(session, messageId, kind);
      // Who has played a message has read it, and members who have all read it have it.
      const isPlayed = receipt === 'read' && isTold('played');
      const isMore = isManyPeople(fact.header.chatId ?? '') && (isTold('read') || isTold('played'));
      if (!isTold(receipt) && !isPlayed && !isMore) broken(`${nameOf(fact)}: ${session} was never told so`);
    },
  });

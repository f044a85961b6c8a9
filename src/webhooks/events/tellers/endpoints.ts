/** Tells endpoints of another endpoint: that it fails. */
import { partsOfStream } from '../../../kernel/ids.ts';
import { iso, notMine, type Teller } from './told.ts';

export const tellFailing: Teller = (fact) => {
  if (fact.type !== 'webhook.failing') throw notMine(fact);
  const { reason, status, inRow, probeAt } = fact.data;
  const id = `wh_${partsOfStream(fact.stream).id}`;
  return {
    ids: { webhookId: id },
    href: `/api/webhooks/${id}`,
    chatId: null,
    full: () => ({ members: { reason, status: status ?? null, inRow, probeAt: iso(probeAt) }, erased: false }),
  };
};

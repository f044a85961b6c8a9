/** Which deliveries a bounded caller sees: an endpoint may have been told more before its filters became narrower. */
import type { Reach } from '../../kernel/reach.ts';
import type { DeliveryRow } from '../../webhooks/records.ts';
import type { Within } from '../reach.ts';

export const deliveriesIn =
  (within: Pick<Within, 'facts'>) =>
  (reach: Reach): ((row: Pick<DeliveryRow, 'session' | 'chat'>) => boolean) => {
    const reaches = within.facts(reach);
    return ({ session, chat }) => reaches({ header: { session, chatId: chat } });
  };

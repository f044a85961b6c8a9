/**
 * Receipts, read from their stanzas.
 *
 * Baileys' own events are not used: Baileys holds them back while it syncs, and merges those that come close together.
 * Read followed by delivered came out as delivered.
 */
import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren, jidNormalizedUser } from 'baileys';
import * as v from 'valibot';
import type { Millis } from '../../kernel/clock.ts';
import { ChatId, isManyPeople, MessageId } from '../../kernel/ids.ts';
import type { Signal } from '../port.ts';

export type Receipt = Extract<Signal, { type: 'receipt' }>;

/**
 * A receipt without a type means delivered. Types such as `sender`, `retry` and `inactive` say nothing about the
 * recipient.
 */
const kindOf = (type: string | undefined): Receipt['kind'] | null => {
  if (type === undefined) return 'delivered';
  return type === 'read' || type === 'played' ? type : null;
};

/** The receipts in a `receipt` stanza for messages that Waybill sent; empty if it is about others. */
export const receiptsOf = (node: BinaryNode, now: Millis): readonly Receipt[] => {
  const { attrs } = node;
  const kind = kindOf(attrs['type']);
  // A stanza with a recipient comes from another device of our own account.
  if (kind === null || attrs['recipient']) return [];
  const by = personOf(attrs);
  if (by === null) return [];
  const at = timeOf(attrs['t'], now);
  const more = getBinaryNodeChildren(getBinaryNodeChild(node, 'list'), 'item');
  return [attrs['id'], ...more.map((item) => item.attrs['id'])]
    .filter((id) => v.is(MessageId, id))
    .map((messageId) => ({ type: 'receipt', messageId, kind, at, ...by }));
};

/** In a chat of several people a receipt comes from one of them; null if it does not say whose. */
const personOf = ({ from = '', participant }: BinaryNode['attrs']): Pick<Receipt, 'by'> | null => {
  if (!isManyPeople(from)) return {};
  const person = jidNormalizedUser(participant);
  return v.is(ChatId, person) ? { by: { chatId: from, person } } : null;
};

/**
 * WhatsApp sends whole seconds. A second that is not over yet counts as now, so that no message is delivered before it
 * was sent.
 */
const timeOf = (seconds: string | undefined, now: Millis): Millis => {
  const at = Number(seconds) * 1000;
  return Number.isSafeInteger(at) && at > 0 && at + 1000 <= now ? at : now;
};

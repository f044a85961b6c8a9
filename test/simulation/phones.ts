/**
 * The phones of the contacts: who is on WhatsApp, and the messages that each has received. A second copy of an id is
 * not shown again.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ChatId, MessageId } from '../../src/kernel/ids.ts';
import type { Outgoing, Registration } from '../../src/whatsapp/port.ts';
import { GROUP } from '../support/groups.ts';

/** A message on a phone, with its place in the order of first arrivals. */
export interface OnPhone extends Outgoing {
  /** The bytes of its files. */
  readonly bytes: readonly string[];
  copies: number;
}

export interface Contact {
  readonly chat: ChatId;
  /** The number as a person would dial it. */
  readonly number: string;
  /** The address that WhatsApp answers for it. */
  readonly recipient: ChatId;
  readonly kind: 'reachable' | 'unregistered' | 'blocks us';
}

export interface Phones {
  readonly contacts: readonly [Contact, ...Contact[]];
  registration(chat: ChatId): Registration;
  blocks(recipient: ChatId): boolean;
  /** A message arrives at its recipient. */
  receive(message: Outgoing, bytes: readonly string[]): void;
  /** The messages on the phones, in order of arrival. */
  all(): readonly OnPhone[];
  find(id: MessageId): OnPhone | null;
}

const contact = (number: string, kind: Contact['kind'], recipient = `${number}@s.whatsapp.net`): Contact => ({
  number,
  kind,
  chat: `${number}@s.whatsapp.net`,
  recipient,
});

const CONTACTS: Phones['contacts'] = [
  contact('6281000001', 'reachable'),
  contact('6281000002', 'reachable', '77000000000002@lid'),
  contact('6281000003', 'reachable'),
  contact('6281000004', 'reachable'),
  contact('6281000404', 'unregistered'),
  contact('6281000403', 'blocks us'),
  { number: GROUP, kind: 'reachable', chat: GROUP, recipient: GROUP },
];

/** `broken` is called when two contents come under one id. */
export const phonesOf = (broken: (problem: string) => void): Phones => {
  const received = new Map<MessageId, OnPhone>();
  return {
    contacts: CONTACTS,
    registration(chat) {
      const known = CONTACTS.find((each) => each.chat === chat);
      return known && known.kind !== 'unregistered'
        ? { registered: true, chatId: known.recipient }
        : { registered: false };
    },
    blocks: (recipient) => CONTACTS.some((each) => each.recipient === recipient && each.kind === 'blocks us'),
    receive(message, bytes) {
      const known = received.get(message.messageId);
      if (!known) received.set(message.messageId, { ...message, bytes, copies: 1 });
      else {
        known.copies += 1;
        const same = isDeepStrictEqual(
          [known.content, known.bytes, known.chatId],
          [message.content, bytes, message.chatId],
        );
        if (!same) {
          broken(`two contents came under the id ${message.messageId}`);
        }
      }
    },
    all: () => [...received.values()],
    find: (id) => received.get(id) ?? null,
  };
};

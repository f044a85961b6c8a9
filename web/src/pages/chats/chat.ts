/** A chat, as the API gives it, in words. */
import type { Schema } from '../../api/shape.ts';
import { type Message, nameOfPerson } from '../../kinds/message.ts';
import { chatName } from '../../words/chats.ts';

export type Chat = Schema<'Chat'>;

const KIND_NAMES: Readonly<Partial<Record<Chat['kind'], string>>> = { status: 'Statuses' };

export const nameOfChat = ({ chatId, kind, name, contact }: Chat): string =>
  name ?? KIND_NAMES[kind] ?? contact?.number ?? chatName(chatId);

/** The addresses of a conversation, the number first. Facts of its jobs may have another one than its own facts. */
export const addressesOf = ({ chatId, contact }: Chat): readonly string[] => {
  const number = contact?.number?.replace(/\D/g, '');
  const all = [...(number ? [`${number}@s.whatsapp.net`] : []), chatId, ...(contact?.lid ? [contact.lid] : [])];
  return [...new Set(all)];
};

/** Chats of several people. A channel writes in its own name. */
export const HAS_AUTHORS: ReadonlySet<Chat['kind']> = new Set(['group', 'status']);

/** The first words of a line: who wrote it, where that is not plain. */
export const authorOf = ({ direction, from }: Message, kind: Chat['kind']): string | null => {
  if (direction === 'out') return 'You';
  return HAS_AUTHORS.has(kind) ? nameOfPerson(from) : null;
};

/** A message of a chat, as the API gives it, in words. */
import type { Schema } from '../api/shape.ts';
import type { Kind, Shown } from './kind.ts';
import { wordsOf } from './kinds.ts';
import type { IconName } from '../ui/icon-name.ts';

export type Message = Schema<'ChatMessage'>;
export type Person = Schema<'Person'>;

type UnreadType = 'undecryptable' | 'withheld' | 'unsupported';
/** A kind that has something to show. */
export type ShownKind = Exclude<Message['type'], UnreadType>;

/** What a message says. Its file is beside it, in `media`. */
export type Member<K extends ShownKind> =
  Shown<K> extends { readonly media: unknown } ? Omit<Shown<K>, 'media'> : Shown<K>;

const UNREAD_WORDS: Readonly<Record<UnreadType, string>> = {
  undecryptable: 'This message cannot be read yet.',
  withheld: 'This message can be seen on the phone alone.',
  unsupported: 'This message is of a kind that Waybill cannot show.',
};

const isUnread = (type: Message['type']): type is UnreadType => Object.hasOwn(UNREAD_WORDS, type);

/** Why there is nothing to show of a message; null for one that can be shown. */
export const whyEmpty = (message: Message): string | null => {
  const { type, erasedAt } = message;
  if (erasedAt !== null) return 'Its content was erased.';
  if (isUnread(type)) return UNREAD_WORDS[type];
  return message[type] == null ? 'Its content was erased.' : null;
};

/** The member of a message that can be shown. */
export const memberOf = <K extends ShownKind>(message: Message, kind: K): Member<K> => message[kind] as Member<K>;

export interface Line {
  /** Null for a text: its words say what it is. */
  readonly icon: IconName | null;
  readonly text: string;
}

const NOTHING: Readonly<Record<UnreadType, IconName>> = {
  undecryptable: 'clock',
  withheld: 'phones',
  unsupported: 'info',
};

const fileNameOf = ({ type, media }: Message): string | null =>
  type === 'document' ? (media?.fileName ?? null) : null;

/** One line of a message, for the list of chats and for search. */
export const lineOf = (message: Message): Line => {
  const { type, deletedAt } = message;
  if (deletedAt !== null) return { icon: 'trash', text: 'This message was deleted.' };
  const empty = whyEmpty(message);
  if (empty !== null)
    return { icon: isUnread(type) && message.erasedAt === null ? NOTHING[type] : 'minus', text: empty };
  const { icon, preview, word } = wordsOf(type as Kind);
  const text = preview(message[type as ShownKind] as Shown<Kind>);
  const named = text === word ? fileNameOf(message) : null;
  return { icon: type === 'text' ? null : icon, text: named ?? text };
};

export const nameOfPerson = ({ name, number, lid }: Person): string => name ?? number ?? lid ?? 'Somebody';

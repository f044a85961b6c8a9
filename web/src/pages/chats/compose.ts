/** What the answer box makes: a request for the queue. */
import type { Schema } from '../../api/shape.ts';
import type { Message } from '../../kinds/message.ts';

type Media = Schema<'Media'>;

/** The message that is answered, or whose words are replaced. */
export interface Compose {
  readonly how: 'answer' | 'edit';
  readonly message: Message;
}

/** Kinds whose words can be replaced. */
export const EDITED: ReadonlySet<Message['type']> = new Set(['text', 'image', 'video', 'document']);

/** Kinds of files that may have words with them. */
const CAPTIONED: ReadonlySet<Media['kind']> = new Set(['image', 'video', 'document']);

export const takesWords = (file: Media | null): boolean => file === null || CAPTIONED.has(file.kind);

/** The words of a message as they are now. */
export const wordsIn = (message: Message): string => {
  const member = message[message.type === 'text' ? 'text' : (message.type as 'image')] as
    | { readonly body?: string; readonly caption?: string }
    | undefined;
  return member?.body ?? member?.caption ?? '';
};

export interface Composed {
  readonly chatId: string;
  readonly text: string;
  readonly file: Media | null;
  readonly about: Compose | null;
}

const contentOf = ({ text, file }: Composed): object => {
  if (file === null) return { type: 'text', text: { body: text } };
  const caption = text.trim() !== '' && takesWords(file) ? { caption: text } : {};
  return { type: file.kind, [file.kind]: { media: { id: file.id }, ...caption } };
};

/** Null while there is nothing to send. */
export const bodyOf = (composed: Composed): Schema<'Message'> | null => {
  const { chatId: to, text, file, about } = composed;
  if (file === null && text.trim() === '') return null;
  const messageId = about?.message.messageId;
  if (about?.how === 'edit') return { to, type: 'edit', edit: { messageId, text } } as Schema<'Message'>;
  const replyTo = messageId === undefined ? {} : { replyTo: messageId };
  return { to, ...contentOf(composed), ...replyTo } as Schema<'Message'>;
};

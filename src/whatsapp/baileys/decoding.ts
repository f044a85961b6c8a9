/**
 * A decrypted message in Waybill's own words.
 *
 * Nothing is thrown for what a sender has written. A message that this Waybill cannot read keeps the form in which
 * WhatsApp encoded it, so that a later version can.
 */
import type { proto } from 'baileys';
import type { ChatId } from '../../kernel/ids.ts';
import { mediaOf, textOf } from '../../messages/content.ts';
import type { HeardSaid, Spoken, Unread } from '../heard.ts';
import { surroundingsIn } from './kinds/context.ts';
import { changeIn, contentIn, type Found } from './kinds/decoders.ts';
import { opened, type Opened } from './kinds/envelopes.ts';
import { tellingMember } from './kinds/silence.ts';
import { unknownField } from './kinds/unknown-fields.ts';

/** `bytes` are the whole message as WhatsApp encoded it. */
export const heardIn = (message: proto.IMessage, bytes: Uint8Array, { chat }: { chat: ChatId }): HeardSaid => {
  const whole = opened(message);
  return (
    withheldIn(whole) ??
    changeIn(whole, (inner) => editedIn(opened(inner), bytes, chat)) ??
    spokenIn(whole, bytes, chat) ?? { type: 'nothing' }
  );
};

const lacksFile = ({ content, file }: Pick<Found, 'content' | 'file'>): boolean =>
  file === null && mediaOf(content).length > 0;

/** WhatsApp gives linked devices a placeholder, or a picture that opens once without the key to its file. */
const withheldIn = (whole: Opened): Unread | null => {
  if (whole.message.placeholderMessage) return { type: 'unread', kind: 'withheld', reason: 'placeholder' };
  const found = whole.viewOnce ? contentIn(whole) : null;
  return found && lacksFile(found) ? { type: 'unread', kind: 'withheld', reason: 'view_once' } : null;
};

/** Null for a message that tells people nothing. */
const spokenIn = (whole: Opened, bytes: Uint8Array, chat: ChatId): Spoken | null => {
  const found = contentIn(whole);
  const member = found?.member ?? tellingMember(whole.message) ?? emptyMember(whole, bytes);
  if (member === null) return null;
  // A file without a key or a place cannot be fetched, and its kind cannot be shown without it.
  const isWhole = found !== null && !lacksFile(found);
  return {
    type: 'spoken',
    content: isWhole ? found.content : null,
    raw: isWhole ? null : { name: member, bytes },
    file: isWhole ? found.file : null,
    viewOnce: whole.viewOnce,
    ...surroundingsIn(contextOf(whole.message, member), chat),
  };
};

const contextOf = (message: proto.IMessage, member: string): proto.IContextInfo | null | undefined => {
  const held = (message as Readonly<Record<string, unknown>>)[member];
  return typeof held === 'object' && held !== null ? (held as { contextInfo?: proto.IContextInfo }).contextInfo : null;
};

/** A member that the client does not know leaves nothing of itself, at the top or in an envelope. */
const emptyMember = ({ message, envelope }: Opened, bytes: Uint8Array): string | null => {
  if (envelope === null) return unknownField(bytes);
  return Object.values(message).every((value) => value == null) ? envelope : null;
};

/** New words for a caption may come without the file: they are a text then, as those that Waybill sends. */
const editedIn = (whole: Opened, bytes: Uint8Array, chat: ChatId): Spoken | null => {
  const now = spokenIn(whole, bytes, chat);
  const found = contentIn(whole);
  const caption = found && lacksFile(found) ? textOf(found.content) : null;
  return now && caption !== null ? { ...now, content: { kind: 'text', body: caption }, raw: null } : now;
};

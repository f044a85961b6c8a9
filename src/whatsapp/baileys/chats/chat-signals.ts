/** What WhatsApp tells of chats: read on another device, typing, presence, and changes of the app state. */
import {
  type BinaryNode,
  type ChatUpdate,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  jidNormalizedUser,
} from 'baileys';
import * as v from 'valibot';
import { type ChatId, ConversationId } from '../../../kernel/ids.ts';
import { MessageRef } from '../../../messages/refs.ts';
import type { ChatChange, ChatSignal, Presence } from '../../chatting.ts';

type Signal<T extends ChatSignal['type']> = Extract<ChatSignal, { type: T }>;

const addressIn = (jid: string | undefined): ChatId | null => {
  const address = jidNormalizedUser(jid);
  return v.is(ConversationId, address) ? address : null;
};

/** Receipts of the account's own devices. `read-self` hides the reading from the author. */
const READ: readonly (string | undefined)[] = ['read', 'read-self'];

/** A receipt of another device of the account for messages of others; null for any other receipt. */
export const readElsewhereIn = ({ attrs, content }: BinaryNode): Signal<'read_elsewhere'> | null => {
  const chatId = addressIn(attrs['recipient']);
  if (chatId === null || !READ.includes(attrs['type'])) return null;
  const list = Array.isArray(content) ? content.find(({ tag }) => tag === 'list') : undefined;
  const more = getBinaryNodeChildren(list, 'item').map((item) => item.attrs['id']);
  const messageIds = [attrs['id'], ...more].filter((id) => v.is(MessageRef, id));
  return { type: 'read_elsewhere', chatId, messageIds };
};

/** WhatsApp writes seconds, or words for what a person does not show. */
const lastSeenIn = (last: string | undefined): number | null => {
  const at = Number(last) * 1000;
  return Number.isSafeInteger(at) && at > 0 ? at : null;
};

const typingIn = (node: BinaryNode): Presence | null => {
  const composing = getBinaryNodeChild(node, 'composing');
  if (composing) return composing.attrs['media'] === 'audio' ? 'recording' : 'typing';
  return getBinaryNodeChild(node, 'paused') ? 'paused' : null;
};

/** What a person does, from a `presence` or a `chatstate`; null if it tells of nobody. */
export const presenceIn = (node: BinaryNode): Signal<'presence'> | null => {
  const { from, participant, type, last } = node.attrs;
  const chatId = addressIn(from);
  const person = addressIn(participant ?? from);
  const isPresence = node.tag === 'presence';
  const presence = isPresence ? (type === 'unavailable' ? type : 'available') : typingIn(node);
  if (chatId === null || person === null || presence === null) return null;
  return { type: 'presence', chatId, person, presence, lastSeenAt: isPresence ? lastSeenIn(last) : null };
};

/** Before it, WhatsApp writes no end of a mute: it is for ever. */
const FIRST_TIME = 1;

const changesIn = ({ archived, pinned, muteEndTime, unreadCount }: ChatUpdate): readonly ChatChange[] => [
  ...(typeof archived === 'boolean' ? [{ type: archived ? 'archived' : 'unarchived' } as const] : []),
  ...(pinned === undefined ? [] : [{ type: pinned === null ? 'unpinned' : 'pinned' } as const]),
  ...(muteEndTime === undefined ? [] : [muteIn(muteEndTime)]),
  ...(unreadCount == null ? [] : [{ type: unreadCount < 0 ? 'marked_unread' : 'marked_read' } as const]),
];

const muteIn = (end: ChatUpdate['muteEndTime']): ChatChange => {
  if (end === null || end === undefined) return { type: 'unmuted' };
  const until = Number(end);
  return { type: 'muted', until: until < FIRST_TIME ? null : until };
};

/**
 * The changes of the app state among Baileys' updates of chats. Updates that follow from messages have no `conditional`,
 * and what they say of unread messages is Baileys' own count.
 */
export const changesOfChats = (updates: readonly ChatUpdate[]): readonly Signal<'chat_changed'>[] =>
  updates.flatMap((update) => {
    const chatId = 'conditional' in update ? addressIn(update.id ?? undefined) : null;
    if (chatId === null) return [];
    return changesIn(update).map((change) => ({ type: 'chat_changed' as const, chatId, change }));
  });

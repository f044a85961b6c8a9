/** The words of the facts about chats, in the form of `fact-words.ts`. */
import type { ChatFact } from '../events/facts/chat.ts';

export const CHAT_WORDS: Readonly<Record<ChatFact['type'], { readonly means: string; readonly says: string }>> = {
  'message.received': {
    means: 'A message came in, or was written on another device of the account. What it says is beside the log.',
    says: 'A message of {by|chat} ({source})',
  },
  'message.repaired': {
    means: 'A message that could not be read was sent again, and is read now.',
    says: 'A message can be read now',
  },
  'message.edited': {
    means: 'The author changed a message. The message as it is now is beside the log.',
    says: 'Edited by {by|chat}',
  },
  'message.deleted': {
    means: 'A message was taken back, by its author or by an admin of the group.',
    says: 'Taken back by {by|chat}',
  },
  'message.reacted': {
    means: 'Somebody put an emoji on a message, or took it back. The emoji is beside the log.',
    says: 'A reaction of {by|chat}',
  },
  'poll.voted': {
    means: 'Somebody chose options of a poll; the choice replaces their earlier one and is beside the log.',
    says: 'A vote of {by|chat}',
  },
  'chat.read': {
    means: 'The account has read the conversation up to a message: here, or on its phone.',
    says: 'Read ({source})',
  },
  'chat.marked_unread': {
    means: 'The chat was marked as unread: here, or on the phone.',
    says: 'Marked as unread ({source})',
  },
  'chat.archived': { means: 'The chat was put into the archive: here, or on the phone.', says: 'Archived ({source})' },
  'chat.unarchived': {
    means: 'The chat was taken out of the archive: here, or on the phone.',
    says: 'Taken out of the archive ({source})',
  },
  'chat.pinned': { means: 'The chat was pinned: here, or on the phone.', says: 'Pinned ({source})' },
  'chat.unpinned': { means: 'The chat was unpinned: here, or on the phone.', says: 'Unpinned ({source})' },
  'chat.muted': {
    means: 'The chat was muted until a time, or until somebody unmutes it: here, or on the phone.',
    says: 'Muted ({source})',
  },
  'chat.unmuted': { means: 'The chat was unmuted: here, or on the phone.', says: 'Unmuted ({source})' },
  'chat.timer_set': {
    means: 'How long messages of the chat stay was set: here, on the phone, or by the contact. 0 keeps them.',
    says: 'Messages disappear after {seconds|count:second} ({source})',
  },
};

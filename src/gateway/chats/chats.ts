/** Questions about chats and the messages in them. */
import type { System } from '../../actors/system.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Page } from '../pages.ts';
import { sessionIn } from '../sessions/known-session.ts';
import { type Chat, chatLister, type ChatListQuery } from './chat-list.ts';
import { conversationReader, type ConversationQuery } from './conversation.ts';
import type { MessageDetail, MessageObject } from '../../views/message-object.ts';
import { peopleOf } from '../../views/person.ts';
import { messageDetailer } from './one-message.ts';
import { createSearch, type SearchQuery } from './search.ts';

/** The chat that a caller names, and the conversations that it reaches; undefined for all. */
interface Where {
  readonly chatId?: ChatId | undefined;
  readonly reached?: readonly ChatId[] | undefined;
}

export interface Chats {
  /** Last activity first. */
  list(query: ChatListQuery): Result<Page<Chat>>;
  /** By any address of the conversation. */
  byId(session: SessionId, chatId: ChatId): Result<Chat>;
  /** Newest first. */
  messages(query: Omit<ConversationQuery, 'chats'> & { readonly chatId: ChatId }): Result<Page<MessageObject>>;
  /** One message with its history. Refused if it is in several chats, and none of them is named. */
  message(session: SessionId, messageId: string, where?: Where): Result<MessageDetail>;
  /** Messages that have all of these words, newest first. */
  search(query: SearchQuery): Promise<Result<Page<MessageObject>>>;
  /** Resolves once the search index has taken in the facts up to a position. */
  indexed(position: number): Promise<void>;
}

interface ChatsPorts {
  readonly clock: Clock;
  readonly system: System;
  readonly log: EventLog;
  readonly reads: Reads;
}

export const noChat = (): Result<never> => refuse('chat.not_found', 'There is no chat with this id on record.');

export const createChats = ({ system, log, reads, clock }: ChatsPorts): Chats => {
  const known = sessionIn(system);
  const messages = messageDetailer({ log, reads });
  const { shower } = messages;
  const chats = chatLister({ log, reads, clock, shower, people: peopleOf({ log, reads }) });
  const search = createSearch({ log, reads, clock, shower });
  const conversations = conversationReader({ reads, shower });

  return {
    list(query) {
      const there = known(query.session);
      return there.ok ? reads.together(() => chats.list(query)) : there;
    },
    byId(session, chatId) {
      const there = known(session);
      if (!there.ok) return there;
      return reads.together(() => {
        const row = reads.chats.conversation(session, chatId);
        return row ? ok(chats.shown(row)) : noChat();
      });
    },
    messages({ chatId, ...query }) {
      const there = known(query.session);
      if (!there.ok) return there;
      return reads.together(() => {
        const row = reads.chats.conversation(query.session, chatId);
        if (!row) return noChat();
        return conversations.page({ ...query, chats: reads.chats.addresses(query.session, row.chatId) });
      });
    },
    async search(query) {
      const there = known(query.session);
      return there.ok ? search.find(query) : there;
    },
    indexed: search.indexed,
    message(session, messageId, { chatId, reached } = {}) {
      const there = known(session);
      if (!there.ok) return there;
      return reads.together(() => {
        const all = messages.named(session, keyOf(messageId));
        const meant = chatId === undefined ? reached : [chatId];
        const found = meant ? all.filter(({ chats }) => chats.some((each) => meant.includes(each))) : all;
        const [first] = found;
        if (!first) return refuse('message.not_on_record', 'There is no message with this id on record.');
        const names = [...new Set(found.map((each) => each.chats[0] ?? each.row.chat))];
        return names.length > 1 ? ambiguous(names) : ok(messages.detail(first.row, first.chats));
      });
    },
  };
};

export const ambiguous = (chatIds: readonly ChatId[]): Result<never> => ({
  ok: false,
  refusal: {
    code: 'message.ambiguous',
    detail: 'Several chats have a message with this id. Name one of them with ?chatId=.',
    members: { chatIds },
  },
});

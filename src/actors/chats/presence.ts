/**
 * What contacts do right now: available, typing, recording. Listeners are told of it, and it is never recorded.
 *
 * WhatsApp tells the presence of a contact only for as long as a link is open. So each link asks again for the chats that
 * somebody watches.
 */
import type { Millis } from '../../kernel/clock.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { PresenceNews } from '../../whatsapp/chatting.ts';
import { type Link, Undelivered } from '../../whatsapp/port.ts';

export interface PresenceTold extends PresenceNews {
  readonly session: SessionId;
  readonly at: Millis;
}

export interface Presences {
  tell(told: PresenceTold): void;
  /** Calls the listener with all that is told, until the returned function is called. */
  listen(listener: (told: PresenceTold) => void): () => void;
  /** Asks WhatsApp for the presence of a chat, at once and with each new link, until the returned function is called. */
  watch(session: SessionId, chatId: ChatId): () => void;
  /** A link is open. */
  opened(session: SessionId, link: Pick<Link, 'watch'>): void;
}

export interface PresencePorts {
  readonly link: (session: SessionId) => Pick<Link, 'watch'> | null;
}

const nameOf = (session: SessionId, chatId: ChatId): string => `${session} ${chatId}`;

/** A link that closes meanwhile is followed by another one, which asks again. */
export const unlessClosed = async (work: Promise<void> | undefined): Promise<void> => {
  try {
    await work;
  } catch (thrown) {
    if (!(thrown instanceof Undelivered)) throw thrown;
  }
};

export const createPresences = ({ link }: PresencePorts): Presences => {
  const listeners = new Set<(told: PresenceTold) => void>();
  /** How many watch each chat. */
  const watched = new Map<string, { readonly session: SessionId; readonly chatId: ChatId; count: number }>();

  return {
    tell(told) {
      for (const listener of listeners) listener(told);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    watch(session, chatId) {
      const name = nameOf(session, chatId);
      const chat = watched.get(name) ?? { session, chatId, count: 0 };
      watched.set(name, chat);
      chat.count += 1;
      if (chat.count === 1) void unlessClosed(link(session)?.watch(chatId));
      return () => {
        chat.count -= 1;
        if (chat.count === 0) watched.delete(name);
      };
    },
    opened(session, opened) {
      for (const chat of watched.values()) if (chat.session === session) void unlessClosed(opened.watch(chat.chatId));
    },
  };
};

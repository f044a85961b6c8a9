/**
 * A cache of WhatsApp's answers about numbers.
 *
 * WhatsApp is asked before the first message to a chat, not before each one. The cache is in memory only: after a
 * restart Baileys asks for a contact's devices again anyway, and an answer must not outlive a change of the endpoint.
 */
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { ChatId } from '../../kernel/ids.ts';
import type { Registration } from '../port.ts';
import { keepLatest } from '../../kernel/latest.ts';

/** The suffixes of chats with a single person. Only their numbers can be looked up. */
const PHONE_NUMBER = '@s.whatsapp.net';
const REGISTERED_MS = 86_400_000;
/** Short, because a person who is told that a number is not on WhatsApp may fix that and try again. */
const UNREGISTERED_MS = 60_000;
const CHATS_MAX = 50_000;

export interface Registrations {
  get(chatId: ChatId): Registration | null;
  /** The address of a registered chat; null if the cache does not know. */
  recipient(chatId: ChatId): ChatId | null;
  set(chatId: ChatId, registration: Registration): void;
  drop(chatId: ChatId): void;
}

export const createRegistrations = (clock: Clock): Registrations => {
  const known = new Map<ChatId, { registration: Registration; since: Millis; until: Millis }>();

  const get = (chatId: ChatId): Registration | null => {
    if (!chatId.endsWith(PHONE_NUMBER)) return { registered: true, chatId };
    const found = known.get(chatId);
    const now = clock.now();
    // The clock was set back since this answer, so its age is unknown.
    return found && found.since <= now && now < found.until ? found.registration : null;
  };

  return {
    get,
    recipient(chatId) {
      const registration = get(chatId);
      return registration?.registered ? registration.chatId : null;
    },
    set(chatId, registration) {
      const since = clock.now();
      keepLatest(
        known,
        chatId,
        {
          registration,
          since,
          until: since + (registration.registered ? REGISTERED_MS : UNREGISTERED_MS),
        },
        CHATS_MAX,
      );
    },
    drop(chatId) {
      known.delete(chatId);
      // A sender may use the address that WhatsApp answered instead of the one that was looked up.
      for (const [asked, { registration }] of known)
        if (registration.registered && registration.chatId === chatId) known.delete(asked);
    },
  };
};

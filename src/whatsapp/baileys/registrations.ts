/**
 * What WhatsApp answered about numbers, for a while.
 *
 * One question precedes the first message to a chat, not each one. Kept in memory only: after a restart Baileys asks for
 * a contact's devices again anyway, and an answer must not outlive a change of the endpoint.
 */
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { ChatId } from '../../kernel/ids.ts';
import type { Registration } from '../port.ts';

/** What a chat with a single person ends with. Only those can be asked for. */
const PHONE_NUMBER = '@s.whatsapp.net';
const REGISTERED_MS = 86_400_000;
/** Short, since people who are told that a number is not on WhatsApp see to it and try again. */
const UNREGISTERED_MS = 60_000;
const CHATS_MAX = 50_000;

export interface Registrations {
  get(chat: ChatId): Registration | null;
  /** The address of a chat that is there; null when nobody knows now. */
  recipient(chat: ChatId): ChatId | null;
  set(chat: ChatId, registration: Registration): void;
  drop(chat: ChatId): void;
}

export const createRegistrations = (clock: Clock): Registrations => {
  const known = new Map<ChatId, { registration: Registration; since: Millis; until: Millis }>();

  const get = (chat: ChatId): Registration | null => {
    if (!chat.endsWith(PHONE_NUMBER)) return { registered: true, chat };
    const found = known.get(chat);
    const now = clock.now();
    // An answer from the future was given before the clock was set back: how old it is nobody knows.
    return found && found.since <= now && now < found.until ? found.registration : null;
  };

  return {
    get,
    recipient(chat) {
      const registration = get(chat);
      return registration?.registered ? registration.chat : null;
    },
    set(chat, registration) {
      const since = clock.now();
      known.delete(chat);
      known.set(chat, {
        registration,
        since,
        until: since + (registration.registered ? REGISTERED_MS : UNREGISTERED_MS),
      });
      const [oldest] = known.keys();
      if (known.size > CHATS_MAX && oldest) known.delete(oldest);
    },
    drop(chat) {
      known.delete(chat);
      // Whoever sends knows the address that was answered, not the spelling that was asked for.
      for (const [asked, { registration }] of known)
        if (registration.registered && registration.chat === chat) known.delete(asked);
    },
  };
};

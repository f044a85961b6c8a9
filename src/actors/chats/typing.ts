/**
 * Shows contacts that the account types, for as long as somebody asked for.
 *
 * WhatsApp shows typing of an available account alone. While a linked device is available, the phone does not ring. So the
 * account appears with the first chat in which it types, and disappears with the last one, unless it is to be available
 * anyway. Phones stop showing it after 25 seconds, and when the message comes.
 */
import { type Cancel, type Clock, nothingToCancel } from '../../kernel/clock.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { Typing } from '../../whatsapp/chatting.ts';
import type { Link } from '../../whatsapp/port.ts';
import { unlessClosed } from './presence.ts';

/** The longest time that typing is shown. */
export const TYPING_SECONDS_MAX = 25;

type TypingLink = Pick<Link, 'type' | 'appear'>;

export interface TypingPorts {
  readonly clock: Pick<Clock, 'after'>;
  /** Whether the account is to be available also while it does not type. */
  readonly isAvailable: (session: SessionId) => boolean;
}

export interface TypingActor {
  /**
   * Shows a chat that the account types, records or has paused. It pauses by itself after `seconds`.
   * @throws Undelivered
   */
  show(session: SessionId, link: TypingLink, chatId: ChatId, typing: Typing, seconds?: number): Promise<void>;
  /** A message ends the typing in its chat. */
  hear(fact: Recorded): void;
  /** Forgets what is shown. */
  stop(): void;
}

interface Shown {
  readonly link: TypingLink;
  readonly cancels: Map<ChatId, Cancel>;
  /** Stanzas leave in their order. */
  sent: Promise<unknown>;
}

export const createTyping = ({ clock, isAvailable }: TypingPorts): TypingActor => {
  const sessions = new Map<SessionId, Shown>();

  /** The chats that see typing over this link. An earlier link shows nothing any more. */
  const shownOver = (session: SessionId, link: TypingLink): Shown => {
    const known = sessions.get(session);
    if (known?.link === link) return known;
    for (const cancel of known?.cancels.values() ?? []) cancel();
    const shown: Shown = { link, cancels: new Map(), sent: Promise.resolve() };
    sessions.set(session, shown);
    return shown;
  };

  const inTurn = (shown: Shown, work: () => Promise<void>): Promise<void> => {
    const done = shown.sent.then(work);
    shown.sent = done.catch(() => {});
    return done;
  };

  /** `pauses`: the contact does not see by itself that the typing has ended. */
  const end = (session: SessionId, shown: Shown, chatId: ChatId, pauses: boolean): Promise<void> => {
    shown.cancels.get(chatId)?.();
    const wasShown = shown.cancels.delete(chatId);
    return inTurn(shown, async () => {
      if (pauses) await shown.link.type(chatId, 'paused');
      if (wasShown && shown.cancels.size === 0 && !isAvailable(session)) await shown.link.appear(false);
    });
  };

  const begin = (
    session: SessionId,
    shown: Shown,
    { chatId, typing, seconds }: { chatId: ChatId; typing: Typing; seconds: number },
  ): Promise<void> => {
    const isFirst = shown.cancels.size === 0;
    (shown.cancels.get(chatId) ?? nothingToCancel)();
    shown.cancels.set(
      chatId,
      clock.after(seconds * 1_000, () => void unlessClosed(end(session, shown, chatId, true))),
    );
    return inTurn(shown, async () => {
      if (isFirst && !isAvailable(session)) await shown.link.appear(true);
      await shown.link.type(chatId, typing);
    });
  };

  return {
    show(session, link, chatId, typing, seconds = TYPING_SECONDS_MAX) {
      const shown = shownOver(session, link);
      return typing === 'paused'
        ? end(session, shown, chatId, true)
        : begin(session, shown, { chatId, typing, seconds });
    },
    hear({ type, header: { session, chatId } }) {
      if (type !== 'job.completed' || session === null || chatId === null) return;
      const shown = sessions.get(session);
      if (shown?.cancels.has(chatId)) void unlessClosed(end(session, shown, chatId, false));
    },
    stop() {
      for (const { cancels } of sessions.values()) for (const cancel of cancels.values()) cancel();
      sessions.clear();
    },
  };
};

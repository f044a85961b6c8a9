/**
 * Reads each message as soon as it is on record, where the setting asks for it.
 *
 * What cannot be told to WhatsApp is read once the session is connected again. What waits for that is in memory: after a
 * restart it is read together with the next message of its chat.
 */
import type { Recorded } from '../../events/log/log.ts';
import { SYSTEM } from '../../kernel/caller.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { type Link, Undelivered } from '../../whatsapp/port.ts';
import type { ChatRecord } from './chat-record.ts';
import type { Reading } from './reading.ts';

export interface AutoReadingPorts {
  readonly record: Pick<ChatRecord, 'place' | 'last'>;
  readonly reading: Reading;
  readonly link: (session: SessionId) => Link | null;
  readonly defect: (thrown: unknown) => void;
}

export interface AutoReading {
  hear(fact: Recorded): void;
}

/** Which sources bring messages that nobody has read. */
const FRESH: readonly string[] = ['live', 'offline'];

export const createAutoReading = ({ record, reading, link, defect }: AutoReadingPorts): AutoReading => {
  /** By session, the chats with unread messages. */
  const unread = new Map<SessionId, Set<ChatId>>();
  const running = new Set<SessionId>();

  const readOne = async (session: SessionId, open: Link, chatId: ChatId): Promise<void> => {
    const place = record.place(session, chatId);
    const upTo = record.last(place);
    if (upTo) await reading.read(open, place, upTo, 'auto', SYSTEM);
  };

  /** Reads one chat after the other, so that messages that come in meanwhile share their receipts. */
  const readAll = async (session: SessionId): Promise<void> => {
    const chats = unread.get(session);
    if (!chats || running.has(session)) return;
    running.add(session);
    try {
      for (let open = link(session); open && chats.size > 0; open = link(session)) {
        const [chatId = ''] = chats;
        chats.delete(chatId);
        try {
          await readOne(session, open, chatId);
        } catch (thrown) {
          if (!(thrown instanceof Undelivered)) throw thrown;
          chats.add(chatId);
          return;
        }
      }
    } catch (thrown) {
      defect(thrown);
    } finally {
      running.delete(session);
    }
  };

  return {
    hear(fact) {
      const { session, chatId } = fact.header;
      if (session === null) return;
      if (fact.type === 'message.received' && chatId !== null) {
        const { direction, source } = fact.data;
        if (direction !== 'in' || !FRESH.includes(source)) return;
        const chats = unread.get(session) ?? new Set();
        unread.set(session, chats.add(chatId));
        queueMicrotask(() => void readAll(session));
      }
      if (fact.type === 'session.opened') queueMicrotask(() => void readAll(session));
    },
  };
};

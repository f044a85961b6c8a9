/** The work in chats beside sending, and the news about chats, for all sessions. */
import type { Recorded } from '../../events/log/log.ts';
import { type ChatId, isOfTwo, type SessionId } from '../../kernel/ids.ts';
import { ok } from '../../kernel/result.ts';
import type { ChatSignal } from '../../whatsapp/chatting.ts';
import type { Link, SaidMessage } from '../../whatsapp/port.ts';
import type { SessionCommand } from '../../machines/session.decide.ts';
import type { machines } from '../../machines/kinds.ts';
import type { Actor } from '../actor.ts';
import { type AutoReadingPorts, createAutoReading } from './auto-reading.ts';
import { type ChatRecord, type ChatRecordPorts, createChatRecord } from './chat-record.ts';
import { createOlderMessages, type OlderMessages, type OlderMessagesPorts } from './older-messages.ts';
import { createPresences, type Presences } from './presence.ts';
import { createReading, type Reading } from './reading.ts';
import { createTyping, type TypingActor, type TypingPorts } from './typing.ts';

export interface AboutChats {
  readonly record: ChatRecord;
  readonly reading: Reading;
  readonly typing: TypingActor;
  readonly presences: Presences;
  readonly older: OlderMessages;
  /** The timer of a message to a chat of two; empty where messages stay. */
  timerOf(message: { readonly session: SessionId; readonly chatId: ChatId }): Pick<SaidMessage, 'timer'>;
  hear(fact: Recorded): void;
  hearSignal(session: SessionId, signal: ChatSignal): void;
  opened(session: SessionId, link: Link): void;
  stop(): void;
}

/** A session, as far as work in its chats needs it. */
interface Connected {
  readonly link: { ready(): Link | null };
  readonly session: Pick<Actor<typeof machines.session, SessionCommand>, 'snapshot' | 'tell'>;
}

export interface AboutChatsPorts
  extends Omit<ChatRecordPorts, 'clock' | 'log' | 'reads'>,
    Pick<AutoReadingPorts, 'defect'> {
  readonly reads: OlderMessagesPorts['reads'];
  readonly log: ChatRecordPorts['log'] & OlderMessagesPorts['log'];
  readonly clock: ChatRecordPorts['clock'] & TypingPorts['clock'];
  readonly session: (id: SessionId) => Connected | undefined;
  readonly autoRead?: boolean;
}

export const createAboutChats = (ports: AboutChatsPorts): AboutChats => {
  const { reads, clock } = ports;
  const contextOf = (id: SessionId) => ports.session(id)?.session.snapshot().context;
  const link = (id: SessionId): Link | null => ports.session(id)?.link.ready() ?? null;
  const record = createChatRecord(ports);
  const reading = createReading({ reads, record });
  const typing = createTyping({ clock, isAvailable: (id) => contextOf(id)?.available ?? false });
  const presences = createPresences({ link });
  const auto = ports.autoRead === true ? createAutoReading({ ...ports, link, record, reading }) : null;
  const older = createOlderMessages({
    ...ports,
    link,
    asked: (id) => contextOf(id)?.history ?? null,
    tell: async (id, command, caller) => (await ports.session(id)?.session.tell(command, caller)) ?? ok(null),
  });

  return {
    record,
    reading,
    typing,
    presences,
    older,
    timerOf({ session, chatId }) {
      if (!isOfTwo(chatId)) return {};
      const { timer } = reads.chats.settings(session, record.place(session, chatId).chatId);
      return timer === 0 ? {} : { timer };
    },
    hear(fact) {
      typing.hear(fact);
      auto?.hear(fact);
      older.hear(fact);
    },
    hearSignal(session, signal) {
      if (signal.type !== 'presence') return record.hear(session, signal);
      const { type: _, ...news } = signal;
      presences.tell({ session, ...news, at: clock.now() });
    },
    opened: (session, link) => presences.opened(session, link),
    stop() {
      typing.stop();
      older.stop();
    },
  };
};

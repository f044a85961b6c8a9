/** The work in chats beside sending, and the news about chats, for all sessions. */
import type { Recorded } from '../../events/log/log.ts';
import { type ChatId, isOfTwo, type SessionId } from '../../kernel/ids.ts';
import type { ChatSignal } from '../../whatsapp/chatting.ts';
import type { Link, SaidMessage } from '../../whatsapp/port.ts';
import { type AutoReadingPorts, createAutoReading } from './auto-reading.ts';
import { type ChatRecord, type ChatRecordPorts, createChatRecord } from './chat-record.ts';
import { createPresences, type Presences } from './presence.ts';
import { createReading, type Reading } from './reading.ts';
import { createTyping, type TypingActor, type TypingPorts } from './typing.ts';

export interface AboutChats {
  readonly record: ChatRecord;
  readonly reading: Reading;
  readonly typing: TypingActor;
  readonly presences: Presences;
  /** The timer of a message to a chat of two; empty where messages stay. */
  timerOf(message: { readonly session: SessionId; readonly chatId: ChatId }): Pick<SaidMessage, 'timer'>;
  hear(fact: Recorded): void;
  hearSignal(session: SessionId, signal: ChatSignal): void;
  opened(session: SessionId, link: Link): void;
  stop(): void;
}

export interface AboutChatsPorts extends Omit<ChatRecordPorts, 'clock'>, Pick<AutoReadingPorts, 'link' | 'defect'> {
  readonly clock: ChatRecordPorts['clock'] & TypingPorts['clock'];
  readonly isAvailable: TypingPorts['isAvailable'];
  readonly autoRead?: boolean;
}

export const createAboutChats = (ports: AboutChatsPorts): AboutChats => {
  const { reads, clock } = ports;
  const record = createChatRecord(ports);
  const reading = createReading({ reads, record });
  const typing = createTyping(ports);
  const presences = createPresences(ports);
  const auto = ports.autoRead === true ? createAutoReading({ ...ports, record, reading }) : null;

  return {
    record,
    reading,
    typing,
    presences,
    timerOf({ session, chatId }) {
      if (!isOfTwo(chatId)) return {};
      const { timer } = reads.chats.settings(session, record.place(session, chatId).chatId);
      return timer === 0 ? {} : { timer };
    },
    hear(fact) {
      typing.hear(fact);
      auto?.hear(fact);
    },
    hearSignal(session, signal) {
      if (signal.type !== 'presence') return record.hear(session, signal);
      const { type: _, ...news } = signal;
      presences.tell({ session, ...news, at: clock.now() });
    },
    opened: (session, link) => presences.opened(session, link),
    stop: () => typing.stop(),
  };
};

/**
 * A stream's header: what the stream is about. The first fact decides it, and it never changes. It is stored with the
 * stream and returned with every fact, so that no reader has to look it up.
 */
import type { ChatId, SessionId, StreamKind } from '../../kernel/ids.ts';
import { partsOfStream } from '../../kernel/ids.ts';
import type { Fact } from './catalogue.ts';
import type { Priority } from './words.ts';

export interface StreamHeader {
  /** The session that the stream belongs to; null if it belongs to the whole installation. */
  readonly session: SessionId | null;
  readonly chatId: ChatId | null;
  /** Session, chat and priority form a job's lane; null for other streams. */
  readonly priority: Priority | null;
  /** Reserved for multi-tenant installations. */
  readonly tenant: string | null;
}

export const NO_HEADER: StreamHeader = { session: null, chatId: null, priority: null, tenant: null };

const ofSession = (id: string): StreamHeader => ({ ...NO_HEADER, session: id });

/** The header of a stream whose id names a session and a chat. */
const ofChat = (id: string): StreamHeader => {
  const slash = id.indexOf('/');
  return { ...ofSession(id.slice(0, slash)), chatId: id.slice(slash + 1) };
};

const HEADERS: Readonly<Record<StreamKind, (id: string, first: Fact) => StreamHeader>> = {
  job: (_, first) =>
    first.type === 'job.queued' || first.type === 'job.drafted'
      ? { session: first.session, chatId: first.chat, priority: first.priority, tenant: null }
      : NO_HEADER,
  media: (id) => ofSession(id.slice(0, id.indexOf('/'))),
  group: ofChat,
  chat: ofChat,
  call: (id, first) => ({
    ...ofSession(id.slice(0, id.indexOf('/'))),
    chatId: first.type === 'call.received' ? first.chat : null,
  }),
  content: ofSession,
  contact: (id) => ofSession(id.slice(0, id.indexOf('/'))),
  session: ofSession,
  queue: ofSession,
  user: () => NO_HEADER,
  key: () => NO_HEADER,
  webhook: () => NO_HEADER,
  process: () => NO_HEADER,
};

/** The header of a stream that begins with this fact. */
export const headerOf = (stream: string, first: Fact): StreamHeader => {
  const { kind, id } = partsOfStream(stream);
  return HEADERS[kind](id, first);
};

export const sameHeader = (one: StreamHeader, other: StreamHeader): boolean =>
  one.session === other.session &&
  one.chatId === other.chatId &&
  one.priority === other.priority &&
  one.tenant === other.tenant;

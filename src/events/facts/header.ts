/**
 * What a stream is about, decided by its first fact and never changed: stored with the stream and handed out with every
 * fact of it, so that nobody has to look it up.
 */
import type { ChatId, SessionId, StreamKind } from '../../kernel/ids.ts';
import { partsOfStream } from '../../kernel/ids.ts';
import type { Fact } from './catalogue.ts';
import type { Priority } from './words.ts';

export interface StreamHeader {
  /** Names the log too that the stream belongs to; null stands for what belongs to the whole installation. */
  readonly session: SessionId | null;
  readonly chatId: ChatId | null;
  /** With session and chat the lane of a job; null for what is no job. */
  readonly priority: Priority | null;
  /** Kept free for installations that serve several. */
  readonly tenant: string | null;
}

export const NO_HEADER: StreamHeader = { session: null, chatId: null, priority: null, tenant: null };

const ofSession = (id: string): StreamHeader => ({ ...NO_HEADER, session: id });

const HEADERS: Readonly<Record<StreamKind, (id: string, first: Fact) => StreamHeader>> = {
  job: (_, first) =>
    first.type === 'job.queued'
      ? { session: first.session, chatId: first.chat, priority: first.priority, tenant: null }
      : NO_HEADER,
  session: ofSession,
  queue: ofSession,
  user: () => NO_HEADER,
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

/** Which sessions and chats a caller may see and touch. Everything outside does not exist for the caller. */
import type { ChatId, SessionId } from './ids.ts';

export interface Reach {
  readonly sessions: readonly SessionId[] | '*';
  readonly chats: readonly ChatId[] | '*';
}

export const EVERYTHING: Reach = { sessions: '*', chats: '*' };

export const isUnbounded = ({ sessions, chats }: Reach): boolean => sessions === '*' && chats === '*';

export const reachesSession = ({ sessions }: Pick<Reach, 'sessions'>, session: SessionId): boolean =>
  sessions === '*' || sessions.includes(session);

/** Decides whether a caller may touch a session and chat. HTTP and all other entrances use the same decision. */
import type { ChatId, SessionId } from '../kernel/ids.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';

export interface Touch {
  readonly act: 'read' | 'command';
  /** Null for a request that concerns no single session. */
  readonly session: SessionId | null;
  /** Null for a request that concerns no single chat. */
  readonly chatId: ChatId | null;
}

/** `role` is the role of the caller: `admin`, `operator` or `viewer`. Older versions stored `member` for `operator`. */
export const mayTouch = ({ role }: { readonly role: string }, { act }: Touch): Result<void> =>
  act === 'command' && role === 'viewer'
    ? refuse(
        'auth.forbidden',
        'A viewer may look at everything and change nothing. Ask an operator or an administrator.',
      )
    : ok(undefined);

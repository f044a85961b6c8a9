/** May this caller touch this session and chat? One answer for HTTP and every other door. */
import type { ChatId, SessionId } from '../kernel/ids.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';

export interface Touch {
  readonly act: 'read' | 'command';
  /** Null for requests that concern no single session. */
  readonly session: SessionId | null;
  /** Null for requests that concern no single chat. */
  readonly chatId: ChatId | null;
}

/** `role` is the caller's: `admin`, `operator` or `viewer`; data of older versions says `member` for `operator`. */
export const mayTouch = ({ role }: { readonly role: string }, { act }: Touch): Result<void> =>
  act === 'command' && role === 'viewer'
    ? refuse(
        'auth.forbidden',
        'A viewer may look at everything and change nothing. Ask an operator or an administrator.',
      )
    : ok(undefined);

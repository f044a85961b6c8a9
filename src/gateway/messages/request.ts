/** What a client asks for when it sends a message of any kind. */
import type { Priority } from '../../events/facts/words.ts';
import type { Millis } from '../../kernel/clock.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { Metadata } from '../../messages/beside.ts';
import type { ContentKind } from '../../messages/content.ts';
import type { MediaSource } from '../../messages/media-source.ts';

/** The member of a kind, as its schema gives it. */
export type Member = Readonly<Record<string, unknown>> & {
  readonly media?: MediaSource;
  readonly messageId?: string;
  readonly asDocument?: boolean;
  readonly gif?: boolean;
  readonly round?: boolean;
};

export interface MessageRequest {
  readonly session: SessionId;
  /** As people write it. */
  readonly to: string;
  readonly type: ContentKind;
  /** What the schema of the kind has checked. */
  readonly member: unknown;
  readonly priority: Priority;
  readonly notBefore: Millis | null;
  readonly expiresAt: Millis | null;
  readonly replyTo: string | null;
  /** People as a client writes them, or all of a group. */
  readonly mentions: readonly string[] | 'all';
  /** Who may see a status; left out for other messages. */
  readonly audience?: readonly string[] | 'contacts' | null;
  readonly forwarded: boolean;
  readonly clientRef: string | null;
  readonly metadata: Metadata | null;
  readonly idempotencyKey: string | null;
  /** It waits for somebody who approves it. */
  readonly draft?: boolean;
}

/** The kind that a request is sent as. */
export const kindOf = ({ type, member }: MessageRequest): ContentKind =>
  (member as Member).asDocument ? 'document' : type;

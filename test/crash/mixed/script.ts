/** Messages of all kinds to ten chats: what each says, and which message of its chat it is about. */
import type { FileKind, Files } from './files.ts';

export type Kind = FileKind | 'contacts' | 'delete' | 'edit' | 'forward' | 'location' | 'poll' | 'reaction' | 'text';

interface Line {
  readonly kind: Kind;
  /** The place in the chat of the message that it changes, answers or passes on. */
  readonly about?: number;
}

/** Five chats; the first four lines of each are queued before any is sent. */
const CHATS: readonly (readonly Line[])[] = [
  [
    { kind: 'image' },
    { kind: 'text' },
    { kind: 'text', about: 0 },
    { kind: 'edit', about: 1 },
    { kind: 'reaction', about: 0 },
    { kind: 'document' },
  ],
  [
    { kind: 'document' },
    { kind: 'poll' },
    { kind: 'voice' },
    { kind: 'delete', about: 1 },
    { kind: 'text' },
    { kind: 'text', about: 2 },
  ],
  [
    { kind: 'sticker' },
    { kind: 'location' },
    { kind: 'text', about: 0 },
    { kind: 'video' },
    { kind: 'edit', about: 3 },
    { kind: 'forward', about: 0 },
  ],
  [
    { kind: 'audio' },
    { kind: 'contacts' },
    { kind: 'image' },
    { kind: 'reaction', about: 2 },
    { kind: 'edit', about: 2 },
    { kind: 'delete', about: 0 },
  ],
  [
    { kind: 'video' },
    { kind: 'text' },
    { kind: 'edit', about: 0 },
    { kind: 'forward', about: 0 },
    { kind: 'voice' },
    { kind: 'text', about: 4 },
  ],
];

/** The lines that are queued before any message is sent. */
export const QUEUED_FIRST = 4;

/** The answer of the gateway to a message. */
export interface Answered {
  readonly jobId: string;
  readonly messageId: string;
}

/** A message that a client wants to send. */
export interface Message {
  readonly number: string;
  readonly kind: Kind;
  /** Its text or caption, and the name of its request. */
  readonly words: string;
  readonly bytes: Buffer | null;
  /** Whether its file is uploaded first, or comes with the message. */
  readonly uploadsFirst: boolean;
  readonly about: Message | null;
  /** Null until it is answered. */
  answer: Answered | null;
}

/** Whether it changed a waiting message, and is none of its own. */
export const hasChanged = ({ about, answer }: Message): boolean =>
  answer !== null && about !== null && answer.jobId === about.answer?.jobId;

const isFile = (kind: Kind): kind is FileKind =>
  ['audio', 'document', 'image', 'sticker', 'video', 'voice'].includes(kind);

/** Five chats, or ten: each of the five twice. First documents of chats are the same file. */
export const conversations = async (files: Files, twice: boolean): Promise<readonly (readonly Message[])[]> =>
  Promise.all(
    [...CHATS, ...(twice ? CHATS : [])].map(async (lines, chat) => {
      const messages: Message[] = [];
      for (const [place, { kind, about }] of lines.entries()) {
        const shared = kind === 'document' && place === 0;
        const bytes = isFile(kind) ? await files.of(kind, shared ? 0 : 1 + chat * lines.length + place) : null;
        messages.push({
          number: `62812000081${String(chat).padStart(2, '0')}`,
          kind,
          words: `chat ${chat}, message ${place}`,
          bytes,
          uploadsFirst: (chat + place) % 2 === 0,
          about: about === undefined ? null : (messages[about] ?? null),
          answer: null,
        });
      }
      return messages;
    }),
  );

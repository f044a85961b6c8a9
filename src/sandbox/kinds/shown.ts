/**
 * What a phone shows: the sandbox's own model of a message, apart from the gateway's. A journal stores it, so a field
 * that is added must be optional or have a meaning when it is missing.
 */

/** How a message uses a file. The keys of its encryption depend on it. */
export type MediaUse = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

/** A file, as its message describes it. */
export interface Media {
  readonly mimetype: string;
  /** The size and the hash of the plain bytes; the hash is hex. */
  readonly size: number;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  /** A small JPEG, base64. */
  readonly thumbnail: string | null;
  /** 64 heights from 0 to 100, base64. */
  readonly waveform: string | null;
  readonly sealed: {
    readonly directPath: string;
    /** The media key, and the hash of the encrypted body: base64. */
    readonly key: string;
    readonly sha256: string;
  };
}

interface LinkPreview {
  readonly url: string;
  readonly title: string | null;
  readonly description: string | null;
  /** A small JPEG, base64. */
  readonly thumbnail?: string;
}

interface TextShown {
  readonly kind: 'text';
  readonly body: string;
  readonly preview?: LinkPreview;
  /** The look of a status: `#RRGGBB`, and WhatsApp's name of the font. */
  readonly background?: string;
  readonly font?: string;
}

interface ImageShown {
  readonly kind: 'image';
  readonly caption: string | null;
  readonly media: Media;
}

interface VideoShown {
  readonly kind: 'video';
  readonly caption: string | null;
  /** Plays by itself, without sound, again and again. */
  readonly gif: boolean;
  /** A round video note. */
  readonly note: boolean;
  readonly media: Media;
}

interface AudioShown {
  readonly kind: 'audio';
  readonly media: Media;
}

interface VoiceShown {
  readonly kind: 'voice';
  readonly media: Media;
}

interface DocumentShown {
  readonly kind: 'document';
  readonly fileName: string;
  readonly caption: string | null;
  readonly media: Media;
}

interface StickerShown {
  readonly kind: 'sticker';
  readonly animated: boolean;
  readonly media: Media;
}

interface LocationShown {
  readonly kind: 'location';
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string | null;
  readonly address: string | null;
}

interface ContactsShown {
  readonly kind: 'contacts';
  readonly contacts: readonly { readonly name: string; readonly vcard: string }[];
}

interface PollShown {
  readonly kind: 'poll';
  readonly question: string;
  readonly options: readonly string[];
  /** How many options a voter may choose; 0 for any number. */
  readonly selectable: number;
  /** The secret with which votes are encrypted, base64. */
  readonly secret: string | null;
}

/** An emoji on another message; empty to remove it. */
interface ReactionShown {
  readonly kind: 'reaction';
  readonly to: string;
  readonly emoji: string;
}

interface EditShown {
  readonly kind: 'edit';
  readonly of: string;
  readonly content: Lasting;
}

interface DeleteShown {
  readonly kind: 'delete';
  readonly of: string;
}

/** The options that a voter chooses in a poll; none to take its vote back. */
interface VoteShown {
  readonly kind: 'vote';
  readonly poll: string;
  readonly options: readonly string[];
}

/** How long messages of the chat stay from now on: so many seconds, or for ever if 0. */
interface TimerShown {
  readonly kind: 'timer';
  readonly seconds: number;
}

/** A kind that the sandbox does not know, by its name in the protocol. */
interface UnknownShown {
  readonly kind: 'unknown';
  readonly name: string;
}

/** Content with a bubble of its own. */
export type Lasting =
  | TextShown
  | ImageShown
  | VideoShown
  | AudioShown
  | VoiceShown
  | DocumentShown
  | StickerShown
  | LocationShown
  | ContactsShown
  | PollShown
  | UnknownShown;

/** Content that changes another bubble, or the chat. */
export type Changing = ReactionShown | EditShown | DeleteShown | VoteShown | TimerShown;

export type Shown = Lasting | Changing;
export type ShownKind = Shown['kind'];
export type ShownOf<K extends ShownKind> = Extract<Shown, { kind: K }>;

/** The circumstances of a message. A missing field has its ordinary value: no quote, no mention, not forwarded. */
export interface Context {
  /** The quoted message; the preview is what the quote itself carries. */
  readonly replyTo?: { readonly messageId: string; readonly preview: string | null };
  /** Addresses of the mentioned people, as the message spells them; `all` for everyone in the group. */
  readonly mentions?: readonly string[];
  /** How often it was forwarded. */
  readonly forwarded?: number;
  /** Seconds after which it disappears. */
  readonly expiration?: number;
  readonly viewOnce?: boolean;
}

/** Content with its circumstances, as messages store it. */
export interface Said {
  readonly content: Shown;
  readonly context?: Context;
}

const CHANGING: readonly ShownKind[] = ['reaction', 'edit', 'delete', 'vote', 'timer'];

export const changes = (content: Shown): content is Changing => CHANGING.includes(content.kind);

/** The file in a message, and how it is used; null if there is none. */
export const fileIn = (content: Shown): { readonly media: Media; readonly use: MediaUse } | null =>
  'media' in content ? { media: content.media, use: content.kind } : null;

/** The text that a person reads on the phone: the text itself, or what stands for it in a list. */
export const readableOf = (content: Shown): string => {
  switch (content.kind) {
    case 'text':
      return content.body;
    case 'image':
    case 'video':
      return content.caption ?? `[${content.kind}]`;
    case 'document':
      return content.caption ?? content.fileName;
    case 'audio':
    case 'voice':
    case 'sticker':
      return `[${content.kind}]`;
    case 'location':
      return content.name ?? content.address ?? '[location]';
    case 'contacts':
      return content.contacts.map(({ name }) => name).join(', ');
    case 'poll':
      return content.question;
    case 'reaction':
      return content.emoji;
    case 'edit':
      return readableOf(content.content);
    case 'delete':
    case 'vote':
    case 'timer':
      return `[${content.kind}]`;
    case 'unknown':
      return `[${content.name}]`;
  }
};

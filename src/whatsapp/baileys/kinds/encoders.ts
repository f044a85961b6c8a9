/**
 * The encoders of all kinds of message, and what all of them carry: the quote, the people mentioned, the timer of the
 * chat, the mark of a forward. A kind of `src/messages` without a row here does not compile.
 */
import { proto } from 'baileys';
import type { Content, ContentKind, ContentOf } from '../../../messages/content.ts';
import type { QuotedMessage } from '../../port.ts';
import { inWords, type Mention, mentionContext } from '../mentions.ts';
import { audio } from './audio.ts';
import { contacts } from './contacts.ts';
import { deletion } from './delete.ts';
import { document } from './document.ts';
import { edit } from './edit.ts';
import { opened } from './envelopes.ts';
import { forward } from './forward.ts';
import { image } from './image.ts';
import type { Around, Encoder, StanzaParts } from './kind.ts';
import { location } from './location.ts';
import { poll } from './poll.ts';
import { reaction } from './reaction.ts';
import { sticker } from './sticker.ts';
import { text } from './text.ts';
import { video } from './video.ts';
import { voice } from './voice.ts';

const encoders: { readonly [K in ContentKind]: Encoder<ContentOf<K>> } = {
  text,
  image,
  video,
  audio,
  voice,
  document,
  sticker,
  location,
  contacts,
  poll,
  reaction,
  edit,
  delete: deletion,
  forward,
};

const encoderOf = <K extends ContentKind>({ kind }: { readonly kind: K }): Encoder<ContentOf<K>> => encoders[kind];

/** What surrounds a message of any kind. */
export interface Setting {
  /** The message that it answers, and who wrote that. */
  readonly quoted: (QuotedMessage & { readonly participant: string }) | null;
  readonly mentions: readonly Mention[];
  readonly mentionsAll: boolean;
  readonly forwarded: boolean;
  /** Seconds until it disappears; 0 in a chat without a timer. */
  readonly expiration: number;
  /** 32 random bytes; reports about the message are authenticated with it. */
  readonly secret: Uint8Array;
}

/** Envelopes around the message that carries the context. */
const inside = (message: proto.IMessage): proto.IMessage =>
  message.viewOnceMessage?.message ?? message.documentWithCaptionMessage?.message ?? message;

/** The message as the quote shows it: without its envelope, and without its secret. */
const shownInQuote = ({ content, raw }: QuotedMessage, around: Around): proto.IMessage => {
  const message = content
    ? encoderOf(content).message(content, around)
    : opened(proto.Message.decode(raw ?? new Uint8Array())).message;
  const { messageContextInfo: _secret, ...shown } = message;
  return shown;
};

const quoteOf = ({ quoted }: Setting, around: Around): proto.IContextInfo =>
  quoted === null
    ? {}
    : {
        stanzaId: quoted.messageId,
        participant: quoted.participant,
        quotedMessage: shownInQuote(quoted, around),
      };

const forwarding = (content: Content, { forwarded }: Setting): proto.IContextInfo => {
  if (content.kind === 'forward') return { isForwarded: true, forwardingScore: content.passedOn.score };
  return forwarded ? { isForwarded: true, forwardingScore: 1 } : {};
};

const contextOf = (content: Content, setting: Setting, around: Around): proto.IContextInfo => ({
  ...quoteOf(setting, around),
  ...mentionContext(setting.mentions, setting.mentionsAll),
  ...(setting.expiration > 0 ? { expiration: setting.expiration } : {}),
  ...forwarding(content, setting),
});

/** Sets the context of the one message inside, and writes the mentions into its words. */
const inContext = (message: proto.IMessage, contextInfo: proto.IContextInfo, { mentions }: Setting): proto.IMessage => {
  if (Object.keys(contextInfo).length === 0) return message;
  const held = inside(message) as Record<string, { contextInfo?: proto.IContextInfo }>;
  const [key = ''] = Object.keys(held).filter((name) => name !== 'messageContextInfo');
  held[key] = { ...inWords(held[key] ?? {}, mentions), contextInfo };
  return message;
};

export const encode = (content: Content, setting: Setting, around: Around): proto.IMessage => {
  const encoder = encoderOf(content) as Encoder<Content>;
  const message = encoder.message(content, around);
  if (!encoder.speaks) return message;
  const { messageContextInfo } = message;
  return {
    ...inContext(message, contextOf(content, setting, around), setting),
    messageContextInfo: { messageSecret: setting.secret, ...messageContextInfo },
  };
};

export const stanzaOf = (content: Content, around: Around): StanzaParts =>
  (encoderOf(content) as Encoder<Content>).stanza?.(content, around) ?? {};

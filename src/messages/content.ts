/**
 * Everything that can be said, as one union. A new kind is a file of its own and a row here: every table that is keyed by
 * `ContentKind` (encoders, decoders, forms) does not compile until it has the row too.
 */
import * as v from 'valibot';
import { audio, AudioContent } from './audio.ts';
import { contacts, ContactsContent } from './contacts.ts';
import { DeleteContent, deletion } from './delete.ts';
import { document, DocumentContent } from './document.ts';
import { edit, EditContent } from './edit.ts';
import { forward, ForwardContent } from './forward.ts';
import { image, ImageContent } from './image.ts';
import type { MessageKind, PassedOn } from './kind.ts';
import { location, LocationContent } from './location.ts';
import { poll, PollContent } from './poll.ts';
import { reaction, ReactionContent } from './reaction.ts';
import type { MessageRef } from './refs.ts';
import { sticker, StickerContent } from './sticker.ts';
import { text, TextContent } from './text.ts';
import { video, VideoContent } from './video.ts';
import { voice, VoiceContent } from './voice.ts';

export const Content = v.variant('kind', [
  TextContent,
  ImageContent,
  VideoContent,
  AudioContent,
  VoiceContent,
  DocumentContent,
  StickerContent,
  LocationContent,
  ContactsContent,
  PollContent,
  ReactionContent,
  EditContent,
  DeleteContent,
  ForwardContent,
]);
export type Content = v.InferOutput<typeof Content>;

export type ContentKind = Content['kind'];
export type ContentOf<K extends ContentKind> = Extract<Content, { kind: K }>;

/** A kind but for `of`, whose argument is of another type in each. */
type AnyKind<C extends Content> = Omit<MessageKind<C, v.GenericSchema>, 'of'>;

/** One row for each kind. */
export const messageKinds = {
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
} as const satisfies { readonly [K in ContentKind]: AnyKind<ContentOf<K>> };

export const CONTENT_KINDS = Object.keys(messageKinds) as [ContentKind, ...ContentKind[]];

const kindOf = <C extends Content>({ kind }: C): AnyKind<C> => messageKinds[kind] as unknown as AnyKind<C>;

export const writeContent = (content: Content): string => kindOf(content).write(content);

/** Content as it was stored; null when it is none of this kind. */
export const readContent = (kind: ContentKind, stored: string): Content | null => {
  const { schema, read } = messageKinds[kind] as unknown as AnyKind<Content>;
  const parsed = v.safeParse(schema, read(stored));
  return parsed.success ? parsed.output : null;
};

const isContentKind = (kind: string): kind is ContentKind => Object.hasOwn(messageKinds, kind);

/** What a forward passes on; null for a kind that this Waybill does not know. */
export const passedOnBy = ({ passedOn: { kind, body } }: ContentOf<'forward'>): Content | null =>
  isContentKind(kind) ? readContent(kind, body) : null;

/** The content that speaks: what a forward passes on, else the content itself. */
export const spokenOf = (content: Content): Content =>
  content.kind === 'forward' ? (passedOnBy(content) ?? content) : content;

/** A content to be passed on. A forward of a forward passes on the first message. */
export const passOn = (content: Content): PassedOn =>
  content.kind === 'forward'
    ? { ...content.passedOn, score: content.passedOn.score + 1 }
    : { kind: content.kind, body: writeContent(content), score: 1 };

export const textOf = (content: Content): string | null => {
  const spoken = spokenOf(content);
  return kindOf(spoken).textOf(spoken);
};
export const previewOf = (content: Content): string => {
  const spoken = spokenOf(content);
  return kindOf(spoken).preview(spoken);
};
/** The message that a content changes or answers with an emoji; null if it stands alone. */
export const refersTo = (content: Content): MessageRef | null => kindOf(content).refersTo(content);
/** The media whose bytes a content needs. */
export const mediaOf = (content: Content): readonly string[] => {
  const spoken = spokenOf(content);
  return kindOf(spoken).mediaOf(spoken);
};
/** The bounds of each kind, by the names that clients see. */
export const limitsOf = (kind: ContentKind): Readonly<Record<string, number>> => messageKinds[kind].limits;

/** The member that is named like the kind, as clients see it. */
export const memberOf = (content: Content): unknown => kindOf(content).shown(content);

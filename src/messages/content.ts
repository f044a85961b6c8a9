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

const isContentKind = (kind: string): kind is ContentKind => Object.hasOwn(messageKinds, kind);

/** Content as it was stored. Null if this version does not know its kind, or cannot read it or what it passes on. */
export const readContent = (kind: string, stored: string): Content | null => {
  if (!isContentKind(kind)) return null;
  const { schema, read } = messageKinds[kind] as unknown as AnyKind<Content>;
  const parsed = v.safeParse(schema, read(stored));
  if (!parsed.success) return null;
  const content = parsed.output;
  return content.kind === 'forward' && passedOnBy(content) === null ? null : content;
};

/** The content that a forward passes on; null if this version cannot read it. */
export const passedOnBy = ({ passedOn: { kind, body } }: ContentOf<'forward'>): Content | null =>
  readContent(kind, body);

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

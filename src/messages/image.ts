/** A picture. */
import * as v from 'valibot';
import { AS_DOCUMENT, fileKind, onlyMedia, withoutAsDocument } from './file-kind.ts';
import type { MessageKind } from './kind.ts';
import { MediaId } from './media.ts';
import { MediaSource } from './media-source.ts';
import { CAPTION_MAX, Caption, StoredCaption } from './words.ts';

const FLAGS = { viewOnce: v.optional(v.pipe(v.boolean(), v.description('It can be opened once.'))) };

const ImageMember = v.strictObject({
  media: MediaSource,
  caption: v.optional(Caption),
  ...FLAGS,
  ...AS_DOCUMENT,
});

export const ImageContent = v.strictObject({
  kind: v.literal('image'),
  media: MediaId,
  caption: StoredCaption,
  ...FLAGS,
});
export type ImageContent = v.InferOutput<typeof ImageContent>;

export const image: MessageKind<ImageContent, typeof ImageMember> = {
  ...fileKind<ImageContent>('image', 'Picture'),
  limits: { captionCharactersMax: CAPTION_MAX },
  schema: ImageContent,
  member: ImageMember,
  of: (member, { media }) => ({ ...withoutAsDocument(member), kind: 'image', media: onlyMedia(media) }),
};

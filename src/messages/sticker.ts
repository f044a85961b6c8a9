/** A sticker: a WebP of 512 × 512 pixels, made from any picture. */
import * as v from 'valibot';
import { fileKind, onlyMedia } from './file-kind.ts';
import type { MessageKind } from './kind.ts';
import { MediaId } from './media.ts';
import { MediaSource } from './media-source.ts';

const StickerMember = v.strictObject({ media: MediaSource });

export const StickerContent = v.strictObject({ kind: v.literal('sticker'), media: MediaId });
export type StickerContent = v.InferOutput<typeof StickerContent>;

export const sticker: MessageKind<StickerContent, typeof StickerMember> = {
  ...fileKind<StickerContent>('sticker', 'Sticker'),
  limits: {},
  schema: StickerContent,
  member: StickerMember,
  of: (_, { media }) => ({ kind: 'sticker', media: onlyMedia(media) }),
};

/** A video: with a caption, as a moving picture that repeats, or as a round note. */
import * as v from 'valibot';
import { AS_DOCUMENT, fileKind, onlyMedia, withoutAsDocument } from './file-kind.ts';
import type { MessageKind } from './kind.ts';
import { MediaId } from './media.ts';
import { MediaSource } from './media-source.ts';
import { CAPTION_MAX, Caption, StoredCaption } from './words.ts';

const FLAGS = {
  viewOnce: v.optional(v.pipe(v.boolean(), v.description('It can be opened once.'))),
  gif: v.optional(v.pipe(v.boolean(), v.description('It plays by itself, again and again, without sound.'))),
  round: v.optional(v.pipe(v.boolean(), v.description('A round video note. It has no caption.'))),
};

const VideoMember = v.pipe(
  v.strictObject({ media: MediaSource, caption: v.optional(Caption), ...FLAGS, ...AS_DOCUMENT }),
  v.check(({ gif, round }) => !(gif && round), 'Expected gif or round, not both'),
  v.check(({ caption, round }) => !(caption && round), 'Expected no caption on a round video note'),
);

export const VideoContent = v.strictObject({
  kind: v.literal('video'),
  media: MediaId,
  caption: StoredCaption,
  ...FLAGS,
});
export type VideoContent = v.InferOutput<typeof VideoContent>;

export const video: MessageKind<VideoContent, typeof VideoMember> = {
  ...fileKind<VideoContent>('video', 'Video'),
  limits: { captionCharactersMax: CAPTION_MAX },
  schema: VideoContent,
  member: VideoMember,
  of: (member, { media }) => ({ ...withoutAsDocument(member), kind: 'video', media: onlyMedia(media) }),
};

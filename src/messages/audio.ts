/** A sound file. */
import * as v from 'valibot';
import { AS_DOCUMENT, fileKind, onlyMedia } from './file-kind.ts';
import type { MessageKind } from './kind.ts';
import { MediaId } from './media.ts';
import { MediaSource } from './media-source.ts';

const AudioMember = v.strictObject({ media: MediaSource, ...AS_DOCUMENT });

export const AudioContent = v.strictObject({ kind: v.literal('audio'), media: MediaId });
export type AudioContent = v.InferOutput<typeof AudioContent>;

export const audio: MessageKind<AudioContent, typeof AudioMember> = {
  ...fileKind<AudioContent>('audio', 'Sound'),
  limits: {},
  schema: AudioContent,
  member: AudioMember,
  of: (_, { media }) => ({ kind: 'audio', media: onlyMedia(media) }),
};

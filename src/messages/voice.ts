/** A voice note, with its waveform. */
import * as v from 'valibot';
import { AS_DOCUMENT, fileKind, onlyMedia } from './file-kind.ts';
import type { MessageKind } from './kind.ts';
import { MediaId } from './media.ts';
import { MediaSource } from './media-source.ts';

const VoiceMember = v.strictObject({ media: MediaSource, ...AS_DOCUMENT });

export const VoiceContent = v.strictObject({ kind: v.literal('voice'), media: MediaId });
export type VoiceContent = v.InferOutput<typeof VoiceContent>;

export const voice: MessageKind<VoiceContent, typeof VoiceMember> = {
  ...fileKind<VoiceContent>('voice', 'Voice note'),
  limits: {},
  schema: VoiceContent,
  member: VoiceMember,
  of: (_, { media }) => ({ kind: 'voice', media: onlyMedia(media) }),
};

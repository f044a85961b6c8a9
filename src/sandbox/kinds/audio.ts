/** Audio files and voice messages: the same protocol message, told apart by a flag. */
import type { proto } from 'baileys/WAProto/index.js';
import { mediaFields, mediaOf, waveformOf } from './media.ts';
import type { PhoneKind, Surroundings } from './kind.ts';
import type { Media, ShownOf } from './shown.ts';

const fieldsOf = (media: Media, surroundings: Surroundings): proto.Message.IAudioMessage => ({
  ...mediaFields(media, surroundings),
  seconds: media.seconds,
});

export const audio: PhoneKind<ShownOf<'audio'>> = {
  read: ({ audioMessage }) =>
    audioMessage && !audioMessage.ptt ? { kind: 'audio', media: mediaOf(audioMessage) } : null,
  write: ({ media }, surroundings) => ({ audioMessage: fieldsOf(media, surroundings) }),
  marks: () => ({ type: 'media', mediatype: 'audio' }),
};

export const voice: PhoneKind<ShownOf<'voice'>> = {
  read: ({ audioMessage }) => (audioMessage?.ptt ? { kind: 'voice', media: mediaOf(audioMessage) } : null),
  write: ({ media }, surroundings) => ({
    audioMessage: { ...fieldsOf(media, surroundings), ptt: true, waveform: waveformOf(media) },
  }),
  marks: () => ({ type: 'media', mediatype: 'ptt' }),
};

import type { AudioContent } from '../../../messages/audio.ts';
import { ITS_FILE } from '../../heard.ts';
import { fileIn, lasting, uploadedFields } from './files.ts';
import type { Decoded, Decoder, Encoder } from './kind.ts';

/** A sound file. */
export const audio: Encoder<AudioContent> = {
  speaks: true,
  message({ media }, { attachment }) {
    const file = attachment(media);
    return { audioMessage: { ...uploadedFields(file), ...lasting(file) } };
  },
};

export const audioIn: Decoder<Decoded<AudioContent>> = {
  audioMessage: (member) =>
    member.ptt ? null : { content: { kind: 'audio', media: ITS_FILE }, file: fileIn('audio', member) },
};

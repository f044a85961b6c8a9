import type { VoiceContent } from '../../../messages/voice.ts';
import { ITS_FILE } from '../../heard.ts';
import { fileIn, lasting, uploadedFields } from './files.ts';
import type { Decoded, Decoder, Encoder } from './kind.ts';

/** A voice note. Phones play it only under exactly this type. */
const OPUS = 'audio/ogg; codecs=opus';

export const voice: Encoder<VoiceContent> = {
  speaks: true,
  message({ media }, { attachment }) {
    const file = attachment(media);
    const waveform = file.waveform === null ? {} : { waveform: file.waveform };
    return { audioMessage: { ...uploadedFields(file), ...lasting(file), ...waveform, mimetype: OPUS, ptt: true } };
  },
};

export const voiceIn: Decoder<Decoded<VoiceContent>> = {
  audioMessage: (member) =>
    member.ptt ? { content: { kind: 'voice', media: ITS_FILE }, file: fileIn('audio', member) } : null,
};

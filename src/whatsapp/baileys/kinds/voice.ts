import type { VoiceContent } from '../../../messages/voice.ts';
import { lasting, uploadedFields } from './files.ts';
import type { Encoder } from './kind.ts';

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

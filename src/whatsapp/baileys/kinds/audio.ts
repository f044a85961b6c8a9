import type { AudioContent } from '../../../messages/audio.ts';
import { lasting, uploadedFields } from './files.ts';
import type { Encoder } from './kind.ts';

/** A sound file. */
export const audio: Encoder<AudioContent> = {
  speaks: true,
  message({ media }, { attachment }) {
    const file = attachment(media);
    return { audioMessage: { ...uploadedFields(file), ...lasting(file) } };
  },
};

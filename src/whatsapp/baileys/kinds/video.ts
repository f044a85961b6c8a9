import type { VideoContent } from '../../../messages/video.ts';
import { captioned, lasting, measures, thumbnailed, uploadedFields } from './files.ts';
import type { Encoder } from './kind.ts';
import { onceOnly } from './view-once.ts';

/** A video; a round note is a message of its own. */
export const video: Encoder<VideoContent> = {
  speaks: true,
  message({ media, caption, viewOnce, gif, round }, { attachment }) {
    const file = attachment(media);
    const fields = { ...uploadedFields(file), ...measures(file), ...lasting(file), ...thumbnailed(file) };
    if (round) return onceOnly({ ptvMessage: fields }, viewOnce);
    const videoMessage = { ...fields, ...captioned(caption), ...(gif ? { gifPlayback: true } : {}) };
    return onceOnly({ videoMessage }, viewOnce);
  },
};

import type { ImageContent } from '../../../messages/image.ts';
import { captioned, measures, thumbnailed, uploadedFields } from './files.ts';
import type { Encoder } from './kind.ts';
import { onceOnly } from './view-once.ts';

/** A picture. */
export const image: Encoder<ImageContent> = {
  speaks: true,
  message({ media, caption, viewOnce }, { attachment }) {
    const file = attachment(media);
    const imageMessage = { ...uploadedFields(file), ...measures(file), ...thumbnailed(file), ...captioned(caption) };
    return onceOnly({ imageMessage }, viewOnce);
  },
};

import type { StickerContent } from '../../../messages/sticker.ts';
import { measures, uploadedFields } from './files.ts';
import type { Encoder } from './kind.ts';

/** A sticker. */
export const sticker: Encoder<StickerContent> = {
  speaks: true,
  message({ media }, { attachment }) {
    const file = attachment(media);
    return { stickerMessage: { ...uploadedFields(file), ...measures(file) } };
  },
};

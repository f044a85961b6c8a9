import type { StickerContent } from '../../../messages/sticker.ts';
import { ITS_FILE } from '../../heard.ts';
import { fileIn, measures, uploadedFields } from './files.ts';
import type { Decoded, Decoder, Encoder } from './kind.ts';

/** A sticker. */
export const sticker: Encoder<StickerContent> = {
  speaks: true,
  message({ media }, { attachment }) {
    const file = attachment(media);
    return { stickerMessage: { ...uploadedFields(file), ...measures(file) } };
  },
};

export const stickerIn: Decoder<Decoded<StickerContent>> = {
  stickerMessage: (member) => ({ content: { kind: 'sticker', media: ITS_FILE }, file: fileIn('sticker', member) }),
};

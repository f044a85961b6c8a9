import type { ImageContent } from '../../../messages/image.ts';
import { ITS_FILE } from '../../heard.ts';
import { captioned, fileIn, measures, thumbnailed, uploadedFields } from './files.ts';
import type { Decoded, Decoder, Encoder } from './kind.ts';
import { onceOnly, opensOnce } from './view-once.ts';
import { wordsIn } from './words.ts';

/** A picture. */
export const image: Encoder<ImageContent> = {
  speaks: true,
  message({ media, caption, viewOnce }, { attachment }) {
    const file = attachment(media);
    const imageMessage = { ...uploadedFields(file), ...measures(file), ...thumbnailed(file), ...captioned(caption) };
    return onceOnly({ imageMessage }, viewOnce);
  },
};

export const imageIn: Decoder<Decoded<ImageContent>> = {
  imageMessage: (member, { viewOnce }) => ({
    content: { kind: 'image', media: ITS_FILE, ...wordsIn({ caption: member.caption }), ...opensOnce(viewOnce) },
    file: fileIn('image', member),
  }),
};

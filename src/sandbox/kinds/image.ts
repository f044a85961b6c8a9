import { measuresOf, mediaFields, mediaOf, thumbnailOf } from './media.ts';
import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

export const image: PhoneKind<ShownOf<'image'>> = {
  read: ({ imageMessage }) =>
    imageMessage ? { kind: 'image', caption: imageMessage.caption || null, media: mediaOf(imageMessage) } : null,
  write: ({ caption, media }, surroundings) => ({
    imageMessage: {
      ...mediaFields(media, surroundings),
      ...measuresOf(media),
      caption,
      jpegThumbnail: thumbnailOf(media),
    },
  }),
  marks: () => ({ type: 'media', mediatype: 'image' }),
};

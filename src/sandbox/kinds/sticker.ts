import { measuresOf, mediaFields, mediaOf, thumbnailOf } from './media.ts';
import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

export const sticker: PhoneKind<ShownOf<'sticker'>> = {
  read: ({ stickerMessage }) =>
    stickerMessage
      ? { kind: 'sticker', animated: stickerMessage.isAnimated ?? false, media: mediaOf(stickerMessage) }
      : null,
  write: ({ animated, media }, surroundings) => ({
    stickerMessage: {
      ...mediaFields(media, surroundings),
      ...measuresOf(media),
      isAnimated: animated,
      pngThumbnail: thumbnailOf(media),
    },
  }),
  marks: () => ({ type: 'media', mediatype: 'sticker' }),
};

/** Videos, with the two forms that play by themselves: a GIF is a silent video, a note is a round one. */
import { measuresOf, mediaFields, mediaOf, thumbnailOf } from './media.ts';
import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

export const video: PhoneKind<ShownOf<'video'>> = {
  read({ videoMessage, ptvMessage }) {
    const fields = videoMessage ?? ptvMessage;
    if (!fields) return null;
    return {
      kind: 'video',
      caption: fields.caption || null,
      gif: fields.gifPlayback ?? false,
      note: !videoMessage,
      media: mediaOf(fields),
    };
  },
  write({ caption, gif, note, media }, surroundings) {
    const fields = {
      ...mediaFields(media, surroundings),
      ...measuresOf(media),
      seconds: media.seconds,
      caption,
      jpegThumbnail: thumbnailOf(media),
    };
    return note ? { ptvMessage: fields } : { videoMessage: { ...fields, gifPlayback: gif } };
  },
  marks: ({ gif, note }) => (note ? { type: 'text' } : { type: 'media', mediatype: gif ? 'gif' : 'video' }),
};

/** Documents. A phone wraps one with a caption in an envelope; the client does not. */
import { mediaFields, mediaOf, thumbnailOf } from './media.ts';
import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

export const document: PhoneKind<ShownOf<'document'>> = {
  read({ documentMessage }) {
    if (!documentMessage) return null;
    const { fileName, title, caption } = documentMessage;
    return {
      kind: 'document',
      fileName: fileName || title || '',
      caption: caption || null,
      media: mediaOf(documentMessage),
    };
  },
  write({ fileName, caption, media }, surroundings) {
    const fields = mediaFields(media, surroundings);
    const documentMessage = { ...fields, fileName, title: fileName, caption, jpegThumbnail: thumbnailOf(media) };
    return caption === null ? { documentMessage } : { documentWithCaptionMessage: { message: { documentMessage } } };
  },
  marks: () => ({ type: 'media', mediatype: 'document' }),
};

/** Text, in either of its two wire forms. */
import { proto } from 'baileys/WAProto/index.js';
import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

type Extended = proto.Message.IExtendedTextMessage;

const { FontType } = proto.Message.ExtendedTextMessage;

const previewIn = ({ matchedText, title, description, jpegThumbnail }: Extended): Partial<ShownOf<'text'>> => {
  if (!matchedText) return {};
  const thumbnail = jpegThumbnail?.length ? { thumbnail: Buffer.from(jpegThumbnail).toString('base64') } : {};
  return { preview: { url: matchedText, title: title || null, description: description || null, ...thumbnail } };
};

/** The lower three bytes of an ARGB colour, as CSS writes them. */
const colourOf = (argb: number): string => `#${argb.toString(16).padStart(8, '0').slice(2)}`;

const lookIn = ({ backgroundArgb, font }: Extended): Partial<ShownOf<'text'>> => ({
  ...(backgroundArgb ? { background: colourOf(backgroundArgb) } : {}),
  ...(font ? { font: FontType[font] ?? String(font) } : {}),
});

export const text: PhoneKind<ShownOf<'text'>> = {
  read({ conversation, extendedTextMessage }) {
    const body = conversation || extendedTextMessage?.text;
    if (!body && !extendedTextMessage) return null;
    const extended = extendedTextMessage ?? {};
    return { kind: 'text', body: body ?? '', ...previewIn(extended), ...lookIn(extended) };
  },
  write: ({ body, preview }) =>
    preview
      ? {
          extendedTextMessage: {
            text: body,
            matchedText: preview.url,
            title: preview.title,
            description: preview.description,
          },
        }
      : { conversation: body },
  marks: () => ({ type: 'text' }),
};

/** Text, with the preview that Waybill has made. Baileys fetches no address. */
import { proto } from 'baileys';
import type { TextContent } from '../../../messages/text.ts';
import type { Encoder } from './kind.ts';

const { FontType } = proto.Message.ExtendedTextMessage;

const previewOf = ({ preview }: TextContent): proto.Message.IExtendedTextMessage => {
  if (!preview) return {};
  const { url, title, description, thumbnail } = preview;
  return {
    matchedText: url,
    title,
    ...(description === undefined ? {} : { description }),
    ...(thumbnail === undefined ? {} : { jpegThumbnail: Buffer.from(thumbnail, 'base64') }),
  };
};

const OPAQUE = 0xff000000;
const HEX = 16;

/** A status shows them; no other chat does. */
const lookOf = ({ background, font }: TextContent): proto.Message.IExtendedTextMessage => ({
  ...(background === undefined ? {} : { backgroundArgb: OPAQUE + Number.parseInt(background.slice(1), HEX) }),
  ...(font === undefined ? {} : { font: FontType[font] }),
});

export const text: Encoder<TextContent> = {
  speaks: true,
  message: (content) => ({ extendedTextMessage: { text: content.body, ...previewOf(content), ...lookOf(content) } }),
};

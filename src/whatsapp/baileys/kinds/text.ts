/** Text, with the preview that Waybill has made. Baileys fetches no address. */
import { proto } from 'baileys';
import { FONT_NAMES } from '../../../messages/status-look.ts';
import type { TextContent } from '../../../messages/text.ts';
import { bytesOf } from './files.ts';
import type { Decoded, Decoder, Encoder } from './kind.ts';
import { storable, wordsIn } from './words.ts';

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

/** A preview as the sender's phone made it. */
const previewIn = (member: proto.Message.IExtendedTextMessage): Pick<TextContent, 'preview'> => {
  const { matchedText: url, title, description } = member;
  const words = wordsIn({ url, title, description });
  if (words.url === undefined || words.title === undefined) return {};
  const thumbnail = bytesOf(member.jpegThumbnail);
  return {
    preview: { ...words, url: words.url, title: words.title, ...(thumbnail === null ? {} : { thumbnail }) },
  };
};

const COLOUR_DIGITS = 6;

const colourOf = (argb: number): string =>
  `#${argb.toString(HEX).toUpperCase().padStart(COLOUR_DIGITS, '0').slice(-COLOUR_DIGITS)}`;

/** Clients write the first font into texts that are no status. It counts beside a background only. */
const lookIn = ({ backgroundArgb, font }: proto.Message.IExtendedTextMessage): Partial<TextContent> => {
  const known = font || backgroundArgb ? FONT_NAMES.find((name) => FontType[name] === font) : undefined;
  return {
    ...(backgroundArgb ? { background: colourOf(backgroundArgb) } : {}),
    ...(known === undefined ? {} : { font: known }),
  };
};

export const textIn: Decoder<Decoded<TextContent>> = {
  conversation: (body) => ({ content: { kind: 'text', body: storable(body) }, file: null }),
  extendedTextMessage: (member) => ({
    content: { kind: 'text', body: storable(member.text), ...previewIn(member), ...lookIn(member) },
    file: null,
  }),
};

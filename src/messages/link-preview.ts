/** What a phone shows of the address in a text: a title, a description and a small picture. */
import * as v from 'valibot';
import { MediaId } from './media.ts';
import { MediaSource } from './media-source.ts';
import { oneOf } from './one-of.ts';
import { words } from './words.ts';

const URL_MAX = 2_048;
/** The most characters that Waybill writes into a preview. Phones show two or three lines of it. */
export const PREVIEW_TITLE_MAX = 300;
export const PREVIEW_DESCRIPTION_MAX = 1_000;

/** A preview as its message carries it. */
export const LinkPreview = v.strictObject({
  /** As it stands in the text. */
  url: v.string(),
  title: v.string(),
  description: v.optional(v.string()),
  /** A small JPEG in base64. */
  thumbnail: v.optional(v.string()),
  /** The upload that the picture was made from, if a client named one. */
  media: v.optional(MediaId),
});
export type LinkPreview = v.InferOutput<typeof LinkPreview>;

const GivenPreview = v.strictObject({
  url: v.pipe(
    v.string(),
    v.url('Expected an address, such as https://example.com/parcels'),
    v.maxLength(URL_MAX),
    v.description('An address that stands in the text.'),
  ),
  title: v.pipe(words(PREVIEW_TITLE_MAX), v.examples(['Your parcel'])),
  description: v.optional(words(PREVIEW_DESCRIPTION_MAX)),
  media: v.optional(
    v.pipe(
      MediaSource,
      v.check(
        (source) => !('url' in source) || source.fetch === 'now',
        'Expected a picture that is fetched now; a preview has none that comes later',
      ),
      v.description('The picture; phones show a small one.'),
    ),
  ),
});
export type GivenPreview = v.InferOutput<typeof GivenPreview>;

export const PreviewMember = v.pipe(
  oneOf([v.picklist(['auto', 'none']), GivenPreview], 'Expected "auto", "none", or an object with url and title'),
  v.description(
    '`auto`: Waybill looks at the first address in the text and writes what the page says of itself. `none`, or left out: no preview.',
  ),
);
export type PreviewMember = v.InferOutput<typeof PreviewMember>;

/** A preview as clients see it: the small picture is left out. */
export const shownPreview = ({
  thumbnail: _thumbnail,
  media,
  ...preview
}: LinkPreview): Readonly<Record<string, unknown>> => ({
  ...preview,
  ...(media === undefined ? {} : { media: { id: media } }),
});

/** What may stand behind an address in a sentence without being part of it. */
const AFTER = /[.,;:!?'"»”’…]+$/u;

/** The first address in a text, as it stands there; null if there is none. */
export const firstAddressIn = (text: string): string | null => {
  for (const [found] of text.matchAll(/\bhttps?:\/\/[^\s<>]+/giu)) {
    const address = withoutBracket(found.replace(AFTER, ''));
    if (URL.canParse(address)) return address;
  }
  return null;
};

/** A bracket that closes what the sentence has opened is none of the address. */
const withoutBracket = (address: string): string =>
  address.endsWith(')') && !address.includes('(') ? address.slice(0, -1).replace(AFTER, '') : address;

/**
 * Pictures, read by sharp. libvips may read six formats and no other: SVG, PDF and their like would fetch what they
 * refer to. The size is judged by the header, before a pixel is decoded.
 */
import sharp, { type Metadata, type SharpOptions } from 'sharp';
import { Unreadable } from '../crossing.ts';
import { fitsOfPicture } from '../fits.ts';
import type { Inspected } from '../inspected.ts';
import { atMost } from './smallest.ts';

const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'];

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: LOADERS.map((name) => `VipsForeignLoad${name}File`) });
sharp.concurrency(1);
sharp.cache(false);

const PIXELS_MAX = 120_000_000;
const SIDE_MAX = 30_000;
const FRAMES_MAX = 1000;
/** All frames together. */
const FILM_PIXELS_MAX = 500_000_000;
const THUMBNAIL_SIDE = 96;
const THUMBNAIL_BYTES_MAX = 4096;
/** The largest side of a picture that is converted, which is the size of WhatsApp's HD pictures. */
const IMAGE_SIDE_MAX = 4096;
/** The picture of a group or of an account, as WhatsApp shows it. */
const SQUARE_SIDE = 640;
const WHITE = '#ffffff';

/** The types that sharp reads here; HEIC only where libvips comes with its decoder, which the packaged one does not. */
const READ: ReadonlySet<string> = new Set([
  'image/avif',
  'image/gif',
  'image/heic',
  'image/heif',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'image/webp',
]);

export const OPTIONS: SharpOptions = { limitInputPixels: PIXELS_MAX, failOn: 'error' };

interface Measured {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** How long each frame is shown, in ms. */
  readonly delays: readonly number[];
  readonly screenColours: boolean;
}

export const measure = async (path: string, mimetype: string): Promise<Measured> => {
  if (!READ.has(mimetype)) {
    throw new Unreadable('no_reader', `Waybill cannot read ${mimetype} pictures. Send a JPEG, PNG or WebP instead.`);
  }
  const head = await reading(mimetype, () => sharp(path, { limitInputPixels: false }).metadata());
  const measured = measuredFrom(head);
  checkSize(measured);
  return measured;
};

const measuredFrom = (head: Metadata): Measured => {
  const { width, height } = head.autoOrient;
  const isFilm = head.format === 'gif' || head.format === 'webp';
  return {
    width,
    height,
    frames: isFilm ? (head.pages ?? 1) : 1,
    delays: head.delay ?? [],
    screenColours: head.space !== 'cmyk',
  };
};

const checkSize = ({ width, height, frames }: Measured): void => {
  const pixels = width * height;
  if (pixels > PIXELS_MAX || Math.max(width, height) > SIDE_MAX) {
    throw new Unreadable('too_large', `The picture has ${width} × ${height} pixels; at most 120 million are read.`);
  }
  if (frames > FRAMES_MAX || pixels * frames > FILM_PIXELS_MAX) {
    throw new Unreadable(
      'too_large',
      `The picture has ${frames} frames of ${width} × ${height} pixels, which is too many.`,
    );
  }
};

/** Runs a reader of libvips, and says in a sentence that the picture is damaged. */
export const reading = async <T>(mimetype: string, read: () => Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch {
    throw /^image\/hei[cf]$/.test(mimetype)
      ? new Unreadable('no_reader', 'Waybill cannot read HEIC pictures here. Send a JPEG or PNG instead.')
      : new Unreadable('damaged', `The ${mimetype} picture is damaged or cut off and cannot be read.`);
  }
};

/** Decodes the whole first frame, so that a picture which is cut off is found here. */
const thumbnailOf = async (path: string): Promise<Uint8Array> => {
  const small = await sharp(path, OPTIONS)
    .autoOrient()
    .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: WHITE })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return atMost(THUMBNAIL_BYTES_MAX, [70, 50, 30, 10], (quality) => asJpeg(small, quality));
};

/** From raw pixels, which need no loader. */
const asJpeg = (
  { data, info }: { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } },
  quality: number,
): Promise<Buffer> =>
  sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .jpeg({ quality })
    .toBuffer();

export const inspectPicture = async (path: string, mimetype: string, size: number): Promise<Inspected> => {
  const measured = await measure(path, mimetype);
  const { width, height, frames, delays } = measured;
  const fits = fitsOfPicture({ mimetype, size, ...measured });
  return {
    mimetype,
    kind: fits.includes('sticker') ? 'sticker' : 'image',
    size,
    width,
    height,
    seconds: frames > 1 ? delays.reduce((sum, delay) => sum + delay, 0) / 1000 : null,
    animated: frames > 1,
    thumbnail: await reading(mimetype, () => thumbnailOf(path)),
    waveform: null,
    fits,
    flaw: null,
  };
};

/** A JPEG, or a PNG where something shows through. */
export const convertToImage = async (path: string, mimetype: string, into: string): Promise<void> => {
  await measure(path, mimetype);
  await reading(mimetype, async () => {
    const picture = sharp(path, OPTIONS)
      .autoOrient()
      .resize(IMAGE_SIDE_MAX, IMAGE_SIDE_MAX, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
    const { isOpaque } = await sharp(path, OPTIONS).stats();
    await (isOpaque ? picture.jpeg({ quality: 85 }) : picture.png()).toFile(into);
  });
};

/** The middle of a picture, as a JPEG. */
export const convertToSquare = async (path: string, mimetype: string, into: string): Promise<void> => {
  await measure(path, mimetype);
  await reading(mimetype, () =>
    sharp(path, OPTIONS)
      .autoOrient()
      .resize(SQUARE_SIDE, SQUARE_SIDE, { fit: 'cover' })
      .flatten({ background: WHITE })
      .toColourspace('srgb')
      .jpeg({ quality: 80 })
      .toFile(into),
  );
};

/**
 * Stickers: WebP of 512 × 512 pixels, the picture whole and centred on nothing.
 *
 * WhatsApp's sticker packs allow 100 kB for a still one and 500 kB for an animated one, of 10 s; its phones refuse to
 * forward one above 1 MB. The first two are aimed at, the last is kept. An animation with many frames loses every
 * second one, third one and so on, and keeps its pace.
 */
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { Unreadable } from '../crossing.ts';
import { STICKER_BYTES_MAX, STICKER_SECONDS_MAX, STICKER_SIDE } from '../fits.ts';
import { measure, OPTIONS, reading } from './pictures.ts';
import { atMost } from './smallest.ts';

const STILL_BYTES = 100_000;
const ANIMATED_BYTES = 500_000;
const FRAMES_MAX = 100;
const FRAME_BYTES = STICKER_SIDE * STICKER_SIDE * 4;
/** How many pixels of the source are decoded at once. */
const BATCH_PIXELS = 25_000_000;
/** Players show a frame without a duration, or with too short a one, for so long. */
const DELAY_MS = 100;
const DELAY_MS_MIN = 20;
const QUALITIES = [80, 60, 40, 20];
const NOTHING = { r: 0, g: 0, b: 0, alpha: 0 };
const CONTAIN = { fit: 'contain', background: NOTHING } as const;

interface Frame {
  readonly pixels: Buffer;
  readonly ms: number;
}

export const convertToSticker = async (path: string, mimetype: string, into: string): Promise<void> => {
  const { width, height, frames, delays } = await measure(path, mimetype);
  const sticker = await reading(mimetype, async () =>
    frames > 1 ? animated(await framesOf(path, width * height, durations(frames, delays))) : still(path),
  );
  if (sticker.length > STICKER_BYTES_MAX) {
    throw new Unreadable(
      'too_large',
      'The animation is too large for a sticker, which may have 1 MB. Send a shorter one.',
    );
  }
  await writeFile(into, sticker);
};

const still = (path: string): Promise<Buffer> =>
  atMost(STILL_BYTES, QUALITIES, (quality) =>
    sharp(path, OPTIONS).autoOrient().resize(STICKER_SIDE, STICKER_SIDE, CONTAIN).webp({ quality }).toBuffer(),
  );

/** The durations of the frames within the first 10 s. */
const durations = (frames: number, delays: readonly number[]): readonly number[] => {
  const all = Array.from({ length: frames }, (_, index) => {
    const delay = delays[index] ?? 0;
    return delay < DELAY_MS_MIN ? DELAY_MS : delay;
  });
  let left = STICKER_SECONDS_MAX * 1000;
  const end = all.findIndex((ms) => (left -= ms) < 0);
  return end === -1 ? all : all.slice(0, Math.max(end, 1)).map((ms) => Math.min(ms, STICKER_SECONDS_MAX * 1000));
};

/** Every nth frame, read in batches so that few are in memory at once; each is shown for the time of n. */
const framesOf = async (path: string, pixels: number, ms: readonly number[]): Promise<readonly Frame[]> => {
  const step = Math.ceil(ms.length / FRAMES_MAX);
  const batch = Math.max(Math.floor(BATCH_PIXELS / Math.max(pixels, STICKER_SIDE ** 2)), 1);
  const kept: Frame[] = [];
  for (let page = 0; page < ms.length; page += batch) {
    const pages = Math.min(batch, ms.length - page);
    const strip = await sharp(path, { ...OPTIONS, page, pages })
      .resize(STICKER_SIDE, STICKER_SIDE, CONTAIN)
      .ensureAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer();
    for (let index = 0; index < pages; index += 1) {
      const at = page + index;
      if (at % step !== 0) continue;
      const bytes = Buffer.from(strip.subarray(index * FRAME_BYTES, (index + 1) * FRAME_BYTES));
      kept.push({ pixels: bytes, ms: sum(ms.slice(at, at + step)) });
    }
  }
  return kept;
};

/** Gives up quality first, then every second frame, twice at most. */
const animated = async (frames: readonly Frame[]): Promise<Buffer> => {
  let kept = frames;
  let sticker = await atMost(ANIMATED_BYTES, QUALITIES, (quality) => encode(kept, quality));
  for (let round = 0; round < 2 && sticker.length > ANIMATED_BYTES && kept.length > 3; round += 1) {
    kept = halved(kept);
    sticker = await encode(kept, QUALITIES.at(-1) ?? 0);
  }
  return sticker;
};

const halved = (frames: readonly Frame[]): readonly Frame[] =>
  frames.flatMap((frame, index) =>
    index % 2 === 0 ? [{ ...frame, ms: frame.ms + (frames[index + 1]?.ms ?? 0) }] : [],
  );

const encode = (frames: readonly Frame[], quality: number): Promise<Buffer> =>
  sharp(Buffer.concat(frames.map(({ pixels }) => pixels)), {
    raw: { width: STICKER_SIDE, height: STICKER_SIDE * frames.length, channels: 4, pageHeight: STICKER_SIDE },
    limitInputPixels: false,
  })
    .webp({ quality, effort: 2, loop: 0, delay: frames.map(({ ms }) => ms) })
    .toBuffer();

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

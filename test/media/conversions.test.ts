/** Real files, read and converted by the real programs, and looked at with ffprobe and sharp. Needs ffmpeg. */
import { readFileSync, statSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isVoiceNote, readMonoOpus } from '../../src/media/bench/opus.ts';
import type { Form, Inspected } from '../../src/media/inspected.ts';
import { formNeeded } from '../../src/media/policy.ts';
import type { MediaWorkshop } from '../../src/media/workshop.ts';
import { look, make, placeOf, valueOf, workshopIn } from './support/workshop.ts';

const place = placeOf();
let workshop: MediaWorkshop;

const inspect = async (path: string, mimetype?: string): Promise<Inspected> =>
  valueOf(await workshop.inspect(path, mimetype === undefined ? {} : { mimetype }));

const convert = async (path: string, form: Form): Promise<string> => {
  const into = `${path}.${form}`;
  valueOf(await workshop.convert(path, form, into));
  return into;
};

const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  });

const TONE = ['-f', 'lavfi', '-i', 'sine=frequency=300:duration=2'];
const BARS = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=5:duration=1'];

beforeAll(async () => {
  workshop = workshopIn(place);
  expect((await workshop.capabilities()).ffmpeg, 'these tests need ffmpeg').not.toBeNull();
  make(...TONE, '-af', "volume='if(lt(t,1),0.05,1)':eval=frame", '-ar', '44100', place.at('tone.wav'));
  make(...BARS, ...TONE, '-shortest', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', place.at('film.mp4'));
  make('-i', place.at('film.mp4'), place.at('film.gif'));
});

afterAll(async () => {
  await workshop.close();
  place.clear();
});

describe('a voice note', () => {
  let note: string;
  beforeAll(async () => {
    note = await convert(place.at('tone.wav'), 'voice');
  });

  test('is mono Opus in Ogg, as long as the sound was', () => {
    const { streams, format } = look(note);
    expect(streams).toMatchObject([{ codec_name: 'opus', channels: 1, sample_rate: '48000' }]);
    expect(format['format_name']).toBe('ogg');
    expect(Number(format['duration'])).toBeCloseTo(2, 1);
  });

  test('has the packets that phones record: code 3, at most 60 ms, 16 kHz, WhatsApp as its vendor', () => {
    const ogg = readMonoOpus(readFileSync(note));
    expect(ogg && isVoiceNote(ogg)).toBe(true);
    expect(ogg?.packets[0]?.readUInt32LE(12)).toBe(16_000);
    expect(ogg?.packets[1]?.toString('latin1')).toBe('OpusTags\x08\0\0\0WhatsApp\0\0\0\0');
    expect(ogg?.packets.length).toBeLessThan(2 + 2000 / 60 + 2);
  });

  test('has its seconds and a waveform that shows its quiet half, and is sent as it is', async () => {
    const seen = await inspect(note);
    expect(seen).toMatchObject({ mimetype: 'audio/ogg; codecs=opus', kind: 'audio', flaw: null });
    expect(seen.seconds).toBeCloseTo(2, 1);
    expect(seen.waveform).toHaveLength(64);
    expect(Math.max(...(seen.waveform ?? []))).toBe(100);
    expect(seen.waveform?.[16]).toBeLessThan(30);
    expect(seen.waveform?.[48]).toBeGreaterThan(70);
    expect(formNeeded('voice', seen, await workshop.capabilities())).toEqual({ ok: true, value: null });
  });

  test('that ffmpeg made is regrouped without being decoded', async () => {
    make(...TONE, '-c:a', 'libopus', '-ac', '1', '-ar', '16000', '-application', 'voip', place.at('plain.ogg'));
    const seen = await inspect(place.at('plain.ogg'));
    expect(formNeeded('voice', seen, await workshop.capabilities())).toEqual({ ok: true, value: 'voice' });
    expect(formNeeded('audio', seen, await workshop.capabilities())).toEqual({ ok: true, value: null });
    const regrouped = await convert(place.at('plain.ogg'), 'voice');
    const samples = (path: string): Buffer => {
      make('-i', path, '-f', 's16le', place.at('samples'));
      return readFileSync(place.at('samples'));
    };
    expect(samples(regrouped).equals(samples(place.at('plain.ogg')))).toBe(true);
  });
});

test('sound that phones do not play becomes AAC in M4A', async () => {
  const seen = await inspect(place.at('tone.wav'), 'audio/mpeg');
  expect(seen).toMatchObject({ mimetype: 'audio/wav', kind: 'audio', fits: [] });
  const m4a = await convert(place.at('tone.wav'), 'audio');
  expect(look(m4a).streams).toMatchObject([{ codec_name: 'aac' }]);
  expect(await inspect(m4a)).toMatchObject({ mimetype: 'audio/mp4', kind: 'audio', fits: ['audio'] });
});

describe('a film', () => {
  test('of H.264 and AAC in MP4 is measured and sent as it is', async () => {
    const seen = await inspect(place.at('film.mp4'));
    expect(seen).toMatchObject({ mimetype: 'video/mp4', kind: 'video', width: 160, height: 120, fits: ['video'] });
    expect(seen.seconds).toBeCloseTo(1, 1);
    expect(await sharp(seen.thumbnail ?? undefined).metadata()).toMatchObject({ format: 'jpeg', width: 96 });
  });

  test('of other codecs is encoded, with its index at the front', async () => {
    make('-i', place.at('film.mp4'), '-c:v', 'mpeg4', '-c:a', 'mp2', place.at('film.avi'));
    const mp4 = await convert(place.at('film.avi'), 'video');
    const { streams, format } = look(mp4);
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac']);
    expect(streams[0]).toMatchObject({ width: 160, height: 120, pix_fmt: 'yuv420p' });
    expect(format['format_name']).toContain('mp4');
    const bytes = readFileSync(mp4);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  test('as a GIF is silent', async () => {
    expect(look(await convert(place.at('film.mp4'), 'gif')).streams).toMatchObject([{ codec_name: 'h264' }]);
    const seen = await inspect(place.at('film.gif'));
    expect(formNeeded('gif', seen, await workshop.capabilities())).toEqual({ ok: true, value: 'gif' });
    expect(look(await convert(place.at('film.gif'), 'gif')).streams).toMatchObject([{ codec_name: 'h264' }]);
  });

  test('as a video note is a square', async () => {
    const seen = await inspect(await convert(place.at('film.mp4'), 'round'));
    expect(seen).toMatchObject({ width: 480, height: 480, fits: ['video', 'round'] });
  });
});

test('WebM that holds sound alone is sound', async () => {
  make(...TONE, '-c:a', 'libopus', place.at('sound.webm'));
  expect(await inspect(place.at('sound.webm'))).toMatchObject({ mimetype: 'audio/webm', kind: 'audio', fits: [] });
});

describe('a picture', () => {
  test.each(['jpeg', 'png'] as const)('that is %s is sent as it is, with a small thumbnail', async (format) => {
    const path = place.put(`picture.${format}`, await noise(400, 200).toFormat(format).toBuffer());
    const seen = await inspect(path);
    expect(seen).toMatchObject({ mimetype: `image/${format}`, width: 400, height: 200, fits: ['image'], flaw: null });
    expect(seen.thumbnail?.length).toBeLessThanOrEqual(4096);
    expect(await sharp(seen.thumbnail ?? undefined).metadata()).toMatchObject({
      format: 'jpeg',
      width: 96,
      height: 48,
    });
  });

  test('that a phone took upright is measured and shown upright', async () => {
    const path = place.put('turned.jpg', await noise(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect(await inspect(path)).toMatchObject({ width: 200, height: 400 });
  });

  test.each(['tiff', 'avif', 'webp'] as const)('that is %s becomes a JPEG', async (format) => {
    const path = place.put(`opaque.${format}`, await noise(64, 32).toFormat(format).toBuffer());
    expect(formNeeded('image', await inspect(path), await workshop.capabilities())).toEqual({
      ok: true,
      value: 'image',
    });
    const image = sharp(await convert(path, 'image'));
    expect(await image.metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 32 });
  });

  test('that shows something through becomes a PNG, and one for print an sRGB JPEG', async () => {
    const clear = await noise(64, 32).ensureAlpha(0.5).webp().toBuffer();
    expect((await sharp(await convert(place.put('clear.webp', clear), 'image')).metadata()).format).toBe('png');
    const print = place.put('print.jpg', await noise(64, 32).toColourspace('cmyk').jpeg().toBuffer());
    expect((await inspect(print)).fits).toEqual([]);
    expect(await sharp(await convert(print, 'image')).metadata()).toMatchObject({ format: 'jpeg', space: 'srgb' });
  });
});

describe('a sticker', () => {
  test('is 512 × 512 WebP, with the picture whole and nothing around it', async () => {
    const path = place.put('wide.png', await noise(400, 100).png().toBuffer());
    const sticker = await convert(path, 'sticker');
    const { data, info } = await sharp(sticker).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 512, height: 512, channels: 4 });
    expect(data[3]).toBe(0);
    expect(data[(256 * 512 + 256) * 4 + 3]).toBe(255);
    expect(await inspect(sticker)).toMatchObject({ mimetype: 'image/webp', kind: 'sticker', fits: ['sticker'] });
  });

  test('of an animation stays one, at its pace', async () => {
    const sticker = await convert(place.at('film.gif'), 'sticker');
    const { width, pageHeight, pages, delay } = await sharp(sticker, { animated: true }).metadata();
    expect({ width, pageHeight, pages, delay }).toEqual({
      width: 512,
      pageHeight: 512,
      pages: 5,
      delay: Array(5).fill(200),
    });
    expect(await inspect(sticker)).toMatchObject({ animated: true, seconds: 1, fits: ['sticker'] });
  });

  test('of a long animation keeps to ten seconds, a hundred frames and one megabyte', async () => {
    make('-f', 'lavfi', '-i', 'testsrc=size=24x24:rate=11:duration=12', place.at('long.gif'));
    const sticker = await convert(place.at('long.gif'), 'sticker');
    const { pages = 0, delay = [] } = await sharp(sticker).metadata();
    expect(pages).toBeLessThanOrEqual(100);
    expect(delay.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(10_000);
    expect(delay.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(9000);
    expect(statSync(sticker).size).toBeLessThanOrEqual(1_000_000);
  });
});

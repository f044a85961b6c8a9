/** Bytes that mean harm. Each gets a clear refusal or is harmless, and the workshop goes on. */
import { existsSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Capabilities, Inspected, MediaUse } from '../../src/media/inspected.ts';
import { formNeeded } from '../../src/media/policy.ts';
import type { MediaWorkshop } from '../../src/media/workshop.ts';
import { animation, NAMING_FILES, png, zipBomb } from './support/bombs.ts';
import { codeOf, make, placeOf, processLog, valueOf, workshopIn } from './support/workshop.ts';

const place = placeOf();
const { logger, ended } = processLog();
let workshop: MediaWorkshop;
let can: Capabilities;
let secret: string;

beforeAll(async () => {
  workshop = workshopIn(place, { logger, processesMax: 1 });
  can = await workshop.capabilities();
  make('-f', 'lavfi', '-i', 'sine=frequency=300:duration=1', place.at('secret.mp3'));
  make('-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=5:duration=1', '-pix_fmt', 'yuv420p', place.at('film.mp4'));
  secret = place.at('secret.mp3');
});

/** No process broke: what is refused here is refused, not survived. */
afterAll(async () => {
  expect(ended).toEqual([]);
  await workshop.close();
  place.clear();
});

const inspect = async (path: string, named = {}): Promise<Inspected> => valueOf(await workshop.inspect(path, named));

const verdict = (use: MediaUse, inspected: Inspected): string => codeOf(formNeeded(use, inspected, can));

describe('pictures that are too much', () => {
  test.each([
    ['50,000 × 50,000 pixels', 50_000, 50_000],
    ['a line of 2,000,000,000 pixels', 2_000_000_000, 1],
  ])('%s are refused by the header; as a document they are only bytes', async (_, width, height) => {
    const seen = await inspect(place.put('bomb.png', png(width, height, 50_000)));
    expect(seen).toMatchObject({ mimetype: 'image/png', kind: 'image', thumbnail: null, width: null });
    expect(seen.flaw?.reason).toMatch(/too_large|damaged/);
    expect([verdict('image', seen), verdict('sticker', seen)]).toEqual(['media.unreadable', 'media.unreadable']);
    expect(verdict('document', seen)).toBe('none');
    expect(codeOf(await workshop.convert(place.at('bomb.png'), 'sticker', place.at('out')))).toMatch(/^media\./);
    expect(existsSync(place.at('out'))).toBe(false);
  });

  test('the largest that is read is read within the memory that a process has', async () => {
    const path = place.put('large.png', png(10_000, 10_000, 10_000 * 1251));
    expect(await inspect(path)).toMatchObject({ width: 10_000, height: 10_000, flaw: null });
  });

  test('an animated WebP of 10,000 frames is refused', async () => {
    const seen = await inspect(place.put('frames.webp', await animation(10_000)));
    expect(seen.flaw).toEqual({
      reason: 'too_large',
      detail: 'The picture has 10000 frames of 1 × 1 pixels, which is too many.',
    });
    expect(verdict('sticker', seen)).toBe('media.unreadable');
    expect(codeOf(await workshop.convert(place.at('frames.webp'), 'sticker', place.at('out')))).toBe('media.too_large');
  });
});

describe('files that name other files', () => {
  test.each(NAMING_FILES)('%s opens none of them, whatever it is called', async (_, words) => {
    const path = place.put('song.mp3', words(secret));
    const seen = await inspect(path, { mimetype: 'audio/mpeg', fileName: 'song.mp3' });
    expect(seen).toMatchObject({ seconds: null, waveform: null, fits: [] });
    for (const form of ['voice', 'audio', 'video', 'gif'] as const) {
      expect(verdict(form, seen)).toMatch(/^media\.(?:type_mismatch|unreadable)$/);
    }
    expect(codeOf(await workshop.convert(path, 'voice', place.at('out')))).toMatch(/^media\./);
    expect(existsSync(place.at('out')) || existsSync(place.at('out.part'))).toBe(false);
  });

  test.each(['concat:', 'subfile,,start,0,end,400,,:', 'file:'])(
    'a path that begins with %s is a path',
    async (prefix) => {
      await expect(workshop.inspect(`${prefix}${secret}`, {})).rejects.toMatchObject({ code: 'media.unavailable' });
    },
  );

  test('an SVG is a document, and nothing draws it', async () => {
    const svg = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file://${secret}"/></svg>`;
    const path = place.put('drawing.png', svg);
    const seen = await inspect(path, { mimetype: 'image/png' });
    expect(seen).toMatchObject({ mimetype: 'image/svg+xml', kind: 'document', flaw: null });
    expect(verdict('image', seen)).toBe('media.type_mismatch');
    expect(codeOf(await workshop.convert(path, 'image', place.at('out')))).toBe('media.conversion_unavailable');
  });
});

describe('bytes that are two things', () => {
  test('a JPEG with a page behind it is a JPEG', async () => {
    const jpeg = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const path = place.put('page.html', Buffer.concat([jpeg, Buffer.from('<html><script>alert(1)</script></html>')]));
    const seen = await inspect(path, { mimetype: 'text/html', fileName: 'page.html' });
    expect(seen).toMatchObject({ mimetype: 'image/jpeg', kind: 'image', flaw: null });
  });

  test('a GIF with an archive behind it is a GIF, and converted it is the picture alone', async () => {
    const gif = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
      .gif()
      .toBuffer();
    const path = place.put('applet.jar', Buffer.concat([gif, Buffer.from('PK\x03\x04evil', 'latin1')]));
    const seen = await inspect(path, { mimetype: 'application/java-archive' });
    expect(seen).toMatchObject({ mimetype: 'image/gif', kind: 'image' });
    valueOf(await workshop.convert(path, 'image', place.at('picture')));
    expect(readFileSync(place.at('picture')).includes('evil')).toBe(false);
  });
});

describe('bytes that break off', () => {
  test.each(['jpeg', 'png', 'webp', 'gif'] as const)('a %s that is cut is damaged', async (format) => {
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
    const whole = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#000', noise } })
      .toFormat(format)
      .toBuffer();
    const seen = await inspect(place.put('cut', whole.subarray(0, whole.length / 2)));
    expect(seen).toMatchObject({ mimetype: `image/${format}`, flaw: { reason: 'damaged' } });
    expect([verdict('image', seen), verdict('document', seen)]).toEqual(['media.unreadable', 'none']);
  });

  test('an MP4 without its index is damaged', async () => {
    const whole = readFileSync(place.at('film.mp4'));
    const seen = await inspect(place.put('cut', whole.subarray(0, whole.length / 2)));
    expect(seen).toMatchObject({ mimetype: 'video/mp4', flaw: { reason: 'damaged' } });
    expect(verdict('video', seen)).toBe('media.unreadable');
  });

  test('HEIC that cannot be decoded here is said to be just that', async () => {
    const seen = await inspect(place.put('photo.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')));
    expect(seen).toMatchObject({ mimetype: 'image/heic', kind: 'image' });
    expect(verdict('image', seen)).toBe('media.conversion_unavailable');
  });

  test('nothing at all cannot be sent, not even as a document', async () => {
    const seen = await inspect(place.put('nothing', ''));
    expect(seen).toMatchObject({ size: 0, kind: 'document', flaw: { reason: 'empty' } });
    expect(verdict('document', seen)).toBe('media.unreadable');
  });
});

describe('headers that lie', () => {
  test('a WAV that claims four gigabytes is as long as its sound', async () => {
    make('-f', 'lavfi', '-i', 'sine=frequency=300:duration=1', place.at('liar.wav'));
    const bytes = readFileSync(place.at('liar.wav'));
    bytes.writeUInt32LE(0xffff_ffff, 4);
    bytes.writeUInt32LE(0xffff_ffff, bytes.indexOf('data') + 4);
    expect((await inspect(place.put('liar.wav', bytes))).seconds).toBeCloseTo(1, 1);
  });

  test('a film that claims to last for weeks has no length', async () => {
    const bytes = readFileSync(place.at('film.mp4'));
    bytes.writeUInt32BE(0xffff_fffe, bytes.indexOf('mvhd') + 20);
    expect(await inspect(place.put('liar.mp4', bytes))).toMatchObject({ kind: 'video', seconds: null, flaw: null });
  });
});

test('a bomb in a document is never unpacked', async () => {
  const path = place.put('letter.docx', zipBomb());
  expect(await inspect(path)).toMatchObject({
    mimetype: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    kind: 'document',
    flaw: null,
  });
});

test.each([
  ['a table', 'a,b\n1,2\n', { mimetype: 'text/csv' }, 'text/csv'],
  ['a page that calls itself a table', '<!doctype html><p>', { mimetype: 'text/csv' }, 'text/html'],
  ['words that call themselves a film', 'hello', { mimetype: 'video/mp4' }, 'text/plain'],
  ['bytes that call themselves a picture', '\0\x01\x02', { mimetype: 'image/png' }, 'application/octet-stream'],
  ['a PDF that calls itself a picture', '%PDF-1.7\n%\x01', { mimetype: 'image/png' }, 'application/pdf'],
])('%s', async (_, bytes, named, mimetype) => {
  expect(await inspect(place.put('words', bytes), named)).toMatchObject({ mimetype, kind: 'document', flaw: null });
});

import { describe, expect, test } from 'vitest';
import { fitsOfPicture, fitsOfTracks } from '../../src/media/fits.ts';
import { type Capabilities, type Flaw, type Inspected, type MediaUse, plain } from '../../src/media/inspected.ts';
import { formNeeded, formsWith } from '../../src/media/policy.ts';

const all: Capabilities = { ffmpeg: '7.1', sharp: '0.35.5', forms: formsWith(new Set(['libx264', 'aac', 'libopus'])) };
const none: Capabilities = { ffmpeg: null, sharp: '0.35.5', forms: formsWith(new Set()) };

const jpeg: Inspected = { ...plain('image/jpeg', 'image', 9, null), fits: ['image'] };
const webp = plain('image/webp', 'image', 9, null);
const sticker: Inspected = { ...plain('image/webp', 'sticker', 9, null), fits: ['sticker'] };
const gif: Inspected = { ...plain('image/gif', 'image', 9, null), animated: true };
const mp3: Inspected = { ...plain('audio/mpeg', 'audio', 9, null), fits: ['audio'] };
const opus: Inspected = { ...plain('audio/ogg; codecs=opus', 'audio', 9, null), fits: ['audio'] };
const wav = plain('audio/wav', 'audio', 9, null);
const mp4: Inspected = { ...plain('video/mp4', 'video', 9, null), fits: ['video'] };
const avi = plain('video/vnd.avi', 'video', 9, null);
const pdf = plain('application/pdf', 'document', 9, null);

const decide = (use: MediaUse, inspected: Inspected, can: Capabilities): string | null => {
  const told = formNeeded(use, inspected, can);
  return told.ok ? told.value : told.refusal.code;
};

const MISMATCH = 'media.type_mismatch';
const UNAVAILABLE = 'media.conversion_unavailable';

describe('with every program installed', () => {
  test.each<[MediaUse, Inspected, string | null]>([
    ['image', jpeg, null],
    ['image', webp, 'image'],
    ['image', sticker, 'image'],
    ['image', mp4, MISMATCH],
    ['image', pdf, MISMATCH],
    ['sticker', jpeg, 'sticker'],
    ['sticker', sticker, null],
    ['sticker', gif, 'sticker'],
    ['voice', mp3, 'voice'],
    ['voice', opus, 'voice'],
    ['voice', { ...opus, fits: ['audio', 'voice'] }, null],
    ['voice', jpeg, MISMATCH],
    ['audio', mp3, null],
    ['audio', wav, 'audio'],
    ['audio', mp4, MISMATCH],
    ['video', mp4, null],
    ['video', avi, 'video'],
    ['video', gif, MISMATCH],
    ['gif', mp4, 'gif'],
    ['gif', gif, 'gif'],
    ['gif', { ...gif, animated: false }, MISMATCH],
    ['round', mp4, 'round'],
    ['round', { ...mp4, seconds: 61 }, 'media.too_large'],
    ['document', pdf, null],
    ['document', avi, null],
  ])('%s of %o: %s', (use, inspected, expected) => {
    expect(decide(use, inspected, all)).toBe(expected);
  });
});

describe('without ffmpeg', () => {
  test.each<[MediaUse, Inspected, string | null]>([
    ['image', webp, 'image'],
    ['sticker', gif, 'sticker'],
    ['audio', mp3, null],
    ['audio', wav, UNAVAILABLE],
    ['voice', mp3, UNAVAILABLE],
    ['voice', opus, 'voice'],
    ['video', mp4, null],
    ['video', avi, UNAVAILABLE],
    ['gif', mp4, UNAVAILABLE],
    ['round', mp4, UNAVAILABLE],
    ['document', avi, null],
  ])('%s of %o: %s', (use, inspected, expected) => {
    expect(decide(use, inspected, none)).toBe(expected);
  });
});

test.each<[Flaw['reason'], string, string | null]>([
  ['empty', 'media.unreadable', 'media.unreadable'],
  ['damaged', 'media.unreadable', null],
  ['too_large', 'media.unreadable', null],
  ['overran', 'media.unreadable', null],
  ['no_reader', UNAVAILABLE, null],
])('bytes that are %s: as an image %s, as a document %s', (reason, asImage, asDocument) => {
  const flawed = { ...plain('image/jpeg', 'image', 9, { reason, detail: 'It is so.' }) };
  expect([decide('image', flawed, all), decide('document', flawed, all)]).toEqual([asImage, asDocument]);
});

test('a refusal says what the bytes are and what to do', () => {
  expect(formNeeded('image', mp4, all)).toMatchObject({
    refusal: {
      detail: 'These bytes are video/mp4, which cannot be sent as image. Send them as video or as a document.',
    },
  });
});

describe('fine as they are', () => {
  const picture = { mimetype: 'image/jpeg', size: 9, width: 512, height: 512, frames: 1, screenColours: true };
  test.each([
    [{}, ['image']],
    [{ screenColours: false }, []],
    [{ mimetype: 'image/webp', frames: 5 }, ['sticker']],
    [{ mimetype: 'image/webp', width: 500 }, []],
    [{ mimetype: 'image/webp', size: 1_000_001 }, []],
    [{ mimetype: 'image/gif' }, []],
  ])('pictures: %o is %o', (changes, fits) => {
    expect(fitsOfPicture({ ...picture, ...changes })).toEqual(fits);
  });

  const h264 = { video: 'h264', pixels: 'yuv420p', audio: 'aac' };
  const film = { mimetype: 'video/mp4', seconds: 5, codecs: h264, width: 4, height: 3, voicePackets: false };
  test.each([
    [{}, ['video']],
    [{ codecs: { ...h264, audio: null } }, ['video', 'gif']],
    [{ height: 4 }, ['video', 'round']],
    [{ height: 4, seconds: 61 }, ['video']],
    [{ codecs: { ...h264, pixels: 'yuv420p10le' } }, []],
    [{ codecs: { ...h264, video: 'hevc' } }, []],
    [{ codecs: { ...h264, audio: 'ac3' } }, []],
    [{ mimetype: 'video/quicktime' }, []],
    [{ codecs: null }, ['video']],
    [{ mimetype: 'audio/mp4' }, ['audio']],
    [{ mimetype: 'audio/mp4', codecs: { ...h264, audio: 'alac' } }, []],
    [{ mimetype: 'audio/mpeg', codecs: null }, ['audio']],
  ])('sound and films: %o is %o', (changes, fits) => {
    expect(fitsOfTracks({ ...film, ...changes })).toEqual(fits);
  });
});

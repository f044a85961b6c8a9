import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OggStream, readOgg, writeOgg } from '../../src/media/bench/ogg.ts';
import { asVoiceNote, isVoiceNote, readMonoOpus, secondsOf } from '../../src/media/bench/opus.ts';

/** SILK wideband, mono, frames of 20 ms: what phones speak. */
const SPOKEN = 9 << 3;
const SAMPLES = 960n;

const head = (channels = 1): Buffer => {
  const bytes = Buffer.alloc(19);
  bytes.write('OpusHead\x01', 'latin1');
  bytes[9] = channels;
  return bytes;
};

const frame = (index: number, length = 30): Buffer => Buffer.alloc(length, index);

const stream = (sounds: readonly Buffer[], end = BigInt(sounds.length) * SAMPLES): OggStream => ({
  serial: 7,
  packets: [head(), Buffer.from('OpusTags'), ...sounds],
  end,
  whole: true,
});

const regrouped = (ogg: OggStream): OggStream => {
  const note = asVoiceNote(ogg);
  const read = note && readMonoOpus(note);
  if (!read) throw new Error('no voice note');
  return read;
};

const one = (index: number, length?: number): Buffer => Buffer.concat([Buffer.from([SPOKEN]), frame(index, length)]);

describe('a voice note', () => {
  test('has three frames of 20 ms in each packet, and the rest in the last', () => {
    const { packets, end } = regrouped(stream([1, 2, 3, 4].map((index) => one(index))));
    expect(packets.slice(2)).toEqual([
      Buffer.concat([Buffer.from([SPOKEN | 3, 0x80 | 3, 30, 30]), frame(1), frame(2), frame(3)]),
      Buffer.concat([Buffer.from([SPOKEN | 3, 0x80 | 1]), frame(4)]),
    ]);
    expect(end).toBe(4n * SAMPLES);
  });

  test('writes lengths above 251 in two bytes, and reads them again', () => {
    const once = regrouped(stream([one(1, 252), one(2, 1275), one(3, 300)]));
    expect(once.packets[2]?.subarray(0, 6)).toEqual(Buffer.from([SPOKEN | 3, 0x83, 252, 0, 255, 255]));
    expect(regrouped(once).packets).toEqual(once.packets);
  });

  test('takes frames out of packets of every code', () => {
    const [a, b] = [frame(1), frame(2)];
    const packets = [
      Buffer.concat([Buffer.from([SPOKEN | 1]), a, b]),
      Buffer.concat([Buffer.from([SPOKEN | 2, 30]), a, b]),
      Buffer.concat([Buffer.from([SPOKEN | 3, 2]), a, b]),
      Buffer.concat([Buffer.from([SPOKEN | 3, 0x40 | 2, 3]), a, b, Buffer.alloc(3)]),
    ];
    const sounds = regrouped(stream(packets)).packets.slice(2);
    const body = Buffer.concat(sounds.map((packet, index) => packet.subarray(index < 2 ? 4 : 3)));
    expect(sounds).toHaveLength(3);
    expect(body).toEqual(Buffer.concat([a, b, a, b, a, b, a, b]));
  });

  test('does not mix frames of two modes', () => {
    const celt = Buffer.concat([Buffer.from([31 << 3]), frame(2)]);
    expect(regrouped(stream([one(1), celt, one(3)])).packets).toHaveLength(5);
  });

  test('ends where the sound ended', () => {
    const note = regrouped(stream([one(1), one(2)], 1500n));
    expect([note.end, secondsOf(note)]).toEqual([1500n, 1500 / 48_000]);
  });

  test('is one by its packets: stereo, single frames or no sound are none', () => {
    const note = regrouped(stream([one(1)]));
    expect(isVoiceNote(note)).toBe(true);
    expect(isVoiceNote(stream([one(1)]))).toBe(false);
    expect(isVoiceNote(stream([Buffer.from([SPOKEN | 4 | 3, 0x81, 1])]))).toBe(false);
    expect(isVoiceNote(stream([]))).toBe(false);
    expect(readMonoOpus(writeOgg([{ bytes: head(2), granule: 0n }], 1, 8))).toBeNull();
  });

  test.each([
    ['an odd pair', [SPOKEN | 1, 1, 2, 3]],
    ['a length past the end', [SPOKEN | 2, 200, 1]],
    ['no count', [SPOKEN | 3]],
    ['a count of nothing', [SPOKEN | 3, 0]],
    ['padding past the end', [SPOKEN | 3, 0x41, 255, 255]],
  ])('is not made of %s', (_, bytes) => {
    expect(asVoiceNote(stream([Buffer.from(bytes)]))).toBeNull();
  });
});

describe('Ogg', () => {
  test('gives back the packets that were written, of any length', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(lengths, (all) => {
        const packets = all.map((length, index) => ({ bytes: Buffer.alloc(length, index), granule: BigInt(index) }));
        const read = readOgg(writeOgg(packets, 7, 16));
        expect(read?.packets).toEqual(packets.map(({ bytes }) => bytes));
        expect(read).toMatchObject({ serial: 7, end: BigInt(all.length - 1), whole: true });
      }),
      { numRuns: 30 },
    );
  });

  test('of any bytes ends in null or packets', () => {
    const page = writeOgg([{ bytes: Buffer.alloc(40, 1), granule: 5n }], 7, 16);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: page.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const broken = Buffer.from(page);
        broken[at] = byte;
        const read = readOgg(broken);
        expect(read === null || Array.isArray(read.packets)).toBe(true);
      }),
    );
    expect(readOgg(page.subarray(0, page.length - 1))).toMatchObject({ packets: [], whole: false });
    expect(readOgg(Buffer.from('no pages at all, but longer than a header'))).toBeNull();
  });
});

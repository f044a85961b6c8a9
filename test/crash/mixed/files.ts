/** Small files of each kind, none with the bytes of another. Waybill sends them as they are, but for stickers. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { systemClock } from '../../../src/kernel/clock.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { createWorkshop } from '../../../src/media/workshop.ts';

export type FileKind = 'audio' | 'document' | 'image' | 'sticker' | 'video' | 'voice';

export interface Files {
  /** The same kind and number gives the same bytes. */
  of(kind: FileKind, number: number): Promise<Buffer>;
}

export const TYPES: Readonly<Record<FileKind, string>> = {
  audio: 'audio/mpeg',
  document: 'application/octet-stream',
  image: 'image/jpeg',
  sticker: 'image/jpeg',
  video: 'video/mp4',
  voice: 'audio/ogg',
};

const DOCUMENT_BYTES = 50_000;
const TONE = ['-f', 'lavfi', '-i', 'sine=frequency=300:duration=1'];
const BARS = ['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=5:duration=1'];

/** The colour of a picture, which survives its conversion to a sticker. */
const colourOf = (number: number) => ({ r: (number * 37) % 256, g: (number * 91) % 256, b: (number * 53) % 256 });

const picture = (number: number): Promise<Buffer> =>
  sharp({ create: { width: 160, height: 120, channels: 3, background: colourOf(number) } })
    .jpeg()
    .toBuffer();

/** Bytes that look random, and are the same each time. */
const documentBytes = (number: number): Buffer => {
  const blocks = Array.from({ length: Math.ceil(DOCUMENT_BYTES / 32) }, (_, block) =>
    createHash('sha256').update(`${number}/${block}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, DOCUMENT_BYTES);
};

/** A box that players skip. */
const freeBox = (number: number): Buffer => {
  const said = Buffer.from(`free${number}`.padEnd(20, '.'));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(size.length + said.length);
  return Buffer.concat([size, said]);
};

/** A tag of 128 bytes behind the sound, with this title. */
const titleTag = (number: number): Buffer => Buffer.from(`TAG${number}`.padEnd(128, '\0'), 'latin1');

/** Runs ffmpeg, and reads the file that it made. */
const make = (...args: readonly string[]): Buffer => {
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);
  return readFileSync(args.at(-1) ?? '');
};

/** Makes them in this folder, with ffmpeg. */
export const makeFiles = async (folder: string): Promise<Files> => {
  mkdirSync(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  const film = make(...BARS, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', at('film.mp4'));
  const song = make(...TONE, '-write_id3v2', '0', '-write_xing', '0', at('song.mp3'));
  const workshop = createWorkshop({ folder, clock: systemClock, logger: silentLogger });
  const notes = new Map<number, Buffer>();
  for (const number of [0, 1, 2, 3]) {
    make('-f', 'lavfi', '-i', `sine=frequency=${300 + 100 * number}:duration=1`, at('tone.wav'));
    await workshop.convert(at('tone.wav'), 'voice', at(`note-${number}.ogg`));
    notes.set(number, readFileSync(at(`note-${number}.ogg`)));
  }
  await workshop.close();
  const makers: Record<FileKind, (number: number) => Buffer | Promise<Buffer>> = {
    audio: (number) => Buffer.concat([song, titleTag(number)]),
    document: documentBytes,
    image: picture,
    sticker: picture,
    video: (number) => Buffer.concat([film, freeBox(number)]),
    voice: (number) => notes.get(number % notes.size) ?? Buffer.alloc(0),
  };
  return { of: async (kind, number) => makers[kind](number) };
};

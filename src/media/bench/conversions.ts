/** Makes sound and films into the forms that WhatsApp shows. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { Unreadable } from '../crossing.ts';
import { isPlainH264 } from '../fits.ts';
import type { Form } from '../../messages/media.ts';
import { lacking } from '../policy.ts';
import { demuxerOf, ffmpeg } from './ffmpeg.ts';
import { asVoiceNote, readMonoOpus } from './opus.ts';
import { discard, endsBelow, type Found, monoOpus, probe, type Tools } from './tracks.ts';

type TrackForm = Exclude<Form, 'image' | 'picture' | 'sticker'>;

const SOUND_BYTES_MAX = 16_000_000;
const FILM_BYTES_MAX = 64_000_000;
const ROUND_SIDE = 480;
/** A file that never ends is cut after a day; the limit of bytes comes first for all that is not silent. */
const SECONDS_MAX = 86_400;

interface Recipe {
  readonly args: readonly string[];
  readonly bytesMax: number;
}

/** Arguments that contain no spaces themselves. */
const words = (args: string): readonly string[] => args.split(' ');

const CLEANED = words('-map_metadata -1 -map_chapters -1 -sn -dn');

/** 16 kHz and frames of 20 ms, which `opus.ts` then groups as phones do. */
const VOICE: Recipe = {
  args: [
    ...words('-map 0:a:0 -vn -ac 1 -ar 16000 -c:a libopus -b:a 24k -vbr on -application voip -frame_duration 20'),
    ...CLEANED,
    ...words('-f ogg'),
  ],
  bytesMax: SOUND_BYTES_MAX,
};

const AUDIO: Recipe = {
  args: [
    ...words('-map 0:a:0 -vn -ac 2 -ar 44100 -c:a aac -b:a 128k -movflags +faststart'),
    ...CLEANED,
    ...words('-f ipod'),
  ],
  bytesMax: SOUND_BYTES_MAX,
};

const EVEN = "scale='min(1280,iw)':'min(1280,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2";
const SQUARE = `crop='min(iw,ih)':'min(iw,ih)',scale=${ROUND_SIDE}:${ROUND_SIDE}`;

const h264 = (filter: string): readonly string[] => [
  '-vf',
  `${filter},format=yuv420p`,
  ...words('-fpsmax 30 -c:v libx264 -preset veryfast -crf 25 -profile:v main -threads 2'),
];

const film = (form: TrackForm, found: Found): Recipe => {
  const isPlain = form !== 'round' && isPlainH264(found.video, found.pixels);
  const picture = isPlain ? words('-c:v copy') : h264(form === 'round' ? SQUARE : EVEN);
  const aac = found.audio === 'aac' ? words('-c:a copy') : words('-c:a aac -b:a 96k -ac 2');
  const sound = form === 'gif' ? ['-an'] : ['-map', '0:a:0?', ...aac];
  return {
    args: ['-map', '0:v:0', ...picture, ...sound, ...CLEANED, ...words('-movflags +faststart -f mp4')],
    bytesMax: FILM_BYTES_MAX,
  };
};

export const convertTracks = async (
  path: string,
  mimetype: string,
  form: TrackForm,
  { into, tools }: { into: string; tools: Tools },
): Promise<void> => {
  if (form === 'voice' && (await regroup(path, mimetype, into, tools))) return;
  if (tools === null) throw new Unreadable('no_reader', lacking(form));
  const recipe = form === 'voice' ? VOICE : form === 'audio' ? AUDIO : film(form, await probe(path, mimetype, tools));
  const part = `${into}.part`;
  try {
    await encode(path, mimetype, { recipe, part, tool: tools.ffmpeg });
    if (form === 'voice') await writeFile(into, grouped(await readFile(part)));
    else await rename(part, into);
  } finally {
    await discard(part);
  }
};

/** Without hybrid and full-band configurations (RFC 6716, table 2), which phones do not record. */
const isWideband = (toc: number): boolean => toc >> 3 < 12 || (toc >> 3 >= 16 && toc >> 3 < 24);

/**
 * Mono Opus of at most wideband is only put into other packets. Without ffmpeg that is done with all mono Opus, which
 * plays on Android at least.
 */
const regroup = async (path: string, mimetype: string, into: string, tools: Tools): Promise<boolean> => {
  const ogg = await monoOpus(path, mimetype);
  const isSpoken = ogg?.packets.slice(2).every(([toc = 0]) => isWideband(toc)) ?? false;
  const note = ogg && (isSpoken || tools === null) ? asVoiceNote(ogg) : null;
  if (note) await writeFile(into, note);
  return note !== null;
};

const grouped = (encoded: Buffer): Buffer => {
  const ogg = readMonoOpus(encoded);
  const note = ogg && asVoiceNote(ogg);
  if (!note) throw new Unreadable('damaged', 'The sound is empty, so that no voice note can be made of it.');
  return note;
};

const encode = async (
  path: string,
  mimetype: string,
  { recipe, part, tool }: { recipe: Recipe; part: string; tool: string },
): Promise<void> => {
  const { args, bytesMax } = recipe;
  const demuxer = demuxerOf(mimetype);
  if (demuxer === null) throw new Unreadable('no_reader', `Waybill cannot read ${mimetype}.`);
  const limits = ['-t', `${SECONDS_MAX}`, '-fs', `${bytesMax}`];
  const complaint = await ffmpeg({ tool, path, demuxer, args: [...limits, ...args, `file:${part}`] });
  if (complaint !== null) {
    throw new Unreadable('damaged', `The ${mimetype} file is damaged or cut off and cannot be converted.`);
  }
  if (!(await endsBelow(part, bytesMax * 0.99))) {
    throw new Unreadable(
      'too_large',
      `Converted, the file would have more than ${bytesMax / 1_000_000} MB. Send a shorter one.`,
    );
  }
};

/** Sound and films: what tracks they have, how long they are, how they look and how loud they are. */
import { open, readFile, rm, stat } from 'node:fs/promises';
import * as v from 'valibot';
import { type Luggage, Unreadable } from '../crossing.ts';
import { fitsOfTracks } from '../fits.ts';
import type { Inspected } from '../inspected.ts';
import { demuxerOf, ffmpeg, ffprobe } from './ffmpeg.ts';
import { isVoiceNote, readMonoOpus, secondsOf } from './opus.ts';
import { loudness } from './loudness.ts';

export type Tools = Luggage['tools'];

const OPUS = 'audio/ogg; codecs=opus';
const OPUS_BYTES_MAX = 32_000_000;
/** A header that claims more than a day is not believed. */
const SECONDS_MAX = 86_400;
/** Longer sound gets no waveform: nobody looks at it, and it would be decoded for nothing. */
const LISTENED_S_MAX = 7200;
const RATE = 8000;
const THUMBNAIL_BYTES_MAX = 16_384;

const Probed = v.object({
  streams: v.optional(
    v.array(
      v.object({
        codec_type: v.optional(v.string()),
        codec_name: v.optional(v.string()),
        pix_fmt: v.optional(v.string()),
        width: v.optional(v.number()),
        height: v.optional(v.number()),
        disposition: v.optional(v.object({ attached_pic: v.optional(v.number()) })),
        side_data_list: v.optional(v.array(v.object({ rotation: v.optional(v.number()) }))),
      }),
    ),
    [],
  ),
  format: v.optional(v.object({ duration: v.optional(v.string()) }), {}),
});

const ENTRIES =
  'format=duration:stream=codec_type,codec_name,pix_fmt,width,height:stream_disposition=attached_pic:stream_side_data=rotation';

export interface Found {
  readonly video: string | null;
  readonly pixels: string | null;
  readonly audio: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
}

const damaged = (mimetype: string): Unreadable =>
  new Unreadable('damaged', `The ${mimetype} file is damaged or cut off and cannot be read.`);

const demuxer = (mimetype: string): string => {
  const name = demuxerOf(mimetype);
  if (name !== null) return name;
  throw new Unreadable(
    'no_reader',
    `Waybill cannot read ${mimetype}. Send MP4, MP3, M4A or Ogg, or send it as a document.`,
  );
};

/** The tracks of a file, without cover pictures. */
export const probe = async (path: string, mimetype: string, tools: NonNullable<Tools>): Promise<Found> => {
  const printed = await ffprobe({
    tool: tools.ffprobe,
    path,
    demuxer: demuxer(mimetype),
    args: ['-show_entries', ENTRIES],
  });
  const probed = v.safeParse(Probed, printed);
  if (!probed.success) throw damaged(mimetype);
  const { streams, format } = probed.output;
  const film = streams.find(({ codec_type, disposition }) => codec_type === 'video' && disposition?.attached_pic !== 1);
  const sound = streams.find(({ codec_type }) => codec_type === 'audio');
  if (!film && !sound) throw damaged(mimetype);
  const turned = (film?.side_data_list ?? []).some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90);
  const [width, height] = turned ? [film?.height, film?.width] : [film?.width, film?.height];
  return {
    video: film ? (film.codec_name ?? 'unknown') : null,
    pixels: film?.pix_fmt ?? null,
    audio: sound ? (sound.codec_name ?? 'unknown') : null,
    width: width || null,
    height: height || null,
    seconds: believable(Number(format.duration)),
  };
};

const believable = (seconds: number): number | null =>
  Number.isFinite(seconds) && seconds > 0 && seconds <= SECONDS_MAX ? seconds : null;

export const inspectTracks = async (path: string, mimetype: string, size: number, tools: Tools): Promise<Inspected> =>
  tools === null ? unprobed(path, mimetype, size) : probed(path, mimetype, size, tools);

const probed = async (path: string, mimetype: string, size: number, tools: NonNullable<Tools>): Promise<Inspected> => {
  const found = await probe(path, mimetype, tools);
  if (found.video === null) return sound(path, mimetype.replace(/^video\//, 'audio/'), size, tools, found);
  const thumbnail = await frameOf(path, mimetype, tools);
  const { width, height, seconds } = found;
  const fits = fitsOfTracks({ mimetype, seconds, codecs: found, width, height, voicePackets: false });
  return {
    mimetype,
    kind: 'video',
    size,
    width,
    height,
    seconds,
    animated: true,
    thumbnail,
    waveform: null,
    fits,
    flaw: null,
  };
};

/** The sound is decoded to its end, so that its length is heard and not believed. */
const sound = async (
  path: string,
  mimetype: string,
  size: number,
  tools: NonNullable<Tools>,
  found: Found,
): Promise<Inspected> => {
  const meter = loudness(RATE);
  const args = ['-map', '0:a:0', '-t', `${LISTENED_S_MAX}`, '-ac', '1', '-ar', `${RATE}`, '-f', 's16le', 'pipe:1'];
  const complaint = await ffmpeg({ tool: tools.ffmpeg, path, demuxer: demuxer(mimetype), args }, meter.hear);
  const heard = meter.seconds();
  if (complaint !== null || heard === 0) throw damaged(mimetype);
  const isWhole = heard < LISTENED_S_MAX;
  const seconds = isWhole ? heard : found.seconds;
  const isVoice = (await opusIn(path, mimetype, size))?.isVoice ?? false;
  const fits = fitsOfTracks({ mimetype, seconds, codecs: found, width: null, height: null, voicePackets: isVoice });
  const waveform = isWhole ? meter.waveform() : null;
  const nothing = { width: null, height: null, animated: false, thumbnail: null, flaw: null };
  return { mimetype, kind: 'audio', size, seconds, waveform, fits, ...nothing };
};

/** Without ffprobe the type alone decides, and only Opus tells its length. */
const unprobed = async (path: string, mimetype: string, size: number): Promise<Inspected> => {
  const opus = await opusIn(path, mimetype, size);
  const fits = fitsOfTracks({
    mimetype,
    seconds: null,
    codecs: null,
    width: null,
    height: null,
    voicePackets: opus?.isVoice ?? false,
  });
  const isFilm = mimetype.startsWith('video/');
  return {
    mimetype,
    kind: isFilm ? 'video' : 'audio',
    size,
    width: null,
    height: null,
    seconds: believable(opus?.seconds ?? 0),
    animated: isFilm,
    thumbnail: null,
    waveform: null,
    fits,
    flaw: null,
  };
};

const opusIn = async (path: string, mimetype: string, size: number) => {
  if (mimetype !== OPUS || size > OPUS_BYTES_MAX) return null;
  const ogg = readMonoOpus(await readFile(path));
  return ogg && { ogg, isVoice: isVoiceNote(ogg), seconds: secondsOf(ogg) };
};

/** The sound of a file of mono Opus whose packets can be regrouped, or null. */
export const monoOpus = async (path: string, mimetype: string) => {
  const { size } = await stat(path);
  return (await opusIn(path, mimetype, size))?.ogg ?? null;
};

/** The first frame as a small JPEG. A film whose first frame cannot be decoded cannot be shown. */
const frameOf = async (path: string, mimetype: string, tools: NonNullable<Tools>): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  const scale = 'scale=96:96:force_original_aspect_ratio=decrease:force_divisible_by=2';
  const args = [
    '-map',
    '0:v:0',
    '-frames:v',
    '1',
    '-vf',
    scale,
    '-q:v',
    '8',
    '-c:v',
    'mjpeg',
    '-f',
    'image2pipe',
    'pipe:1',
  ];
  const complaint = await ffmpeg({ tool: tools.ffmpeg, path, demuxer: demuxer(mimetype), args }, (chunk) => {
    chunks.push(chunk);
  });
  const picture = Buffer.concat(chunks);
  if (complaint !== null || picture.length === 0 || picture.length > THUMBNAIL_BYTES_MAX) throw damaged(mimetype);
  return picture;
};

/** Removes a file that may not be there. */
export const discard = (path: string): Promise<void> => rm(path, { force: true });

/** Whether a file is below `bytes`, which ffmpeg does not say when it has stopped at its limit. */
export const endsBelow = async (path: string, bytes: number): Promise<boolean> => {
  const file = await open(path);
  try {
    return (await file.stat()).size < bytes;
  } finally {
    await file.close();
  }
};

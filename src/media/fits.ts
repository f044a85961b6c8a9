/** The forms that bytes have already, by their measures. Pure. */
import type { Form } from '../messages/media.ts';

export interface Picture {
  readonly mimetype: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** Whether it is sRGB or grey. Phones show CMYK in wrong colours or not at all. */
  readonly screenColours: boolean;
}

export interface Tracks {
  readonly mimetype: string;
  readonly seconds: number | null;
  /** Null without ffprobe, when the type alone decides. */
  readonly codecs: {
    readonly video: string | null;
    readonly pixels: string | null;
    readonly audio: string | null;
  } | null;
  readonly width: number | null;
  readonly height: number | null;
  /** The packets follow the rule of `opus.ts`. */
  readonly voicePackets: boolean;
}

export const STICKER_SIDE = 512;
/** The limit for a sticker of any sort: above it phones refuse to send or forward one. */
export const STICKER_BYTES_MAX = 1_000_000;
/** WhatsApp's own limit for animated stickers. */
export const STICKER_SECONDS_MAX = 10;
/** Phones record video notes of one minute. */
export const ROUND_SECONDS_MAX = 60;

/** The audio files that phones play, after Meta's list of supported types. */
const PLAYED: Readonly<Record<string, readonly string[]>> = {
  'audio/aac': ['aac'],
  'audio/amr': ['amr_nb', 'amr_wb'],
  'audio/mp4': ['aac'],
  'audio/mpeg': ['mp3', 'mp2'],
  'audio/ogg; codecs=opus': ['opus'],
};

/** The types that may need no conversion for a form. Whether a file does is for its measures to say. */
export const TYPES_OF: Readonly<Record<Form, readonly string[]>> = {
  image: ['image/jpeg', 'image/png'],
  sticker: ['image/webp'],
  voice: ['audio/ogg; codecs=opus'],
  audio: Object.keys(PLAYED),
  video: ['video/mp4'],
  gif: ['video/mp4'],
  round: ['video/mp4'],
  // A picture of a group is always cut to its square.
  picture: [],
};

export const fitsOfPicture = ({ mimetype, size, width, height, frames, screenColours }: Picture): readonly Form[] => {
  if (TYPES_OF.image.includes(mimetype)) return screenColours && frames === 1 ? ['image'] : [];
  const square = width === STICKER_SIDE && height === STICKER_SIDE;
  return TYPES_OF.sticker.includes(mimetype) && square && size <= STICKER_BYTES_MAX ? ['sticker'] : [];
};

export const fitsOfTracks = (tracks: Tracks): readonly Form[] =>
  tracks.mimetype.startsWith('video/') ? fitsOfFilm(tracks) : fitsOfSound(tracks);

const fitsOfSound = ({ mimetype, codecs, voicePackets }: Tracks): readonly Form[] => {
  const played = PLAYED[mimetype];
  const plays = played !== undefined && (codecs === null || played.includes(codecs.audio ?? ''));
  return [...(plays ? (['audio'] as const) : []), ...(voicePackets ? (['voice'] as const) : [])];
};

/** H.264 of 8 bits and 4:2:0 with AAC or no sound, in MP4. */
const fitsOfFilm = ({ mimetype, codecs, width, height, seconds }: Tracks): readonly Form[] => {
  if (!TYPES_OF.video.includes(mimetype)) return [];
  if (codecs === null) return ['video'];
  if (!isPlainH264(codecs.video, codecs.pixels) || ![null, 'aac'].includes(codecs.audio)) return [];
  const isRound = width !== null && width === height && seconds !== null && seconds <= ROUND_SECONDS_MAX;
  return ['video', ...(codecs.audio === null ? (['gif'] as const) : []), ...(isRound ? (['round'] as const) : [])];
};

/** Such a picture track is copied, not encoded again. */
export const isPlainH264 = (video: string | null, pixels: string | null): boolean =>
  video === 'h264' && (pixels === 'yuv420p' || pixels === 'yuvj420p');

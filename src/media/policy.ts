/** Decides which bytes may be sent as what, and what must be done to them first. Pure. */
import { ROUND_SECONDS_MAX } from './fits.ts';
import type { Capabilities, Flaw, Inspected, MediaUse } from './inspected.ts';
import type { Form, MediaKind } from '../messages/media.ts';
import { ok, type RefusalCode, type Result, refuse } from '../kernel/result.ts';

/** The kinds of bytes that each use takes. */
export const TAKES: Readonly<Record<Form, readonly MediaKind[]>> = {
  image: ['image', 'sticker'],
  sticker: ['image', 'sticker'],
  voice: ['audio'],
  audio: ['audio'],
  video: ['video'],
  gif: ['video'],
  round: ['video'],
  picture: ['image', 'sticker'],
};

const CODES: Readonly<Record<Flaw['reason'], RefusalCode>> = {
  empty: 'media.unreadable',
  damaged: 'media.unreadable',
  too_large: 'media.unreadable',
  overran: 'media.unreadable',
  no_reader: 'media.conversion_unavailable',
};

const OPUS = 'audio/ogg; codecs=opus';

/** These are made without ffmpeg. */
const FREE: readonly Form[] = ['image', 'sticker', 'picture'];

const takes = (use: Form, { kind, mimetype, animated }: Inspected): boolean =>
  TAKES[use].includes(kind) || (use === 'gif' && mimetype === 'image/gif' && animated);

const mismatch = (use: Form, { mimetype, kind }: Inspected): Result<never> =>
  refuse(
    'media.type_mismatch',
    use === 'picture'
      ? `These bytes are ${mimetype}, and a profile or a group shows a picture alone. Give a JPEG, PNG or WebP.`
      : `These bytes are ${mimetype}, which cannot be sent as ${use}. ` +
          (kind === 'document' ? 'Send them as a document.' : `Send them as ${kind} or as a document.`),
  );

const isPossible = (form: Form, { mimetype }: Inspected, { ffmpeg, forms }: Capabilities): boolean =>
  forms.includes(form) || (ffmpeg === null && form === 'voice' && mimetype === OPUS);

/**
 * The form that a file must be converted to before it is sent as `use`; null when it is fine as it is. Refused at once:
 * bytes of another kind, unreadable bytes, and conversions that need a program which is not installed.
 */
export const formNeeded = (use: MediaUse, inspected: Inspected, can: Capabilities): Result<Form | null> => {
  const { fits, flaw } = inspected;
  if (flaw?.reason === 'empty') return refuse('media.unreadable', flaw.detail);
  if (use === 'document') return ok(null);
  if (!takes(use, inspected)) return mismatch(use, inspected);
  if (flaw) return refuse(CODES[flaw.reason], flaw.detail);
  if (fits.includes(use)) return ok(null);
  if (use === 'round' && (inspected.seconds ?? 0) > ROUND_SECONDS_MAX) {
    return refuse('media.too_large', 'A video note lasts at most 60 seconds. Send this as a video.');
  }
  return isPossible(use, inspected, can) ? ok(use) : refuse('media.conversion_unavailable', lacking(use));
};

/** The sentence for a conversion that this installation cannot do. */
export const lacking = (form: Form): string =>
  FREE.includes(form)
    ? `Waybill cannot convert this to ${form} here. Send a JPEG, PNG or WebP.`
    : `To send this as ${form} it must be converted, which needs ffmpeg. Install ffmpeg beside Waybill and start it again, or send the file as a document.`;

/** The forms that can be made with these encoders. */
export const formsWith = (encoders: ReadonlySet<string>): readonly Form[] => {
  const film: readonly Form[] = encoders.has('libx264') && encoders.has('aac') ? ['video', 'gif', 'round'] : [];
  return [
    ...FREE,
    ...(encoders.has('libopus') ? (['voice'] as const) : []),
    ...(encoders.has('aac') ? (['audio'] as const) : []),
    ...film,
  ];
};

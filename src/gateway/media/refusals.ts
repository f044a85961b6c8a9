/** Why an upload is refused, and the name of what was fetched. */
import type { MediaState } from '../../events/facts/media.ts';
import { type Refusal, type Result, refuse } from '../../kernel/result.ts';
import type { MediaUse } from '../../media/inspected.ts';
import type { MediaKind, MediaLimits } from '../../messages/media.ts';

export const notFound = (): Result<never> =>
  refuse('media.not_found', 'There is no upload with this id, or its time is over. Upload the file again.');

export const notThereYet = (): Result<never> =>
  refuse('media.not_found', 'The file is not there yet: the first attempt of its message fetches it.');

/** The file of a message that came in, which is not on disk. */
export const notReceived = (state: MediaState): Result<never> =>
  refuse(
    'media.not_found',
    `The file of this message is not here; it is ${state}. POST /api/whatsapp/messages/ID/media/fetch asks for it again.`,
  );

/** What a use is limited by. */
export const LIMITED: Readonly<Record<MediaUse, MediaKind>> = {
  image: 'image',
  sticker: 'sticker',
  voice: 'audio',
  audio: 'audio',
  video: 'video',
  gif: 'video',
  round: 'video',
  picture: 'image',
  document: 'document',
};

export const tooLarge = (kind: MediaKind, limit: number, size: number): Result<never> => {
  const hint = kind === 'document' ? '' : ' A document may be larger: "asDocument": true sends it as one.';
  const detail = `This file has more bytes than WhatsApp shows as ${kind}: at most ${limit}.${hint}`;
  return { ok: false, refusal: { code: 'media.too_large', detail, members: { limit, size, kind } } };
};

/** Null if a file of this size can be sent as a use. */
export const overLimit = (limits: MediaLimits, use: MediaUse, size: number): Result<never> | null => {
  const kind = LIMITED[use];
  return size > limits[kind] ? tooLarge(kind, limits[kind], size) : null;
};

/** Why an address could not be fetched. Any file may be as large as a document. */
export const unfetched = (refusal: Refusal): Result<never> => ({
  ok: false,
  refusal:
    refusal.code === 'media.too_large' ? { ...refusal, members: { ...refusal.members, kind: 'document' } } : refusal,
});

/** The last part of an address's path, as the name of a file. */
export const nameIn = (address: string): string => {
  const last = new URL(address).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || 'file';
  } catch {
    return last;
  }
};

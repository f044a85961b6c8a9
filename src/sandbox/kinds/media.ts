/** The fields that all kinds with a file share. */
import type { proto } from 'baileys/WAProto/index.js';
import type { Surroundings } from './kind.ts';
import type { Media } from './shown.ts';

/** The fields of a file in a message. A kind that lacks one leaves it out. */
interface MediaFields {
  readonly mimetype?: string | null;
  readonly directPath?: string | null;
  readonly mediaKey?: Uint8Array | null;
  readonly fileEncSha256?: Uint8Array | null;
  readonly fileSha256?: Uint8Array | null;
  readonly fileLength?: proto.Message.IImageMessage['fileLength'];
  readonly width?: number | null;
  readonly height?: number | null;
  readonly seconds?: number | null;
  readonly jpegThumbnail?: Uint8Array | null;
  readonly pngThumbnail?: Uint8Array | null;
  readonly waveform?: Uint8Array | null;
}

const encoded = (bytes: Uint8Array | null | undefined, as: 'base64' | 'hex'): string =>
  Buffer.from(bytes ?? []).toString(as);

const orNull = (bytes: Uint8Array | null | undefined): string | null =>
  bytes && bytes.length > 0 ? encoded(bytes, 'base64') : null;

const decoded = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text, 'base64'));

export const mediaOf = (fields: MediaFields): Media => ({
  mimetype: fields.mimetype ?? '',
  size: Number(String(fields.fileLength ?? 0)),
  sha256: encoded(fields.fileSha256, 'hex'),
  width: fields.width || null,
  height: fields.height || null,
  seconds: fields.seconds || null,
  thumbnail: orNull(fields.jpegThumbnail ?? fields.pngThumbnail),
  waveform: orNull(fields.waveform),
  sealed: {
    directPath: fields.directPath ?? '',
    key: encoded(fields.mediaKey, 'base64'),
    sha256: encoded(fields.fileEncSha256, 'base64'),
  },
});

/** The fields that every kind with a file has. */
export const mediaFields = (media: Media, { urlOf, at }: Surroundings) => ({
  url: urlOf(media.sealed.directPath),
  directPath: media.sealed.directPath,
  mediaKey: Buffer.from(media.sealed.key, 'base64'),
  fileEncSha256: Buffer.from(media.sealed.sha256, 'base64'),
  fileSha256: Buffer.from(media.sha256, 'hex'),
  fileLength: media.size,
  mediaKeyTimestamp: at,
  mimetype: media.mimetype,
});

export const measuresOf = ({ width, height }: Media) => ({ width, height });
export const thumbnailOf = ({ thumbnail }: Media): Buffer | null => decoded(thumbnail);
export const waveformOf = ({ waveform }: Media): Buffer | null => decoded(waveform);

/** The fields that all kinds with a file share. */
import type { RemoteFile } from '../../../messages/beside.ts';
import type { MediaKind } from '../../../messages/media.ts';
import { plainName } from '../../../messages/media-source.ts';
import type { HeardFile } from '../../heard.ts';
import type { Attachment } from './kind.ts';
import { base64Of, wordOf } from './words.ts';

/** Protocol times of a file are in seconds. */
const SECOND_MS = 1_000;

export const uploadedFields = ({ uploaded, mimetype }: Attachment) => ({
  url: uploaded.url,
  directPath: uploaded.directPath,
  mediaKey: uploaded.mediaKey,
  fileEncSha256: uploaded.fileEncSha256,
  fileSha256: uploaded.fileSha256,
  fileLength: uploaded.fileLength,
  mediaKeyTimestamp: Math.floor(uploaded.mediaKeyTimestamp / SECOND_MS),
  mimetype,
});

export const measures = ({ width, height }: Attachment) => ({
  ...(width === null ? {} : { width }),
  ...(height === null ? {} : { height }),
});

export const lasting = ({ seconds }: Attachment) => (seconds === null ? {} : { seconds: Math.ceil(seconds) });

export const thumbnailed = ({ thumbnail }: Attachment) => (thumbnail === null ? {} : { jpegThumbnail: thumbnail });

export const captioned = (caption: string | undefined) => (caption === undefined ? {} : { caption });

/** A number; one of 64 bits is an object. */
type Whole = number | { toString(): string };

/** The fields of all members that name a file. */
interface FileFields {
  readonly url?: string | null;
  readonly directPath?: string | null;
  readonly mediaKey?: Uint8Array | null;
  readonly fileSha256?: Uint8Array | null;
  readonly fileEncSha256?: Uint8Array | null;
  readonly fileLength?: Whole | null;
  readonly mimetype?: string | null;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly seconds?: number | null;
  readonly fileName?: string | null;
  readonly jpegThumbnail?: Uint8Array | null;
  readonly waveform?: Uint8Array | null;
}

/** More bytes than any phone makes of them. */
const THUMBNAIL_MAX = 65_536;
const WAVEFORM_MAX = 1_024;

/** Bytes in base64; null for none, and for more than `max`. */
export const bytesOf = (bytes: Uint8Array | null | undefined, max = THUMBNAIL_MAX): string | null =>
  bytes && bytes.length > 0 && bytes.length <= max ? base64Of(bytes) : null;

/** A whole number above 0; null for what the sender does not say. */
const countOf = (given: Whole | null | undefined): number | null => {
  const count = Number(String(given ?? 0));
  return Number.isSafeInteger(count) && count > 0 ? count : null;
};

/** A type and at most one parameter. A fact holds it, so it has no room for words. */
const MIMETYPE = /^[\w.+-]{1,127}\/[\w.+-]{1,127}(?:; ?[\w-]{1,20}=[\w".+-]{1,40})?$/;
const UNKNOWN_TYPE = 'application/octet-stream';

const remoteIn = (fields: FileFields): RemoteFile | null => {
  const mediaKey = bytesOf(fields.mediaKey);
  const url = wordOf(fields.url);
  const directPath = wordOf(fields.directPath);
  if (mediaKey === null || (url === null && directPath === null)) return null;
  return {
    url,
    directPath,
    mediaKey,
    fileSha256: bytesOf(fields.fileSha256),
    fileEncSha256: bytesOf(fields.fileEncSha256),
    fileName: plainName(fields.fileName ?? ''),
    thumbnail: bytesOf(fields.jpegThumbnail),
    waveform: bytesOf(fields.waveform, WAVEFORM_MAX),
  };
};

/** The file that a member names; null if it has no key or no place, so that nobody could fetch and open it. */
export const fileIn = (kind: MediaKind, fields: FileFields): HeardFile | null => {
  const remote = remoteIn(fields);
  if (remote === null) return null;
  const mimetype = fields.mimetype ?? '';
  return {
    kind,
    mimetype: MIMETYPE.test(mimetype) ? mimetype : UNKNOWN_TYPE,
    size: countOf(fields.fileLength),
    width: countOf(fields.width),
    height: countOf(fields.height),
    seconds: countOf(fields.seconds),
    remote,
  };
};

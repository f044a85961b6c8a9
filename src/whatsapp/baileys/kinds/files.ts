/** The fields that all kinds with a file share. */
import type { Attachment } from './kind.ts';

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

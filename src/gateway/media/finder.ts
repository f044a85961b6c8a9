/** Finds the files that links send. */
import type { EventLog } from '../../events/log/log.ts';
import type { MediaFiles } from '../../messages/media.ts';
import type { MediaIndex } from '../../messages/media-index.ts';
import type { Reads } from '../../projections/reads.ts';
import type { MediaFile } from '../../whatsapp/media-file.ts';

interface FinderPorts {
  readonly log: Pick<EventLog, 'beside'>;
  readonly reads: Pick<Reads, 'media'>;
  readonly files: Pick<MediaFiles, 'pathOf'>;
  readonly index: Pick<MediaIndex, 'hashOf'>;
}

const bytesIn = (text: string | null): Uint8Array | null => (text === null ? null : Buffer.from(text, 'base64'));

/** The file of an upload as a link needs it; null once it is gone. A job that has not ended keeps it. */
export const fileFinder =
  ({ log, reads, files, index }: FinderPorts) =>
  (id: string): MediaFile | null => {
    const row = reads.media.byId(id);
    const sha256 = index.hashOf(id);
    const record = row && log.beside('file', row.fileAt, 0);
    if (!row || !record || sha256 === null) return null;
    const { mimetype, size, width, height, seconds } = row;
    const { fileName, thumbnail, waveform } = record;
    const drawn = { thumbnail: bytesIn(thumbnail), waveform: bytesIn(waveform) };
    return {
      id: row.id,
      path: files.pathOf(sha256),
      sha256,
      mimetype,
      size,
      fileName,
      width,
      height,
      seconds,
      ...drawn,
    };
  };

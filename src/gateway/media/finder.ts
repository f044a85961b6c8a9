/** Finds the files that links send. */
import type { EventLog } from '../../events/log/log.ts';
import type { FileRecord } from '../../messages/beside.ts';
import type { MediaFiles } from '../../messages/media.ts';
import type { MediaIndex } from '../../messages/media-index.ts';
import type { Reads } from '../../projections/reads.ts';
import type { MediaFile } from '../../whatsapp/media-file.ts';
import { createFileRecords } from './file-records.ts';

interface FinderPorts {
  readonly log: Pick<EventLog, 'beside'>;
  readonly reads: Pick<Reads, 'media'>;
  readonly files: Pick<MediaFiles, 'pathOf'>;
  readonly index: Pick<MediaIndex, 'hashOf'>;
}

/** Bytes in memory of their own: a thread that gets a part of a larger memory gets a copy of all of it. */
const bytesIn = (text: string | null): Uint8Array | null =>
  text === null ? null : Uint8Array.from(Buffer.from(text, 'base64'));

/** The file of an upload as a link needs it; null once it is gone. A job that has not ended keeps it. */
export const fileFinder = ({ log, reads, files, index }: FinderPorts) => {
  const recordOf = createFileRecords(log);
  const decoded = new WeakMap<FileRecord, Pick<MediaFile, 'thumbnail' | 'waveform'>>();

  const drawnIn = (record: FileRecord): Pick<MediaFile, 'thumbnail' | 'waveform'> => {
    const known = decoded.get(record);
    if (known) return known;
    const drawn = { thumbnail: bytesIn(record.thumbnail), waveform: bytesIn(record.waveform) };
    decoded.set(record, drawn);
    return drawn;
  };

  return (id: string): MediaFile | null => {
    const row = reads.media.byId(id);
    const sha256 = index.hashOf(id);
    const record = row && recordOf(row);
    if (!row || !record || sha256 === null) return null;
    const { mimetype, size, width, height, seconds } = row;
    const measures = { mimetype, size, width, height, seconds };
    return {
      id: row.id,
      path: files.pathOf(sha256),
      sha256,
      fileName: record.fileName,
      ...measures,
      ...drawnIn(record),
    };
  };
};

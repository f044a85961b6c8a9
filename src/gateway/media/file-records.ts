/**
 * The records of files that are being sent. One picture for a thousand people is read and checked once.
 *
 * A record never changes. Whether its upload is still there is said by the row of the upload and by the index, which are
 * read each time.
 */
import type { EventLog } from '../../events/log/log.ts';
import type { FileRecord } from '../../messages/beside.ts';
import type { MediaRow } from '../../projections/media.ts';
import { keepLatest } from '../../kernel/latest.ts';

export type FileRecords = (row: Pick<MediaRow, 'fileAt'>) => FileRecord | null;

/** At a few kilobytes each. */
const RECORDS_MAX = 100;

export const createFileRecords = (log: Pick<EventLog, 'beside'>): FileRecords => {
  /** By position, the least recently read first. */
  const known = new Map<number, FileRecord>();
  return ({ fileAt }) => {
    const record = known.get(fileAt) ?? log.beside('file', fileAt, 0);
    if (record === null) return null;
    keepLatest(known, fileAt, record, RECORDS_MAX);
    return record;
  };
};

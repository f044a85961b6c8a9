/** What a data folder says of its messages and files, by its facts and by its tables. */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { EventLog } from '../../src/events/log/log.ts';
import { partsOfStream } from '../../src/kernel/ids.ts';
import { foldStream } from '../../src/machines/evolve.ts';
import { openReads } from '../../src/projections/reads.ts';
import { mediaFolder } from '../../src/storage/media/layout.ts';
import { mediaReader } from '../../src/storage/media/media-reader.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteMediaIndex } from '../../src/storage/sqlite/media-index.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';

const openLog = async (data: string): Promise<{ db: Database; log: EventLog }> => {
  const db = openDatabase(join(data, 'waybill.db'));
  const projections = openProjections(db);
  const log = sqliteLog(db, { project: projections });
  await projections.catchUp(log);
  return { db, log };
};

export const foldedIn = async (data: string) => {
  const { db, log } = await openLog(data);
  const reads = openReads(db, log);
  const index = sqliteMediaIndex(db);
  const files = mediaReader(mediaFolder(data));
  const streams = log.streams('', 1_000);
  const ofKind = (kind: string) => streams.filter((stream) => partsOfStream(stream).kind === kind);
  const jobs = ofKind('job').map((stream) => {
    const job = reads.jobs.byId(partsOfStream(stream).id);
    return { ...job, content: job && log.content(job.contentAt) };
  });
  const media = await Promise.all(
    ofKind('media').map(async (stream) => {
      const id = `med_${partsOfStream(stream).id.split('/')[1]}`;
      const sha256 = index.hashOf(id);
      const record = log.beside('file', log.streamId(stream) ?? 0, 0);
      return { ...reads.media.byId(id), sha256, record, file: sha256 && (await files.check(sha256)) };
    }),
  );
  const folded = {
    head: log.head(),
    streams: Object.fromEntries(
      streams.map((stream) => {
        const snapshot = foldStream(stream, log.read(stream));
        return [stream, snapshot];
      }),
    ),
    jobs,
    media,
    awaited: reads.line.awaited(),
    uploads: db.prepare("select count(*) from whatsapp_keys where type = 'waybill-upload'").pluck().get(),
  };
  await log.close();
  // As JSON holds it.
  return JSON.parse(JSON.stringify(folded)) as Record<string, unknown>;
};

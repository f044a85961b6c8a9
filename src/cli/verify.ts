import type { Database } from 'better-sqlite3';
import { type AuditStep, createAudit } from '../gateway/operation/audit.ts';
import { systemClock } from '../kernel/clock.ts';
import { mediaReader } from '../storage/media/media-reader.ts';
import { mediaFolder } from '../storage/media/layout.ts';
import { openReads } from '../projections/reads.ts';
import { sqliteMediaIndex } from '../storage/sqlite/media-index.ts';
import { projections } from '../projections/all.ts';
import type { Command } from './command.ts';
import { configured } from './configured.ts';
import { EXIT } from './exits.ts';
import { readData } from './opened.ts';
import { type Progress, progressOf } from './progress.ts';
import { count } from '../story/words.ts';

/** Counts the streams that began up to a position. The id of a stream is its first position. */
const countStreams = (db: Database, position: number): number =>
  db.prepare<[number], number>('select count(*) from streams where id <= ?').pluck().get(position) ?? 0;

/** The first fault that SQLite finds in a page or an index of the file; null if there is none. */
const fileProblem = (db: Database): string | null => {
  const found = db.pragma('integrity_check(1)', { simple: true });
  return found === 'ok' ? null : `the file is damaged: ${String(found).replaceAll('\n', ' ')}`;
};

/** Checks the history for consistency. */
export const verify: Command = {
  about: [
    'Checks that the hash chain holds from the first fact to the last, across those that were archived, that every fact is legal',
    'where it stands and led where it says, that every text is what its key says, that every projection equals its rebuild,',
    'that every file of media is there, unchanged and needed, and that the pages and indexes of the file are sound. It writes nothing, and works while the server runs; what is appended',
    'meanwhile is not looked at. Where a file of the archive is not there, it says which facts it could not check, and ends with 1.',
  ].join(' '),
  exits: [EXIT.io, EXIT.configuration],
  async run(_, shell) {
    const config = configured(shell);
    return readData(config, async ({ db, log }) => {
      const files = mediaReader(mediaFolder(config.data));
      const reads = openReads(db, log);
      const media = { files, reads, index: sqliteMediaIndex(db) };
      const bars = new Map<AuditStep, Progress>();
      const report = await createAudit({ db, log, clock: systemClock, media }).run((step, position, head) => {
        const bar = bars.get(step) ?? progressOf(shell, `checking the ${step}`);
        bars.set(step, bar);
        bar.at(position, head);
      });
      const problem = report.problem ?? fileProblem(db);
      if (problem !== null) {
        shell.out(`PROBLEM  ${problem}`);
        return EXIT.failed;
      }
      const streams = countStreams(db, report.position);
      shell.out(`chain        ok, ${count(report.position, 'fact')}, head ${log.head().hash.slice(0, 16)}…`);
      shell.out(`streams      ok, ${count(streams, 'stream')}, every fact legal where it stands`);
      shell.out(`projections  ok, ${count(projections.length, 'table')} equal to the rebuild`);
      shell.out(`media        ok, ${count(reads.media.totals().uploads, 'upload')}, every file whole`);
      return EXIT.done;
    });
  },
};

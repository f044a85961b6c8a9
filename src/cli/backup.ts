import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { mediaBeside } from '../storage/media/copies.ts';
import { mediaFolder } from '../storage/media/layout.ts';
import { type BackupProgress, backupTo } from '../storage/sqlite/backup.ts';
import type { Command } from './command.ts';
import { configured } from './configured.ts';
import { EXIT } from './exits.ts';
import { readData, refuseCopy } from './opened.ts';
import { progressOf } from './progress.ts';

const hasSegments = (db: Database): boolean => db.prepare('select 1 from segments').get() !== undefined;

/** Copies the database while it is in use. */
export const backup: Command = {
  words: ['FILE'],
  about: [
    'Writes a copy of the whole database to FILE, which must not exist yet: the history, the texts, the users and the keys of the',
    'linked accounts. These are encrypted, and the key that opens them is not in the copy: keep that too, and apart from it (it is',
    'the file encryption-key in the data folder, or WAYBILL_ENCRYPTION_KEY). Works while the server runs, and is of one moment.',
    'The files of media that it needs come to the folder FILE.media, as hard links where the disk has them: keep both together.',
    "Older facts that were moved to the folder archive are not in the copy either. 'waybill restore FILE' puts it in place.",
  ].join(' '),
  exits: [EXIT.io, EXIT.configuration],
  async run({ words: [file = ''] }, shell) {
    const config = configured(shell);
    refuseCopy(config);
    return readData(config, async ({ db }) => {
      // Within one read transaction. Otherwise each commit of a running server would restart the copy.
      db.exec('begin');
      const { at } = progressOf(shell, 'copying pages');
      const progress = ({ pagesDone, pagesTotal }: BackupProgress) => at(pagesDone, pagesTotal);
      const { head } = await backupTo(db, resolve(file), progress, mediaFolder(config.data), () =>
        db.exec('rollback; begin'),
      );
      if (existsSync(mediaBeside(resolve(file)))) shell.out(`The files of media are in ${mediaBeside(resolve(file))}.`);
      shell.out(`Backed up to ${resolve(file)}, up to position ${head.position}.`);
      if (hasSegments(db)) shell.out('What was archived is not in it: keep a copy of the folder archive as well.');
      return EXIT.done;
    });
  },
};

import { resolve } from 'node:path';
import { backupTo } from '../events/backup.ts';
import type { Command } from './command.ts';
import { configured } from './configured.ts';
import { EXIT } from './exits.ts';
import { readData } from './opened.ts';
import { progressOf } from './progress.ts';

/** Copies the database while it is in use. */
export const backup: Command = {
  words: ['FILE'],
  about: [
    'Writes a copy of the whole database to FILE, which must not exist yet: the history, the texts, the users and the keys of the',
    'linked accounts. These are encrypted, and the key that opens them is not in the copy: keep that too, and apart from it (it is',
    'the file encryption-key in the data folder, or WAYBILL_ENCRYPTION_KEY). Works while the server runs, and is of one moment.',
    'To restore, stop the server, put the copy into an empty data folder as waybill.db, the key beside it, and start.',
  ].join(' '),
  exits: [EXIT.io, EXIT.configuration],
  run: async ({ words: [file = ''] }, shell) =>
    readData(configured(shell), async ({ db }) => {
      // Within one read transaction: else each commit of a running server would make the copy begin anew.
      db.exec('begin');
      const position = db.prepare<[], number>('select position from head').pluck().get();
      const { at } = progressOf(shell, 'copying pages');
      await backupTo(db, resolve(file), ({ pagesDone, pagesTotal }) => at(pagesDone, pagesTotal));
      shell.out(`Backed up to ${resolve(file)}, up to position ${position}.`);
      return EXIT.done;
    }),
};

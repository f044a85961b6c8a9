/** The erasures whose traces are still in the database or beside it, and the removal of those in the database. */
import type { Database } from 'better-sqlite3';
import type { ErasureWork } from '../../events/log/erasure-work.ts';
import type { EventLog } from '../../events/log/log.ts';
import { diskFault } from './disk-fault.ts';
import { scrubber } from './scrub.ts';

const FAILED = 'Erased content cannot be removed from the disk';

export const sqliteErasureWork = (db: Database, log: Pick<EventLog, 'onCommit'>): ErasureWork => {
  const unfinished = db.prepare<[], number>('select position from unfinished_erasures order by position').pluck();
  const remove = db.prepare<[number]>('delete from unfinished_erasures where position = ?');
  const { look, scrub } = scrubber(db);
  log.onCommit(look);
  const removeAll = db.transaction((positions: readonly number[]) => {
    for (const position of positions) remove.run(position);
  });
  return {
    unfinished: () => unfinished.all(),
    finished(positions) {
      try {
        removeAll(positions);
      } catch (thrown) {
        throw diskFault(FAILED, thrown) ?? thrown;
      }
    },
    async wipe() {
      try {
        return (await scrub()) !== null;
      } catch (thrown) {
        throw diskFault(FAILED, thrown) ?? thrown;
      }
    },
  };
};

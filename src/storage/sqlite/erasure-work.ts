/** The erasures whose traces are still in the database or beside it, and the removal of those in the database. */
import type { Database } from 'better-sqlite3';
import type { ErasureWork } from '../../events/log/erasure-work.ts';
import { truncate } from './checkpoint.ts';
import { diskFault } from './disk-fault.ts';

const orFault = <T>(work: () => T): T => {
  try {
    return work();
  } catch (thrown) {
    throw diskFault('Erased content cannot be removed from the disk', thrown) ?? thrown;
  }
};

export const sqliteErasureWork = (db: Database): ErasureWork => {
  const unfinished = db.prepare<[], number>('select position from unfinished_erasures order by position').pluck();
  const remove = db.prepare<[number]>('delete from unfinished_erasures where position = ?');
  return {
    unfinished: () => unfinished.all(),
    finished: (positions) =>
      orFault(() =>
        db.transaction(() => {
          for (const position of positions) remove.run(position);
        })(),
      ),
    async wipe() {
      return orFault(() => truncate(db));
    },
  };
};

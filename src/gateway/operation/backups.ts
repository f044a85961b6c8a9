/** Backups of a running Waybill: one at a time, into one folder. Clients cannot choose the file name. */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { type Backup, backupTo } from '../../storage/sqlite/backup.ts';
import { makeFolder } from '../../storage/sqlite/files.ts';
import type { Journal } from '../../events/log/journal.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Fault, messageOf } from '../../kernel/fault.ts';
import { streamOf } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';

export interface NamedBackup extends Backup {
  readonly name: string;
}

export interface Backups {
  /**
   * Copies the database while it is in use. The copy contains everything that was on disk at the time of the call.
   * @throws Fault if the copy cannot be written, or if `stop` aborts.
   */
  make(caller: Caller, stop?: AbortSignal): Promise<Result<NamedBackup>>;
}

interface BackupsPorts {
  readonly db: Database;
  readonly clock: Clock;
  readonly record: Journal;
  /** The folder is created if it is missing. */
  readonly folder: string;
  /** Whether the database is a copy of a log that is elsewhere. */
  readonly elsewhere?: boolean;
  /** The folder of media. Absent if there is none. */
  readonly media?: string;
}

/** `waybill-2026-01-31T12-00-00-000Z.db` */
const nameAt = (at: number): string => `waybill-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}.db`;

const endWith = (stop: AbortSignal | undefined) => (): void => {
  if (stop?.aborted)
    throw new Fault('backup.interrupted', 'The backup was ended because the process stops', {
      hint: 'Make it again once Waybill runs; nothing of it was left behind.',
    });
};

export const createBackups = ({ db, clock, record, folder, media, elsewhere = false }: BackupsPorts): Backups => {
  let running = false;

  const make = async (caller: Caller, stop: AbortSignal | undefined): Promise<NamedBackup> => {
    try {
      makeFolder(folder);
    } catch (thrown) {
      throw new Fault('backup.not_writable', `The folder ${folder} for backups cannot be made: ${messageOf(thrown)}`, {
        hint: 'Set WAYBILL_BACKUPS to a folder that this user may write to.',
        retryable: false,
        cause: thrown,
      });
    }
    const name = nameAt(clock.now());
    const backup = await backupTo(db, join(folder, name), endWith(stop), media);
    const { bytes, head, sha256 } = backup;
    await record(streamOf.process, { type: 'process.backed_up', name, bytes, head: head.position, sha256 }, caller);
    return { name, ...backup };
  };

  return {
    async make(caller, stop) {
      if (elsewhere) return refuse('backup.elsewhere', 'The log is in PostgreSQL: back that up, with pg_dump.');
      if (running) return refuse('backup.running', 'Another backup is being made; ask again when it is done.');
      running = true;
      try {
        return ok(await make(caller, stop));
      } finally {
        running = false;
      }
    },
  };
};

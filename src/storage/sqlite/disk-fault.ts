/** Converts disk errors of SQLite or the system to a Fault that tells the operator what to do. */
import Database from 'better-sqlite3';
import { Fault } from '../../kernel/fault.ts';

interface Reason {
  readonly says: string;
  readonly hint: string;
  readonly retryable: boolean;
}

/** By the first two words of SQLite's result code: `SQLITE_IOERR_FSYNC` belongs to `SQLITE_IOERR`. */
const REASONS: Readonly<Record<string, Reason>> = {
  SQLITE_FULL: {
    says: 'the disk is full',
    hint: 'Free some space in the data folder; appends work again by themselves.',
    retryable: true,
  },
  SQLITE_IOERR: {
    says: 'the disk reported an error',
    hint: 'Check whether the disk is full or reports errors (df, dmesg, smartctl).',
    retryable: true,
  },
  SQLITE_READONLY: {
    says: 'the file is read-only',
    hint: 'Let the user that runs Waybill write to the data folder, and mount it writable.',
    retryable: true,
  },
  SQLITE_BUSY: {
    says: 'another program holds a lock on the file',
    hint: 'Close the other program that has the database open for writing.',
    retryable: true,
  },
  SQLITE_LOCKED: {
    says: 'another program holds a lock on the file',
    hint: 'Close the other program that has the database open for writing.',
    retryable: true,
  },
  SQLITE_CANTOPEN: {
    says: 'the file cannot be opened',
    hint: 'Check the data folder, its owner and its permissions.',
    retryable: true,
  },
  SQLITE_PERM: {
    says: 'the file may not be opened',
    hint: 'Let the user that runs Waybill read and write the data folder.',
    retryable: true,
  },
  SQLITE_NOMEM: { says: 'there is no memory left', hint: 'Give the process more memory.', retryable: true },
  SQLITE_CORRUPT: { says: 'the file is damaged', hint: 'Stop Waybill and restore the last backup.', retryable: false },
  SQLITE_NOTADB: {
    says: 'the file is not a SQLite database',
    hint: 'Name another data folder (WAYBILL_DATA) or restore the last backup.',
    retryable: false,
  },
};

/** The system's error codes for files, mapped to SQLite's names. */
const SYSTEM_CODES: Readonly<Record<string, string>> = {
  EACCES: 'SQLITE_PERM',
  EDQUOT: 'SQLITE_FULL',
  EIO: 'SQLITE_IOERR',
  ENOSPC: 'SQLITE_FULL',
  EPERM: 'SQLITE_PERM',
  EROFS: 'SQLITE_READONLY',
};

const codeOf = (thrown: unknown): string => {
  if (thrown instanceof Database.SqliteError) return thrown.code.split('_', 2).join('_');
  return SYSTEM_CODES[(thrown as NodeJS.ErrnoException | undefined)?.code ?? ''] ?? '';
};

/** Null for any other error: a violated constraint or a broken statement is a bug. */
export const diskFault = (doing: string, thrown: unknown): Fault | null => {
  const reason = REASONS[codeOf(thrown)];
  if (!reason) return null;
  const { says, hint, retryable } = reason;
  return new Fault('log.unavailable', `${doing}: ${says}`, { hint, retryable, cause: thrown });
};

/** Runs a write. @throws Fault that says what cannot be done, when the disk fails */
export const onDisk = <T>(doing: string, write: () => T): T => {
  try {
    return write();
  } catch (thrown) {
    throw diskFault(doing, thrown) ?? thrown;
  }
};

/**
 * Opens the one file that holds everything.
 *
 * It guarantees that a committed transaction is on disk, and that a file of another program or a newer Waybill is not
 * touched. Durability is WAL with `synchronous=FULL`. The setting is read back, because better-sqlite3's build falls
 * back to NORMAL when a WAL file is opened again. Opening does not check the whole file: a start must not take longer
 * because the log grew. `verify` does that.
 */
import { closeSync, openSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Fault, messageOf } from '../../kernel/fault.ts';
import { WAL_BYTES_MAX } from './checkpoint.ts';
import { diskFault } from './disk-fault.ts';
import { setMode } from './files.ts';
import { APPLICATION_ID, SCHEMA_VERSION, STEPS } from './schema.ts';

/** For other programs that read the file. Waybill itself has one connection. */
const BUSY_TIMEOUT_MS = 2_000;
const SYNCHRONOUS_FULL = 2;

const pragma = (db: Database.Database, name: string): unknown => db.pragma(name, { simple: true });

/** A new file is readable by its owner only, from its first byte. */
const claimFile = (file: string): void => {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    setMode(file, 0o600);
  }
};

const checkOwner = (db: Database.Database, file: string): void => {
  const owner = pragma(db, 'application_id');
  const empty = db.prepare('select 1 from sqlite_schema limit 1').get() === undefined;
  if (owner === APPLICATION_ID || (owner === 0 && empty)) return;
  throw new Fault('log.foreign', `${file} belongs to another program`, {
    hint: 'Name another data folder (WAYBILL_DATA). Nothing was changed in the file.',
    retryable: false,
  });
};

const checkVersion = (db: Database.Database, file: string): void => {
  const version = pragma(db, 'user_version') as number;
  if (version <= SCHEMA_VERSION) return;
  throw new Fault(
    'log.newer',
    `${file} was written by a newer Waybill (format ${version}, this one knows ${SCHEMA_VERSION})`,
    {
      hint: 'Start the newer Waybill again, or restore the backup from before the upgrade. Nothing was changed in the file.',
      retryable: false,
    },
  );
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * A file that was truncated in the middle of a page reads as zeros there, and SQLite does not mind. If there is a
 * write-ahead log, it may still contain the end of the file.
 */
const checkLength = (db: Database.Database, file: string): void => {
  const bytes = (pragma(db, 'page_count') as number) * (pragma(db, 'page_size') as number);
  if (file === ':memory:' || sizeOf(`${file}-wal`) > 0 || sizeOf(file) >= bytes) return;
  throw new Fault('log.unavailable', `${file} is damaged: only ${sizeOf(file)} of its ${bytes} bytes exist`, {
    hint: 'Stop Waybill and restore the last backup.',
    retryable: false,
  });
};

const makeDurable = (db: Database.Database, file: string): void => {
  const mode = pragma(db, 'journal_mode = wal');
  db.pragma('synchronous = full');
  const synchronous = pragma(db, 'synchronous');
  if ((mode === 'wal' || mode === 'memory') && synchronous === SYNCHRONOUS_FULL) return;
  throw new Fault(
    'log.not_durable',
    `${file} cannot be written durably (journal ${String(mode)}, synchronous ${String(synchronous)})`,
    {
      hint: 'Put the data folder on a local disk: a network file system cannot keep a write-ahead log.',
      retryable: false,
    },
  );
};

/**
 * Runs a transaction whose commit is not flushed: a power cut may undo it, whole, until the next one that is. A kill does
 * not.
 */
export const unsynced = (db: Database.Database, transaction: () => void): void => {
  db.pragma('synchronous = normal');
  try {
    transaction();
  } finally {
    db.pragma('synchronous = full');
  }
};

/** Creates the tables of a new file, and migrates an older one. */
const createTables = (db: Database.Database): void => {
  const version = pragma(db, 'user_version') as number;
  if (version === SCHEMA_VERSION) return;
  db.transaction(() => {
    for (const step of STEPS.slice(version)) {
      if (typeof step === 'string') db.exec(step);
      else step(db);
    }
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
};

const prepare = (db: Database.Database, file: string): void => {
  checkOwner(db, file);
  checkVersion(db, file);
  checkLength(db, file);
  makeDurable(db, file);
  db.pragma(`journal_size_limit = ${WAL_BYTES_MAX}`);
  // Before the tables: a migration may drop what was said.
  db.pragma('secure_delete = on');
  db.pragma('foreign_keys = on');
  db.pragma('trusted_schema = off');
  createTables(db);
};

/**
 * Opens or creates the file; `:memory:` is a database that is gone when it is closed.
 * @throws Fault when the file cannot be used, with what to do about it.
 */
export const openDatabase = (file: string): Database.Database => {
  let db: Database.Database | null = null;
  try {
    if (file !== ':memory:') claimFile(file);
    db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    prepare(db, file);
    return db;
  } catch (thrown) {
    db?.close();
    if (thrown instanceof Fault) throw thrown;
    throw (
      diskFault(`${file} cannot be opened`, thrown) ??
      new Fault('log.unavailable', `${file} cannot be opened: ${messageOf(thrown)}`, {
        hint: 'Check the data folder (WAYBILL_DATA), its owner and its permissions.',
        retryable: false,
        cause: thrown,
      })
    );
  }
};

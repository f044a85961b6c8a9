/** Opens the data folder for a command: exclusively, to change it, or to read it while a server may run. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openDatabase } from '../storage/sqlite/database.ts';
import { type Departures, openDepartures } from '../storage/archive/departures.ts';
import { eventLog } from '../events/log/event-log.ts';
import { lockFolder } from '../storage/sqlite/lock.ts';
import type { EventLog, Projector } from '../events/log/log.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../storage/sqlite/schema.ts';
import { sqliteLog } from '../storage/sqlite/sqlite-log.ts';
import { sqliteStore } from '../storage/sqlite/sqlite-store.ts';
import { openProjections, type Projections } from '../storage/sqlite/projector.ts';
import type { Config } from '../config/config.ts';
import { copyFile, databaseFile } from './data-folder.ts';
import { EXIT, Ending } from './exits.ts';

interface Opened {
  readonly db: Database.Database;
  readonly log: EventLog;
}

export interface Held extends Opened {
  readonly projections: Projections;
  /** Allows a command to delete rows of the log. */
  readonly departures: Departures;
}

const STOP_FIRST =
  "Stop it first, and start it again afterwards. Only 'send', 'messages', 'export', 'user', 'events', 'inspect', 'verify' and 'backup' work while it runs.";

/**
 * Gives `work` exclusive access to the data.
 * @throws Fault `folder.locked` if a server runs on the folder.
 */
export const holdData = async <T>(config: Config, work: (held: Held) => Promise<T>): Promise<T> => {
  refuseCopy(config);
  const { data } = config;
  const file = existing(config);
  const lock = lockFolder(data, STOP_FIRST);
  try {
    const db = openDatabase(file);
    const projections = openProjections(db);
    const departures = openDepartures(db);
    const project: Projector = {
      ...projections,
      apply(facts) {
        projections.apply(facts);
        departures.apply(facts);
      },
    };
    const log = sqliteLog(db, { project });
    try {
      return await work({ db, log, projections, departures });
    } finally {
      await log.close();
    }
  } finally {
    lock.release();
  }
};

/** Gives `work` read access to the data. A running server may change the data meanwhile. */
export const readData = async <T>(config: Config, work: (opened: Opened) => Promise<T>): Promise<T> => {
  const db = new Database(existing(config), { readonly: true });
  try {
    checkKnown(db);
    return await work({ db, log: eventLog(sqliteStore(db)) });
  } finally {
    db.close();
  }
};

/** @throws Ending if the log is in PostgreSQL, where the command would change its copy alone. */
export const refuseCopy = ({ databaseUrl }: Config): void => {
  if (databaseUrl === null) return;
  throw new Ending(
    EXIT.configuration,
    'With WAYBILL_DATABASE_URL the log is in PostgreSQL, and the data folder has a copy of it that this command cannot change or save.\nBack the database up with pg_dump; users and keys are changed while the server runs.',
  );
};

const existing = ({ data: folder, databaseUrl }: Config): string => {
  const file = databaseUrl === null ? databaseFile(folder) : copyFile(folder);
  if (existsSync(file)) return file;
  throw new Ending(
    EXIT.io,
    `There is no Waybill data in ${folder}.\nSet WAYBILL_DATA to the folder that Waybill was started with.`,
  );
};

const checkKnown = (db: Database.Database): void => {
  const owner = db.pragma('application_id', { simple: true });
  const version = db.pragma('user_version', { simple: true }) as number;
  if (owner === APPLICATION_ID && version === SCHEMA_VERSION) return;
  if (owner === APPLICATION_ID && version < SCHEMA_VERSION)
    throw new Ending(
      EXIT.io,
      `${db.name} was written by an older Waybill.\nStart this one on it once, which brings it up to date, or use the older one.`,
    );
  throw new Ending(EXIT.io, `${db.name} is not a database of this version of Waybill.\nUse the version that wrote it.`);
};

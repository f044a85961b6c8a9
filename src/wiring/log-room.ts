/**
 * Opens the log where the settings say: in the SQLite file of the data folder, or in PostgreSQL with an SQLite file as its
 * copy. Everything else reads and writes an SQLite file in both cases, and does not know which of them it is.
 */
import { hostname } from 'node:os';
import type { Database } from 'better-sqlite3';
import type { AccountStore } from '../access/store.ts';
import type { Config } from '../config/config.ts';
import type { EventLog } from '../events/log/log.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Fault } from '../kernel/fault.ts';
import { sqliteAccounts } from '../storage/sqlite/accounts.ts';
import { idleCheckpoint } from '../storage/sqlite/checkpoint.ts';
import { openDatabase } from '../storage/sqlite/database.ts';
import { createKeyTables } from '../storage/sqlite/key-tables.ts';
import { openProjections, type Projections } from '../storage/sqlite/projector.ts';
import { sqliteLog } from '../storage/sqlite/sqlite-log.ts';
import { sqliteStore } from '../storage/sqlite/sqlite-store.ts';
import { eventLog } from '../events/log/event-log.ts';
import { postgresAccounts } from '../storage/postgres/accounts.ts';
import { openBeside } from '../storage/postgres/beside.ts';
import { openLane } from '../storage/postgres/lane.ts';
import { takeLog } from '../storage/postgres/owned-log.ts';
import { openOwned } from '../storage/postgres/postgres-log.ts';
import { holdDatabase, migrate } from '../storage/postgres/schema.ts';
import type { Closing } from './closing.ts';

/** Takes a store beside the log, and the names of its methods that change something. */
export type Durable = <T extends object>(store: T, changing: readonly (keyof T)[]) => T;

export interface LogRoom {
  readonly db: Database;
  readonly projections: Projections;
  readonly log: EventLog;
  readonly accounts: AccountStore;
  /** The store, whose changes are where the log is once their promises resolve. */
  readonly durable: Durable;
  /** Resolves if another gateway takes the log: nothing can be written here any more. */
  readonly lost: Promise<Fault>;
}

interface Ports {
  /** The SQLite files of a log that is here, and of the copy of one that is elsewhere. */
  readonly files: { readonly log: string; readonly copy: string };
  readonly clock: Clock;
  readonly closing: Closing;
}

const NEVER = new Promise<never>(() => {});

const inFile = async ({ files, clock }: Ports): Promise<LogRoom> => {
  const db = openDatabase(files.log);
  const projections = openProjections(db);
  const log = sqliteLog(db, { project: projections, clock });
  return { db, projections, log, accounts: sqliteAccounts(db), durable: (store) => store, lost: NEVER };
};

/** Between two attempts, and between two looks at what nobody waits for. */
const AGAIN_MS = 500;

const afterEach =
  (flushed: () => Promise<void>): Durable =>
  (store, changing) => {
    const waiting = changing.map((name) => {
      const change = store[name] as (...args: unknown[]) => Promise<unknown>;
      return [
        name,
        async (...args: unknown[]) => {
          const answer = await change(...args);
          await flushed();
          return answer;
        },
      ];
    });
    return { ...store, ...(Object.fromEntries(waiting) as object) };
  };

const inPostgres = async (url: string, { files, clock, closing }: Ports): Promise<LogRoom> => {
  const lost = Promise.withResolvers<Fault>();
  // A connection of its own: the lock is gone with it, and no statement has to be sent again.
  const hold = closing(openLane(url), (open) => open.close());
  await holdDatabase(hold);
  const lane = closing(openLane(url), (open) => open.close());
  const pause = (): Promise<void> => new Promise((resolve) => void clock.after(AGAIN_MS, resolve));
  const cluster = await migrate(lane);
  const owned = await takeLog(lane, { name: 'main', node: hostname(), again: pause, lost: lost.resolve });
  const db = openDatabase(files.copy);
  createKeyTables(db);
  const projections = openProjections(db);
  const copy = sqliteStore(db, projections);
  // A copy whose tables lag takes no fact before they have caught up.
  await projections.catchUp(eventLog(copy));
  const beside = await openBeside({ db, lane, owned, cluster, later: (send) => clock.after(AGAIN_MS, send) });
  const open = await openOwned(lane, copy, owned, beside.flushed);
  const idle = idleCheckpoint(db, clock, projections.settle);
  open.onCommit(idle.touch);
  // What is not sent by then stays in the copy, and is sent at the next start.
  const close = (): Promise<void> => {
    beside.stop();
    idle.stop();
    return open.close();
  };
  const log: EventLog = { ...open, trouble: () => open.trouble() ?? idle.trouble(), close };
  return {
    db,
    projections,
    log,
    accounts: postgresAccounts(lane),
    durable: afterEach(beside.flushed),
    lost: lost.promise,
  };
};

/** @throws Fault if the database cannot be reached, or the copy is not one of its log. */
export const openLogRoom = ({ databaseUrl }: Pick<Config, 'databaseUrl'>, ports: Ports): Promise<LogRoom> =>
  databaseUrl === null ? inFile(ports) : inPostgres(databaseUrl, ports);

/** Everything that is stored in PostgreSQL, against the contracts of what is stored in SQLite. */
import { DatabaseError } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { Projector } from '../../src/events/log/log.ts';
import { type Lane, openLane } from '../../src/storage/postgres/lane.ts';
import { postgresAccounts } from '../../src/storage/postgres/accounts.ts';
import { postgresLog } from '../../src/storage/postgres/postgres-log.ts';
import { migrate } from '../../src/storage/postgres/schema.ts';
import { sqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { accountContract } from './account-contract.ts';
import { keyContract } from './key-contract.ts';
import { readingContract } from './event-log-reading.ts';
import { writingContract } from './event-log-writing.ts';

let postgres: Postgres;
let lane: Lane;
let second: Lane;

beforeAll(async () => {
  postgres = await startPostgres();
  lane = openLane(postgres.url);
  second = openLane(postgres.url);
  await migrate(lane);
});
afterAll(async () => {
  await lane.close();
  await second.close();
  postgres.remove();
});

const never = (): Promise<void> => Promise.reject(new Error('No write of these tests is in doubt'));

const open = async (project?: Projector, over: Lane = lane) => {
  await lane.run({ text: 'truncate logs, streams, events, contents, claims, beside restart identity' });
  return postgresLog(over, sqliteStore(memoryDatabase(), project), { name: 'main', node: 'one', again: never });
};

readingContract('the log in PostgreSQL', () => open());
writingContract(
  'the log in PostgreSQL',
  async (project) => {
    let broken = false;
    const full = Object.assign(new DatabaseError('the disk is full', 0, 'error'), { code: '53100' });
    const failing: Lane = {
      ...lane,
      run: (statement) => (broken ? Promise.reject(full) : lane.run(statement)),
    };
    return {
      log: await open(project, failing),
      breakCommits: () => void (broken = true),
      mend: () => void (broken = false),
    };
  },
  'after it',
);

/** Two connections in turn, as two nodes: calls at the same time do meet in the server. */
const inTurn = (): Lane => {
  let turns = 0;
  return { ...lane, run: (statement) => ((turns += 1) % 2 === 0 ? lane : second).run(statement) };
};

const accounts = async () => {
  await lane.run({ text: 'truncate account_users, account_keys cascade' });
  return postgresAccounts(inTurn());
};
accountContract('in PostgreSQL', accounts);
keyContract('in PostgreSQL', async () => (await accounts()).keys);

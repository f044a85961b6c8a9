/** Accounts over a log in memory, with a clock that tests move. */
import { openAccounts, type AccountsOptions } from '../../src/access/accounts.ts';
import { sqliteAccounts } from '../../src/storage/sqlite/accounts.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { memoryLog } from '../../src/events/log/memory-log.ts';
import type { Role } from '../../src/events/facts/user.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { manualClock } from '../support/manual-clock.ts';

export const EMAIL = 'anna@example.com';
export const BOB = 'bob@example.com';
export const PASSWORD = 'correct horse';

export const world = async (change: Partial<AccountsOptions> = {}) => {
  const db = memoryDatabase();
  const log = memoryLog();
  const clock = manualClock();
  const accounts = await openAccounts({
    store: sqliteAccounts(db),
    log,
    clock,
    secret: new Uint8Array(32).fill(7),
    hashCost: { memoryCost: 8, timeCost: 1 },
    ...change,
  });
  const facts = (stream?: string) =>
    log.page({ after: 0, limit: 1_000, ...(stream === undefined ? {} : { stream }) }).map(({ type }) => type);
  return {
    ...accounts,
    db,
    log,
    clock,
    facts,
    addAnna: () => accounts.users.add({ email: EMAIL, password: PASSWORD, role: 'admin' }, SYSTEM),
    addBob: (role: Role) => accounts.users.add({ email: BOB, password: PASSWORD, role }, SYSTEM),
    login: (password = PASSWORD, address: string | null = '10.0.0.1', email = EMAIL) =>
      accounts.logins.login({ email, password }, { address, correlation: 'request-1' }),
  };
};

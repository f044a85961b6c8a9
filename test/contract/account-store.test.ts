/** The stores of accounts: in SQLite, and in memory. */
import { memoryAccounts } from '../../src/access/memory-accounts.ts';
import { sqliteAccounts } from '../../src/storage/sqlite/accounts.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { accountContract } from './account-contract.ts';

accountContract('in SQLite', () => sqliteAccounts(memoryDatabase()));
accountContract('in memory', memoryAccounts);

/** The stores of API keys: in SQLite, and in memory. */
import { memoryKeys } from '../../src/access/memory-keys.ts';
import { sqliteAccounts } from '../../src/storage/sqlite/accounts.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { keyContract } from './key-contract.ts';

keyContract('in SQLite', () => sqliteAccounts(openDatabase(':memory:')).keys);
keyContract('in memory', memoryKeys);

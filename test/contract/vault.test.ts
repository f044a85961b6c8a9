/** The vaults: in SQLite, and in memory for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteVault } from '../../src/storage/sqlite/vault.ts';
import { memoryVault } from '../support/memory-vault.ts';
import { testSeal } from '../support/seal.ts';
import { vaultContract } from './vault-contract.ts';

vaultContract('a vault in SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-vault-'));
  const connections = [openDatabase(join(folder, 'waybill.db'))];
  const open = (db = connections[0]) => {
    if (!db) throw new Error('no database');
    return sqliteVault(db, testSeal());
  };
  return {
    vault: open(),
    reopened() {
      const db = openDatabase(join(folder, 'waybill.db'));
      connections.push(db);
      return open(db);
    },
    close() {
      for (const db of connections) db.close();
      rmSync(folder, { recursive: true });
    },
  };
});

vaultContract('a vault in memory', () => {
  const vault = memoryVault();
  return { vault, reopened: () => vault, close: () => {} };
});

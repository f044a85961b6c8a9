/** The data folder of a gateway that a phone has linked, for tests about later events. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteVault } from '../../src/storage/sqlite/vault.ts';
import { linkedDevice } from './linked-device.ts';
import { TEST_KEY, testSeal } from './seal.ts';

const FOR_ITS_OWNER = 0o600;

/**
 * Fills an empty or missing folder. Then a gateway with the embedded sandbox is linked, and so is one with `openBox`.
 */
export const layLinked = async (data: string): Promise<void> => {
  const device = await linkedDevice();
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(join(data, 'encryption-key'), `${TEST_KEY.toString('hex')}\n`, { mode: FOR_ITS_OWNER });
  const db = openDatabase(join(data, 'waybill.db'));
  sqliteVault(db, testSeal(), device.rootKey);
  device.moveInto(db);
  db.close();
  device.tellSandbox(join(data, 'sandbox.jsonl'));
};

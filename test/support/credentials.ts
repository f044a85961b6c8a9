/** WhatsApp's credentials and keys as a session's thread has them, over an open database. */
import type { Database } from 'better-sqlite3';
import type { Seal } from '../../src/kernel/seal.ts';
import { type Credentials, credentialsIn } from '../../src/whatsapp/baileys/credentials.ts';
import { vaultAtHand } from '../../src/storage/sqlite/vault.ts';

/** @throws Fault as `vaultAtHand` does. */
export const sqliteCredentials = (db: Database, seal: Seal, root?: string): Credentials =>
  credentialsIn(vaultAtHand(db, seal, root));

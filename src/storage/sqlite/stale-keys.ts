/**
 * Forgets the WhatsApp keys of an old copy that must not be used again.
 *
 * A Signal session is a ratchet: each message takes the next key and forgets it. A session of an old copy would encrypt
 * with keys that the recipient's device has already used. The device drops such a message as repeated: it is
 * acknowledged, and never shown. Without a session, the client starts a new one with the first message, which the
 * device can always read. The link to the phone is not a ratchet, and stays valid.
 */
import type { Database } from 'better-sqlite3';

const STALE = ['session', 'sender-key', 'sender-key-memory', 'device-list'] as const;

/** Forgets every ratchet and every known list of devices; returns how many sessions there were. */
export const forgetRatchets = (db: Database): number => {
  if (db.prepare(`select 1 from pragma_table_info('whatsapp_keys')`).get() === undefined) return 0;
  const remove = db.prepare<[string]>('delete from whatsapp_keys where type = ?');
  return db.transaction(() => STALE.map((type) => remove.run(type).changes)[0] ?? 0)();
};

/** The addresses of the sessions' proxies in SQLite, beside the log: one file holds both. */
import type { Database } from 'better-sqlite3';
import type { Seal } from '../../kernel/seal.ts';
import type { ProxyStore } from '../../proxy/store.ts';
import { onDisk } from './disk-fault.ts';
import { PROXIES, proxyPlace } from './key-tables.ts';

const DOING = 'The address of a proxy cannot be written';

export const sqliteProxies = (db: Database, seal: Seal): ProxyStore => {
  db.exec(PROXIES);
  const put = db.prepare<[string, string, Buffer]>(
    'insert or replace into session_proxies (session, digest, sealed) values (?, ?, ?)',
  );
  const get = db.prepare<[string, string], { sealed: Buffer }>(
    'select sealed from session_proxies where session = ? and digest = ?',
  );
  const drop = db.prepare<[string, string]>('delete from session_proxies where session = ? and digest <> ?');

  return {
    keep: (session, digest, address) =>
      onDisk(DOING, () => put.run(session, digest, seal.seal(address, proxyPlace(session, digest, digest)))),
    find(session, digest) {
      const row = get.get(session, digest);
      return row ? seal.open(row.sealed, proxyPlace(session, digest, digest)) : null;
    },
    forgetOthers: (session, digest) => onDisk(DOING, () => drop.run(session, digest ?? '')),
  };
};

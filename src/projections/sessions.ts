/** One row per session: its state, since when, and why it was last disconnected. */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import { type ChatId, type ContentId, partsOfStream, type SessionId } from '../kernel/ids.ts';
import { projection } from './projection.ts';

/**
 * `reason` is why it is stopped, logged out or halted; `label_at` the position beside which the label stands; `proxy` the
 * digest of the address.
 */
const schema = `
  create table sessions (
    id text primary key,
    state text not null,
    since integer not null,
    account text,
    lid text,
    restarts integer not null default 0,
    reason text,
    last_disconnect text,
    label_at integer,
    country text,
    proxy text
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({
  enter: db.prepare(`insert into sessions (id, state, since) values (?, ?, ?)
    on conflict (id) do update set state = excluded.state,
      since = case when state = excluded.state then since else excluded.since end`),
  begin: db.prepare('update sessions set reason = null, restarts = case when ? then restarts else 0 end where id = ?'),
  account: db.prepare('update sessions set account = ? where id = ?'),
  lid: db.prepare('update sessions set lid = ? where id = ?'),
  reason: db.prepare('update sessions set reason = ? where id = ?'),
  restarts: db.prepare('update sessions set restarts = ? where id = ?'),
  label: db.prepare('update sessions set label_at = ? where id = ?'),
  country: db.prepare('update sessions set country = ? where id = ?'),
  proxy: db.prepare('update sessions set proxy = ? where id = ?'),
  disconnect: db.prepare('update sessions set last_disconnect = ? where id = ?'),
});

type Db = ReturnType<typeof prepare>;

const enter = (db: Db, { stream, to, at }: Recorded): string => {
  const { id } = partsOfStream(stream);
  db.enter.run(id, to, at);
  return id;
};

const linked = (db: Db, recorded: Recorded & { data: { account: string } }): void => {
  db.account.run(recorded.data.account, enter(db, recorded));
};

const disconnect = (db: Db, id: string, at: number, code: number | null, reason: string, cause?: 'proxy'): void => {
  db.disconnect.run(JSON.stringify({ code, reason, cause: cause ?? null, at }), id);
};

export const sessions = projection({
  name: 'sessions',
  version: 3,
  schema,
  prepare,
  on: {
    'session.started': (db, recorded) => {
      db.begin.run(recorded.from === 'restart' ? 1 : 0, enter(db, recorded));
    },
    'session.qr_issued': enter,
    'session.qr_expired': (db, recorded) => db.reason.run('qr_expired', enter(db, recorded)),
    'session.paired': linked,
    'session.opened': (db, recorded) => {
      linked(db, recorded);
      db.lid.run(recorded.data.lid ?? null, partsOfStream(recorded.stream).id);
    },
    'session.keepalive_missed': enter,
    'session.keepalive_answered': enter,
    'session.timed_out': enter,
    'session.closed': (db, recorded) => {
      const { code, reason, restarts, cause } = recorded.data;
      const id = enter(db, recorded);
      db.restarts.run(restarts, id);
      disconnect(db, id, recorded.at, code, reason, cause);
    },
    'session.interrupted': (db, recorded) =>
      disconnect(db, enter(db, recorded), recorded.at, null, 'the process ended without closing the connection'),
    'session.stopped': (db, recorded) => db.reason.run(recorded.data.reason, enter(db, recorded)),
    'session.logged_out': (db, recorded) => {
      const { reason } = recorded.data;
      const id = enter(db, recorded);
      db.reason.run(reason, id);
      db.account.run(null, id);
      db.lid.run(null, id);
      disconnect(db, id, recorded.at, null, reason);
    },
    'session.halted': (db, recorded) => {
      const { reason, code, detail } = recorded.data;
      const id = enter(db, recorded);
      db.reason.run(reason, id);
      disconnect(db, id, recorded.at, code, detail);
    },
    'session.configured': (db, recorded) => {
      const { label, country, proxy } = recorded.data;
      const id = enter(db, recorded);
      if (label !== undefined) db.label.run(label && recorded.position, id);
      if (country !== undefined) db.country.run(country, id);
      if (proxy !== undefined) db.proxy.run(proxy, id);
    },
    'session.removed': enter,
  },
});

export interface SessionView {
  readonly id: SessionId;
  readonly state: string;
  /** Whether there is a link. In `keepalive` a ping is unanswered, and messages wait. */
  readonly connected: boolean;
  readonly since: Millis;
  readonly account: ChatId | null;
  readonly restarts: number;
  readonly reason: string | null;
  readonly lastDisconnect: {
    readonly code: number | null;
    readonly reason: string;
    /** `proxy` if the session's proxy is to blame. */
    readonly cause: 'proxy' | null;
    readonly at: Millis;
  } | null;
  /** The position of the fact beside which its label stands. */
  readonly labelAt: number | null;
  readonly country: string | null;
  readonly proxied: boolean;
}

export interface SessionSettings {
  /** The position of the fact beside which its label stands. */
  readonly labelAt: number | null;
  readonly country: string | null;
  /** The digest of its proxy's address. */
  readonly proxy: ContentId | null;
}

const NOTHING_SET: SessionSettings = { labelAt: null, country: null, proxy: null };

export interface SessionReads {
  /** Null for a session that was never started, and for one that was removed. */
  byId(id: SessionId): SessionView | null;
  list(): readonly SessionView[];
  /** What it is set to, also of a session that was removed. */
  settings(id: SessionId): SessionSettings;
  /** The addresses of the linked account: its number and its hidden id, as far as they are known. */
  addresses(id: SessionId): readonly ChatId[];
}

type Row = Omit<SessionView, 'connected' | 'lastDisconnect' | 'proxied'> & {
  readonly lastDisconnect: string | null;
  readonly proxied: 0 | 1;
};

const view = (row: Row): SessionView => ({
  ...row,
  connected: row.state === 'ready' || row.state === 'keepalive',
  proxied: row.proxied === 1,
  lastDisconnect: row.lastDisconnect === null ? null : JSON.parse(row.lastDisconnect),
});

export const sessionReads = (db: Database): SessionReads => {
  const all = `select id, state, since, account, restarts, reason, last_disconnect as lastDisconnect, label_at as labelAt,
    country, proxy is not null as proxied from sessions`;
  const one = db.prepare<[string], Row>(`${all} where id = ? and state <> 'removed'`);
  const own = db.prepare<[string], { account: ChatId | null; lid: ChatId | null }>(
    'select account, lid from sessions where id = ?',
  );
  const settings = db.prepare<[string], SessionSettings>(
    'select label_at as labelAt, country, proxy from sessions where id = ?',
  );
  const list = db.prepare<[], Row>(`${all} where state <> 'removed' order by id`);
  return {
    byId(id) {
      const row = one.get(id);
      return row ? view(row) : null;
    },
    list: () => list.all().map(view),
    settings: (id) => settings.get(id) ?? NOTHING_SET,
    addresses(id) {
      const { account = null, lid = null } = own.get(id) ?? {};
      return [account, lid].filter((address) => address !== null);
    },
  };
};

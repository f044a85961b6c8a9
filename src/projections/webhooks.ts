/** One row per endpoint of webhooks that was not removed. Where it stands is a record beside the log. */
import type { Database } from 'better-sqlite3';
import type { EndpointConfig, Trouble, WebhookState } from '../events/facts/webhook.ts';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import { partsOfStream } from '../kernel/ids.ts';
import { projection } from './projection.ts';

const schema = `
  create table webhooks (
    id text primary key,
    state text not null,
    config text not null,
    headers integer not null,
    about_at integer not null,
    start_at integer not null,
    source text not null,
    created_at integer not null,
    since integer not null,
    reason text,
    status integer,
    probe_at integer
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({
  create: db.prepare(`insert into webhooks (id, state, config, headers, about_at, start_at, source, created_at, since)
    values (?, 'active', ?, ?, ?, ?, ?, ?, ?)`),
  change: db.prepare('update webhooks set config = ?, headers = ?, about_at = coalesce(?, about_at) where id = ?'),
  enter: db.prepare(
    'update webhooks set state = ?, since = ?, reason = ?, status = null, probe_at = null where id = ?',
  ),
  fail: db.prepare(`update webhooks set since = case state when 'failing' then since else ? end, state = 'failing',
    reason = ?, status = ?, probe_at = ? where id = ?`),
  remove: db.prepare('delete from webhooks where id = ?'),
});

type Db = ReturnType<typeof prepare>;

const idOf = ({ stream }: Recorded): string => partsOfStream(stream).id;

const enter = (db: Db, recorded: Recorded, state: WebhookState, reason: string | null): void => {
  db.enter.run(state, recorded.at, reason, idOf(recorded));
};

const fail = (db: Db, recorded: Recorded, { reason, status, probeAt }: Trouble & { probeAt: Millis }): void => {
  db.fail.run(recorded.at, reason, status ?? null, probeAt, idOf(recorded));
};

export const webhooks = projection({
  name: 'webhooks',
  version: 1,
  schema,
  prepare,
  on: {
    'webhook.created': (db, { stream, data, position, at }) => {
      const { config, headers, startAt, source } = data;
      const id = partsOfStream(stream).id;
      db.create.run(id, JSON.stringify(config), headers, position, startAt, source, at, at);
    },
    'webhook.changed': (db, { stream, data: { config, headers, about }, position }) =>
      db.change.run(JSON.stringify(config), headers, about ? position : null, partsOfStream(stream).id),
    'webhook.paused': (db, recorded) => enter(db, recorded, 'paused', recorded.data.reason),
    'webhook.resumed': (db, recorded) => enter(db, recorded, 'active', null),
    'webhook.recovered': (db, recorded) => enter(db, recorded, 'active', null),
    'webhook.failing': (db, recorded) => fail(db, recorded, recorded.data),
    'webhook.probe_failed': (db, recorded) => fail(db, recorded, recorded.data),
    'webhook.removed': (db, recorded) => db.remove.run(idOf(recorded)),
  },
});

export interface WebhookView {
  /** As in the name of its stream. */
  readonly id: string;
  readonly state: 'active' | 'failing' | 'paused';
  readonly config: EndpointConfig;
  /** The number of its own headers. */
  readonly headers: number;
  /** The fact beside which its name and its address stand. */
  readonly aboutAt: number;
  /** Where it began. */
  readonly startAt: number;
  readonly source: 'api' | 'environment';
  readonly createdAt: Millis;
  /** Since when it is in its state. */
  readonly since: Millis;
  /** Why it is failing or paused; null while it is active. */
  readonly reason: string | null;
  readonly status: number | null;
  readonly probeAt: Millis | null;
}

export interface WebhookReads {
  byId(id: string): WebhookView | null;
  /** In the order in which they were created. */
  list(): readonly WebhookView[];
}

export const webhookReads = (db: Database): WebhookReads => {
  type Row = Omit<WebhookView, 'config'> & { readonly config: string };
  const columns = `select id, state, config, headers, about_at as aboutAt, start_at as startAt, source,
    created_at as createdAt, since, reason, status, probe_at as probeAt from webhooks`;
  const one = db.prepare<[string], Row>(`${columns} where id = ?`);
  const all = db.prepare<[], Row>(`${columns} order by id`);
  const viewOf = (row: Row): WebhookView => ({ ...row, config: JSON.parse(row.config) as EndpointConfig });
  return {
    byId(id) {
      const row = one.get(id);
      return row ? viewOf(row) : null;
    },
    list: () => all.all().map(viewOf),
  };
};

/** The records of webhooks in SQLite, beside the log: one file holds both. */
import type { Database } from 'better-sqlite3';
import type { Place, Seal } from '../../kernel/seal.ts';
import type {
  Attempted,
  DeliveryRow,
  EventPlace,
  LaneRow,
  Member,
  ParcelRow,
  Range,
  RecordChange,
  Secrets,
  WebhookRecords,
} from '../../webhooks/records.ts';
import { onDisk } from './disk-fault.ts';
import { UNSETTLED } from './webhook-tables.ts';

/** The rows that one page of a list looks at. */
const LOOKED_AT_MAX = 5_000;

const COLUMNS = `event, position, place as "index", type, session, chat, parcel, state, attempts, first_at as firstAt,
  last_at as lastAt, next_at as nextAt, status, reason, answer, took_ms as tookMs`;

type StoredRange = readonly [after: number, upTo: number | null];
type StoredMember = readonly [position: number, index: number, lane: string];

const rangesIn = (text: string): Range[] =>
  (JSON.parse(text) as StoredRange[]).map(([after, upTo]) => ({ after, upTo }));

const membersIn = (text: string): Member[] =>
  (JSON.parse(text) as StoredMember[]).map(([position, index, lane]) => ({ position, index, lane }));

interface StoredParcel {
  readonly id: string;
  readonly members: string;
  readonly attempts: number;
  readonly nextAt: number;
  readonly alone: number;
}

const parcelOf = ({ members, alone, ...row }: StoredParcel): ParcelRow => ({
  ...row,
  members: membersIn(members),
  alone: alone === 1,
});

export const webhookSecretPlace = (endpoint: number | string, kind: string): Place => ({
  name: `webhook_secrets/${kind}`,
  id: String(endpoint),
});

/** @throws Fault when the disk fails */
const written = <T>(write: () => T): T => onDisk('The records of webhooks cannot be written', write);

const writes = (db: Database) => {
  const place = db.prepare<[string, string]>('insert or replace into webhook_places (endpoint, ranges) values (?, ?)');
  const attempt = db.prepare(`
    insert into webhook_deliveries (endpoint, event, position, place, type, session, chat, parcel, state, attempts,
        first_at, last_at, next_at, status, reason, answer, took_ms)
      values (@endpoint, @event, @position, @index, @type, @session, @chat, @parcel, @state, 1,
        @lastAt, @lastAt, @nextAt, @status, @reason, @answer, @tookMs)
    on conflict (endpoint, event) do update set parcel = excluded.parcel, state = excluded.state, attempts = attempts + 1,
      last_at = excluded.last_at, next_at = excluded.next_at, status = excluded.status, reason = excluded.reason,
      answer = excluded.answer, took_ms = excluded.took_ms`);
  const drop = db.prepare<[string, number, number]>(`
    update webhook_deliveries set state = 'dropped', next_at = null
      where endpoint = ? and position = ? and place = ? and ${UNSETTLED}`);
  const hold = db.prepare<[string, string, string, number, number, number]>(`
    insert into webhook_parcels (endpoint, id, members, attempts, next_at, alone) values (?, ?, ?, ?, ?, ?)
    on conflict (endpoint, id) do update set attempts = excluded.attempts, next_at = excluded.next_at,
      alone = min(alone, excluded.alone)`);
  const release = db.prepare<[string, string]>('delete from webhook_parcels where endpoint = ? and id = ?');
  const stand = db.prepare<[string, string, number, number]>(
    'insert or replace into webhook_lanes (endpoint, lane, position, place) values (?, ?, ?, ?)',
  );
  const flow = db.prepare<[string, string]>('delete from webhook_lanes where endpoint = ? and lane = ?');

  return (change: RecordChange): void => {
    const { endpoint } = change;
    switch (change.type) {
      case 'place':
        place.run(endpoint, JSON.stringify(change.ranges.map(({ after, upTo }) => [after, upTo])));
        break;
      case 'attempt':
        attempt.run({ endpoint, ...change.attempted } satisfies Attempted & { endpoint: string });
        break;
      case 'drop':
        drop.run(endpoint, change.place.position, change.place.index);
        break;
      case 'hold': {
        const { id, members, attempts, nextAt, alone } = change.parcel;
        const stored = JSON.stringify(members.map(({ position, index, lane }) => [position, index, lane]));
        hold.run(endpoint, id, stored, attempts, nextAt, alone ? 1 : 0);
        break;
      }
      case 'release':
        release.run(endpoint, change.parcel);
        break;
      case 'stand':
        stand.run(endpoint, change.lane.lane, change.lane.position, change.lane.index);
        break;
      case 'flow':
        flow.run(endpoint, change.lane);
        break;
    }
  };
};

/** `former`, `former 2`, …: the newest first, also in the order of the words. */
const formerKind = (place: number): string => (place === 0 ? 'former' : `former ${place + 1}`);

const secretsIn = (db: Database, seal: Seal): Pick<WebhookRecords, 'secrets' | 'keepSecrets'> => {
  interface Row {
    readonly kind: string;
    readonly until: number | null;
    readonly sealed: Buffer;
  }
  const all = db.prepare<[string], Row>('select kind, until, sealed from webhook_secrets where endpoint = ?');
  const put = db.prepare<[string, string, number | null, Buffer]>(
    'insert or replace into webhook_secrets (endpoint, kind, until, sealed) values (?, ?, ?, ?)',
  );
  const drop = db.prepare<[string]>("delete from webhook_secrets where endpoint = ? and kind like 'former%'");
  const keep = (endpoint: string, kind: string, until: number | null, plain: string): void => {
    put.run(endpoint, kind, until, seal.seal(plain, webhookSecretPlace(endpoint, kind)));
  };
  const keepAll = db.transaction((endpoint: string, { secret, formers, headers }: Secrets) => {
    keep(endpoint, 'secret', null, secret);
    drop.run(endpoint);
    for (const [place, former] of formers.entries()) keep(endpoint, formerKind(place), former.until, former.secret);
    keep(endpoint, 'headers', null, JSON.stringify(headers));
  });
  return {
    keepSecrets: (endpoint, secrets) => written(() => keepAll(endpoint, secrets)),
    secrets(endpoint) {
      const rows = new Map(all.all(endpoint).map((row) => [row.kind, row]));
      const open = (kind: string): string | null => {
        const row = rows.get(kind);
        return row ? seal.open(row.sealed, webhookSecretPlace(endpoint, kind)) : null;
      };
      const secret = open('secret');
      if (secret === null) return null;
      const kinds = [...rows.keys()].filter((kind) => kind.startsWith('former')).toSorted();
      return {
        secret,
        formers: kinds.map((kind) => ({ secret: open(kind) ?? '', until: rows.get(kind)?.until ?? 0 })),
        headers: JSON.parse(open('headers') ?? '{}') as Record<string, string>,
      };
    },
  };
};

const LAST: EventPlace = { position: Number.MAX_SAFE_INTEGER, index: 0 };

const lists = (db: Database): Pick<WebhookRecords, 'delivery' | 'placeOf' | 'deliveries'> => {
  const one = db.prepare<[string, string], DeliveryRow>(
    `select ${COLUMNS} from webhook_deliveries where endpoint = ? and event = ?`,
  );
  const place = db.prepare<[string], EventPlace>(
    'select position, place as "index" from webhook_deliveries where event = ? limit 1',
  );
  const page = db.prepare<[string, number, number, number], DeliveryRow>(
    `select ${COLUMNS} from webhook_deliveries where endpoint = ? and (position, place) < (+?, +?)
      order by position desc, place desc limit +?`,
  );
  return {
    delivery: (endpoint, event) => one.get(endpoint, event) ?? null,
    placeOf: (event) => place.get(event) ?? null,
    deliveries(endpoint, { state, type, chat, before = LAST, limit }) {
      const rows: DeliveryRow[] = [];
      let looked = 0;
      let last: EventPlace | null = null;
      for (const row of page.iterate(endpoint, before.position, before.index, LOOKED_AT_MAX + 1)) {
        if (rows.length === limit || looked === LOOKED_AT_MAX) return { rows, next: last };
        looked += 1;
        last = { position: row.position, index: row.index };
        const fits =
          (state === undefined || row.state === state) &&
          (type === undefined || row.type === type) &&
          (chat === undefined || row.chat === chat);
        if (fits) rows.push(row);
      }
      return { rows, next: null };
    },
  };
};

const removals = (db: Database): Pick<WebhookRecords, 'endpoints' | 'forget' | 'forgetBefore' | 'forgetAnswers'> => {
  const tables = ['webhook_places', 'webhook_secrets', 'webhook_lanes', 'webhook_parcels', 'webhook_deliveries'];
  const drops = tables.map((table) => db.prepare<[string]>(`delete from ${table} where endpoint = ?`));
  const old = db.prepare<[number, number]>(
    'delete from webhook_deliveries where number in (select number from webhook_deliveries where last_at < +? limit +?)',
  );
  // An event of a file names no chat, and tells its name and caption.
  const answers = db.prepare<[string, string | null]>(`
    update webhook_deliveries set answer = null
      where session = ? and (chat is null or chat = coalesce(?, chat)) and answer is not null
  `);
  const all = db
    .prepare<[], string>('select endpoint from webhook_places union select endpoint from webhook_secrets')
    .pluck();
  const dropAll = db.transaction((endpoint: string) => {
    for (const drop of drops) drop.run(endpoint);
  });
  return {
    endpoints: () => all.all(),
    forget: (endpoint) => written(() => dropAll(endpoint)),
    forgetBefore: (at, limit) => written(() => old.run(at, limit).changes),
    forgetAnswers: (session, chat) => written(() => void answers.run(session, chat)),
  };
};

export const sqliteWebhookRecords = (db: Database, seal: Seal): WebhookRecords => {
  const apply = writes(db);
  const writeAll = db.transaction((changes: readonly RecordChange[]) => {
    for (const change of changes) apply(change);
  });
  const ranges = db.prepare<[string], string>('select ranges from webhook_places where endpoint = ?').pluck();
  const lanes = db.prepare<[string], LaneRow>(
    'select lane, position, place as "index" from webhook_lanes where endpoint = ?',
  );
  const parcel = 'select id, members, attempts, next_at as nextAt, alone from webhook_parcels where endpoint = ?';
  const held = db.prepare<[string], StoredParcel>(`${parcel} and alone = 0 order by next_at`);
  const alone = db.prepare<[string], StoredParcel>(`${parcel} and alone = 1 order by next_at, members limit 1`);
  const repeat = db.prepare<[number, string, number, number]>(`
    insert into webhook_parcels (endpoint, id, members, attempts, next_at, alone)
      select endpoint, event, json_array(json_array(position, place, '')), 0, ?, 1 from webhook_deliveries
        where endpoint = ? and position > ? and position <= ? and state = 'failed'
      on conflict do nothing`);

  const unsettled = db.prepare<[string], EventPlace>(
    `select position, place as "index" from webhook_deliveries where endpoint = ? and ${UNSETTLED}`,
  );

  return {
    write: (changes) => written(() => writeAll(changes)),
    ranges(endpoint) {
      const stored = ranges.get(endpoint);
      return stored === undefined ? null : rangesIn(stored);
    },
    lanes: (endpoint) => lanes.all(endpoint),
    held: (endpoint) => held.all(endpoint).map(parcelOf),
    nextAlone(endpoint) {
      const row = alone.get(endpoint);
      return row ? parcelOf(row) : null;
    },
    repeatFailed: (endpoint, { after, upTo }, now) => written(() => repeat.run(now, endpoint, after, upTo).changes),
    unsettled: (endpoint) => unsettled.all(endpoint),
    ...secretsIn(db, seal),
    ...lists(db),
    ...removals(db),
  };
};

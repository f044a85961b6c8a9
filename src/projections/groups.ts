/** One row per group, as `GET /api/whatsapp/groups` shows it. Its members are in `group_members`. */
import type { Database } from 'better-sqlite3';
import type { Addressing } from '../events/facts/group.ts';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, SessionId } from '../kernel/ids.ts';
import { projection } from './projection.ts';

/**
 * `version` is the version of the stream, `recorded_at` the position of the last `group.recorded`, `described_at` that
 * of the fact beside which subject and description stand.
 */
const schema = `
  create table groups (
    session text not null,
    chat text not null,
    version integer not null,
    addressing text not null,
    self text not null,
    announce_only integer not null,
    locked integer not null,
    join_approval integer,
    disappearing_seconds integer not null,
    recorded_at integer not null,
    asked_at integer not null,
    described_at integer,
    left_at integer,
    primary key (session, chat)
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({
  record: db.prepare(`
    insert into groups values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, null)
    on conflict do update set version = excluded.version, addressing = excluded.addressing, self = excluded.self,
      announce_only = excluded.announce_only, locked = excluded.locked, join_approval = excluded.join_approval,
      disappearing_seconds = excluded.disappearing_seconds, recorded_at = excluded.recorded_at,
      asked_at = excluded.asked_at, left_at = null
  `),
  touch: db.prepare('update groups set version = ? where session = ? and chat = ?'),
  set: db.prepare(`
    update groups set version = ?, announce_only = coalesce(?, announce_only), locked = coalesce(?, locked),
      join_approval = coalesce(?, join_approval),
      disappearing_seconds = coalesce(?, disappearing_seconds) where session = ? and chat = ?
  `),
  describe: db.prepare('update groups set version = ?, described_at = ? where session = ? and chat = ?'),
  leave: db.prepare('update groups set version = ?, left_at = ? where session = ? and chat = ?'),
});

const flag = (value: boolean | undefined): number | null => (value === undefined ? null : Number(value));
const placeOf = ({ header }: Recorded) => [header.session, header.chatId] as const;

export const groups = projection({
  name: 'groups',
  version: 2,
  schema,
  prepare,
  on: {
    'group.recorded': (db, recorded) => {
      const { data, version, position, at } = recorded;
      const { addressing, self, announceOnly, locked, joinApproval, disappearingSeconds } = data;
      const settings = [Number(announceOnly), Number(locked), flag(joinApproval), disappearingSeconds] as const;
      db.record.run(...placeOf(recorded), version, addressing, self, ...settings, position, at);
    },
    'group.members_changed': (db, recorded) => void db.touch.run(recorded.version, ...placeOf(recorded)),
    'group.settings_changed': (db, recorded) => {
      const { announceOnly, locked, joinApproval, disappearingSeconds = null } = recorded.data;
      const settings = [flag(announceOnly), flag(locked), flag(joinApproval), disappearingSeconds] as const;
      db.set.run(recorded.version, ...settings, ...placeOf(recorded));
    },
    'group.described': (db, recorded) => {
      db.describe.run(recorded.version, recorded.position, ...placeOf(recorded));
    },
    'group.picture_changed': (db, recorded) => void db.touch.run(recorded.version, ...placeOf(recorded)),
    'group.invite_revoked': (db, recorded) => void db.touch.run(recorded.version, ...placeOf(recorded)),
    'group.invited': (db, recorded) => void db.touch.run(recorded.version, ...placeOf(recorded)),
    'group.requests_changed': (db, recorded) => void db.touch.run(recorded.version, ...placeOf(recorded)),
    'group.left': (db, recorded) => void db.leave.run(recorded.version, recorded.at, ...placeOf(recorded)),
  },
});

export interface GroupRow {
  readonly session: SessionId;
  readonly chatId: ChatId;
  /** The version of its stream: it changes with every fact. */
  readonly version: number;
  readonly addressing: Addressing;
  /** This account in the group's addressing. */
  readonly self: ChatId;
  readonly announceOnly: boolean;
  readonly locked: boolean;
  /** Null if WhatsApp was not asked for the group since this is on record. */
  readonly joinApproval: boolean | null;
  readonly disappearingSeconds: number;
  /** The position of the last fact that holds the whole group, and its time. */
  readonly recordedAt: number;
  readonly askedAt: Millis;
  /** The position of the fact beside which subject and description stand; null if there is none. */
  readonly describedAt: number | null;
  /** When this account stopped to be a member; null while it is one. */
  readonly leftAt: Millis | null;
}

export interface GroupReads {
  byChat(session: SessionId, chat: ChatId): GroupRow | null;
  /** The groups of a session after a chat id, by chat id. */
  list(session: SessionId, after: ChatId | null, limit: number): readonly GroupRow[];
}

type Stored = Omit<GroupRow, 'announceOnly' | 'locked' | 'joinApproval'> & {
  readonly announceOnly: number;
  readonly locked: number;
  readonly joinApproval: number | null;
};

const COLUMNS = `session, chat as chatId, version, addressing, self, announce_only as announceOnly, locked,
  join_approval as joinApproval, disappearing_seconds as disappearingSeconds, recorded_at as recordedAt, asked_at as askedAt,
  described_at as describedAt, left_at as leftAt`;

const rowOf = ({ announceOnly, locked, joinApproval, ...row }: Stored): GroupRow => ({
  ...row,
  announceOnly: announceOnly === 1,
  locked: locked === 1,
  joinApproval: joinApproval === null ? null : joinApproval === 1,
});

export const groupReads = (db: Database): GroupReads => {
  const one = db.prepare<[string, string], Stored>(`select ${COLUMNS} from groups where session = ? and chat = ?`);
  const list = db.prepare<[string, string, number], Stored>(
    `select ${COLUMNS} from groups where session = ? and chat > +? order by chat limit +?`,
  );
  return {
    byChat(session, chat) {
      const row = one.get(session, chat);
      return row ? rowOf(row) : null;
    },
    list: (session, after, limit) => list.all(session, after ?? '', limit).map(rowOf),
  };
};

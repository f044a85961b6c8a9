/**
 * One row per member of a group. A member who is gone keeps the row, marked as gone: receipts of earlier messages still
 * come in.
 */
import type { Database } from 'better-sqlite3';
import type { GroupMember, GroupPerson, GroupRole } from '../events/facts/group.ts';
import type { Recorded } from '../events/log/log.ts';
import type { ChatId, SessionId } from '../kernel/ids.ts';
import { projection } from './projection.ts';

const schema = `
  create table group_members (
    session text not null,
    chat text not null,
    id text not null,
    number text,
    lid text,
    role text not null,
    gone integer not null,
    primary key (session, chat, id)
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({
  dismiss: db.prepare('update group_members set gone = 1 where session = ? and chat = ?'),
  remove: db.prepare('update group_members set gone = 1 where session = ? and chat = ? and id = ?'),
  add: db.prepare(`
    insert into group_members values (?, ?, ?, ?, ?, ?, 0)
    on conflict do update set number = coalesce(excluded.number, number), lid = coalesce(excluded.lid, lid),
      role = excluded.role, gone = 0
  `),
  appoint: db.prepare('update group_members set role = ? where session = ? and chat = ? and id = ?'),
});

type Db = ReturnType<typeof prepare>;

const add = (db: Db, { header }: Recorded, { id, number, lid }: GroupPerson, role: GroupRole): void => {
  db.add.run(header.session, header.chatId, id, number ?? null, lid ?? null, role);
};

export const groupMembers = projection({
  name: 'group_members',
  version: 1,
  schema,
  prepare,
  on: {
    'group.recorded': (db, recorded) => {
      db.dismiss.run(recorded.header.session, recorded.header.chatId);
      for (const member of recorded.data.members) add(db, recorded, member, member.role);
    },
    'group.members_changed': (db, recorded) => {
      const { session, chatId } = recorded.header;
      const { action, members } = recorded.data;
      for (const member of members) {
        if (action === 'add') add(db, recorded, member, 'member');
        else if (action === 'remove') db.remove.run(session, chatId, member.id);
        else db.appoint.run(action === 'promote' ? 'admin' : 'member', session, chatId, member.id);
      }
    },
  },
});

type Stored = {
  readonly id: ChatId;
  readonly number: ChatId | null;
  readonly lid: ChatId | null;
  readonly role: GroupRole;
};

export interface GroupMemberReads {
  /** Everybody who is in the group now, by id. */
  members(session: SessionId, chat: ChatId): readonly GroupMember[];
  count(session: SessionId, chat: ChatId): number;
  /** The role of somebody who is in the group now, by any address that is on record. */
  role(session: SessionId, chat: ChatId, address: ChatId): GroupRole | null;
  /** The id of a person in the group, by any address that is on record, also after leaving; null for strangers. */
  idOf(session: SessionId, chat: ChatId, address: ChatId): ChatId | null;
}

const memberOf = ({ number, lid, ...row }: Stored): GroupMember => ({
  ...row,
  ...(number === null ? {} : { number }),
  ...(lid === null ? {} : { lid }),
});

export const groupMemberReads = (db: Database): GroupMemberReads => {
  const present = 'from group_members where session = ? and chat = ? and gone = 0';
  const all = db.prepare<[string, string], Stored>(`select id, number, lid, role ${present} order by id`);
  const count = db.prepare<[string, string], number>(`select count(*) ${present}`).pluck();
  const role = db
    .prepare<[string, string, string, string, string], GroupRole>(
      `select role ${present} and (id = ? or number = ? or lid = ?)`,
    )
    .pluck();
  const byId = db
    .prepare<[string, string, string], string>('select id from group_members where session = ? and chat = ? and id = ?')
    .pluck();
  const byOther = db
    .prepare<[string, string, string, string], string>(
      'select id from group_members where session = ? and chat = ? and (number = ? or lid = ?)',
    )
    .pluck();
  return {
    members: (session, chat) => all.all(session, chat).map(memberOf),
    count: (session, chat) => count.get(session, chat) ?? 0,
    role: (session, chat, address) => role.get(session, chat, address, address, address) ?? null,
    idOf: (session, chat, address) =>
      byId.get(session, chat, address) ?? byOther.get(session, chat, address, address) ?? null,
  };
};

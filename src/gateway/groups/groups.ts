/** Questions about the groups of a session, answered from what is on record, or by WhatsApp. */
import type { GroupMember, GroupRole } from '../../events/facts/group.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Millis } from '../../kernel/clock.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { encodeCursor } from '../../projections/cursor.ts';
import type { GroupRow } from '../../projections/groups.ts';
import { peopleOf, type Person } from '../../views/person.ts';
import { sessionIn } from '../sessions/known-session.ts';
import type { Asking } from './asking.ts';
import { type ChangesPorts, createGroupChanges, type GroupChanges } from './changes.ts';
import { createGroupInvites, type GroupInvites } from './invites.ts';
import { createGroupMembers, type GroupMembers } from './members.ts';
import { nameIn, type Page } from '../pages.ts';

export interface GroupView {
  readonly groupId: ChatId;
  readonly session: SessionId;
  /** Null once it was erased. */
  readonly subject: string | null;
  readonly description: string | null;
  readonly addressing: GroupRow['addressing'];
  readonly announceOnly: boolean;
  readonly locked: boolean;
  /** Null if WhatsApp was not asked for the group since this is on record. */
  readonly joinApproval: boolean | null;
  readonly disappearingSeconds: number;
  readonly size: number;
  /** When WhatsApp last told the whole group. */
  readonly askedAt: Millis;
  readonly leftAt: Millis | null;
}

/** `id` is the address that the group uses. The others are the group's, or those of the contact. */
export interface Member extends Pick<Person, 'contactId' | 'name' | 'number' | 'lid'> {
  readonly id: ChatId;
  readonly role: GroupRole;
}

export type GroupDetail = GroupView & { readonly members: readonly Member[] };

export interface GroupReading {
  list(query: {
    readonly session: SessionId;
    /** The groups that the caller reaches; all of the session if left out. */
    readonly reached?: readonly ChatId[] | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  }): Result<Page<GroupView>>;
  byId(session: SessionId, group: ChatId): Result<GroupDetail>;
  /** The same, after WhatsApp was asked. */
  refresh(session: SessionId, group: ChatId, caller: Caller): Promise<Result<GroupDetail>>;
  /** Asks WhatsApp for all groups. */
  refreshAll(session: SessionId, caller: Caller): Promise<Result<void>>;
}

export type Groups = GroupReading & GroupChanges & GroupMembers & GroupInvites;

interface GroupsPorts extends ChangesPorts {
  readonly log: Pick<EventLog, 'beside' | 'head'>;
  readonly asking: Asking;
}

const LIST = 'groups';

export const noGroup = (): Result<never> =>
  refuse('group.not_found', 'This group is not on record. Ask WhatsApp for it with ?refresh=true.');

export const createGroups = (ports: GroupsPorts): Groups => {
  const reading = createReading(ports);
  const subjectOf = (session: SessionId, group: ChatId): string | null => {
    const found = reading.byId(session, group);
    return found.ok ? found.value.subject : null;
  };
  return {
    ...reading,
    ...createGroupChanges(ports, reading.byId),
    ...createGroupMembers(ports, subjectOf),
    ...createGroupInvites(ports),
  };
};

const createReading = ({ system, reads, log, asking }: GroupsPorts): GroupReading => {
  const known = sessionIn(system);
  const people = peopleOf({ log, reads });

  const memberOf =
    (session: SessionId) =>
    ({ id, number, lid, role }: GroupMember): Member => {
      const person = people.personWith(session, [id, number ?? null, lid ?? null]);
      return { id, contactId: person.contactId, number: person.number, lid: person.lid, name: person.name, role };
    };

  const viewOf = ({ session, chatId, describedAt, ...row }: GroupRow): GroupView => {
    const words = describedAt === null ? null : log.beside('group', describedAt, 0);
    const { addressing, announceOnly, locked, joinApproval, disappearingSeconds, askedAt, leftAt } = row;
    const rules = { addressing, announceOnly, locked, joinApproval, disappearingSeconds, askedAt, leftAt };
    const said = { subject: words?.subject ?? null, description: words?.description ?? null };
    return { groupId: chatId, session, ...said, ...rules, size: reads.groups.count(session, chatId) };
  };

  const shown = (session: SessionId, group: ChatId): Result<GroupDetail> => {
    const there = known(session);
    if (!there.ok) return there;
    const row = reads.groups.byChat(session, group);
    return row
      ? ok({ ...viewOf(row), members: reads.groups.members(session, group).map(memberOf(session)) })
      : noGroup();
  };

  const byId: GroupReading['byId'] = (session, group) => reads.together(() => shown(session, group));

  return {
    list({ session, reached, limit, cursor }) {
      const there = known(session);
      if (!there.ok) return there;
      const after = nameIn(LIST, cursor);
      if (!after.ok) return after;
      const found = reached
        ? [...reached]
            .filter((group) => group > after.value)
            .sort()
            .flatMap((group) => reads.groups.byChat(session, group) ?? [])
        : reads.groups.list(session, after.value, limit + 1);
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return ok({ items: items.map(viewOf), nextCursor: last ? encodeCursor([LIST, last.chatId]) : null });
    },
    byId,
    async refresh(session, group, caller) {
      const link = asking.sparingly(session);
      if (!link.ok) return link;
      const told = await asking.run({ session, group, about: 'group' }, link.value, caller, () =>
        system.groups.ask(session, group, link.value, caller),
      );
      return told.ok ? byId(session, group) : told;
    },
    async refreshAll(session, caller) {
      const link = asking.sparingly(session);
      if (!link.ok) return link;
      return asking.run({ session, group: null, about: 'group' }, link.value, caller, () =>
        system.groups.askAll(session, link.value, caller),
      );
    },
  };
};

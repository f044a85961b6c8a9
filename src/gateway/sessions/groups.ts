/** Questions about the groups of a session, answered from what is on record, or by WhatsApp. */
import type { GroupMember } from '../../events/facts/group.ts';
import type { System } from '../../actors/system.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Millis } from '../../kernel/clock.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { encodeCursor } from '../../projections/cursor.ts';
import type { GroupRow } from '../../projections/groups.ts';
import type { Reads } from '../../projections/reads.ts';
import { Undelivered } from '../../whatsapp/port.ts';
import { howToStart, sessionIn } from './known-session.ts';
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
  readonly disappearingSeconds: number;
  readonly size: number;
  /** When WhatsApp last told the whole group. */
  readonly askedAt: Millis;
  readonly leftAt: Millis | null;
}

export type GroupDetail = GroupView & { readonly members: readonly GroupMember[] };

export interface Groups {
  list(query: {
    readonly session: SessionId;
    readonly limit: number;
    readonly cursor?: string | undefined;
  }): Result<Page<GroupView>>;
  byId(session: SessionId, group: ChatId): Result<GroupDetail>;
  /** The same, after WhatsApp was asked. */
  refresh(session: SessionId, group: ChatId, caller: Caller): Promise<Result<GroupDetail>>;
}

interface GroupsPorts {
  readonly system: System;
  readonly reads: Reads;
  readonly log: Pick<EventLog, 'beside'>;
}

const LIST = 'groups';

export const createGroups = ({ system, reads, log }: GroupsPorts): Groups => {
  const known = sessionIn(system);

  const viewOf = ({ session, chatId, describedAt, ...row }: GroupRow): GroupView => {
    const words = describedAt === null ? null : log.beside('group', describedAt, 0);
    const { addressing, announceOnly, locked, disappearingSeconds, askedAt, leftAt } = row;
    const rules = { addressing, announceOnly, locked, disappearingSeconds, askedAt, leftAt };
    const said = { subject: words?.subject ?? null, description: words?.description ?? null };
    return { groupId: chatId, session, ...said, ...rules, size: reads.groups.count(session, chatId) };
  };

  const byId: Groups['byId'] = (session, group) => {
    const there = known(session);
    if (!there.ok) return there;
    const row = reads.groups.byChat(session, group);
    return row
      ? ok({ ...viewOf(row), members: reads.groups.members(session, group) })
      : refuse('group.not_found', 'This group is not on record. Ask WhatsApp for it with ?refresh=true.');
  };

  return {
    list({ session, limit, cursor }) {
      const there = known(session);
      if (!there.ok) return there;
      const after = nameIn(LIST, cursor);
      if (!after.ok) return after;
      const found = reads.groups.list(session, after.value, limit + 1);
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return ok({ items: items.map(viewOf), nextCursor: last ? encodeCursor([LIST, last.chatId]) : null });
    },
    byId,
    async refresh(session, group, caller) {
      const there = known(session);
      if (!there.ok) return there;
      const link = there.value.link.ready();
      if (!link) return refuse('session.not_live', `The session has no connection now. ${howToStart(session)}`);
      try {
        await system.groups.ask(session, group, link, caller);
      } catch (thrown) {
        if (!(thrown instanceof Undelivered)) throw thrown;
        return thrown.failure.code === 'group_not_member'
          ? refuse('group.not_member', 'This account is no member of the group, or there is no such group.')
          : refuse('whatsapp.no_answer', `${thrown.failure.message} What is on record is there without ?refresh=true.`);
      }
      return byId(session, group);
    },
  };
};

/** The invite of a group, and the way into groups of others. */
import type { System } from '../../actors/system.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Reads } from '../../projections/reads.ts';
import type { InvitedGroup } from '../../whatsapp/group-acts.ts';
import { type Link, Undelivered } from '../../whatsapp/port.ts';
import type { Asking } from './asking.ts';

export interface Joined {
  readonly groupId: ChatId;
  /** `requested`: an admin must approve it. */
  readonly outcome: 'joined' | 'requested';
}

export interface GroupInvites {
  invite(session: SessionId, group: ChatId, caller: Caller): Promise<Result<string>>;
  /** The old code is good no more. Resolves to the new one. */
  revokeInvite(session: SessionId, group: ChatId, caller: Caller): Promise<Result<string>>;
  /** The group that a code leads to. */
  invited(session: SessionId, code: string, caller: Caller): Promise<Result<InvitedGroup>>;
  join(session: SessionId, code: string, caller: Caller): Promise<Result<Joined>>;
}

interface InvitesPorts {
  readonly system: System;
  readonly reads: Reads;
  readonly asking: Asking;
}

export const createGroupInvites = ({ system, reads, asking }: InvitesPorts): GroupInvites => {
  const { groups } = system;

  /** Without it the notice puts the group on record. */
  const recordJoined = async (session: SessionId, chat: ChatId, link: Link, caller: Caller): Promise<void> => {
    try {
      await groups.ask(session, chat, link, caller);
    } catch (thrown) {
      if (!(thrown instanceof Undelivered)) throw thrown;
      groups.doubt(session, chat);
    }
  };

  return {
    async invite(session, group, caller) {
      const link = asking.sparingly(session);
      if (!link.ok) return link;
      const place = { session, group, about: 'group' } as const;
      return asking.run(place, link.value, caller, () => link.value.groupInvite(group, false));
    },
    async revokeInvite(session, group, caller) {
      const link = asking.link(session);
      if (!link.ok) return link;
      const known = await asking.known(session, group, link.value, caller);
      if (!known.ok) return known;
      return asking.run({ session, group, about: 'group' }, link.value, caller, () =>
        groups.change(session, group, caller, async () => {
          const value = await link.value.groupInvite(group, true);
          const by = reads.groups.byChat(session, group)?.self ?? null;
          return { value, news: [{ kind: 'invite', by }] };
        }),
      );
    },
    async invited(session, code, caller) {
      const link = asking.sparingly(session);
      if (!link.ok) return link;
      const place = { session, group: null, about: 'invite' } as const;
      return asking.run(place, link.value, caller, () => link.value.invitedGroup(code));
    },
    async join(session, code, caller) {
      const link = asking.link(session);
      if (!link.ok) return link;
      const place = { session, group: null, about: 'invite' } as const;
      const told = await asking.run(place, link.value, caller, () =>
        groups.enter(session, caller, async () => {
          const joined = await link.value.joinGroup(code);
          if (joined.outcome === 'joined') await recordJoined(session, joined.chatId, link.value, caller);
          return joined;
        }),
      );
      return told.ok ? ok({ groupId: told.value.chatId, outcome: told.value.outcome }) : told;
    },
  };
};

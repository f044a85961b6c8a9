/** Asks WhatsApp about groups: over which connection, how often, and what its refusals mean. */
import type { System } from '../../actors/system.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok, type Refusal, type Result } from '../../kernel/result.ts';
import type { Reads } from '../../projections/reads.ts';
import { type Link, Undelivered } from '../../whatsapp/port.ts';
import { ASKED_TOO_MUCH, type Budget } from '../sessions/budget.ts';
import { linkOf, notLive, whatWhatsAppSays } from '../sessions/asking.ts';

/** The object of a question, for the words of a refusal. */
export type About = 'group' | 'new group' | 'invite';

export interface Place {
  readonly session: SessionId;
  /** Null for what is not about one group that the account knows. */
  readonly group: ChatId | null;
  readonly about: About;
}

export interface Asking {
  /** The connection of a session. */
  link(session: SessionId): Result<Link>;
  /** The connection, unless the session has asked WhatsApp too often. */
  sparingly(session: SessionId): Result<Link>;
  /** Does work over a connection. What WhatsApp refuses, or does not answer, is a refusal. */
  run<T>(place: Place, link: Link, caller: Caller, work: () => Promise<T>): Promise<Result<T>>;
  /** The group is on record afterwards, unless the account is no member. */
  known(session: SessionId, group: ChatId, link: Link, caller: Caller): Promise<Result<void>>;
}

interface AskingPorts {
  readonly system: System;
  readonly reads: Reads;
  readonly budget: Budget;
}

const NOT_MEMBER = 'This account is no member of the group, or there is no such group.';

const noAnswer = (message: string): Refusal => ({
  code: 'whatsapp.no_answer',
  detail: `${message} Look at the group with GET before you try again: what was asked for may have been done.`,
});

const refusedWith = (code: number, text: string): Refusal => ({
  code: 'group.refused',
  detail: `WhatsApp refused this with ${code}. ${text}`,
  members: { whatsappCode: code },
});

/** The meanings of WhatsApp's numbers that need no look at the group. */
const plainRefusal = (code: number, about: About): Refusal | null => {
  switch (code) {
    case 429:
      return ASKED_TOO_MUCH;
    case 419:
      return about === 'new group'
        ? refusedWith(code, 'The account may have as many groups as WhatsApp lets it.')
        : { code: 'group.full', detail: 'The group has as many members as WhatsApp lets it.' };
    case 404:
    case 406:
    case 410:
      if (about === 'invite')
        return { code: 'group.invite_invalid', detail: 'This invite leads nowhere: it was revoked, or never was one.' };
      return about === 'group' && code !== 406 ? { code: 'group.not_member', detail: NOT_MEMBER } : null;
    default:
      return null;
  }
};

export const createAsking = ({ system, reads, budget }: AskingPorts): Asking => {
  const link: Asking['link'] = (id) => linkOf(system, id);

  /** WhatsApp says that the account may not: as a member who is no admin, or as a stranger. It is asked which. */
  const forbidden = async (
    id: SessionId,
    group: ChatId,
    code: number,
    open: Link,
    caller: Caller,
  ): Promise<Refusal> => {
    try {
      await system.groups.ask(id, group, open, caller);
    } catch (thrown) {
      if (!(thrown instanceof Undelivered)) throw thrown;
      if (thrown.failure.code === 'group_not_member') return { code: 'group.not_member', detail: NOT_MEMBER };
    }
    const self = reads.groups.byChat(id, group)?.self;
    const role = self === undefined ? null : reads.groups.role(id, group, self);
    if (role === null) return { code: 'group.not_member', detail: NOT_MEMBER };
    return role === 'member'
      ? { code: 'group.not_admin', detail: 'Only admins of the group may do this, and this account is none.' }
      : refusedWith(code, 'This account is an admin of the group.');
  };

  const refusalOf = async ({ failure }: Undelivered, place: Place, open: Link, caller: Caller): Promise<Refusal> => {
    const { status: code, message } = failure;
    if (failure.code === 'client_not_ready') return notLive(place.session);
    if (code == null || failure.code === 'session_closed') return noAnswer(message);
    if (failure.code === 'group_not_member') return { code: 'group.not_member', detail: NOT_MEMBER };
    const plain = plainRefusal(code, place.about);
    if (plain) return plain;
    if ((code === 401 || code === 403) && place.group !== null && place.about === 'group')
      return forbidden(place.session, place.group, code, open, caller);
    return refusedWith(code, 'Check what you asked for, and try again later.');
  };

  const run: Asking['run'] = (place, open, caller, work) =>
    whatWhatsAppSays(
      async () => ok(await work()),
      (failed) => refusalOf(failed, place, open, caller),
    );

  return {
    link,
    sparingly(id) {
      const open = link(id);
      if (!open.ok) return open;
      const spent = budget(id);
      return spent.ok ? open : spent;
    },
    run,
    async known(id, group, open, caller) {
      const row = reads.groups.byChat(id, group);
      if (row !== null && row.leftAt === null) return ok(undefined);
      return run({ session: id, group, about: 'group' }, open, caller, () =>
        system.groups.ask(id, group, open, caller),
      );
    },
  };
};

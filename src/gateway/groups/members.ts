/** Changes who is in a group: members, their roles, and those who ask to join. */
import type { System } from '../../actors/system.ts';
import type { GroupPerson, MembersAction } from '../../events/facts/group.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Reads } from '../../projections/reads.ts';
import type { JoinRequest, PersonOutcome } from '../../whatsapp/group-acts.ts';
import type { GroupNews } from '../../whatsapp/group-info.ts';
import { type Link, type ReadNumber, Undelivered } from '../../whatsapp/port.ts';
import type { Asking } from './asking.ts';
import { doneIn, type Participant, type ParticipantResult, participantsIn, resultsOf } from './outcomes.ts';

export interface GroupMembers {
  changeMembers(
    session: SessionId,
    group: ChatId,
    change: { readonly action: MembersAction; readonly participants: readonly string[] },
    caller: Caller,
  ): Promise<Result<readonly ParticipantResult[]>>;
  requests(session: SessionId, group: ChatId, caller: Caller): Promise<Result<readonly JoinRequest[]>>;
  answerRequests(
    session: SessionId,
    group: ChatId,
    answer: { readonly action: 'approve' | 'reject'; readonly participants: readonly string[] },
    caller: Caller,
  ): Promise<Result<readonly ParticipantResult[]>>;
}

export interface MembersPorts {
  readonly system: System;
  readonly reads: Reads;
  readonly readNumber: ReadNumber;
  readonly asking: Asking;
}

/** Sends an invitation to those who could not be added. Resolves to those who got it. */
export const inviteRefused = async (
  link: Pick<Link, 'sendInvitation'>,
  group: ChatId,
  subject: string,
  outcomes: readonly PersonOutcome[],
): Promise<readonly PersonOutcome[]> => {
  const sent = await Promise.all(
    outcomes.map(async (outcome) => {
      if (!outcome.invitation) return [];
      try {
        await link.sendInvitation(outcome.asked, group, outcome.invitation, subject);
        return [outcome];
      } catch (thrown) {
        if (thrown instanceof Undelivered) return [];
        throw thrown;
      }
    }),
  );
  return sent.flat();
};

export const createGroupMembers = (
  { system, reads, readNumber, asking }: MembersPorts,
  subjectOf: SubjectOf,
): GroupMembers => {
  const { groups } = system;

  /** The address under which a member is on record, or else the one that the request names. */
  const addressesIn = (session: SessionId, group: ChatId, people: readonly Participant[]): readonly ChatId[] =>
    people.map(({ chatId }) => reads.groups.idOf(session, group, chatId) ?? chatId);

  /** Asks for a change of people, and records what it brought. */
  const changed = (
    session: SessionId,
    group: ChatId,
    link: Link,
    caller: Caller,
    ask: () => Promise<readonly PersonOutcome[]>,
    news: (people: readonly GroupPerson[]) => GroupNews,
  ): Promise<Result<readonly PersonOutcome[]>> =>
    asking.run({ session, group, about: 'group' }, link, caller, () =>
      groups.change(session, group, caller, async () => {
        const value = await ask();
        const people = doneIn(value);
        if (value.some(({ code }) => code === null)) groups.doubt(session, group);
        const by = reads.groups.byChat(session, group)?.self ?? null;
        return { value, news: people.length === 0 ? [] : [{ ...news(people), by }] };
      }),
    );

  /** The connection, with the group on record. */
  const open = async (session: SessionId, group: ChatId, caller: Caller): Promise<Result<Link>> => {
    const link = asking.link(session);
    if (!link.ok) return link;
    const known = await asking.known(session, group, link.value, caller);
    return known.ok ? link : known;
  };

  return {
    async changeMembers(session, group, { action, participants }, caller) {
      const people = participantsIn(participants, (number) => readNumber(number, session));
      if (!people.ok) return people;
      const link = await open(session, group, caller);
      if (!link.ok) return link;
      const chats =
        action === 'add' ? people.value.map(({ chatId }) => chatId) : addressesIn(session, group, people.value);
      const outcomes = await changed(
        session,
        group,
        link.value,
        caller,
        () => link.value.changeMembers(group, action, chats),
        (members) => ({ kind: 'members', action, members }),
      );
      if (!outcomes.ok) return outcomes;
      const invited = await inviteRefused(link.value, group, subjectOf(session, group) ?? '', outcomes.value);
      if (invited.length > 0) await groups.recordInvited(session, group, peopleIn(invited), caller);
      return ok(resultsOf(people.value, outcomes.value, action, new Set(invited.map(({ asked }) => asked))));
    },
    async requests(session, group, caller) {
      const link = asking.sparingly(session);
      if (!link.ok) return link;
      return asking.run({ session, group, about: 'group' }, link.value, caller, () => link.value.joinRequests(group));
    },
    async answerRequests(session, group, { action, participants }, caller) {
      const people = participantsIn(participants, (number) => readNumber(number, session));
      if (!people.ok) return people;
      const link = await open(session, group, caller);
      if (!link.ok) return link;
      const chats = people.value.map(({ chatId }) => chatId);
      const outcomes = await changed(
        session,
        group,
        link.value,
        caller,
        () => link.value.answerJoinRequests(group, action, chats),
        (who) =>
          action === 'approve'
            ? { kind: 'members', action: 'add', members: who }
            : { kind: 'requests', change: 'rejected', people: who },
      );
      return outcomes.ok ? ok(resultsOf(people.value, outcomes.value, action)) : outcomes;
    },
  };
};

/** The subject of a group as it is on record. */
export type SubjectOf = (session: SessionId, group: ChatId) => string | null;

export const peopleIn = (outcomes: readonly PersonOutcome[]): readonly GroupPerson[] =>
  outcomes.map(({ asked, person }) => person ?? { id: asked });

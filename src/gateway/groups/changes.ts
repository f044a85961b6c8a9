/** Makes groups, and changes what they are called and what is allowed in them. */
import type { System } from '../../actors/system.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok, type Refusal, type Result } from '../../kernel/result.ts';
import type { MediaSource } from '../../messages/media-source.ts';
import type { Reads } from '../../projections/reads.ts';
import type { GroupChange, NewGroup } from '../../whatsapp/group-acts.ts';
import type { GroupNews } from '../../whatsapp/group-info.ts';
import type { Link, ReadNumber } from '../../whatsapp/port.ts';
import { givenPicture } from '../media/given-file.ts';
import type { Media } from '../media/media.ts';
import type { About, Asking } from './asking.ts';
import type { GroupDetail, GroupReading } from './groups.ts';
import { inviteRefused, peopleIn } from './members.ts';
import { type Participant, type ParticipantResult, participantsIn, resultsOf } from './outcomes.ts';

export interface GroupSettingsAsked {
  readonly subject?: string | undefined;
  readonly description?: string | null | undefined;
  readonly announceOnly?: boolean | undefined;
  readonly locked?: boolean | undefined;
  readonly joinApproval?: boolean | undefined;
  readonly disappearingSeconds?: number | undefined;
}

export interface GroupMade {
  readonly group: GroupDetail;
  readonly results: readonly ParticipantResult[];
  /** The fields that were asked for and are not set. */
  readonly notDone: readonly string[];
}

export interface GroupChanges {
  create(
    session: SessionId,
    plan: { readonly subject: string; readonly description: string | null; readonly participants: readonly string[] },
    caller: Caller,
  ): Promise<Result<GroupMade>>;
  /** WhatsApp takes one setting at a time. A refusal says which were changed before it. */
  change(session: SessionId, group: ChatId, asked: GroupSettingsAsked, caller: Caller): Promise<Result<GroupDetail>>;
  /** Null takes the picture away. */
  setPicture(session: SessionId, group: ChatId, picture: MediaSource | null, caller: Caller): Promise<Result<void>>;
  leave(session: SessionId, group: ChatId, caller: Caller): Promise<Result<void>>;
}

export interface ChangesPorts {
  readonly system: System;
  readonly reads: Reads;
  readonly readNumber: ReadNumber;
  readonly asking: Asking;
  readonly media: Media;
}

const changesIn = (asked: GroupSettingsAsked): readonly GroupChange[] => {
  const { subject, description, announceOnly, locked, joinApproval, disappearingSeconds } = asked;
  return [
    ...(subject === undefined ? [] : [{ kind: 'subject', subject } as const]),
    ...(description === undefined ? [] : [{ kind: 'description', description: description || null } as const]),
    ...(announceOnly === undefined ? [] : [{ kind: 'announceOnly', value: announceOnly } as const]),
    ...(locked === undefined ? [] : [{ kind: 'locked', value: locked } as const]),
    ...(joinApproval === undefined ? [] : [{ kind: 'joinApproval', value: joinApproval } as const]),
    ...(disappearingSeconds === undefined
      ? []
      : [{ kind: 'disappearingSeconds', value: disappearingSeconds } as const]),
  ];
};

const newsOf = (change: GroupChange): GroupNews => {
  switch (change.kind) {
    case 'subject':
      return { kind: 'words', words: { subject: change.subject } };
    case 'description':
      return { kind: 'words', words: { description: change.description } };
    default:
      return { kind: 'settings', settings: { [change.kind]: change.value } };
  }
};

const partly = (refusal: Refusal, done: readonly string[], notDone: readonly string[]): Refusal => ({
  ...refusal,
  members: { ...refusal.members, done, notDone },
});

export const createGroupChanges = (
  { system, reads, readNumber, asking, media }: ChangesPorts,
  byId: GroupReading['byId'],
): GroupChanges => {
  const { groups } = system;
  const jpegOf = givenPicture(media);

  /** Does one thing to a group that is on record, and records it. */
  const act = (
    place: { readonly session: SessionId; readonly group: ChatId; readonly about?: About },
    link: Link,
    caller: Caller,
    work: () => Promise<void>,
    news: GroupNews,
  ): Promise<Result<void>> =>
    asking.run({ about: 'group', ...place }, link, caller, () =>
      groups.change(place.session, place.group, caller, async () => {
        await work();
        const by = reads.groups.byChat(place.session, place.group)?.self ?? null;
        return { value: undefined, news: [{ ...news, by }] };
      }),
    );

  const open = async (session: SessionId, group: ChatId, caller: Caller): Promise<Result<Link>> => {
    const link = asking.link(session);
    if (!link.ok) return link;
    const known = await asking.known(session, group, link.value, caller);
    return known.ok ? link : known;
  };

  /** The names of what was changed, or the first refusal. */
  const changeAll = async (
    session: SessionId,
    group: ChatId,
    changes: readonly GroupChange[],
    link: Link,
    caller: Caller,
  ): Promise<Result<void>> => {
    const names = changes.map(({ kind }) => kind);
    for (const [index, change] of changes.entries()) {
      const told = await act({ session, group }, link, caller, () => link.changeGroup(group, change), newsOf(change));
      if (!told.ok) return { ok: false, refusal: partly(told.refusal, names.slice(0, index), names.slice(index)) };
    }
    return ok(undefined);
  };

  const made = (
    session: SessionId,
    subject: string,
    people: readonly Participant[],
    link: Link,
    caller: Caller,
  ): Promise<Result<NewGroup>> =>
    asking.run({ session, group: null, about: 'new group' }, link, caller, () =>
      groups.enter(session, caller, async () => {
        const made = await link.createGroup(
          subject,
          people.map(({ chatId }) => chatId),
        );
        await groups.record(session, made.chatId, made.group, caller);
        return made;
      }),
    );

  return {
    async create(session, { subject, description, participants }, caller) {
      const people = participantsIn(participants, (number) => readNumber(number, session));
      if (!people.ok) return people;
      const link = asking.link(session);
      if (!link.ok) return link;
      const told = await made(session, subject, people.value, link.value, caller);
      if (!told.ok) return told;
      const { chatId, outcomes } = told.value;
      const described = await changeAll(
        session,
        chatId,
        changesIn({ description: description ?? undefined }),
        link.value,
        caller,
      );
      const invited = await inviteRefused(link.value, chatId, subject, outcomes);
      if (invited.length > 0) await groups.recordInvited(session, chatId, peopleIn(invited), caller);
      const group = byId(session, chatId);
      if (!group.ok) return group;
      const results = resultsOf(people.value, outcomes, 'add', new Set(invited.map(({ asked }) => asked)));
      return ok({ group: group.value, results, notDone: described.ok ? [] : ['description'] });
    },
    async change(session, group, asked, caller) {
      const link = await open(session, group, caller);
      if (!link.ok) return link;
      const told = await changeAll(session, group, changesIn(asked), link.value, caller);
      return told.ok ? byId(session, group) : told;
    },
    async setPicture(session, group, picture, caller) {
      const link = await open(session, group, caller);
      if (!link.ok) return link;
      const jpeg = picture === null ? ok(null) : await jpegOf(picture, session, caller);
      if (!jpeg.ok) return jpeg;
      const removed = jpeg.value === null;
      return act({ session, group }, link.value, caller, () => link.value.setGroupPicture(group, jpeg.value), {
        kind: 'picture',
        removed,
      });
    },
    async leave(session, group, caller) {
      const link = await open(session, group, caller);
      if (!link.ok) return link;
      const work = () => link.value.leaveGroup(group);
      return act({ session, group }, link.value, caller, work, { kind: 'left', reason: 'left' });
    },
  };
};

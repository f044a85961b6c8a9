/**
 * The groups of all sessions, as facts.
 *
 * It guarantees that WhatsApp is asked for a group once, before the first message to it, and after that only where the
 * record may be out of date: after a refusal, after a crash, when WhatsApp says so. Notices keep the record true in
 * between. One that comes while WhatsApp is being asked may be older or newer than the answer, so the next message asks
 * again. A message is never refused because of an old record: WhatsApp is asked first.
 *
 * What the account changes itself is recorded from WhatsApp's answer. Where there was none, the record is in doubt.
 */
import { failure, type FailureCode } from '../../events/facts/failure.ts';
import type { Entry, EventLog } from '../../events/log/log.ts';
import { type Caller, WHATSAPP } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type ChatId, type SessionId, streamOf } from '../../kernel/ids.ts';
import { ok } from '../../kernel/result.ts';
import type { GroupPerson } from '../../events/facts/group.ts';
import type { GroupRow } from '../../projections/groups.ts';
import type { Reads } from '../../projections/reads.ts';
import type { GroupInfo, GroupNews } from '../../whatsapp/group-info.ts';
import { type Link, type Signal, Undelivered } from '../../whatsapp/port.ts';
import type { Insist } from '../insist.ts';
import type { Contacts } from '../contacts/contacts.ts';
import { invitedFacts, noticeFacts, type OnRecord, recordedFacts, refusedFacts, toldFacts } from './group-facts.ts';
import { createOwnChanges } from './own-changes.ts';

type OfGroups = Extract<Signal, { type: 'group' | 'groups_doubtful' }>;

/** A group that a message may be sent to. */
export interface OpenGroup {
  /** The version of what is on record. */
  readonly version: number;
  /** How many people get the message: all members but this account. */
  readonly recipients: number;
  /** Whether this account is an admin. */
  readonly admin: boolean;
}

export interface GroupPorts {
  readonly contacts: Pick<Contacts, 'learn'>;
  readonly log: Pick<EventLog, 'append' | 'beside' | 'head'>;
  readonly reads: Pick<Reads, 'groups' | 'together'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly insist: Insist;
}

export interface Groups {
  /**
   * The group, asked of WhatsApp if it is not on record or may be out of date.
   * @throws Undelivered if this account may not write to it.
   */
  open(session: SessionId, chat: ChatId, link: Pick<Link, 'group'>, caller: Caller): Promise<OpenGroup>;
  /**
   * Asks WhatsApp now, and records the answer.
   * @throws Undelivered
   */
  ask(session: SessionId, chat: ChatId, link: Pick<Link, 'group'>, caller: Caller): Promise<void>;
  /** Asks WhatsApp for all groups of the account, and records the answer. @throws Undelivered */
  askAll(session: SessionId, link: Pick<Link, 'groups'>, caller: Caller): Promise<void>;
  /**
   * Changes a group, and records what the answer says as a change by the caller.
   * @throws Undelivered
   */
  change<T>(session: SessionId, chat: ChatId, caller: Caller, work: () => Promise<Told<T>>): Promise<T>;
  /** Makes a group, or joins one. Its notice, which may come first, counts as the caller's. @throws Undelivered */
  enter<T>(session: SessionId, caller: Caller, work: () => Promise<T>): Promise<T>;
  /** Records a group that WhatsApp has told whole. */
  record(session: SessionId, chat: ChatId, group: GroupInfo, caller: Caller): Promise<void>;
  /** Records that people were invited. */
  recordInvited(session: SessionId, chat: ChatId, people: readonly GroupPerson[], caller: Caller): Promise<void>;
  /** Records what a notice says, or takes note that the record may be out of date. */
  hear(session: SessionId, signal: OfGroups): void;
  /** The record of a group, or of all groups of the session, may be out of date. */
  doubt(session: SessionId, chat?: ChatId): void;
}

/** The answer to a change, and what the record of the group learns from it. */
export interface Told<T> {
  readonly value: T;
  readonly news: readonly GroupNews[];
}

/** An answer of this age is not asked for again before a message is refused because of it. */
const RECENT_MS = 60_000;

const SENTENCES = {
  group_not_member: 'This account is no member of the group.',
  group_announce_only: 'Only admins may write to this group, and this account is none.',
} as const satisfies Partial<Record<FailureCode, string>>;

/** The members of whom two addresses are told, but for this account itself. */
const peopleIn = (entries: readonly Entry[]): readonly (readonly ChatId[])[] =>
  entries.flatMap(({ fact }) => {
    if (fact.type !== 'group.recorded' && fact.type !== 'group.members_changed') return [];
    const self = fact.type === 'group.recorded' ? fact.self : null;
    return fact.members
      .filter(({ id }) => id !== self)
      .map(({ id, number, lid }) => [...new Set([id, number, lid].filter((each) => each !== undefined))])
      .filter(({ length }) => length > 1);
  });

const keyOf = (session: SessionId, chat: ChatId): string => `${session}/${chat}`;

export const createGroups = ({ log, reads, contacts, clock, entropy, insist }: GroupPorts): Groups => {
  const { groups } = reads;
  /** The head of the log at the last doubt: of a group by its key, of all groups of a session by its name. */
  const doubts = new Map<string, number>();
  /** The head of the log at the last answer of WhatsApp about a group. */
  const answers = new Map<string, number>();
  const asking = new Map<string, Promise<void>>();
  /** Groups whose notices came while WhatsApp was being asked. */
  const overtaken = new Set<string>();
  /** Facts of a group are appended one after the other. */
  const appending = new Map<string, Promise<unknown>>();

  const own = createOwnChanges(clock);

  const onRecord = (session: SessionId, chat: ChatId): OnRecord => {
    const row = groups.byChat(session, chat);
    const words = row?.describedAt == null ? null : log.beside('group', row.describedAt, 0);
    const idOf = (address: ChatId) => groups.idOf(session, chat, address);
    return { row, words, idOf, members: () => groups.members(session, chat) };
  };

  const append = async (
    session: SessionId,
    chat: ChatId,
    facts: (before: OnRecord) => Entry[],
    { by, correlation, causation = null }: Caller,
  ): Promise<void> => {
    const before = onRecord(session, chat);
    const entries = facts(before);
    if (entries.length === 0) return;
    const stream = streamOf.group(session, chat);
    const expected = before.row?.version ?? 0;
    // In one turn, so that one commit takes them all.
    const met = peopleIn(entries).map((addresses) => contacts.learn(session, { addresses })?.written);
    const recorded = log.append({ stream, expected, entries, at: clock.now(), by, correlation, causation });
    await Promise.all([recorded, ...met]);
  };

  const record = async (
    session: SessionId,
    chat: ChatId,
    facts: (before: OnRecord) => Entry[],
    caller: Caller,
  ): Promise<void> => {
    const key = keyOf(session, chat);
    const before = appending.get(key) ?? Promise.resolve();
    const mine = before.then(() => insist(async () => ok(await append(session, chat, facts, caller))));
    appending.set(key, mine);
    await mine;
    if (appending.get(key) === mine) appending.delete(key);
  };

  const askOnce = async (
    session: SessionId,
    chat: ChatId,
    link: Pick<Link, 'group'>,
    caller: Caller,
  ): Promise<void> => {
    const key = keyOf(session, chat);
    overtaken.delete(key);
    try {
      await answered(session, chat, await link.group(chat), caller);
    } catch (thrown) {
      if (!(thrown instanceof Undelivered) || thrown.failure.code !== 'group_not_member') throw thrown;
      await record(session, chat, refusedFacts, caller);
      answers.set(key, log.head().position);
      throw thrown;
    } finally {
      asking.delete(key);
      if (overtaken.delete(key)) doubt(session, chat);
    }
  };

  const ask: Groups['ask'] = (session, chat, link, caller) => {
    const key = keyOf(session, chat);
    const running = asking.get(key) ?? askOnce(session, chat, link, caller);
    asking.set(key, running);
    return running;
  };

  const answered = async (session: SessionId, chat: ChatId, group: GroupInfo, caller: Caller): Promise<void> => {
    await record(session, chat, (before) => recordedFacts(group, 'query', before, entropy), caller);
    answers.set(keyOf(session, chat), log.head().position);
  };

  /** Whether the account itself did what a notice tells. */
  const isOwn = (session: SessionId, chat: ChatId, { by, ...news }: GroupNews): boolean => {
    if (by == null) return false;
    const self = news.kind === 'whole' ? news.group.self : groups.byChat(session, chat)?.self;
    return by === self || groups.idOf(session, chat, by) === self;
  };

  /** A notice of an own change: by whom, and what of it is not on record yet. */
  const ownNews = (session: SessionId, chat: ChatId, news: GroupNews): [GroupNews | null, Caller] => {
    const key = keyOf(session, chat);
    const caller = own.callerOf(key) ?? (news.kind === 'whole' ? own.callerOf(session) : null);
    return [own.unheard(key, news, 'notice'), caller ?? WHATSAPP];
  };

  const doubt: Groups['doubt'] = (session, chat) => {
    doubts.set(chat === undefined ? session : keyOf(session, chat), log.head().position);
  };

  const isDoubtful = (session: SessionId, chat: ChatId, { recordedAt }: GroupRow): boolean => {
    const key = keyOf(session, chat);
    const doubted = Math.max(doubts.get(key) ?? 0, doubts.get(session) ?? 0);
    return doubted > 0 && doubted >= (answers.get(key) ?? recordedAt);
  };

  /** Why nobody may send to the group, as it is on record; null if nothing speaks against it. */
  const objection = ({ session, chatId, self, announceOnly, leftAt }: GroupRow): keyof typeof SENTENCES | null => {
    if (leftAt !== null) return 'group_not_member';
    if (!announceOnly) return null;
    return groups.role(session, chatId, self) === 'member' ? 'group_announce_only' : null;
  };

  const needsAsking = (session: SessionId, chat: ChatId): boolean => {
    const row = groups.byChat(session, chat);
    if (row === null || isDoubtful(session, chat, row)) return true;
    const age = clock.now() - Math.max(row.askedAt, row.leftAt ?? 0);
    return objection(row) !== null && age >= RECENT_MS;
  };

  return {
    async open(session, chat, link, caller) {
      if (needsAsking(session, chat)) await ask(session, chat, link, caller);
      const row = groups.byChat(session, chat);
      const code = row === null ? 'group_not_member' : objection(row);
      if (row === null || code !== null)
        throw new Undelivered(failure(code ?? 'group_not_member', SENTENCES[code ?? 'group_not_member']), false);
      const role = groups.role(session, chat, row.self);
      const recipients = groups.count(session, chat) - (role === null ? 0 : 1);
      return { version: row.version, recipients, admin: role === 'admin' || role === 'superadmin' };
    },
    ask,
    async askAll(session, link, caller) {
      for (const { chatId, group } of await link.groups()) await answered(session, chatId, group, caller);
    },
    change: (session, chat, caller, work) =>
      own.during(keyOf(session, chat), caller, async () => {
        try {
          const { value, news } = await work();
          for (const each of news) {
            const unheard = own.unheard(keyOf(session, chat), each, 'answer');
            if (unheard) await record(session, chat, (before) => noticeFacts(unheard, before, entropy), caller);
          }
          // A notice may have told it first.
          await appending.get(keyOf(session, chat));
          return value;
        } catch (thrown) {
          doubt(session, chat);
          throw thrown;
        }
      }),
    enter: (session, caller, work) => own.during(session, caller, work),
    record: (session, chat, group, caller) =>
      record(session, chat, (before) => toldFacts(group, 'query', before, entropy), caller),
    recordInvited: (session, chat, people, caller) =>
      record(session, chat, (before) => invitedFacts(people, before), caller),
    hear(session, signal) {
      if (signal.type === 'groups_doubtful') return doubt(session);
      const { chatId: chat, news } = signal;
      const key = keyOf(session, chat);
      if (asking.has(key)) overtaken.add(key);
      const left = groups.byChat(session, chat)?.leftAt ?? null;
      // Somebody added this account again, and there was no notice with the whole group.
      if (left !== null && news.kind !== 'whole' && news.kind !== 'left') doubt(session, chat);
      const [unheard, caller] = isOwn(session, chat, news) ? ownNews(session, chat, news) : [news, WHATSAPP];
      if (unheard) void record(session, chat, (before) => noticeFacts(unheard, before, entropy), caller);
    },
    doubt,
  };
};

/**
 * Erasure of what was said: by a message, or by a person.
 *
 * Contents go in the commit of the fact that erases them, so the log cannot say more or less than what is gone. Their
 * traces follow (`traces.ts`). What has not ended is refused: a job that is to be sent still needs what it says.
 */
import type { EventLog } from '../../events/log/log.ts';
import type { System } from '../../actors/system.ts';
import type { Caller } from '../../kernel/caller.ts';
import { Defect } from '../../kernel/fault.ts';
import { type ChatId, type SessionId, streamOf } from '../../kernel/ids.ts';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import type { Reads } from '../../projections/reads.ts';
import { ambiguous } from '../chats/chats.ts';
import { sessionIn } from '../sessions/known-session.ts';
import type { Eraser } from './eraser.ts';
import { type ErasedPerson, personFinder } from './person.ts';
import { type Finder, type Found, type NamedMessage, nothingFound } from './said-about.ts';
import { type Erasure, erasureShower } from './shown-erasure.ts';
import type { Erasing, Traces } from './traces.ts';

export interface Erasures {
  /** One message. Refused if it is in several chats, and none of them is named. */
  message(session: SessionId, messageId: string, chatId: ChatId | undefined, caller: Caller): Promise<Result<Erasure>>;
  /**
   * All that a person said, their names, and all that stands in the chats with them, in both directions. In groups, their
   * own messages go, with what others said of these.
   */
  person(person: ErasedPerson, caller: Caller): Promise<Result<Erasure>>;
  /** By its id; also one from before a restart. */
  byId(id: string): Result<Erasure>;
}

export interface ErasuresPorts {
  readonly log: EventLog;
  readonly reads: Reads;
  readonly system: Pick<System, 'session' | 'contacts'>;
  readonly finder: Finder;
  readonly eraser: Eraser;
  readonly traces: Traces;
}

const unended = (jobs: ReadonlySet<string>): Result<never> => ({
  ok: false,
  refusal: {
    code: 'message.not_ended',
    detail:
      'A job that has not ended still needs what it says. Cancel it with DELETE /api/whatsapp/jobs/:id, or wait for its end.',
    members: { jobIds: [...jobs] },
  },
});

export const createErasures = (ports: ErasuresPorts): Erasures => {
  const { reads, system, finder, eraser, traces } = ports;
  const known = sessionIn(system);
  const shower = erasureShower(ports);
  const findPerson = personFinder(ports);

  /** A job joins its chat once WhatsApp has it; until then it is found by its id alone. */
  const jobNamed = (session: SessionId, messageId: string): NamedMessage[] => {
    const job = reads.jobs.rowById(jobOfMessage(messageId) ?? '');
    if (job?.session !== session) return [];
    const chats = reads.chats.addresses(session, reads.chats.conversation(session, job.chatId)?.chatId ?? job.chatId);
    return [{ session, key: keyOf(messageId), chats, position: job.streamId, saidAt: job.streamId }];
  };

  const named = (session: SessionId, messageId: string): NamedMessage[] => {
    const key = keyOf(messageId);
    const rows = reads.messages.withKey(session, key).map(({ chat, position, saidAt }) => {
      const chats = reads.chats.addresses(session, reads.chats.conversation(session, chat)?.chatId ?? chat);
      return { session, key, chats, position, saidAt };
    });
    return rows.length > 0 ? rows : jobNamed(session, messageId);
  };

  const erased = async (erasing: Promise<Erasing | null>): Promise<Result<Erasure>> => {
    const last = await erasing;
    if (last === null) throw new Defect('An erasure has left no fact');
    await traces.remove();
    return ok(shower.shown(last));
  };

  const eraseMessage = async (messageId: string, message: NamedMessage, caller: Caller): Promise<Result<Erasure>> => {
    const found = nothingFound();
    finder.addMessage(found, message);
    if (found.unended.size > 0) return unended(found.unended);
    const before = reads.erasures.erased(message.position);
    const isGone = ![...found.positions].some(finder.isSaid) && found.quotes.size === 0;
    const earlier = before && isGone ? finder.factAt(before.erasure) : null;
    if (earlier?.type === 'content.erased') return ok(shower.shown(earlier));
    const { session } = message;
    const chat = finder.factAt(message.position)?.header.chatId;
    const stream = chat == null ? streamOf.content(session) : streamOf.chat(session, chat);
    return erased(eraser.erase({ session, stream }, found, { reason: 'asked', messageId }, caller));
  };

  const isGone = (position: number): boolean => reads.erasures.erased(position) !== null && !finder.isSaid(position);

  const erasePerson = async (person: ErasedPerson, found: Found, caller: Caller): Promise<Erasing | null> => {
    const { session, addresses } = person;
    const place = { session, stream: streamOf.content(session) };
    const last = await eraser.erase(place, found, { reason: 'asked', person: addresses[0] }, caller);
    system.contacts.forgetNames(session, addresses);
    return last;
  };

  return {
    async message(session, messageId, chatId, caller) {
      const there = known(session);
      if (!there.ok) return there;
      const all = named(session, messageId);
      const found = chatId === undefined ? all : all.filter(({ chats }) => chats.includes(chatId));
      const [first] = found;
      if (!first) return refuse('message.not_on_record', 'There is no message with this id on record.');
      const names = [...new Set(found.map(({ chats }) => chats[0] ?? ''))];
      return names.length > 1 ? ambiguous(names) : eraseMessage(messageId, first, caller);
    },
    async person(person, caller) {
      const there = known(person.session);
      if (!there.ok) return there;
      const found = await findPerson(person);
      if (found.unended.size > 0) return unended(found.unended);
      // What an earlier erasure took is not erased again.
      for (const position of found.positions) if (isGone(position)) found.positions.delete(position);
      return erased(erasePerson(person, found, caller));
    },
    byId(id) {
      const fact = shower.named(id);
      return fact ? ok(shower.shown(fact)) : refuse('erasure.not_found', 'There is no erasure with this id on record.');
    },
  };
};

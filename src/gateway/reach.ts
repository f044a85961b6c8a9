/**
 * What a bounded key may see and touch, asked in one place for every entrance.
 *
 * A conversation has several addresses; a key reaches it if any of them is among its chats. Facts that belong to no session,
 * such as those about people, are out of reach of a key that is bounded at all.
 */
import * as v from 'valibot';
import type { StreamHeader } from '../events/facts/header.ts';
import { type ChatId, ContactId, type SessionId } from '../kernel/ids.ts';
import { isUnbounded, type Reach, reachesSession } from '../kernel/reach.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import type { Reads } from '../projections/reads.ts';
import type { ReadNumber } from '../whatsapp/port.ts';
import type { EndpointConfig } from '../events/facts/webhook.ts';
import { streamIdOf } from './webhooks/shown.ts';
import type { MessageRequest } from './messages/request.ts';
import { notFound as noUpload } from './media/refusals.ts';
import { MediaId } from '../messages/media.ts';
import { statusIn } from './messages/people.ts';

export interface Within {
  chat(reach: Reach, session: SessionId, chatId: ChatId): boolean;
  /** The conversations of a session that a caller reaches; undefined if that is all of them. */
  chatsIn(reach: Reach, session: SessionId): readonly ChatId[] | undefined;
  /** By the id of a contact, or of one that was merged into it. */
  contact(reach: Reach, session: SessionId, id: string): boolean;
  /** Any text. A text that is no job's id is out of reach. */
  job(reach: Reach, jobId: string): boolean;
  /** By the id of a file that is on record as stored. */
  media(reach: Reach, id: string): boolean;
  /** By the id of an endpoint of webhooks. It is within reach if everything that it may be told is. */
  endpoint(reach: Reach, id: string): boolean;
  /** Whether a caller may have these told to an endpoint. Refusals: `auth.forbidden`, `key.chat_forbidden`. */
  mayTell(reach: Reach, told: Told): Result<void>;
  /** A predicate for the facts of one answer. */
  facts(reach: Reach): (fact: { readonly header: Pick<StreamHeader, 'session' | 'chatId'> }) => boolean;
  /** Whether a caller may send this. Refusal: `key.chat_forbidden`. */
  mayDispatch(reach: Reach, request: Outgoing): Result<void>;
}

export type Outgoing = Pick<MessageRequest, 'session' | 'to' | 'type' | 'member'>;

/** The filter of an endpoint. */
type Told = Pick<EndpointConfig, 'sessions' | 'chats'>;

export const chatForbidden = (): Result<never> =>
  refuse(
    'key.chat_forbidden',
    'This key may not write to this chat; GET /api/auth/me lists the chats that it reaches.',
  );

/** For callers who are not bounded, such as the command line over a data folder. */
export const UNBOUNDED: Pick<Within, 'facts'> = { facts: () => () => true };

interface Ports {
  readonly reads: Pick<Reads, 'chats' | 'contacts' | 'jobs' | 'media' | 'webhooks'>;
  readonly readNumber: ReadNumber;
}

export const createWithin = ({ reads, readNumber }: Ports): Within => {
  const addressesOf = (session: SessionId, chatId: ChatId): readonly ChatId[] =>
    reads.chats.addresses(session, reads.chats.conversation(session, chatId)?.chatId ?? chatId);

  const chat: Within['chat'] = (reach, session, chatId) => {
    const { chats } = reach;
    if (!reachesSession(reach, session)) return false;
    return chats === '*' || chats.includes(chatId) || addressesOf(session, chatId).some((each) => chats.includes(each));
  };

  const chatsIn: Within['chatsIn'] = ({ chats }, session) => {
    if (chats === '*') return undefined;
    return [...new Set(chats.map((each) => reads.chats.conversation(session, each)?.chatId ?? each))];
  };

  const sessionOfFile = (id: string): SessionId | null =>
    v.is(MediaId, id) ? (reads.media.byId(id)?.session ?? null) : null;

  const mayTell: Within['mayTell'] = (reach, { sessions, chats }) => {
    if (reach.sessions !== '*' && (sessions === '*' || sessions.some((each) => !reachesSession(reach, each))))
      return refuse('auth.forbidden', TELLS_SESSIONS);
    const reached = reach.chats;
    if (reached === '*') return ok(undefined);
    if (chats === undefined) return refuse('auth.forbidden', TELLS_CHATS);
    const isReached = (each: ChatId): boolean =>
      sessions === '*' ? reached.includes(each) : sessions.every((session) => chat(reach, session, each));
    return chats.every(isReached) ? ok(undefined) : chatForbidden();
  };

  return {
    chat,
    job(reach, jobId) {
      const job = JOB_ID.test(jobId) ? reads.jobs.byId(jobId) : null;
      return job !== null && chat(reach, job.session, job.chatId);
    },
    chatsIn,
    contact(reach, session, id) {
      const found = v.is(ContactId, id) ? reads.contacts.byId(session, id) : null;
      return found !== null && chat(reach, session, found.chat);
    },
    media(reach, id) {
      const session = sessionOfFile(id);
      if (session === null || !v.is(MediaId, id) || !reachesSession(reach, session)) return false;
      const chats = chatsIn(reach, session)?.flatMap((each) => addressesOf(session, each));
      return chats?.some((each) => reads.media.isInChat(session, each, id)) ?? true;
    },
    endpoint(reach, id) {
      const stream = streamIdOf(id);
      const view = stream === null ? null : reads.webhooks.byId(stream);
      return view !== null && mayTell(reach, view.config).ok;
    },
    mayTell,
    facts(reach) {
      if (isUnbounded(reach)) return () => true;
      const known = new Map<string, boolean>();
      return ({ header: { session, chatId } }) => {
        if (session === null || !reachesSession(reach, session)) return false;
        if (reach.chats === '*') return true;
        if (chatId === null) return false;
        const name = `${session} ${chatId}`;
        const reached = known.get(name) ?? chat(reach, session, chatId);
        known.set(name, reached);
        return reached;
      };
    },
    mayDispatch(reach, { session, to, type, member }) {
      if (reach.sessions !== '*') {
        const outside = filesNamed(member).find((id) => {
          const of = sessionOfFile(id);
          return of === null || !reachesSession(reach, of);
        });
        if (outside !== undefined) return noUpload();
      }
      if (reach.chats === '*') return ok(undefined);
      const status = statusIn(to);
      const read = status === null ? readNumber(to, session) : ok(status);
      // What is no address is refused as such, by what reads it.
      if (read.ok && !chat(reach, session, read.value)) return chatForbidden();
      if (type === 'forward') return refuse('key.chat_forbidden', FORWARDS);
      return filesNamed(member).length > 0 ? refuse('key.chat_forbidden', FILES) : ok(undefined);
    },
  };
};

/** The ids of the files that a member names, in its preview too. */
const filesNamed = (member: unknown): readonly string[] =>
  typeof member !== 'object' || member === null
    ? []
    : Object.entries(member).flatMap(([name, value]) => [
        ...(name === 'media' && typeof value === 'object' && value !== null && 'id' in value ? [String(value.id)] : []),
        ...filesNamed(value),
      ]);

const TELLS_SESSIONS =
  'This key is bounded to certain sessions, so an endpoint of it names some of them as sessions; GET /api/auth/me lists them.';
const TELLS_CHATS =
  'This key is bounded to certain chats, so an endpoint of it names some of them as chats; GET /api/auth/me lists them.';
const JOB_ID = /^[0-9a-f]{18}$/;
const FORWARDS = 'A key that is bounded to chats forwards nothing, because what it names may be of another chat.';
const FILES =
  'A key that is bounded to chats names no file by its id, because the file may be of another chat. Send its bytes or its address.';

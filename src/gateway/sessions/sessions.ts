/** Queries and commands for linked accounts and their connections. */
import type { Caller } from '../../kernel/caller.ts';
import type { Millis } from '../../kernel/clock.ts';
import { phoneNumberOf, type SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse, refuseField } from '../../kernel/result.ts';
import type { SessionCommand } from '../../machines/session.decide.ts';
import { encodeCursor } from '../../projections/cursor.ts';
import type { Reads } from '../../projections/reads.ts';
import type { ReadNumber } from '../../whatsapp/port.ts';
import type { SessionActor } from '../../actors/sessions/session-actor.ts';
import type { System } from '../../actors/system.ts';
import type { Clearings } from '../jobs/clear-queue.ts';
import { type Reach, reachesSession } from '../../kernel/reach.ts';
import { howToStart, sessionIn } from './known-session.ts';
import { nameIn, type Page } from '../pages.ts';
import { sessionRemoval } from './remove-session.ts';
import type { Status, StatusOf } from './status.ts';

export interface Sessions {
  /** Refuses the name of an unknown session. */
  known(session: SessionId): Result<SessionId>;
  status(session: SessionId): Result<Status>;
  /** All sessions that were started and not removed, and the default session, sorted by name. */
  list(query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly reach: Reach;
  }): Result<Page<Status>>;
  start(session: SessionId, caller: Caller): Promise<Result<Status>>;
  restart(session: SessionId, caller: Caller): Promise<Result<Status>>;
  stop(session: SessionId, caller: Caller): Promise<Result<Status>>;
  logout(session: SessionId, caller: Caller): Promise<Result<Status>>;
  /**
   * Unlinks the phone and takes the session off the list. Its history stays, and a start brings the session back.
   * The refusal is `session.has_waiting` while messages have not ended, unless `cancel` is set.
   */
  remove(session: SessionId, options: { readonly cancel: boolean }, caller: Caller): Promise<Result<void>>;
  qr(session: SessionId): Result<{ qr: string; expiresAt: Millis }>;
  pairingCode(session: SessionId, number: string, caller: Caller): Promise<Result<{ code: string; expiresAt: Millis }>>;
}

interface SessionsPorts {
  readonly system: System;
  readonly readNumber: ReadNumber;
  readonly statusOf: StatusOf;
  readonly reads: Reads;
  readonly clearings: Pick<Clearings, 'clearAll'>;
}

const LIST = 'sessions';

/**
 * The digits of a phone number. Groups and hidden numbers are refused, because they have no phone to type a code on.
 */
const phoneReader =
  (readNumber: ReadNumber) =>
  (number: string, session: SessionId): Result<string> => {
    const chat = readNumber(number, session);
    if (!chat.ok) return chat;
    const phone = phoneNumberOf(chat.value);
    return phone !== null
      ? ok(phone.slice(1))
      : refuseField('number.invalid', 'number', 'A pairing code is for a phone number, such as +62 812 3456 7890.');
  };

/** What links a phone. Either can be had while a QR is shown. */
type Linking = 'QR' | 'pairing code';

/** Why there is no QR and no pairing code, and what to do. */
const noLinking = (what: Linking, id: SessionId, { session }: SessionActor): Result<never> => {
  const because = (why: string) => refuse('session.no_qr', `There is no ${what} to show: the session is ${why}`);
  const state = session.state() ?? 'stopped';
  const start = `${howToStart(id)} Then ask for the ${what} again.`;
  if (state === 'stopped' && session.snapshot().context.reason === 'qr_expired')
    return because(`stopped, because nobody scanned the last QR. ${start}`);
  if (state === 'stopped' || state === 'loggedOut' || state === 'halted') return because(`${state}. ${start}`);
  if (state === 'ready' || state === 'keepalive')
    return because(`${state}, so a phone is linked already. To link another one, log out first.`);
  return because(`${state}. Ask for the ${what} again in a few seconds.`);
};

export const createSessions = (ports: SessionsPorts): Sessions => {
  const { system, readNumber, statusOf } = ports;
  const known = sessionIn(system);
  const removal = sessionRemoval(ports);
  const readPhone = phoneReader(readNumber);

  const steer = async (id: SessionId, command: SessionCommand, caller: Caller): Promise<Result<Status>> => {
    const session = known(id);
    if (!session.ok) return session;
    const told = await session.value.session.tell(command, caller);
    if (told.ok) return ok(statusOf(id));
    const { code, detail } = told.refusal;
    return code === 'session.not_live' ? refuse(code, `${detail} ${howToStart(id)}`) : told;
  };

  return {
    known(id) {
      const session = known(id);
      return session.ok ? ok(id) : session;
    },
    status(id) {
      const session = known(id);
      return session.ok ? ok(statusOf(id)) : session;
    },
    list({ limit, cursor, reach }) {
      const after = nameIn(LIST, cursor);
      if (!after.ok) return after;
      const names = system
        .sessions()
        .map(({ id }) => id)
        .filter((id) => id > after.value && system.session(id) !== null && reachesSession(reach, id))
        .sort();
      const shown = names.slice(0, limit);
      const last = names.length > limit ? shown.at(-1) : undefined;
      return ok({
        items: shown.map((id) => statusOf(id)),
        nextCursor: last === undefined ? null : encodeCursor([LIST, last]),
      });
    },
    async start(id, caller) {
      try {
        const told = await system.ensureSession(id).session.tell({ type: 'start' }, caller);
        return told.ok ? ok(statusOf(id)) : told;
      } catch (thrown) {
        system.forgetUnborn(id);
        throw thrown;
      }
    },
    restart: (id, caller) => steer(id, { type: 'restart' }, caller),
    stop: (id, caller) => steer(id, { type: 'stop' }, caller),
    logout: (id, caller) => steer(id, { type: 'logOut' }, caller),
    async remove(id, options, caller) {
      const session = known(id);
      return session.ok ? removal(session.value, options, caller) : session;
    },
    qr(id) {
      const session = known(id);
      if (!session.ok) return session;
      const qr = session.value.link.qr();
      return qr ? ok(qr) : noLinking('QR', id, session.value);
    },
    async pairingCode(id, number) {
      const found = known(id);
      if (!found.ok) return found;
      const digits = readPhone(number, id);
      if (!digits.ok) return digits;
      const { session, link } = found.value;
      const code = session.state() === 'qr' ? link.pairingCode(digits.value) : null;
      return code ?? noLinking('pairing code', id, found.value);
    },
  };
};

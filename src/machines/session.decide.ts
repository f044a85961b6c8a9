/** The policy of a session: its answer to a command or to news of its link. Legality is the machine's. */
import type { HaltReason, HistoryOutcome, ProfilePart, SessionFact } from '../events/facts/session.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId } from '../kernel/ids.ts';
import { ok, type Refusal, type RefusalCode, refuse, type Result } from '../kernel/result.ts';
import type { Session } from './session.machine.ts';
import { RESTARTS_MAX, restartDelayMs, STABLE_MS, verdictOf } from './reconnect.ts';

/** A closed link, in the words of the WhatsApp port. */
interface Closed {
  readonly code: number | null;
  readonly cause: 'asked' | 'lost' | 'proxy' | 'qr_expired' | 'server' | 'unreachable';
  readonly reason: string;
  readonly until?: Millis;
}

export type SessionCommand =
  | { readonly type: 'start' }
  /** Starts a session that is new, or was removed. */
  | { readonly type: 'create'; readonly config: SessionConfig }
  /** A change of the proxy opens a new connection. */
  | { readonly type: 'configure'; readonly config: SessionConfig }
  | { readonly type: 'restart' }
  /** The process has started: the session goes on unless a person stopped it. */
  | { readonly type: 'carryOn' }
  /** The rest until this time is over; ignored if the session no longer waits for it. */
  | { readonly type: 'endRest'; readonly restartAt: Millis }
  | { readonly type: 'stop' }
  /** The process stops. A session that is not live is in the same state at the next start. */
  | { readonly type: 'shutDown' }
  | { readonly type: 'logOut' }
  /** Unlinks the phone first; that puts the keys aside and closes the connection. */
  | { readonly type: 'remove' }
  /** WhatsApp could not be told about a log-out. */
  | { readonly type: 'recordUnlinkPending' }
  | { readonly type: 'recordUnlinkEnd'; readonly outcome: 'unlinked' | 'given_up' }
  | { readonly type: 'interrupt' }
  /** Shows the account as available while it is connected, or not. */
  | { readonly type: 'setPresence'; readonly available: boolean }
  /** The account's profile was changed by the API. News of a link tells what other devices change. */
  | { readonly type: 'recordOwnProfile'; readonly part: ProfilePart; readonly removed: boolean }
  /** Asks the phone for the messages of the last days. */
  | { readonly type: 'askHistory'; readonly days: number }
  /** The phone is not asked any more; ignored if nothing was asked. */
  | ({ readonly type: 'recordHistoryEnd'; readonly outcome: HistoryOutcome } & HistoryCounts)
  /** News of the link with this number; ignored unless it is the session's current link. */
  | { readonly type: 'hear'; readonly link: number; readonly news: SessionNews }
  | SessionNews;

/** Parts that are left out stay as they are; null takes one away. */
export type SessionConfig = Pick<Configured, 'label' | 'country' | 'proxy'>;
type Configured = Extract<SessionFact, { type: 'session.configured' }>;

/** What became of a request for older messages. */
export interface HistoryCounts {
  readonly chats: number;
  readonly unanswered: number;
  readonly leftOut: number;
  readonly taken: number;
}

/** News of a link. */
export type SessionNews =
  | { readonly type: 'recordQr'; readonly expiresAt: Millis }
  | { readonly type: 'recordPaired'; readonly account: ChatId }
  | { readonly type: 'recordOpened'; readonly account: ChatId; readonly lid?: ChatId }
  | { readonly type: 'recordPingMissed'; readonly missed: number }
  | { readonly type: 'recordPingAnswered' }
  /** Another device has changed the profile of the account. */
  | { readonly type: 'recordProfile'; readonly part: ProfilePart; readonly removed: boolean }
  /** `openedAt` is when this link was last able to send; null if it never was. */
  | { readonly type: 'recordClose'; readonly close: Closed; readonly openedAt: Millis | null };

export interface SessionEnvironment {
  readonly now: Millis;
  /** In [0, 1), for the jitter. */
  readonly fraction: number;
}

/** How long Waybill tries to unlink a device. WhatsApp itself drops a device that is silent for two weeks. */
export const UNLINK_MS_MAX = 14 * 86_400_000;

/** The session gives the link up after this many unanswered pings. */
const MISSED_MAX = 2;

const DAY_MS = 86_400_000;

/** How long the phone is asked for older messages, over reconnects and restarts. */
const HISTORY_MS_MAX = DAY_MS;

/** A log-out ends what the phone was asked for: the next phone has other chats. */
export const decideSession = (
  session: Session,
  command: SessionCommand,
  env: SessionEnvironment,
): Result<SessionFact[]> => {
  const decided = decide(session, command, env);
  const leaves = decided.ok && decided.value.some(({ type }) => type === 'session.logged_out');
  if (!leaves || session.context.history === null) return decided;
  return ok([...decided.value, { type: 'session.history_ended', outcome: 'logged_out' }]);
};

const decide = (session: Session, command: SessionCommand, env: SessionEnvironment): Result<SessionFact[]> => {
  switch (command.type) {
    case 'start':
      return ok(waits(session) ? [{ type: 'session.started' }] : []);
    case 'create':
      return isThere(session) ? refuse(...exists) : ok([...configured(command.config), { type: 'session.started' }]);
    case 'configure':
      return ok([...configured(command.config), ...reconnected(session, command.config, env.now)]);
    case 'restart':
      return ok([...(waits(session) ? [] : [restartNow(env.now, 'restart asked')]), { type: 'session.started' }]);
    case 'carryOn':
      return ok(session.matches('stopped') && session.context.reason !== 'asked' ? [{ type: 'session.started' }] : []);
    case 'endRest':
      return ok(rests(session, command.restartAt) ? [{ type: 'session.started' }] : []);
    case 'stop':
      return ok(session.matches('stopped') ? [] : [{ type: 'session.stopped', reason: 'asked' }]);
    case 'shutDown':
      return ok(waits(session) ? [] : [{ type: 'session.stopped', reason: 'process_stopping' }]);
    case 'logOut':
      return ok(session.matches('loggedOut') ? [] : logOut(session, env.now));
    case 'remove':
      return ok([...(session.matches('loggedOut') ? [] : logOut(session, env.now)), { type: 'session.removed' }]);
    case 'recordUnlinkPending':
      return ok(session.context.unlinkUntil === null ? [unlinkPending(env.now)] : []);
    case 'recordUnlinkEnd':
      return ok(session.context.unlinkUntil === null ? [] : [UNLINK_ENDS[command.outcome]]);
    case 'interrupt':
      return ok([{ type: 'session.interrupted', restartAt: env.now }]);
    case 'setPresence': {
      const { available } = command;
      return ok(session.context.available === available ? [] : [{ type: 'session.presence_set', available }]);
    }
    case 'recordOwnProfile':
      return ok([profileChanged(command, 'api')]);
    case 'askHistory':
      return askHistory(session, command.days, env.now);
    case 'recordHistoryEnd':
      return ok(session.context.history === null ? [] : [{ ...command, type: 'session.history_ended' }]);
    case 'hear':
      return command.link === session.context.links ? decide(session, command.news, env) : ok([]);
    case 'recordQr':
      return ok([{ type: 'session.qr_issued', expiresAt: command.expiresAt }]);
    case 'recordPaired':
      return ok([{ type: 'session.paired', account: command.account }]);
    case 'recordOpened':
      return ok([{ ...command, type: 'session.opened' }]);
    case 'recordPingMissed':
      return ok([
        command.missed >= MISSED_MAX
          ? { type: 'session.timed_out' }
          : { type: 'session.keepalive_missed', missed: command.missed },
      ]);
    case 'recordPingAnswered':
      return ok(session.matches('keepalive') ? [{ type: 'session.keepalive_answered' }] : []);
    case 'recordProfile':
      return ok([profileChanged(command, 'phone')]);
    case 'recordClose':
      return ok([closed(session, command, env)]);
  }
};

const profileChanged = (
  { part, removed }: { readonly part: ProfilePart; readonly removed: boolean },
  source: 'api' | 'phone',
): SessionFact => ({ type: 'session.profile_changed', part, removed, source });

const unlinkPending = (now: Millis): SessionFact => ({ type: 'session.unlink_pending', until: now + UNLINK_MS_MAX });

const UNLINK_ENDS = {
  unlinked: { type: 'session.unlinked' },
  given_up: { type: 'session.unlink_given_up' },
} as const satisfies Record<string, SessionFact>;

/** Without a connection, the unlinking has to be done later. */
const logOut = (session: Session, now: Millis): SessionFact[] => {
  const pending = !isConnected(session) && session.context.account !== null && session.context.unlinkUntil === null;
  return [{ type: 'session.logged_out', reason: 'asked' }, ...(pending ? [unlinkPending(now)] : [])];
};

const isConnected = (session: Session): boolean => session.matches('ready') || session.matches('keepalive');

const askHistory = (session: Session, days: number, now: Millis): Result<SessionFact[]> => {
  if (!isConnected(session)) return refuse(...notLive);
  if (session.context.history !== null)
    return refuse('history.running', 'The phone is being asked for older messages already. Wait until that has ended.');
  return ok([{ type: 'session.history_asked', days, since: now - days * DAY_MS, until: now + HISTORY_MS_MAX }]);
};

const waits = (session: Session): boolean =>
  session.matches('stopped') ||
  session.matches('restart') ||
  session.matches('loggedOut') ||
  session.matches('halted') ||
  session.matches('removed');

const rests = (session: Session, until: Millis): boolean =>
  session.matches('restart') && session.context.restartAt === until;

/** A session that was never started opens its first link with the start. */
const isThere = (session: Session): boolean =>
  !session.matches('removed') && (!session.matches('stopped') || session.context.links > 0);

const exists: [RefusalCode, string] = [
  'session.exists',
  'There is a session of this name. PATCH /api/whatsapp/sessions/NAME changes it.',
];

const configured = (config: SessionConfig): SessionFact[] =>
  Object.keys(config).length === 0 ? [] : [{ type: 'session.configured', ...config }];

/** No message goes on over a connection that another way was meant for. */
const reconnected = (session: Session, { proxy }: SessionConfig, now: Millis): SessionFact[] => {
  if (proxy === undefined || proxy === session.context.proxy) return [];
  if (session.matches('restart')) return [{ type: 'session.started' }];
  return waits(session) ? [] : [restartNow(now, 'the proxy was changed'), { type: 'session.started' }];
};

const restartNow = (now: Millis, reason: string): SessionFact => ({
  type: 'session.closed',
  code: null,
  reason,
  restartAt: now,
  restarts: 0,
});

/** How a close is recorded that Waybill caused because its pings were not answered. */
const KEEPALIVE_LOST = { code: 408, reason: 'WhatsApp did not answer the keep-alive' };

const closed = (
  session: Session,
  { close, openedAt }: { close: Closed; openedAt: Millis | null },
  { now, fraction }: SessionEnvironment,
): SessionFact => {
  if (close.cause === 'qr_expired') return { type: 'session.qr_expired' };
  const { code, reason } = session.matches('timeout') ? KEEPALIVE_LOST : close;
  const blamed = close.cause === 'proxy' ? { cause: 'proxy' as const } : {};
  const verdict = verdictOf(code);
  if (verdict.kind === 'logOut') return { type: 'session.logged_out', reason };
  const halted = (why: HaltReason): SessionFact => ({
    type: 'session.halted',
    reason: why,
    code,
    detail: reason,
    until: close.until ?? null,
  });
  if (verdict.kind === 'halt') return halted(verdict.reason);
  // Every pairing ends with such a close: the session comes back with its new keys.
  if (verdict.atOnce && session.context.paired)
    return { type: 'session.closed', code, reason, ...blamed, restartAt: now, restarts: 0 };
  const stable = openedAt !== null && now - openedAt >= STABLE_MS;
  const restarts = (stable ? 0 : session.context.restarts) + 1;
  if (restarts > RESTARTS_MAX) return halted('restart_budget_spent');
  const atOnce = verdict.atOnce && restarts === 1;
  const delayMs = atOnce ? 0 : Math.max(restartDelayMs(restarts, fraction), verdict.delayMinMs);
  return { type: 'session.closed', code, reason, ...blamed, restartAt: now + delayMs, restarts };
};

const notLive: [RefusalCode, string] = ['session.not_live', 'The session has no connection now.'];

/** Why the session's state cannot take a fact. */
export const refuseSession = (): Refusal => {
  const [code, detail] = notLive;
  return { code, detail };
};

/** An action in a sentence that begins with its verb. */
import type { components } from '../../api/schema.ts';
import { DEFAULT_SESSION } from '../../place.ts';
import { count } from '../../words/chats.ts';

/** A fact of the record, with the email of its user. */
export type Told = components['schemas']['Action'];
type DataOf<T extends Told['type']> = Extract<Told, { type: T }>['data'];
type Config = DataOf<'queue.configured'>['config'];

const nameIn = (stream: string): string => stream.slice(stream.indexOf('/') + 1);

const CONFIG_WORDS: Readonly<Record<string, string>> = {
  concurrency: 'messages at once',
  maxAttempts: 'attempts',
  backoffBaseMs: 'first wait',
  backoffMaxMs: 'longest wait',
  coolingMs: 'cooling',
  waitingMax: 'room in the queue',
};

const amount = (name: string, value = 0): string =>
  name.endsWith('Ms') ? `${value / 1_000} s` : value.toLocaleString('en');

/** `attempts 5 → 3, cooling 60 s → 10 s` */
export const changesOf = (was: Partial<Config>, config: Partial<Config>): string => {
  const before = new Map(Object.entries(was));
  return Object.entries(config)
    .filter(([name, value]) => before.get(name) !== value)
    .map(([name, value]) => `${CONFIG_WORDS[name] ?? name} ${amount(name, before.get(name))} → ${amount(name, value)}`)
    .join(', ');
};

const CLEARED: Readonly<Record<string, string>> = {
  waiting: 'waiting ',
  retrying: 'retrying ',
  failed: 'failed ',
  all: '',
};

const HALTS: Readonly<Record<string, string>> = {
  account_banned: 'the account is banned',
  account_locked: 'the account is locked',
  client_outdated: 'the client is too old',
  connection_replaced: 'the account was connected elsewhere',
  restart_budget_spent: 'it was restarted too often',
  temporarily_banned: 'the account is banned for a while',
  unsupported_client: 'WhatsApp does not take this client',
};

const STOPS: Readonly<Record<string, string>> = {
  asked: '',
  process_stopping: ', because the process stops',
  qr_expired: ', because nobody scanned the QR',
};

const CONTROLS: Readonly<Record<string, string>> = {
  deliver: 'Answered from a phone of the sandbox',
  receipt: 'Read a message on a phone of the sandbox',
  scan: 'Used the scanner of the sandbox',
  online: 'Switched on a phone of the sandbox',
  clear: 'Ended every fault of the sandbox',
  disarm: 'Ended a fault of the sandbox',
};

const SENTENCES: { readonly [T in Told['type']]: (data: DataOf<T>) => string } = {
  'user.added': (data) => `Added a user (${data.role})`,
  'user.role_changed': (data) => `Changed a role (${data.role})`,
  'user.password_changed': () => 'Changed a password',
  'user.logged_in': () => 'Logged in',
  'user.login_refused': (data) =>
    data.reason === 'throttled' ? 'Was refused: too many failed log-ins' : 'Was refused: wrong password',
  'user.logged_out': () => 'Logged out',
  'user.refresh_reused': () => 'Used a refresh token twice: every log-in that came of it has ended',
  'user.removed': () => 'Removed a user',
  'key.created': () => 'Made an API key',
  'key.rotated': () => 'Rotated an API key',
  'key.revoked': () => 'Revoked an API key',
  'queue.configured': (data) => `Configured the queue: ${changesOf(data.was, data.config) || 'as it was'}`,
  'queue.paused': () => 'Paused the queue',
  'queue.resumed': () => 'Resumed the queue',
  'queue.cooled': (data) => `The queue cools down: ${data.reason}`,
  'queue.clearing_started': (data) =>
    `Asked to clear ${count(data.total, `${CLEARED[data.status] ?? ''}message`)} from the queue`,
  'queue.cleared': (data) => `Cleared ${count(data.cleared, `${CLEARED[data.status] ?? ''}message`)} from the queue`,
  'session.started': () => 'Started the session',
  'session.paired': () => 'Linked a phone',
  'session.stopped': (data) => `Stopped the session${STOPS[data.reason] ?? ''}`,
  'session.logged_out': (data) => `The session was logged out: ${data.reason}`,
  'session.halted': (data) => `The session was halted: ${HALTS[data.reason] ?? data.reason}`,
  'session.removed': () => 'Removed the session',
  'job.approved': (data) => (data.content ? 'Edited and approved a draft' : 'Approved a draft'),
  'job.rejected': () => 'Rejected a draft',
  'job.retried': () => 'Retried a failed message',
  'media.expired': () => 'Removed a file',
  'job.cancelled': () => 'Cancelled a message',
  'job.dismissed': () => 'Dismissed a failed message',
  'process.started': (data) => `Waybill ${data.version} started on Node ${data.node}`,
  'process.recovered': (data) =>
    `Recovered from a stop that was not clean: ${count(data.jobs, 'message')} and ${count(data.sessions, 'session')} were in hand`,
  'process.sandbox_steered': (data) =>
    CONTROLS[data.control] ?? `Made something go wrong in the sandbox: ${data.control.replaceAll('-', ' ')}`,
  'process.backed_up': (data) => `Made the backup ${data.name}`,
  'process.restored': (data) => `Went on from a backup that ends at fact ${data.head}`,
  'process.archived': (data) => `Moved ${count(data.facts, 'fact')} of finished messages into an archive`,
  'process.stopped': (data) => `Waybill stopped (${data.reason})`,
};

/** A type of fact that is newer than this page is named as it is. */
export const sentenceOf = ({ type, data }: Told): string => {
  const say = SENTENCES[type] as ((data: Told['data']) => string) | undefined;
  return say?.(data) ?? type;
};

interface Subject {
  readonly word: string;
  readonly path: string;
  readonly session: string;
}

/** The session or the message that it was done to, where the sentence does not say it. Of several sessions each is named. */
export const objectOf = ({ type, stream, session }: Told, severalSessions: boolean): Subject | null => {
  const of = session ?? DEFAULT_SESSION;
  const id = nameIn(stream);
  if (type.startsWith('job.')) return { word: id, path: `/jobs/${id}`, session: of };
  if (session === null || (session === DEFAULT_SESSION && !severalSessions)) return null;
  return { word: of, path: type.startsWith('queue.') ? '/queue' : '/', session: of };
};

/** The user's email, or a name for what is no user. */
export const nameOf = ({ by, who }: Told): string => {
  if (who !== null) return who;
  if (by === 'system') return 'Waybill';
  if (by.startsWith('key_')) return 'An API key';
  return by === 'whatsapp' ? 'WhatsApp' : 'A user who was removed';
};

/** The address of the request, where the fact has it. */
export const addressOf = ({ data }: Told): string | null => ('from' in data ? (data.from ?? null) : null);

/** What was done, in a sentence that begins with the verb. */

/** What is needed of an action. */
export interface Told {
  readonly type: string;
  readonly stream: string;
  readonly by: string;
  readonly who: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

const nameIn = (stream: string): string => stream.slice(stream.indexOf('/') + 1);

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const CONFIG_WORDS: Readonly<Record<string, string>> = {
  concurrency: 'messages at once',
  maxAttempts: 'attempts',
  backoffBaseMs: 'first wait',
  backoffMaxMs: 'longest wait',
  coolingMs: 'cooling',
  waitingMax: 'room in the queue',
};

const amount = (name: string, value: unknown): string =>
  name.endsWith('Ms') ? `${Number(value) / 1_000} s` : Number(value).toLocaleString('en');

/** `attempts 5 → 3, cooling 60 s → 10 s` */
export const changesOf = (was: unknown, config: unknown): string => {
  const before = new Map(Object.entries(was ?? {}));
  return Object.entries(config ?? {})
    .filter(([name, value]) => before.get(name) !== value)
    .map(([name, value]) => `${CONFIG_WORDS[name] ?? name} ${amount(name, before.get(name))} → ${amount(name, value)}`)
    .join(', ');
};

const plural = (count: unknown, noun: string): string =>
  `${Number(count).toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

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

const SENTENCES: Readonly<Record<string, (told: Told) => string>> = {
  'user.added': ({ data }) => `Added a user (${text(data['role'])})`,
  'user.password_changed': () => 'Changed a password',
  'user.logged_in': () => 'Logged in',
  'user.login_refused': ({ data }) =>
    data['reason'] === 'throttled' ? 'Was refused: too many failed log-ins' : 'Was refused: wrong password',
  'user.logged_out': () => 'Logged out',
  'user.refresh_reused': () => 'Used a refresh token twice: every log-in that came of it has ended',
  'user.removed': () => 'Removed a user',
  'queue.configured': ({ data }) => `Configured the queue: ${changesOf(data['was'], data['config']) || 'as it was'}`,
  'queue.paused': () => 'Paused the queue',
  'queue.resumed': () => 'Resumed the queue',
  'queue.cooled': ({ data }) => `The queue cools down: ${text(data['reason'])}`,
  'queue.cleared': ({ data }) =>
    `Cleared ${plural(data['cleared'], `${CLEARED[text(data['status'])] ?? ''}message`)} from the queue`,
  'session.started': () => 'Started the session',
  'session.paired': () => 'Linked a phone',
  'session.stopped': ({ data }) => `Stopped the session${STOPS[text(data['reason'])] ?? ''}`,
  'session.logged_out': ({ data }) => `The session was logged out: ${text(data['reason'])}`,
  'session.halted': ({ data }) => `The session was halted: ${HALTS[text(data['reason'])] ?? text(data['reason'])}`,
  'job.retried': () => 'Tried a failed message again',
  'job.cancelled': () => 'Cancelled a message',
  'job.dismissed': () => 'Put a failed message aside',
  'process.started': ({ data }) => `Waybill ${text(data['version'])} started on Node ${text(data['node'])}`,
  'process.recovered': ({ data }) =>
    `Recovered from a stop that was not clean: ${plural(data['jobs'], 'message')} and ${plural(data['sessions'], 'session')} were in hand`,
  'process.sandbox_steered': ({ data }) =>
    CONTROLS[text(data['control'])] ??
    `Made something go wrong in the sandbox: ${text(data['control']).replaceAll('-', ' ')}`,
  'process.backed_up': ({ data }) => `Made the backup ${text(data['name'])}`,
  'process.restored': ({ data }) => `Went on from a backup that ends at fact ${text(data['head'])}`,
  'process.archived': ({ data }) => `Moved ${plural(data['facts'], 'fact')} of finished messages into an archive`,
  'process.stopped': ({ data }) => `Waybill stopped (${text(data['reason'])})`,
};

/** An action that it does not know is named as it is. */
export const sentenceOf = (told: Told): string => SENTENCES[told.type]?.(told) ?? told.type;

/** What it was done to, where the sentence does not say it: a session or a message. */
export const objectOf = ({ type, stream }: Told): { readonly word: string; readonly href: string } | null => {
  const id = nameIn(stream);
  if (type.startsWith('job.')) return { word: id, href: `/jobs/${id}` };
  if (type.startsWith('queue.') || type.startsWith('session.'))
    return id === 'default' ? null : { word: id, href: '/queue' };
  return null;
};

/** Who did it: an email, or one that is no user. */
export const nameOf = ({ by, who }: Told): string => {
  if (who !== null) return who;
  if (by === 'system') return 'Waybill';
  return by === 'whatsapp' ? 'WhatsApp' : 'A user who was removed';
};

/** From which address, where the fact tells it. */
export const addressOf = ({ data }: Told): string | null => (typeof data['from'] === 'string' ? data['from'] : null);

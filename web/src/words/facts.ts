/** What happened, as a line of a log that people read. The words are those of `src/story`; here they get a sign and a colour. */
import { FACT_WORDS } from '../api/words.ts';
import type { Fact } from '../live/feed.ts';
import type { IconName } from '../ui/icon.tsx';
import type { Tone } from '../ui/tone.ts';
import { chatName, count } from './chats.ts';
import { durationText, timeOfDay } from './times.ts';

/** A fact as the log of the overview shows it. */
export interface FactLine {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text: string;
}

type FactType = Fact['type'];

const SIGNS: Readonly<Record<FactType, readonly [Tone, IconName]>> = {
  'job.queued': ['waiting', 'clock'],
  'job.drafted': ['waiting', 'pencil'],
  'job.approved': ['waiting', 'check'],
  'job.rejected': ['cancelled', 'cross'],
  'job.edited': ['waiting', 'pencil'],
  'job.released': ['waiting', 'play'],
  'job.expired': ['failed', 'cross'],
  'job.started': ['active', 'play'],
  'job.validated': ['active', 'check'],
  'job.completed': ['completed', 'check'],
  'job.receipts': ['completed', 'check'],
  'job.delivered': ['completed', 'check'],
  'job.read': ['completed', 'check'],
  'job.played': ['completed', 'check'],
  'job.failed': ['retrying', 'retry'],
  'job.abandoned': ['failed', 'cross'],
  'job.interrupted': ['retrying', 'alert'],
  'job.retried': ['waiting', 'retry'],
  'job.cancelled': ['cancelled', 'minus'],
  'job.dismissed': ['cancelled', 'minus'],
  'media.requested': ['waiting', 'clock'],
  'media.awaited': ['active', 'clock'],
  'media.failed': ['retrying', 'retry'],
  'media.retried': ['active', 'retry'],
  'media.relocated': ['active', 'link'],
  'media.skipped': ['waiting', 'minus'],
  'media.withheld': ['cancelled', 'minus'],
  'media.stored': ['completed', 'check'],
  'media.expired': ['cancelled', 'trash'],
  'message.received': ['completed', 'check'],
  'message.repaired': ['completed', 'check'],
  'message.edited': ['active', 'pencil'],
  'message.deleted': ['cancelled', 'trash'],
  'message.reacted': ['active', 'pencil'],
  'poll.voted': ['active', 'check'],
  'chat.read': ['completed', 'check'],
  'chat.marked_unread': ['active', 'pencil'],
  'chat.archived': ['active', 'pencil'],
  'chat.unarchived': ['active', 'pencil'],
  'chat.pinned': ['active', 'pencil'],
  'chat.unpinned': ['active', 'pencil'],
  'chat.muted': ['active', 'pencil'],
  'chat.unmuted': ['active', 'pencil'],
  'chat.timer_set': ['active', 'clock'],
  'call.received': ['waiting', 'clock'],
  'call.ended': ['completed', 'check'],
  'content.erased': ['cancelled', 'trash'],
  'contact.found': ['completed', 'check'],
  'contact.addressed': ['active', 'link'],
  'contact.named': ['active', 'pencil'],
  'contact.merged': ['active', 'link'],
  'contact.blocked': ['cancelled', 'minus'],
  'contact.unblocked': ['completed', 'check'],
  'group.recorded': ['completed', 'check'],
  'group.members_changed': ['active', 'pencil'],
  'group.settings_changed': ['active', 'pencil'],
  'group.described': ['active', 'pencil'],
  'group.left': ['failed', 'out'],
  'group.picture_changed': ['active', 'pencil'],
  'group.invite_revoked': ['cancelled', 'link'],
  'group.invited': ['active', 'link'],
  'group.requests_changed': ['waiting', 'clock'],
  'session.started': ['active', 'link'],
  'session.qr_issued': ['retrying', 'phones'],
  'session.qr_expired': ['retrying', 'alert'],
  'session.paired': ['completed', 'link'],
  'session.opened': ['completed', 'check'],
  'session.keepalive_missed': ['retrying', 'clock'],
  'session.keepalive_answered': ['completed', 'check'],
  'session.timed_out': ['retrying', 'alert'],
  'session.closed': ['retrying', 'retry'],
  'session.interrupted': ['retrying', 'alert'],
  'session.stopped': ['cancelled', 'stop'],
  'session.logged_out': ['failed', 'out'],
  'session.halted': ['failed', 'alert'],
  'session.configured': ['active', 'pencil'],
  'session.presence_set': ['active', 'pencil'],
  'session.unlink_pending': ['retrying', 'clock'],
  'session.unlinked': ['completed', 'check'],
  'session.unlink_given_up': ['failed', 'alert'],
  'session.history_asked': ['active', 'clock'],
  'session.history_ended': ['completed', 'check'],
  'session.removed': ['cancelled', 'trash'],
  'queue.configured': ['active', 'queue'],
  'queue.paused': ['retrying', 'pause'],
  'queue.resumed': ['completed', 'play'],
  'queue.cooled': ['retrying', 'clock'],
  'queue.clearing_started': ['cancelled', 'trash'],
  'queue.cleared': ['cancelled', 'trash'],
  'user.added': ['active', 'audit'],
  'user.role_changed': ['active', 'audit'],
  'user.password_changed': ['active', 'audit'],
  'user.logged_in': ['cancelled', 'out'],
  'user.login_refused': ['retrying', 'alert'],
  'user.logged_out': ['cancelled', 'out'],
  'user.refresh_reused': ['failed', 'alert'],
  'user.removed': ['cancelled', 'minus'],
  'key.created': ['active', 'audit'],
  'key.rotated': ['active', 'audit'],
  'key.revoked': ['cancelled', 'minus'],
  'webhook.created': ['active', 'link'],
  'webhook.changed': ['active', 'pencil'],
  'webhook.paused': ['retrying', 'pause'],
  'webhook.resumed': ['completed', 'play'],
  'webhook.failing': ['failed', 'alert'],
  'webhook.probe_failed': ['retrying', 'retry'],
  'webhook.recovered': ['completed', 'check'],
  'webhook.secret_rotated': ['active', 'retry'],
  'webhook.replay_asked': ['active', 'clock'],
  'webhook.redelivery_asked': ['active', 'retry'],
  'webhook.delivery_given_up': ['failed', 'cross'],
  'webhook.removed': ['cancelled', 'trash'],
  'process.started': ['active', 'play'],
  'process.recovered': ['retrying', 'retry'],
  'process.sandbox_steered': ['cancelled', 'phones'],
  'process.stopped': ['cancelled', 'stop'],
  'process.backed_up': ['completed', 'copy'],
  'process.restored': ['retrying', 'alert'],
  'process.archived': ['cancelled', 'envelope'],
};

/** The email of a user, by the id; undefined for a user who is not known, or was removed. */
type EmailOf = (id: string) => string | undefined;

/** Without the name of the session: where there are several, the row names it. */
const subjectOf = ({ type }: Fact): string => (type.startsWith('queue.') ? 'Queue' : 'Session');

const waitUntil = (at: number, fact: Fact): string => durationText(Math.max(at - Date.parse(fact.at), 0));

/** How a value is written, by the word after the bar. */
const FORMATS: Readonly<Record<string, (value: unknown, fact: Fact, more: string) => string>> = {
  chat: (value) => chatName(String(value)),
  lower: (value) => String(value).toLowerCase(),
  words: (value) => String(value).replaceAll('-', ' '),
  time: (value) => timeOfDay(new Date(Number(value)).toISOString()),
  wait: (value, fact) => waitUntil(Number(value), fact),
  soon: (value, fact) => (Number(value) <= Date.parse(fact.at) ? 'at once' : `in ${waitUntil(Number(value), fact)}`),
  count: (value, _, noun) => count(Number(value), noun),
};

const valueAt = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | null)?.[name], data);

const fill = (words: string, fact: Fact, emailOf: EmailOf): string =>
  words.replaceAll(/\{([\w.]+)(?:\|(\w+)(?::(\w+))?)?\}/g, (_, name: string, format?: string, more = '') => {
    if (name === 'subject') return subjectOf(fact);
    if (name === 'user') return emailOf(fact.stream.slice('user/'.length)) ?? 'A user';
    const value = valueAt(fact.data, name);
    const formatted = FORMATS[format ?? '']?.(value, fact, String(more));
    return formatted ?? (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '');
  });

/** A fact of a type that this page does not know yet says its name. */
export const lineOf = (fact: Fact, emailOf: EmailOf): FactLine => {
  const [tone, icon] = SIGNS[fact.type] ?? (['cancelled', 'dot'] as const);
  const words = FACT_WORDS[fact.type];
  return { tone, icon, text: words ? fill(words, fact, emailOf) : fact.type.replace('.', ': ').replaceAll('_', ' ') };
};

/** The id of the job that a fact is about; null for the others. */
export const jobOf = ({ stream }: Fact): string | null =>
  stream.startsWith('job/') ? stream.slice('job/'.length) : null;

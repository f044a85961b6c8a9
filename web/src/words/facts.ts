/** What happened, as a line of a log that people read. */
import type { Fact } from '../live/feed.ts';
import type { IconName } from '../ui/icon.tsx';
import type { Tone } from '../ui/tone.ts';
import { chatName, count } from './chats.ts';
import { durationText, timeOfDay } from './times.ts';

export interface Line {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text: string;
}

type Data = Fact['data'];

const line = (tone: Tone, icon: IconName, text: string): Line => ({ tone, icon, text });
const textOf = (data: Data, name: string): string => (typeof data[name] === 'string' ? data[name] : '');
const numberOf = (data: Data, name: string): number => (typeof data[name] === 'number' ? data[name] : 0);
const isoOf = (data: Data, name: string): string => new Date(numberOf(data, name)).toISOString();
const whyOf = (data: Data): string => textOf((data['failure'] ?? {}) as Data, 'message');
const waitOf = ({ data, at }: Fact, name: string): string =>
  durationText(Math.max(numberOf(data, name) - Date.parse(at), 0));

const soonOf = (fact: Fact, name: string): string =>
  numberOf(fact.data, name) <= Date.parse(fact.at) ? 'at once' : `in ${waitOf(fact, name)}`;

/** The email of a user, by the id; undefined for who is not known, or no more. */
type EmailOf = (id: string) => string | undefined;

type Tell = (fact: Fact, emailOf: EmailOf) => Line;

const userIn = ({ stream }: Fact, emailOf: EmailOf): string => emailOf(stream.slice('user/'.length)) ?? 'A user';

const JOB: Readonly<Record<string, Tell>> = {
  'job.queued': ({ data }) =>
    line(
      'waiting',
      'clock',
      `Queued for ${chatName(textOf(data, 'chat'))}, priority ${textOf(data, 'priority').toLowerCase()}`,
    ),
  'job.started': ({ data }) => line('active', 'play', `Attempt ${numberOf(data, 'attempt')} began`),
  'job.validated': ({ data }) => line('active', 'check', `${chatName(textOf(data, 'chat'))} is on WhatsApp`),
  'job.completed': () => line('completed', 'check', 'Acknowledged by WhatsApp'),
  'job.delivered': () => line('completed', 'check', 'Delivered to the phone'),
  'job.read': () => line('completed', 'check', 'Read'),
  'job.failed': (fact) =>
    line('retrying', 'retry', `Attempt failed, the next one comes in ${waitOf(fact, 'retryAt')}: ${whyOf(fact.data)}`),
  'job.abandoned': ({ data }) => line('failed', 'cross', `Failed for good: ${whyOf(data)}`),
  'job.interrupted': () => line('retrying', 'alert', 'Interrupted; it waits again, the attempt does not count'),
  'job.retried': () => line('waiting', 'retry', 'Waits again, on request'),
  'job.cancelled': () => line('cancelled', 'minus', 'Cancelled'),
  'job.dismissed': () => line('cancelled', 'minus', 'Dismissed from the retry queue'),
};

const SESSION: Readonly<Record<string, Tell>> = {
  'session.started': () => line('active', 'link', 'Session: opening the link'),
  'session.qr_issued': ({ data }) =>
    line('retrying', 'phones', `Session: a QR waits to be scanned until ${timeOfDay(isoOf(data, 'expiresAt'))}`),
  'session.qr_expired': () => line('retrying', 'alert', 'Session: nobody scanned the QR'),
  'session.paired': ({ data }) => line('completed', 'link', `Session: linked to ${chatName(textOf(data, 'account'))}`),
  'session.opened': () => line('completed', 'check', 'Session: connected, messages go out'),
  'session.keepalive_missed': () => line('retrying', 'clock', 'Session: a keep-alive was not answered'),
  'session.keepalive_answered': () => line('completed', 'check', 'Session: WhatsApp answers again'),
  'session.timed_out': () => line('retrying', 'alert', 'Session: silent for too long, the link is given up'),
  'session.closed': (fact) =>
    line(
      'retrying',
      'retry',
      `Session: the link closed (${textOf(fact.data, 'reason')}), again ${soonOf(fact, 'restartAt')}`,
    ),
  'session.interrupted': () => line('retrying', 'alert', 'Session: was connected when the process ended'),
  'session.stopped': () => line('cancelled', 'stop', 'Session: stopped'),
  'session.logged_out': () => line('failed', 'out', 'Session: logged out'),
  'session.unlink_pending': () => line('retrying', 'clock', 'Session: WhatsApp has yet to unlink the device'),
  'session.unlinked': () => line('completed', 'check', 'Session: the device is unlinked'),
  'session.unlink_given_up': () => line('failed', 'alert', 'Session: unlink the device on the phone'),
  'session.halted': ({ data }) => line('failed', 'alert', `Session: halted, ${textOf(data, 'detail')}`),
};

const USER: Readonly<Record<string, Tell>> = {
  'user.added': (fact, emailOf) =>
    line('active', 'audit', `${userIn(fact, emailOf)} was added, as ${textOf(fact.data, 'role')}`),
  'user.role_changed': (fact, emailOf) =>
    line('active', 'audit', `${userIn(fact, emailOf)} is ${textOf(fact.data, 'role')} now`),
  'user.password_changed': (fact, emailOf) => line('active', 'audit', `${userIn(fact, emailOf)} has a new password`),
  'user.logged_in': (fact, emailOf) => line('cancelled', 'out', `${userIn(fact, emailOf)} logged in`),
  'user.login_refused': (fact, emailOf) =>
    line('retrying', 'alert', `${userIn(fact, emailOf)} was refused at the login`),
  'user.logged_out': (fact, emailOf) => line('cancelled', 'out', `${userIn(fact, emailOf)} logged out`),
  'user.refresh_reused': (fact, emailOf) =>
    line('failed', 'alert', `${userIn(fact, emailOf)} used a refresh token twice: its login is ended`),
  'user.removed': (fact, emailOf) => line('cancelled', 'minus', `${userIn(fact, emailOf)} was removed`),
};

const OTHERS: Readonly<Record<string, Tell>> = {
  'queue.configured': () => line('active', 'queue', 'Queue: configuration changed'),
  'queue.paused': () => line('retrying', 'pause', 'Queue: paused'),
  'queue.resumed': () => line('completed', 'play', 'Queue: running'),
  'queue.cooled': (fact) => line('retrying', 'clock', `Queue: cooling down for ${waitOf(fact, 'until')}`),
  'queue.cleared': ({ data }) =>
    line('cancelled', 'trash', `Queue: ${count(numberOf(data, 'cleared'), 'message')} cleared`),
  'process.started': ({ data }) => line('active', 'play', `Waybill ${textOf(data, 'version')} started`),
  'process.recovered': ({ data }) =>
    line('retrying', 'retry', `Recovered ${count(numberOf(data, 'jobs'), 'job')} after a stop that was not clean`),
  'process.sandbox_steered': ({ data }) =>
    line('cancelled', 'phones', `Sandbox: ${textOf(data, 'control').replaceAll('-', ' ')}`),
  'process.backed_up': ({ data }) => line('completed', 'copy', `Backup made: ${textOf(data, 'name')}`),
  'process.restored': ({ data }) =>
    line('retrying', 'alert', `Restored from a backup at position ${numberOf(data, 'head')}`),
  'process.archived': ({ data }) =>
    line('cancelled', 'envelope', `${count(numberOf(data, 'facts'), 'fact')} moved to the archive`),
  'process.stopped': () => line('cancelled', 'stop', 'Waybill stopped'),
};

const TELLS = { ...JOB, ...SESSION, ...USER, ...OTHERS };

/** A fact of a kind that this page does not know yet says its name. */
export const lineOf = (fact: Fact, emailOf: EmailOf): Line =>
  TELLS[fact.type]?.(fact, emailOf) ?? line('cancelled', 'dot', fact.type.replace('.', ': ').replaceAll('_', ' '));

/** The id of the job that a fact is about; null for the others. */
export const jobOf = ({ stream }: Fact): string | null =>
  stream.startsWith('job/') ? stream.slice('job/'.length) : null;

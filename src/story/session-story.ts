/** The story of a linked account: from which state to which, and why. */
import type { Recorded } from '../events/log/log.ts';
import type { FactOf } from '../events/facts/catalogue.ts';
import type { SessionFact } from '../events/facts/session.ts';
import { partsOfStream, sessionQuery, shortChat } from '../kernel/ids.ts';
import { HALT_WORDS } from './failure-words.ts';
import { requestOf, type StoryContext, type StoryLine } from './story-line.ts';
import { count, durationText } from './words.ts';

export const sessionStory = (fact: Recorded<SessionFact>, context: StoryContext): readonly StoryLine[] => {
  const { id } = partsOfStream(fact.stream);
  const { level, why } = reasonOf(fact, context);
  const states = fact.from === fact.to ? fact.to : `${fact.from ?? 'new'} → ${fact.to}`;
  return [{ level, fields: { session: id, ...requestOf(fact) }, sentence: `session ${id}: ${states}, ${why}` }];
};

interface Reason {
  readonly level: StoryLine['level'];
  readonly why: string;
}

const info = (why: string): Reason => ({ level: 'info', why });
const warn = (why: string): Reason => ({ level: 'warn', why });
const error = (why: string): Reason => ({ level: 'error', why });

const reasonOf = (fact: Recorded<SessionFact>, context: StoryContext): Reason => {
  const time = context.timeOfDay;
  const inTime = (at: number) => (at <= fact.at ? 'at once' : `in ${durationText(at - fact.at)} at ${time(at)}`);
  switch (fact.type) {
    case 'session.started':
      return info('opening the link to WhatsApp');
    case 'session.qr_issued':
      return info(
        `a QR waits to be scanned until ${time(fact.data.expiresAt)}, at ${qrPath(partsOfStream(fact.stream).id)}`,
      );
    case 'session.qr_expired':
      return warn('nobody scanned the QR; start the session again when the phone is at hand');
    case 'session.paired':
      return info(`linked to ${shortChat(fact.data.account)}`);
    case 'session.opened':
      return info(`connected as ${shortChat(fact.data.account)}, messages go out as the queue allows`);
    case 'session.keepalive_missed':
      return warn('WhatsApp did not answer the keep-alive; messages wait');
    case 'session.keepalive_answered':
      return info('WhatsApp answers again, messages go out as the queue allows');
    case 'session.timed_out':
      return warn('WhatsApp has been silent for too long, giving the link up');
    case 'session.closed': {
      const { code, reason, cause, restartAt, restarts } = fact.data;
      const why = code === null ? reason : `${code}: ${reason}`;
      const how = cause === 'proxy' ? `no connection because of the proxy (${why})` : `the link closed (${why})`;
      return restarts === 0
        ? info(`${how}, connecting again ${inTime(restartAt)}`)
        : warn(`${how}, restart ${restarts} ${inTime(restartAt)}`);
    }
    case 'session.interrupted':
      return warn('it was connected when the process ended; connecting again');
    case 'session.stopped':
      return info(STOPPED[fact.data.reason]);
    case 'session.configured':
      return info(changesIn(fact.data));
    case 'session.presence_set':
      return info(fact.data.available ? 'people see the account as available' : 'people do not see it as available');
    case 'session.profile_changed': {
      const { part, removed, source } = fact.data;
      const where = source === 'phone' ? ' on another device' : '';
      return info(`the ${part} of the account was ${removed ? 'taken away' : 'changed'}${where}`);
    }
    case 'session.history_asked':
      return info(`asking the phone for the messages of the last ${count(fact.data.days, 'day')}`);
    case 'session.history_ended':
      return historyEnd(fact.data);
    case 'session.logged_out':
      return fact.data.reason === 'asked'
        ? info('logged out on request; start it to link a phone again')
        : error(`the phone has unlinked this device (${fact.data.reason}); start the session and scan again`);
    case 'session.removed':
      return info('removed on request; its history stays');
    case 'session.unlink_pending':
      return warn('WhatsApp could not be told of the log-out; the phone lists the device until it can be');
    case 'session.unlinked':
      return info('WhatsApp has unlinked the device of the log-out');
    case 'session.unlink_given_up':
      return warn('WhatsApp could not be told of the log-out in time; unlink the device on the phone');
    case 'session.halted': {
      const { reason, detail, until } = fact.data;
      const end = until === null ? '' : ` It lasts until ${new Date(until).toISOString()}.`;
      const { happened, advice } = HALT_WORDS[reason];
      return error(`${happened}; ${advice} (${detail}).${end}`);
    }
  }
};

const HISTORY_ENDS = {
  complete: 'the phone gave its older messages',
  unanswered: 'the phone did not answer when it was asked for older messages; is it online?',
  expired: 'the phone did not give all of its older messages within a day',
  logged_out: 'the phone is not asked for older messages any more',
} as const;

const historyEnd = ({ outcome, taken }: Omit<FactOf<'session.history_ended'>, 'type'>): Reason =>
  (outcome === 'complete' ? info : warn)(
    `${HISTORY_ENDS[outcome]}${taken === undefined ? '' : `; ${count(taken, 'message')} recorded`}`,
  );

const qrPath = (session: string): string => `/api/whatsapp/session/qr${sessionQuery(session)}`;

const STOPPED = {
  asked: 'stopped on request',
  process_stopping: 'Waybill is stopping',
  qr_expired: 'nobody scanned the QR',
} as const;

const changesIn = ({ label, country, proxy }: Omit<FactOf<'session.configured'>, 'type'>): string => {
  const changes = [
    ...(label === undefined ? [] : [label === null ? 'it has no label any more' : 'it has another label']),
    ...(country === undefined
      ? []
      : [
          country === null
            ? 'local numbers are read as those of the gateway'
            : `local numbers are read as those of ${country}`,
        ]),
    ...(proxy === undefined
      ? []
      : [proxy === null ? 'it has no proxy any more' : 'all of it goes through another proxy']),
  ];
  return changes.join(', ');
};

/** The lines of the terminal about endpoints of webhooks. */
import type { Recorded } from '../events/log/log.ts';
import type { Trouble, WebhookFact } from '../events/facts/webhook.ts';
import { partsOfStream } from '../kernel/ids.ts';
import type { StoryContext, StoryLine } from './story-line.ts';

type Told = Omit<StoryLine, 'fields'>;

const REASONS: Readonly<Record<Trouble['reason'], string>> = {
  address: 'its address may not be called',
  name: 'its host has no address in the DNS',
  connection: 'it takes no connection',
  certificate: 'its certificate is not valid',
  time: 'it does not answer in time',
  answer: 'its answer breaks off',
  redirect: 'it redirects, which is not followed',
  status: 'it answers with a failure',
};

const reasonOf = ({ reason, status }: Trouble): string =>
  status === undefined ? REASONS[reason] : `${REASONS[reason]} (${status})`;

export const webhookStory = (fact: Recorded<WebhookFact>, { timeOfDay }: StoryContext): Told => {
  const endpoint = `endpoint wh_${partsOfStream(fact.stream).id}`;
  const info = (what: string): Told => ({ level: 'info', sentence: `${endpoint}: ${what}` });
  const warn = (what: string): Told => ({ level: 'warn', sentence: `${endpoint}: ${what}` });
  switch (fact.type) {
    case 'webhook.created':
      return info(`created, events after position ${fact.data.startAt} go to it`);
    case 'webhook.changed':
      return info('changed');
    case 'webhook.paused':
      return fact.data.reason === 'gone'
        ? warn('paused, because it answered 410; it keeps its place until it is resumed')
        : info('paused; it keeps its place until it is resumed');
    case 'webhook.resumed':
      return info('resumed');
    case 'webhook.failing':
      return warn(`failing, because ${reasonOf(fact.data)}; it is probed at ${timeOfDay(fact.data.probeAt)}`);
    case 'webhook.probe_failed':
      return info(`still failing, because ${reasonOf(fact.data)}; it is probed at ${timeOfDay(fact.data.probeAt)}`);
    case 'webhook.recovered':
      return info('answers again and gets what waited');
    case 'webhook.secret_rotated':
      return info('has a new secret');
    case 'webhook.replay_asked':
      return info(`positions ${fact.data.after + 1} to ${fact.data.upTo} are delivered again (${fact.data.only})`);
    case 'webhook.redelivery_asked':
      return info(`${fact.data.event} is delivered again`);
    case 'webhook.delivery_given_up':
      return warn(
        `${fact.data.event} (${fact.data.eventType}) was refused ${fact.data.attempts} times and is given up`,
      );
    case 'webhook.removed':
      return info('removed');
  }
};

/** How an endpoint and a delivery stand, in words. */
import type { Schema } from '../../api/client.ts';
import type { Look } from '../../ui/tone.ts';

type Webhook = Schema<'Webhook'>;
export type Delivery = Schema<'Delivery'>;

const TROUBLES: Readonly<Record<string, string>> = {
  address: 'its address is not allowed',
  name: 'its name leads nowhere',
  connection: 'no connection',
  certificate: 'its certificate does not hold',
  time: 'no answer in time',
  answer: 'its answer broke off',
  redirect: 'it redirects, which is not followed',
};

/** `no connection`, or `it answered 503`. */
export const troubleOf = ({ reason, status }: { reason: string | null; status: number | null }): string => {
  if (status !== null) return `it answered ${status}`;
  return TROUBLES[reason ?? ''] ?? reason ?? 'no reason is known';
};

export const healthOf = (webhook: Webhook): string => {
  if (webhook.reason === 'no_secret') return 'Its secret was lost; rotate it';
  if (webhook.state === 'failing') return `In trouble: ${troubleOf(webhook)}`;
  if (webhook.state === 'active') return 'Is told what happens';
  return webhook.reason === 'gone' ? 'It answered 410: it wants no more' : 'Paused; it keeps its place';
};

export const sessionsOf = ({ sessions }: Pick<Webhook, 'sessions'>): string =>
  sessions === '*' ? 'All sessions' : sessions.join(', ');

const look = (tone: Look['tone'], icon: Look['icon'], word: string): Look => ({ tone, icon, word });

export const DELIVERY_LOOKS: Readonly<Record<Delivery['state'], Look>> = {
  waiting: look('waiting', 'clock', 'Waiting'),
  retrying: look('retrying', 'retry', 'Retrying'),
  delivered: look('completed', 'check', 'Delivered'),
  failed: look('failed', 'cross', 'Failed'),
  dropped: look('cancelled', 'cross', 'No longer asked for'),
};

/** A receiver for trying, which a gateway with the sandbox has at an address of its own. */
import { get, post, type Schema } from '../../api/client.ts';
import { type Live, useLive } from '../../live/use-live.ts';
import { gateway } from '../../shell/gateway.ts';
import type { Look } from '../../ui/tone.ts';
import { creationOf, NOTHING } from './wanted.ts';
import { ofWebhooks, useAgain } from './use-webhooks.ts';

export type Receiver = Schema<'SandboxReceiver'>;
export type Arrived = Receiver['requests'][number];

export const hasReceivers = (): boolean => gateway.value?.whatsapp === 'sandbox';

/** The receiver at an address; null if there is none. */
export const receiverAt = (url: string): string | null => /\/receivers\/(rcv_[\w-]{24})$/.exec(url)?.[1] ?? null;

/** Makes a receiver and an endpoint onto it; resolves with the id of the endpoint. */
export const tryHere = async (): Promise<string> => {
  const { url } = await post('/api/sandbox/receivers');
  const { id } = await post('/api/webhooks', {
    body: creationOf({ ...NOTHING, name: 'Tried here', url, events: '*' }),
  });
  return id;
};

export const useReceiver = (id: string): Live<Receiver> =>
  useAgain(
    useLive(`receiver ${id}`, (signal) => get('/api/sandbox/receivers/{id}', { params: { id }, signal }), ofWebhooks),
  );

const holds: Look = { tone: 'completed', icon: 'check', word: 'Signature holds' };
const fails = (word: string): Look => ({ tone: 'failed', icon: 'cross', word });

export const SIGNATURE_LOOKS: Readonly<Record<Arrived['signature'], Look>> = {
  holds,
  missing: fails('Not signed'),
  stale: fails('Signed too long ago'),
  wrong: fails('Signature is wrong'),
  unknown: fails('No endpoint has this address'),
};

/** `message.received`, `3 events`, or null for something else. */
export const eventIn = ({ body }: Pick<Arrived, 'body'>): string | null => {
  try {
    const said = JSON.parse(body) as { readonly type?: unknown; readonly events?: unknown };
    if (Array.isArray(said.events)) return `${said.events.length} events`;
    return typeof said.type === 'string' ? said.type : null;
  } catch {
    return null;
  }
};

/** The body over several lines if it is JSON and whole. */
export const laidOut = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
};

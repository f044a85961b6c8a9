/** Endpoints and their deliveries. Deliveries are no facts, so they are asked for again and again while they are looked at. */
import { useEffect, useRef } from 'preact/hooks';
import { get, type Schema } from '../../api/client.ts';
import type { Fact } from '../../live/feed.ts';
import { type Live, useLive } from '../../live/use-live.ts';
import type { Delivery } from './words.ts';

const AGAIN_MS = 2_000;
const ENDPOINTS_MAX = 500;

/** A hidden tab waits until it is shown, as all of `useLive` does. */
export const useAgain = <T>(live: Live<T>): Live<T> => {
  const newest = useRef(live);
  newest.current = live;
  useEffect(() => {
    const timer = setInterval(() => newest.current.reload(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return live;
};

export const ofWebhooks = ({ type }: Fact): boolean => type.startsWith('webhook.');

export const useWebhooks = () =>
  useAgain(
    useLive('webhooks', (signal) => get('/api/webhooks', { query: { limit: ENDPOINTS_MAX }, signal }), ofWebhooks),
  );

export const useWebhook = (id: string): Live<Schema<'Webhook'>> =>
  useAgain(useLive(`webhook ${id}`, (signal) => get('/api/webhooks/{id}', { params: { id }, signal }), ofWebhooks));

export const useDeliveries = (id: string, state: Delivery['state'] | 'all', limit: number) =>
  useAgain(
    useLive(
      `deliveries ${id} ${state} ${limit}`,
      (signal) =>
        get('/api/webhooks/{id}/deliveries', {
          params: { id },
          query: { limit, ...(state === 'all' ? {} : { state }) },
          signal,
        }),
      ofWebhooks,
    ),
  );

export const useDelivery = (id: string, event: string) =>
  useAgain(
    useLive(
      `delivery ${id} ${event}`,
      (signal) => get('/api/webhooks/{id}/deliveries/{event}', { params: { id, event }, signal }),
      ofWebhooks,
    ),
  );

/** Where to look first: the gateway knows the first and the last fact of each type, and the next one after any. */
import { effect, signal } from '@preact/signals';
import { get } from '../api/client.ts';
import { onFact } from '../live/live.ts';
import { DISCONNECTS, FAILURES } from './kinds.ts';
import { current, goToPosition, track } from './view.ts';

interface Place {
  readonly first: number;
  readonly last: number;
}

/** By type; types without a fact are left out. */
const places = signal<ReadonlyMap<string, Place>>(new Map());

const found = (types: readonly string[]): readonly Place[] => types.flatMap((type) => places.value.get(type) ?? []);

/** Positions; null when there is none. */
export const firstFailure = (): number | null => {
  const firsts = found(FAILURES).map(({ first }) => first);
  return firsts.length === 0 ? null : Math.min(...firsts);
};

export const lastDisconnect = (): number | null => {
  const lasts = found(DISCONNECTS).map(({ last }) => last);
  return lasts.length === 0 ? null : Math.max(...lasts);
};

export const hasTrouble = (): boolean => found([...FAILURES, ...DISCONNECTS]).length > 0;

/** Goes to the next failure or disconnect after the cursor; answers whether there was one. */
export const goToNextTrouble = async (): Promise<boolean> => {
  const stream = track.peek()?.stream ?? null;
  const after = current.peek()?.position ?? 0;
  const types = [...FAILURES, ...DISCONNECTS].filter((type) => (places.peek().get(type)?.last ?? 0) > after);
  const pages = await Promise.all(
    types.map((type) =>
      get('/api/events', { query: { type, after, limit: 1, ...(stream === null ? {} : { stream }) } }),
    ),
  );
  const next = pages.flatMap(({ items }) => items.map(({ position }) => position));
  if (next.length === 0) return false;
  await goToPosition(Math.min(...next), { push: true });
  return true;
};

/** To be called once. */
export const startJumps = (): void => {
  effect(() => {
    const opened = track.value;
    if (!opened) return;
    void get('/api/events/summary', { query: opened.stream === null ? {} : { stream: opened.stream } })
      .then(({ types }) => {
        if (track.peek() === opened) places.value = new Map(types.map(({ type, ...place }) => [type, place]));
        return undefined;
      })
      // The buttons stay as they are; the rest of the page says that the gateway is away.
      .catch(() => {});
  });
  onFact(({ type, stream, position }) => {
    const opened = track.peek();
    if (!opened || (opened.stream !== null && opened.stream !== stream)) return;
    const known = places.peek().get(type);
    if (known && known.last >= position) return;
    places.value = new Map(places.peek()).set(type, { first: known?.first ?? position, last: position });
  });
};

/** The current track, the cursor in it, and everything that moves the cursor. */
import { batch, computed, effect, signal } from '@preact/signals';
import { get } from '../api/client.ts';
import type { Fact } from '../live/feed.ts';
import { onReset, onFact, onLive } from '../live/live.ts';
import { readAddress, writeAddress } from './address.ts';
import type { Row } from './chunk.ts';
import { type FactData, openData } from './data.ts';
import { openTrack, type Track } from './track.ts';

const SETTLED_MS = 140;

export const track = signal<Track | null>(null);
export const data = signal<FactData | null>(null);
/** Why there is no track. */
export const trouble = signal<unknown>(null);
/** Which fact has just happened: 1 for the first, 0 before it. */
export const cursor = signal(0);
/** Whether the end is followed as it grows. */
export const following = signal(false);
/** The position to compare with. */
export const pinned = signal<number | null>(null);
/** Where the cursor came to rest: what costs a request waits for that. */
export const settled = signal(0);

export const current = computed<Row | null>(() => track.value?.row(cursor.value) ?? null);
export const rested = computed<Row | null>(() => track.value?.row(settled.value) ?? null);
export const total = computed(() => track.value?.total() ?? 0);

/** Whether the next rest leaves a step back. */
let pushing = false;

export const goTo = (index: number, { push = false } = {}): void => {
  const to = Math.min(Math.max(Math.round(index), 0), total.peek());
  pushing ||= push;
  batch(() => {
    cursor.value = to;
    if (to < total.peek()) following.value = false;
  });
  void track
    .peek()
    ?.need(to)
    .catch(() => {});
};

/** The place of the last fact up to a position. */
const placeOf = async (opened: Track, position: number): Promise<number> => {
  if (opened.stream === null) return Math.min(position, opened.total());
  const { items } = await get('/api/events', {
    query: { stream: opened.stream, before: position + 1, order: 'newest', limit: 1 },
  });
  return items[0]?.version ?? 0;
};

export const goToPosition = async (position: number, options: { push?: boolean } = {}): Promise<void> => {
  const opened = track.peek();
  if (opened) goTo(await placeOf(opened, position), options);
};

let opening = 0;

const open = async (stream: string | null, at: number | null): Promise<void> => {
  opening += 1;
  const mine = opening;
  try {
    const opened = await openTrack(stream);
    const place = at === null ? opened.total() : await placeOf(opened, at);
    await opened.need(place);
    if (mine !== opening) return;
    batch(() => {
      trouble.value = null;
      track.value = opened;
      data.value = openData(opened);
      cursor.value = place;
      settled.value = place;
      following.value = at === null;
    });
  } catch (thrown) {
    if (mine !== opening) return;
    batch(() => {
      trouble.value = thrown;
      track.value = null;
    });
  }
};

/** Shows a stream, or all when null; leaves a step back. */
export const show = async (stream: string | null, at: number | null = null): Promise<void> => {
  pinned.value = null;
  writeAddress({ stream, at, compare: null }, true);
  await open(stream, at);
};

/** Goes to where the address points. */
const revisit = async (): Promise<void> => {
  const { stream, at, compare } = readAddress();
  pinned.value = compare;
  const opened = track.peek();
  if (opened?.stream !== stream) return open(stream, at);
  following.value = at === null;
  goTo(at === null ? opened.total() : await placeOf(opened, at));
};

/** Fetches everything again. */
export const reopen = (): Promise<void> => {
  const { stream, at, compare } = readAddress();
  pinned.value = compare;
  return open(stream, at);
};

const hear = (fact: Fact): void => {
  const opened = track.peek();
  if (!opened?.append(fact)) return;
  data.peek()?.append(opened.total(), fact);
  if (following.peek()) cursor.value = opened.total();
};

/** To be called once. */
export const startView = (): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const place = cursor.value;
    clearTimeout(timer);
    timer = setTimeout(() => {
      settled.value = place;
      void track
        .peek()
        ?.need(place)
        .catch(() => {});
    }, SETTLED_MS);
  });
  effect(() => {
    const row = rested.value;
    const at = following.value ? null : (row?.position ?? (settled.value === 0 ? 0 : null));
    const opened = track.value;
    if (opened) writeAddress({ stream: opened.stream, at, compare: pinned.value }, pushing);
    pushing = false;
  });
  addEventListener('popstate', () => void revisit());
  onFact(hear);
  onReset(() => void reopen());
  onLive(() => trouble.peek() !== null && void reopen());
};

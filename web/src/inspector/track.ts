/**
 * The facts of one stream, or of all, in order, with access to any place.
 *
 * It holds the outline, in chunks of as many facts as the gateway answers at once: no data, so ten thousand facts are some
 * hundred kilobytes, and dragging over them needs no requests. Chunks that are far away are forgotten.
 */
import { signal } from '@preact/signals';
import { get } from '../api/client.ts';
import type { Fact } from '../live/feed.ts';
import { type Chunk, chunkOf, grow, lastIn, rowIn, type Row } from './chunk.ts';
import type { Kind } from './streams.ts';

const CHUNK = 2_000;
const CHUNKS_MAX = 40;
/** A shorter track is fetched to its end at once. */
const WHOLE_MAX = 20_000;

export interface Track {
  /** Null for all streams. */
  readonly stream: string | null;
  total(): number;
  /** The fact at a place, 1 for the first; null while it is under way. Reading it in a component keeps that up to date. */
  row(index: number): Row | null;
  /** The last fact of a kind at or before a place. */
  last(kind: Kind, index: number): Row | null;
  /** Fetches what is missing around a place. */
  need(index: number): Promise<void>;
  /** Takes a fact of the feed; answers whether it belongs here and was new. */
  append(fact: Fact): boolean;
  /** Places of failures and disconnects, as far as they have been fetched. */
  troubles(): readonly number[];
  /** Rises with everything that arrives. */
  arrivals(): number;
}

const fetchOutline = (stream: string | null, skip: number) =>
  get('/api/events/outline', {
    query: { ...(stream === null ? {} : { stream }), skip, limit: CHUNK },
  });

const placeOf = (index: number): [chunk: number, row: number] => [Math.floor((index - 1) / CHUNK), (index - 1) % CHUNK];

/** @throws ApiProblem when there is no such stream. */
export const openTrack = async (stream: string | null): Promise<Track> => {
  const first = await fetchOutline(stream, 0);
  const chunks = new Map<number, Chunk>([[0, chunkOf(first)]]);
  const pending = new Map<number, Promise<void>>();
  const arrived = signal(0);
  const total = signal(first.total);

  const keep = (place: number, chunk: Chunk): void => {
    chunks.set(place, chunk);
    const far = [...chunks.keys()].sort((one, other) => Math.abs(other - place) - Math.abs(one - place));
    for (const one of far.slice(0, Math.max(0, chunks.size - CHUNKS_MAX))) chunks.delete(one);
    arrived.value += 1;
  };

  const load = (place: number): Promise<void> => {
    if (chunks.has(place) || place < 0 || place * CHUNK >= total.peek()) return Promise.resolve();
    const known = pending.get(place);
    if (known) return known;
    const loading = fetchOutline(stream, place * CHUNK)
      .then((outline) => keep(place, chunkOf(outline)))
      .finally(() => pending.delete(place));
    pending.set(place, loading);
    return loading;
  };

  const loadWhole = async (): Promise<void> => {
    if (first.total > WHOLE_MAX) return;
    for (let place = 1; place * CHUNK < first.total; place += 1) await load(place);
  };
  // What could not be fetched is asked for again when someone goes there.
  void loadWhole().catch(() => {});

  return {
    stream,
    total: () => total.value,
    arrivals: () => arrived.value,
    troubles: () => [...chunks].flatMap(([place, chunk]) => chunk.troubles.map((row) => place * CHUNK + row + 1)),
    row(index) {
      void arrived.value;
      const [place, row] = placeOf(index);
      const chunk = index < 1 ? undefined : chunks.get(place);
      return chunk ? rowIn(chunk, row, index) : null;
    },
    last(kind, index) {
      void arrived.value;
      const [place, row] = placeOf(index);
      const chunk = index < 1 ? undefined : chunks.get(place);
      return chunk ? lastIn(chunk, kind, row, place * CHUNK) : null;
    },
    async need(index) {
      const [place, row] = placeOf(Math.max(index, 1));
      await load(place);
      void load(row < CHUNK / 2 ? place - 1 : place + 1).catch(() => {});
    },
    append(fact) {
      const next = total.peek() + 1;
      const mine = stream === null ? fact.position === next : fact.stream === stream && fact.version === next;
      if (!mine) return false;
      const [place, row] = placeOf(next);
      const chunk = chunks.get(place);
      if (chunk) grow(chunk, fact);
      else if (row === 0) chunks.set(place, grow(chunkOf({ words: [], rows: [], before: { ...NOTHING } }), fact));
      total.value = next;
      arrived.value += 1;
      return true;
    },
  };
};

const NOTHING = { job: null, session: null, queue: null, media: null, webhook: null };

/** Data that costs a request: the actor's memory where the cursor rests, the machines beside it, and comparisons. */
import { effect, signal } from '@preact/signals';
import { get, type Schema } from '../api/client.ts';
import type { Row } from './chunk.ts';
import { type Kind, kindOf } from './streams.ts';
import { pinned, rested, settled, track } from './view.ts';

export type Memory = Schema<'History'>;
export type Comparison = Schema<'Comparison'>;

/** The memory of the stream whose fact the cursor rests on. */
export const memory = signal<Memory | null>(null);
/** The machines that work with the one that is shown, where the cursor rests; null before their first fact. */
export const companions = signal<Readonly<Partial<Record<Kind, Row | null>>>>({});
export const comparison = signal<Comparison | null>(null);
/** Why there is no comparison. */
export const comparisonTrouble = signal<unknown>(null);

const lastFact = async (stream: string, position: number): Promise<Row | null> => {
  const { items } = await get('/api/events', {
    query: { stream, before: position + 1, order: 'newest', limit: 1 },
  });
  const [fact] = items;
  return fact ? { ...fact, index: 0, at: Date.parse(fact.at), causation: fact.causation ?? 0 } : null;
};

const sessionOf = ({ stream, context }: Memory): string | null => {
  if (kindOf(stream) !== 'job') return stream.split('/')[1] ?? null;
  const session = (context as { session?: unknown } | null)?.session;
  return typeof session === 'string' ? session : null;
};

const fetchCompanions = async (known: Memory, stream: string): Promise<Partial<Record<Kind, Row | null>>> => {
  const session = sessionOf(known);
  if (session === null) return {};
  const kinds = (['session', 'queue'] as const).filter((kind) => kind !== kindOf(stream));
  const rows = await Promise.all(
    kinds.map(async (kind) => [kind, await lastFact(`${kind}/${session}`, known.at)] as const),
  );
  return Object.fromEntries(rows);
};

/** Runs `work` whenever what it reads changes, and drops the answer of all but the newest. */
const newest = <T>(work: () => Promise<T> | null, take: (answer: T) => void, fail: (thrown: unknown) => void): void => {
  let turn = 0;
  effect(() => {
    turn += 1;
    const mine = turn;
    const working = work();
    if (!working) return;
    working.then(
      (answer) => mine === turn && take(answer),
      (thrown: unknown) => mine === turn && fail(thrown),
    );
  });
};

const historyAt = (stream: string, at: number): Promise<Memory> =>
  get('/api/history/{stream}', { params: { stream }, query: { at, facts: 'none' } });

/** To be called once. */
export const startMemory = (): void => {
  newest(
    () => {
      const row = rested.value;
      const stream = track.value?.stream ?? null;
      if (!row) return null;
      const both = async () => {
        const known = await historyAt(row.stream, row.position);
        return { known, beside: stream === null ? {} : await fetchCompanions(known, stream) };
      };
      return both();
    },
    ({ known, beside }) => {
      memory.value = known;
      companions.value = beside;
    },
    () => {
      memory.value = null;
    },
  );
  newest(
    () => {
      const from = pinned.value;
      const stream = rested.value?.stream ?? track.value?.stream;
      comparison.value = null;
      comparisonTrouble.value = null;
      if (from === null || stream === undefined || stream === null) return null;
      const to = rested.value?.position ?? (settled.value === 0 ? 0 : from);
      return get('/api/compare', { query: { stream, from, to } });
    },
    (answer) => {
      comparison.value = answer;
    },
    (thrown) => {
      comparisonTrouble.value = thrown;
    },
  );
};

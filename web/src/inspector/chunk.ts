/** A part of an outline, and the rows in it as they are read. */
import type { Schema } from '../api/client.ts';
import type { Fact } from '../live/feed.ts';
import { isTrouble } from './kinds.ts';
import { type Kind, kindOf, KINDS } from './streams.ts';

/** A fact without its data. */
export interface Row {
  /** Its place in the track: 1 for the first; 0 for one that is not in it. */
  readonly index: number;
  readonly position: number;
  readonly at: number;
  readonly stream: string;
  readonly type: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string;
  /** 0 when no fact led here. */
  readonly causation: number;
}

type Outline = Pick<Schema<'Outline'>, 'words' | 'rows' | 'before'>;

export interface Chunk {
  readonly words: string[];
  readonly rows: number[][];
  readonly before: Readonly<Record<Kind, Row | null>>;
  /** For each row, the last row of each kind up to it; −1 where there is none in this chunk. */
  readonly last: Readonly<Record<Kind, number[]>>;
  /** Rows of failures and disconnects. */
  readonly troubles: number[];
}

const rowOfFact = (fact: Fact): Row => ({
  index: 0,
  position: fact.position,
  at: Date.parse(fact.at),
  stream: fact.stream,
  type: fact.type,
  from: fact.from,
  to: fact.to,
  by: fact.by,
  causation: fact.causation ?? 0,
});

const note = ({ words, rows, last, troubles }: Chunk, index: number): void => {
  if (isTrouble(words[rows[index]?.[3] ?? -1] ?? '')) troubles.push(index);
  const kind = kindOf(words[rows[index]?.[2] ?? -1] ?? '');
  for (const one of KINDS) last[one].push(one === kind ? index : (last[one][index - 1] ?? -1));
};

export const chunkOf = ({ words, rows, before }: Outline): Chunk => {
  const chunk: Chunk = {
    words: [...words],
    rows: rows.map((row) => [...row]),
    before: {
      job: before.job && rowOfFact(before.job),
      session: before.session && rowOfFact(before.session),
      queue: before.queue && rowOfFact(before.queue),
      media: before.media && rowOfFact(before.media),
      webhook: before.webhook && rowOfFact(before.webhook),
    },
    last: { job: [], session: [], queue: [], media: [], webhook: [] },
    troubles: [],
  };
  for (const index of rows.keys()) note(chunk, index);
  return chunk;
};

export const rowIn = ({ words, rows }: Chunk, row: number, index: number): Row | null => {
  const numbers = rows[row];
  if (!numbers) return null;
  const [position = 0, at = 0, stream = -1, type = -1, from = -1, to = -1, by = -1, causation = 0] = numbers;
  return {
    index,
    position,
    at,
    stream: words[stream] ?? '',
    type: words[type] ?? '',
    from: words[from] ?? null,
    to: words[to] ?? null,
    by: words[by] ?? '',
    causation,
  };
};

/** `start` is how many facts stand before the chunk. */
export const lastIn = (chunk: Chunk, kind: Kind, row: number, start: number): Row | null => {
  const found = chunk.last[kind][row] ?? -1;
  return found < 0 ? chunk.before[kind] : rowIn(chunk, found, start + found + 1);
};

/** The same chunk, with one fact more at its end. */
export const grow = (chunk: Chunk, fact: Fact): Chunk => {
  const place = (word: string | null): number => {
    if (word === null) return -1;
    const known = chunk.words.indexOf(word);
    return known >= 0 ? known : chunk.words.push(word) - 1;
  };
  const { position, at, stream, type, from, to, by, causation } = fact;
  const words = [stream, type, from, to, by].map(place);
  chunk.rows.push([position, Date.parse(at), ...words, causation ?? 0]);
  note(chunk, chunk.rows.length - 1);
  return chunk;
};

/**
 * Is the log what was once written? Walks every row and finds the first that does not fit: a hash that is not its own, a gap
 * in positions or versions, data that its schema refuses, a text that is not what its key says, a page of the file that
 * cannot be read, an end that was cut off. Rows that have left for the archive are walked where they stand in the chain;
 * where their file is not there, the chain is taken up again behind them, by the hash at the seam.
 *
 * It reads page by page and lets the event loop turn between pages. Rows that are appended meanwhile are not looked at.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Defect, Fault } from '../../kernel/fault.ts';
import { GENESIS, linkOf } from './chain.ts';
import { contentIdOf } from './content.ts';
import type { Head } from './log.ts';
import { type Row, recordedOf } from './row.ts';
import type { Store } from './store.ts';
import { verifyArchive } from './verify-archive.ts';

export interface Problem {
  /** 0 for what stands at no position. */
  readonly position: number;
  readonly stream: string;
  readonly problem: string;
}

const PAGE = 500;

const linkProblem = (previous: Head, row: Row): string | null => {
  const expected = previous.position + 1;
  if (row.position !== expected) return `position ${expected} is missing`;
  return row.hash === linkOf(previous.hash, row)
    ? null
    : 'its hash does not match what it holds and what stands before it';
};

const placeProblem = (store: Store, { streamId, version, position, type }: Row): string | null => {
  if (!store.hasType(position, type)) return 'it cannot be found by its type';
  if (store.positionOf(streamId, version) !== position) return 'it cannot be found by its stream and version';
  if (version === 1) return streamId === position ? null : 'its stream is not numbered after its first fact';
  const before = store.positionOf(streamId, version - 1);
  return before !== null && before < position ? null : `version ${version - 1} of its stream does not stand before it`;
};

/** What is wrong with the fact itself or the text that it names. An erased text is not wrong. */
const factProblem = (store: Store, row: Row): string | null => {
  try {
    const { data } = recordedOf(row);
    if (!('content' in data)) return null;
    const text = store.content(row.stream);
    return text === null || contentIdOf(text) === data.content
      ? null
      : 'the text that it names is not the one that was stored';
  } catch (thrown) {
    if (thrown instanceof Defect) return thrown.message;
    throw thrown;
  }
};

/** Behind the rows before `next` whose files are not there. */
const across = (store: Store, missing: ReadonlySet<number>, previous: Head, next: number): Head => {
  if (missing.size === 0) return previous;
  let at = previous;
  while (at.position + 1 < next) {
    const seam = store.archive.seam(at.position + 1);
    if (!seam || !missing.has(seam.segment)) return at;
    at = seam;
  }
  return at;
};

interface Walk {
  readonly store: Store;
  /** Numbers of the segments that are not there. */
  readonly missing: ReadonlySet<number>;
}

/** The first of these rows that does not fit, or the last one when all do. */
const checkPage = ({ store, missing }: Walk, start: Head, rows: readonly Row[]): Problem | Row | null => {
  let previous = start;
  for (const row of rows) {
    const before = across(store, missing, previous, row.position);
    const problem = linkProblem(before, row) ?? placeProblem(store, row) ?? factProblem(store, row);
    if (problem !== null) return { position: row.position, stream: row.stream, problem };
    previous = row;
  }
  return rows.at(-1) ?? null;
};

const unreadable = (position: number, { code, message }: Fault): Problem => ({
  position,
  stream: 'unknown',
  problem: code.startsWith('archive.') ? message : 'the file is damaged where it should stand',
});

/** What `checkPage` says of the next page; row by row where the file does not give back a whole page. */
const checkNext = (walk: Walk, start: Head, upTo: number, limit = PAGE): Problem | Row | null => {
  const { store } = walk;
  try {
    return store.transaction(() =>
      checkPage(walk, start, store.rows({ after: start.position, upTo, limit, withoutMissing: true })),
    );
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.retryable) throw thrown;
    return limit > 1 ? checkNext(walk, start, upTo, 1) : unreadable(start.position + 1, thrown);
  }
};

const verifyRows = async (walk: Walk, progress: (position: number) => void): Promise<Problem | null> => {
  const end = walk.store.head();
  let last: Head & { stream: string } = { position: 0, hash: GENESIS, stream: '' };
  while (last.position < end.position) {
    const checked = checkNext(walk, last, end.position);
    if (checked === null) break;
    if ('problem' in checked) return checked;
    last = checked;
    progress(last.position);
    await nextTurn();
  }
  if (last.position === end.position && last.hash === end.hash) return null;
  const { position, stream } = last;
  return { position, stream, problem: `the log ends here, but its head is at position ${end.position}` };
};

/** Whether the fact at this position names a text, as far as its file is there. */
const namesText = (store: Store, position: number): boolean => {
  const [row] = store.rows({ after: position - 1, upTo: position, withoutMissing: true });
  return row ? 'content' in recordedOf(row).data : store.positionOf(position, 1) === position;
};

/** Texts beside a fact that names none: to whoever looks for them they are as good as erased. */
const verifyTexts = async (store: Store): Promise<Problem | null> => {
  // From before the first position on: a damaged one may be none.
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const page = store.texts(after, PAGE);
    for (const { position } of page) {
      // A damaged file may give them in another order, and would be walked for ever.
      if (position <= after) return { position, stream: 'unknown', problem: 'the texts are not in their order' };
      if (!namesText(store, position))
        return { position, stream: 'unknown', problem: 'a text stands here that no fact names' };
      after = position;
    }
    if (page.length === 0) return null;
    await nextTurn();
  }
};

export const verify = async (store: Store, progress: (position: number) => void): Promise<Problem | null> => {
  const gone = store.archive.segments().filter((segment) => !store.archive.isThere(segment));
  const walk = { store, missing: new Set(gone.map(({ number }) => number)) };
  return (await verifyRows(walk, progress)) ?? (await verifyArchive(store)) ?? verifyTexts(store);
};

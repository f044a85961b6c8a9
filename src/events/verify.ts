/**
 * Is the log what was once written? Walks every row and finds the first that does not fit: a hash that is not its own, a gap
 * in positions or versions, data that its schema refuses, a text that is not what its key says, a page of the file that
 * cannot be read, an end that was cut off.
 *
 * It reads page by page and lets the event loop turn between pages. Rows that are appended meanwhile are not looked at.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Defect, Fault } from '../kernel/fault.ts';
import { GENESIS, linkOf } from './chain.ts';
import { contentIdOf } from './content.ts';
import type { Head } from './log.ts';
import { type Row, recordedOf } from './row.ts';
import type { Store } from './store.ts';

export interface Problem {
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

const versionProblem = (store: Store, { streamId, version, position }: Row): string | null => {
  if (version === 1) return streamId === position ? null : 'its stream is not numbered after its first fact';
  const before = store.positionOf(streamId, version - 1);
  return before !== null && before < position ? null : `version ${version - 1} of its stream does not stand before it`;
};

/** What is wrong with the fact itself or the text that it names. An erased text is not wrong. */
const factProblem = (store: Store, row: Row): string | null => {
  try {
    const { data } = recordedOf(row);
    const text = 'content' in data ? store.content(data.content) : null;
    return text === null || ('content' in data && contentIdOf(text) === data.content)
      ? null
      : 'the text that it names is not the one that was stored';
  } catch (thrown) {
    if (thrown instanceof Defect) return thrown.message;
    throw thrown;
  }
};

/** The first of these rows that does not fit, or the last one when all do. */
const checkPage = (store: Store, start: Head, rows: readonly Row[]): Problem | Row | null => {
  let previous = start;
  for (const row of rows) {
    const problem = linkProblem(previous, row) ?? versionProblem(store, row) ?? factProblem(store, row);
    if (problem !== null) return { position: row.position, stream: row.stream, problem };
    previous = row;
  }
  return rows.at(-1) ?? null;
};

/** What `checkPage` says of the next page; row by row where the file does not give back a whole page. */
const checkNext = (store: Store, start: Head, upTo: number, limit = PAGE): Problem | Row | null => {
  try {
    return store.transaction(() => checkPage(store, start, store.rows({ after: start.position, upTo, limit })));
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.retryable) throw thrown;
    if (limit > 1) return checkNext(store, start, upTo, 1);
    return { position: start.position + 1, stream: 'unknown', problem: 'the file is damaged where it should stand' };
  }
};

export const verify = async (store: Store, progress: (position: number) => void): Promise<Problem | null> => {
  const end = store.head();
  let last: Head & { stream: string } = { position: 0, hash: GENESIS, stream: '' };
  while (last.position < end.position) {
    const checked = checkNext(store, last, end.position);
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

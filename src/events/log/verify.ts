/**
 * Verifies the log. Walks every row and finds the first that is wrong: a wrong hash, a gap in positions or versions,
 * data that its schema refuses, a header that does not follow from the stream's first fact, a missing claim, content
 * that does not match its digest, an unreadable page of the file, a truncated end. Archived rows are walked at their
 * place in the chain. If their file is missing, the chain continues behind them with the hash of the seam.
 *
 * It reads page by page, with a turn of the event loop between pages. Rows that are appended meanwhile are not checked.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Defect, Fault } from '../../kernel/fault.ts';
import { GENESIS, linkOf } from './chain.ts';
import { claimOf, contentsNamedBy, erasedBy, type Fact } from '../facts/catalogue.ts';
import { headerOf, sameHeader } from '../facts/header.ts';
import { isNamedBy } from './content.ts';
import type { Head } from './log.ts';
import { factOfRow, type Row } from './row.ts';
import type { Reading } from './store.ts';
import { verifyArchive } from './verify-archive.ts';

export interface Problem {
  /** 0 for a problem without a position. */
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

const placeProblem = (store: Reading, { streamId, version, position, type }: Row): string | null => {
  if (!store.hasType(position, type)) return 'it cannot be found by its type';
  if (store.positionOf(streamId, version) !== position) return 'it cannot be found by its stream and version';
  if (version === 1) return streamId === position ? null : 'its stream is not numbered after its first fact';
  const before = store.positionOf(streamId, version - 1);
  return before !== null && before < position ? null : `version ${version - 1} of its stream does not stand before it`;
};

/** Erased content is valid. */
const contentProblem = (store: Reading, fact: Fact, position: number): string | null => {
  const isOther = contentsNamedBy(fact).some((ref, place) => {
    const said = store.content(position, place);
    return said !== null && !isNamedBy(ref, said);
  });
  return isOther ? 'the content that it names is not the one that was stored' : null;
};

/** No fact names more contents than this. */
const PLACES_MAX = 10;

/** What the fact has erased must not be there. */
const erasureProblem = (store: Reading, fact: Fact): string | null => {
  const isThere = erasedBy(fact).some(({ position, kind }) =>
    store
      .contents({ position, place: -1 }, PLACES_MAX)
      .some((said) => said.position === position && (kind === null || said.kind === kind)),
  );
  return isThere ? 'content that it erased is still there' : null;
};

/** Whether the fact at this position claims a key. True also if its file is missing. */
const claims = (store: Reading, position: number, key: string): boolean => {
  const [row] = store.rows({ after: position - 1, upTo: position, withoutMissing: true });
  if (row) return claimOf(factOfRow(row), row.header) === key;
  return store.archive
    .segments()
    .some((segment) => segment.first <= position && position <= segment.last && !store.archive.isThere(segment));
};

/** Facts of older versions could name a key that an earlier fact held. */
const claimProblem = (store: Reading, fact: Fact, { position, header }: Row): string | null => {
  const key = claimOf(fact, header);
  if (key === null) return null;
  const holder = store.claimed(key);
  const isHeld = holder === position || (holder !== null && holder < position && claims(store, holder, key));
  return isHeld ? null : 'the key that it claims is not held by it';
};

/** A problem of the fact itself, of its stream's header, or of its content. */
const factProblem = (store: Reading, row: Row): string | null => {
  try {
    const fact = factOfRow(row);
    if (row.version === 1 && !sameHeader(row.header, headerOf(row.stream, fact)))
      return 'its stream is filed under another session or chat';
    return contentProblem(store, fact, row.position) ?? erasureProblem(store, fact) ?? claimProblem(store, fact, row);
  } catch (thrown) {
    if (thrown instanceof Defect) return thrown.message;
    throw thrown;
  }
};

/** Skips the rows before `next` whose files are missing. */
const across = (store: Reading, missing: ReadonlySet<number>, previous: Head, next: number): Head => {
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
  readonly store: Reading;
  /** Numbers of the missing segments. */
  readonly missing: ReadonlySet<number>;
}

/** The first wrong row of these, or the last one if all are right. */
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

/** The result of `checkPage` for the next page; row by row if the file does not return a whole page. */
const checkNext = (walk: Walk, start: Head, upTo: number, limit = PAGE): Problem | Row | null => {
  const { store } = walk;
  try {
    return store.together(() =>
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

/** Whether the fact at this position names content at this place. True also if its file is missing. */
const namesContent = (store: Reading, position: number, place: number): boolean => {
  const [row] = store.rows({ after: position - 1, upTo: position, withoutMissing: true });
  return row ? place < contentsNamedBy(factOfRow(row)).length : store.positionOf(position, 1) === position;
};

const unnamed = (position: number, problem: string): Problem => ({ position, stream: 'unknown', problem });

/** Content beside a fact that names none: a reader would take the content for erased. */
const verifyContents = async (store: Reading): Promise<Problem | null> => {
  // Starts before the first position: a damaged position may be below 1.
  for (let after = { position: Number.MIN_SAFE_INTEGER, place: 0 }; ; ) {
    const page = store.contents(after, PAGE);
    for (const { position, place } of page) {
      const isBehind = position > after.position || (position === after.position && place > after.place);
      // A damaged file may return them out of order, and the walk would never end.
      if (!isBehind) return unnamed(position, 'the contents are not in their order');
      if (!namesContent(store, position, place)) return unnamed(position, 'content stands here that no fact names');
      after = { position, place };
    }
    if (page.length === 0) return null;
    await nextTurn();
  }
};

export const verify = async (store: Reading, progress: (position: number) => void): Promise<Problem | null> => {
  const gone = store.archive.segments().filter((segment) => !store.archive.isThere(segment));
  const walk = { store, missing: new Set(gone.map(({ number }) => number)) };
  return (await verifyRows(walk, progress)) ?? (await verifyArchive(store)) ?? verifyContents(store);
};

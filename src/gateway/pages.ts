/** Pages of a list, and the cursors that lead from one to the next. */
import type { Recorded } from '../events/log/log.ts';
import { ok, type Result, refuseInput } from '../kernel/result.ts';
import { decodeCursor, decodeName, encodeCursor } from '../projections/cursor.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Null at the end. */
  readonly nextCursor: string | null;
}

/** A cursor is opaque: only the list that gave it can read it. */
export const badCursor = (): Result<never> =>
  refuseInput('cursor', 'This is not a cursor of this list; begin without one');

/** The place in a list that a cursor names; `start` without a cursor. */
export const placeIn = (list: string, cursor: string | undefined, start: number): Result<number> => {
  if (cursor === undefined) return ok(start);
  const [place] = decodeCursor(cursor, list) ?? [];
  return place === undefined ? badCursor() : ok(place);
};

/** The name that a cursor of a list of names goes on after; empty without a cursor. */
export const nameIn = (list: string, cursor: string | undefined): Result<string> => {
  if (cursor === undefined) return ok('');
  const name = decodeName(cursor, list);
  return name === null ? badCursor() : ok(name);
};

/** The cursor of a place in a list. */
export const cursorAt = (list: string, place: number): string => encodeCursor([list, place]);

/** A page cut from facts, where one more than the limit was read; `cursorAt` names the place after the last one shown. */
export const factPage = (
  found: readonly Recorded[],
  limit: number,
  cursorAt: (last: Recorded) => string,
): Page<Recorded> => {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? cursorAt(last) : null };
};

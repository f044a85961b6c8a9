/** Pages of a list, and the cursors that link them. */
import type { Recorded } from '../events/log/log.ts';
import { ok, type Result, refuseInput } from '../kernel/result.ts';
import { decodeCursor, decodeName, encodeCursor } from '../projections/cursor.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** Refuses a cursor that another list issued. Cursors are opaque to clients. */
export const badCursor = (): Result<never> =>
  refuseInput('cursor', 'This is not a cursor of this list; begin without one');

/** The place in a list that a cursor stands for; `start` without a cursor. */
export const placeIn = (list: string, cursor: string | undefined, start: number): Result<number> => {
  if (cursor === undefined) return ok(start);
  const [place] = decodeCursor(cursor, list) ?? [];
  return place === undefined ? badCursor() : ok(place);
};

/** The last name of the previous page, read from its cursor; empty without a cursor. */
export const nameIn = (list: string, cursor: string | undefined): Result<string> => {
  if (cursor === undefined) return ok('');
  const name = decodeName(cursor, list);
  return name === null ? badCursor() : ok(name);
};

/** The cursor for a place in a list. */
const cursorAt = (list: string, place: number): string => encodeCursor([list, place]);

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of a list that is in memory. */
export const pageIn = <T>(list: string, all: readonly T[], { limit, cursor }: PageQuery): Result<Page<T>> => {
  const place = placeIn(list, cursor, 0);
  if (!place.ok) return place;
  const end = place.value + limit;
  return ok({ items: all.slice(place.value, end), nextCursor: all.length > end ? cursorAt(list, end) : null });
};

/** Cuts a page from `limit + 1` facts. `cursorAt` names the place after the last fact of the page. */
export const factPage = (
  found: readonly Recorded[],
  limit: number,
  cursorAt: (last: Recorded) => string,
): Page<Recorded> => {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? cursorAt(last) : null };
};

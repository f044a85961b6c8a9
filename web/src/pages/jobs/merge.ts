/** A long list that was fetched page by page, brought up to date with its first page. */

interface Row {
  readonly jobId: string;
}

export interface Listed<T extends Row> {
  readonly items: readonly T[];
  /** Null when the last item is the end of the list. */
  readonly nextCursor: string | null;
}

/** How many items have come before the one that was first until now. */
export const arrived = <T extends Row>(before: readonly T[], now: readonly T[]): number => {
  const first = before[0];
  return first
    ? Math.max(
        now.findIndex(({ jobId }) => jobId === first.jobId),
        0,
      )
    : 0;
};

/**
 * What follows the first page stays, starting after the last item that both hold: nothing is fetched twice. When they have
 * no item in common, too much is new, and the first page replaces the list.
 */
export const merge = <T extends Row>(known: Listed<T>, top: Listed<T>): Listed<T> => {
  if (top.nextCursor === null) return top;
  const places = new Map(known.items.map(({ jobId }, place) => [jobId, place]));
  const shared = top.items.findLast(({ jobId }) => places.has(jobId));
  if (!shared) return top;
  const fresh = new Set(top.items.map(({ jobId }) => jobId));
  const rest = known.items.slice((places.get(shared.jobId) ?? 0) + 1).filter(({ jobId }) => !fresh.has(jobId));
  return { items: [...top.items, ...rest], nextCursor: rest.length > 0 ? known.nextCursor : top.nextCursor };
};

/** The next page at the end. Items in both are taken from the page, which is newer. */
export const append = <T extends Row>(known: Listed<T>, page: Listed<T>): Listed<T> => {
  const fresh = new Set(page.items.map(({ jobId }) => jobId));
  return {
    items: [...known.items.filter(({ jobId }) => !fresh.has(jobId)), ...page.items],
    nextCursor: page.nextCursor,
  };
};

/** Single items as they are now, or gone (null). */
export const patch = <T extends Row>(known: Listed<T>, changed: ReadonlyMap<string, T | null>): Listed<T> => ({
  ...known,
  items: known.items.flatMap((item) => {
    const now = changed.get(item.jobId);
    return now === null ? [] : [now ?? item];
  }),
});

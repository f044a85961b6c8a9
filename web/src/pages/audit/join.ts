/** A record that grows at its beginning, and is read back from its end. */

interface Place {
  readonly position: number;
}

export interface Read<T extends Place> {
  readonly items: readonly T[];
  /** Null when the last item is the oldest of all. */
  readonly nextCursor: string | null;
}

/** The newest page over what is known. When so much is new that they do not meet, what is known is put away. */
export const join = <T extends Place>(known: Read<T>, top: Read<T>): Read<T> => {
  const last = top.items.at(-1)?.position ?? 0;
  const meet = known.items.some(({ position }) => position >= last);
  if (!meet || top.nextCursor === null) return top;
  const rest = known.items.filter(({ position }) => position < last);
  return { items: [...top.items, ...rest], nextCursor: rest.length > 0 ? known.nextCursor : top.nextCursor };
};

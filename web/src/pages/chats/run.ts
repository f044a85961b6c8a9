/**
 * The messages of a chat that the page holds: an unbroken run of them, the oldest first. Somebody who scrolls moves it:
 * messages come in at one end and leave at the other, so that a chat of a million weighs no more than one of two hundred.
 */
interface Item {
  readonly messageId: string;
}

export interface Run<T extends Item> {
  readonly items: readonly T[];
  /** Whether there are older messages than these, and newer ones. */
  readonly older: boolean;
  readonly newer: boolean;
}

/** A page of the API, the newest first. */
export interface Listed<T extends Item> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export const KEPT_MAX = 200;

/** The newest messages of a chat. */
export const newest = <T extends Item>({ items, nextCursor }: Listed<T>): Run<T> => ({
  items: items.toReversed(),
  older: nextCursor !== null,
  newer: false,
});

/** A message with those before it and those after it. */
export const around = <T extends Item>(before: Listed<T>, message: T, after: Listed<T>): Run<T> => ({
  items: [...before.items.toReversed(), message, ...after.items.toReversed()],
  older: before.nextCursor !== null,
  newer: after.nextCursor !== null,
});

const without = <T extends Item>(items: readonly T[], known: readonly T[]): T[] => {
  const ids = new Set(known.map(({ messageId }) => messageId));
  return items.filter(({ messageId }) => !ids.has(messageId));
};

/** With a page of those before the first. The newest leave when there are too many. */
export const withOlder = <T extends Item>(run: Run<T>, page: Listed<T>): Run<T> => {
  const items = [...without(page.items.toReversed(), run.items), ...run.items];
  return {
    items: items.slice(0, KEPT_MAX),
    older: page.nextCursor !== null,
    newer: run.newer || items.length > KEPT_MAX,
  };
};

/** With a page of those after the last. The oldest leave when there are too many. */
export const withNewer = <T extends Item>(run: Run<T>, page: Listed<T>): Run<T> => {
  const items = [...run.items, ...without(page.items.toReversed(), run.items)];
  return {
    items: items.slice(-KEPT_MAX),
    older: run.older || items.length > KEPT_MAX,
    newer: page.nextCursor !== null,
  };
};

/** With some messages as they are now. */
export const withChanged = <T extends Item>(run: Run<T>, changed: ReadonlyMap<string, T>): Run<T> =>
  changed.size === 0 ? run : { ...run, items: run.items.map((message) => changed.get(message.messageId) ?? message) };

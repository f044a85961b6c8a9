/** The list of chats, fetched page by page, and brought up to date with its first pages. */
interface Item {
  readonly chatId: string;
  readonly activeAt: string;
}

export interface Listed<T extends Item> {
  readonly items: readonly T[];
  /** Null when the last item is the end of the list. */
  readonly nextCursor: string | null;
}

const idsOf = (items: readonly Item[]): ReadonlySet<string> => new Set(items.map(({ chatId }) => chatId));

/** Whether a page reaches chats that are known as they are: those after it are then up to date too. */
export const reaches = <T extends Item>(page: Listed<T>, known: Listed<T>): boolean => {
  const last = page.items.at(-1);
  return (
    page.nextCursor === null ||
    known.items.some(({ chatId, activeAt }) => chatId === last?.chatId && activeAt === last.activeAt)
  );
};

/** The first pages take the place of what they cover; what was active before that stays. */
export const merge = <T extends Item>(known: Listed<T>, top: Listed<T>): Listed<T> => {
  const last = top.items.at(-1);
  if (top.nextCursor === null || !last) return top;
  const fresh = idsOf(top.items);
  const rest = known.items.filter(({ chatId, activeAt }) => !fresh.has(chatId) && activeAt <= last.activeAt);
  return { items: [...top.items, ...rest], nextCursor: rest.length > 0 ? known.nextCursor : top.nextCursor };
};

/** The next page at the end. A chat that is in both has become active in between. */
export const append = <T extends Item>(known: Listed<T>, page: Listed<T>): Listed<T> => {
  const there = idsOf(known.items);
  return {
    items: [...known.items, ...page.items.filter(({ chatId }) => !there.has(chatId))],
    nextCursor: page.nextCursor,
  };
};

/** One chat as it is now, in its place. */
export const patch = <T extends Item>(known: Listed<T>, chat: T): Listed<T> => ({
  ...known,
  items: known.items.map((item) => (item.chatId === chat.chatId ? chat : item)),
});

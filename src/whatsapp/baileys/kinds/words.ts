/** Words as they come in. */

/** Text that can be stored and shown: without U+0000 and without halves of a surrogate pair. */
export const storable = (given: string | null | undefined): string =>
  (given ?? '').toWellFormed().replaceAll('\0', '\uFFFD');

/** The words that are there. An empty text is none. */
export const wordsIn = <K extends string>(fields: Readonly<Record<K, string | null | undefined>>) => {
  const words = Object.entries<string | null | undefined>(fields).map(
    ([name, given]) => [name, storable(given)] as const,
  );
  return Object.fromEntries(words.filter(([, word]) => word !== '')) as Partial<Record<K, string>>;
};

/** Null instead of an empty text. */
export const wordOf = (given: string | null | undefined): string | null => storable(given) || null;

export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

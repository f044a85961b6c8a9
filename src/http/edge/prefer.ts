/** The `Prefer` header of RFC 7240: what a client would like, and nothing that it may insist on. */

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const NAMED = String.raw`(${TOKEN})\s*(?:=\s*(${TOKEN}|${QUOTED})?)?`;
/** One preference with its parameters, which no preference here has a use for. */
const PREFERENCE = new RegExp(String.raw`\s*${NAMED}\s*(?:;\s*(?:${NAMED})?\s*)*(?:,|$)|[^,]*(?:,|$)`, 'gy');

const unquoted = (word: string): string => (word.startsWith('"') ? word.slice(1, -1).replaceAll(/\\(.)/g, '$1') : word);

/**
 * The preferences of a header by their names in lower case. The first of a name counts, as the RFC says, and what cannot
 * be read is passed over. Several headers come as one, with commas.
 */
export const preferencesIn = (header: string | undefined): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const [whole, name, value = ''] of (header ?? '').matchAll(PREFERENCE)) {
    if (whole === '') break;
    const key = name?.toLowerCase();
    if (key !== undefined && !found.has(key)) found.set(key, unquoted(value));
  }
  return found;
};

export const WAIT_SECONDS_MAX = 60;

/**
 * How many seconds a client would wait for the end of its request; 0 if it would not. More than 60 count as 60, because
 * `wait` is an upper bound. What is no whole number is passed over, as RFC 7240 asks.
 */
export const waitIn = (header: string | undefined): number => {
  const wait = preferencesIn(header).get('wait') ?? '';
  return /^\d+$/.test(wait) ? Math.min(Number(wait), WAIT_SECONDS_MAX) : 0;
};

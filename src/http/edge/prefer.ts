/** The `Prefer` header of RFC 7240: what a client would like, and nothing that it may insist on. */

/** The parts of a text between separators, but for separators inside of quotes. Its time grows with the text alone. */
const partsOf = (text: string, separator: string): string[] => {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted && char === '\\') at += 1;
    else if (!isQuoted && char === separator) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
};

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const QUOTED = /^"(?:[^"\\]|\\.)*"$/;

/** The value of a preference; null where it is neither a word nor quoted. */
const valueOf = (written: string): string | null => {
  if (written === '' || NAME.test(written)) return written;
  return QUOTED.test(written) ? written.slice(1, -1).replaceAll(/\\(.)/g, '$1') : null;
};

/**
 * The preferences of a header by their names in lower case. The first of a name counts, as the RFC says, and what cannot
 * be read is passed over. Several headers come as one, with commas. No preference here has a use for parameters.
 */
export const preferencesIn = (header = ''): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const preference of partsOf(header, ',')) {
    const [first = ''] = partsOf(preference, ';');
    const [name = '', ...value] = partsOf(first, '=');
    const key = name.toLowerCase();
    const read = value.length > 1 ? null : valueOf(value[0] ?? '');
    if (read !== null && NAME.test(key) && !found.has(key)) found.set(key, read);
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

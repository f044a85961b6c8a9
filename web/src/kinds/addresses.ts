/** Addresses in a text. */
export interface Part {
  readonly words: string;
  /** Null for words that are no address. */
  readonly url: string | null;
}

const ADDRESS = /https?:\/\/[^\s<>"]+/g;
/** Signs that end the sentence around an address. */
const END = /[.,;:!?)\]}'’”]+$/;

export const partsOf = (text: string): readonly Part[] => {
  const parts: Part[] = [];
  let from = 0;
  for (const { index, 0: found } of text.matchAll(ADDRESS)) {
    const url = found.replace(END, '');
    if (index > from) parts.push({ words: text.slice(from, index), url: null });
    parts.push({ words: url, url });
    from = index + url.length;
  }
  if (from < text.length) parts.push({ words: text.slice(from), url: null });
  return parts;
};

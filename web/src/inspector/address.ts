/** The stream and positions in the address, so that a link and the back button lead to the same view. */

export interface Address {
  /** Null for all streams. */
  readonly stream: string | null;
  /** A position; null for the end. */
  readonly at: number | null;
  /** The position to compare with. */
  readonly compare: number | null;
}

const positionOf = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

export const readAddress = (): Address => {
  const query = new URLSearchParams(location.search);
  return {
    stream: query.get('stream') || null,
    at: positionOf(query.get('at')),
    compare: positionOf(query.get('compare')),
  };
};

/** The slash of a stream stays a slash, so that a link can be read. */
const textOf = ({ stream, at, compare }: Address): string => {
  const parts = [
    stream === null ? null : `stream=${encodeURIComponent(stream).replaceAll('%2F', '/')}`,
    at === null ? null : `at=${at}`,
    compare === null ? null : `compare=${compare}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? location.pathname : `${location.pathname}?${parts.join('&')}`;
};

/** `push` adds a step to the history of the browser. */
export const writeAddress = (address: Address, push: boolean): void => {
  const text = textOf(address);
  if (text === location.pathname + location.search) return;
  history[push ? 'pushState' : 'replaceState'](null, '', text);
};

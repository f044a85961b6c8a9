/** Where a list continues: opaque to clients, base64url inside. */

export const encodeCursor = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place that a cursor of this list encodes; null if it is invalid, which is the client's mistake. */
export const decodeCursor = (cursor: string, list: string): readonly number[] | null => {
  try {
    const [kind, ...place] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    return kind === list && place.every((part) => Number.isSafeInteger(part)) ? (place as number[]) : null;
  } catch {
    return null;
  }
};

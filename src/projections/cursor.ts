/** Where a list continues: opaque to clients, base64url inside. */

export const encodeCursor = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** The parts of a cursor of this list; null when the cursor is of another list, or none. */
const partsOf = (cursor: string, list: string): readonly unknown[] | null => {
  try {
    const [kind, ...place] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    return kind === list ? place : null;
  } catch {
    return null;
  }
};

/** The place that a cursor of this list names; null when it names none, which is the client's mistake. */
export const decodeCursor = (cursor: string, list: string): readonly number[] | null => {
  const place = partsOf(cursor, list);
  return place?.every((part) => Number.isSafeInteger(part)) ? (place as number[]) : null;
};

/** The same for a list whose places are names. */
export const decodeNames = (cursor: string, list: string): readonly string[] | null => {
  const place = partsOf(cursor, list);
  return place?.every((part) => typeof part === 'string') ? (place as string[]) : null;
};

/** The same for a list that is ordered by one name. */
export const decodeName = (cursor: string, list: string): string | null => {
  const [name, ...others] = decodeNames(cursor, list) ?? [];
  return name !== undefined && others.length === 0 ? name : null;
};

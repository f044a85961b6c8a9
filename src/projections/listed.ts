/** A list of keys as one parameter of a statement: a commit asks for all of its streams at once. */

/** `… where key in ${LISTED}` takes a list, written by `listOf`. */
export const LISTED = '(select value from json_each(?))';

export const listOf = (keys: readonly (number | string)[]): string => JSON.stringify(keys);

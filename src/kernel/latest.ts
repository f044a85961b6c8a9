/** Maps that keep a bounded number of entries: those that were put last. */

/** Puts an entry last in a map, and drops the first one beyond `max`. */
export const keepLatest = <K, V>(map: Map<K, V>, key: K, value: V, max: number): void => {
  map.delete(key);
  map.set(key, value);
  if (map.size <= max) return;
  const [first] = map.keys();
  map.delete(first as K);
};

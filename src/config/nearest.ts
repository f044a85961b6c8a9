/** The Levenshtein distance of two words: how many letters must be added, removed or replaced. */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of Array.from(from).entries()) {
    const next = [line + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** So short a word is another one after two changes: `name` is not `rate`. */
const SHORT = 4;

const isNear = (word: string, candidate: string, far: number): boolean =>
  far <= Math.max(2, candidate.length / 4) && (candidate.length > SHORT || far < 2 || word[0] === candidate[0]);

/** The known word that was probably meant; null if none is similar enough to suggest. */
export const nearest = (word: string, known: readonly string[]): string | null => {
  const near = known
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, far }) => isNear(word, candidate, far))
    .sort((one, other) => one.far - other.far);
  return near[0]?.candidate ?? null;
};

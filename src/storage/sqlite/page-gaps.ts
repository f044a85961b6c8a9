/**
 * The unused bytes within a page of a b-tree, which `secure_delete` does not always clear.
 *
 * SQLite overwrites a cell that is deleted. When it moves cells to another page, copies of them may stay in the gap
 * between the list of cells and the cells (`rebuildPage`). A cell that is deleted later is overwritten where it is then,
 * and its copy stays. The layout is that of https://www.sqlite.org/fileformat2.html, section 1.6.
 */

/** The flag at the beginning of a page: of an index or of a table, within the tree or a leaf of it. */
const INNER: readonly number[] = [0x02, 0x05];
const LEAF: readonly number[] = [0x0a, 0x0d];

/** Clears bytes, and returns whether there was anything to clear. */
const clear = (page: Buffer, from: number, to: number): boolean => {
  if (!page.subarray(from, to).some((byte) => byte !== 0)) return false;
  page.fill(0, from, to);
  return true;
};

/** The first bytes of a free block say where the next one is, and how long this one is. */
const BLOCK_HEADER = 4;

const clearFreeBlocks = (page: Buffer, first: number): boolean => {
  let cleared = false;
  let last = 0;
  // They are in ascending order. A damaged page ends the walk.
  for (let at = first; at > last && at + BLOCK_HEADER <= page.length; at = page.readUInt16BE(last)) {
    const end = at + page.readUInt16BE(at + 2);
    if (end > page.length) break;
    cleared = clear(page, at + BLOCK_HEADER, end) || cleared;
    last = at;
  }
  return cleared;
};

/**
 * Clears the unused bytes of a page in place. Returns false for a page that has none, or that is no page of a b-tree.
 * `headerAt` is where its header begins: 100 in the first page of a file, 0 in all others.
 */
export const clearGaps = (page: Buffer, headerAt: number): boolean => {
  const flag = page[headerAt] ?? 0;
  if (!INNER.includes(flag) && !LEAF.includes(flag)) return false;
  const cells = page.readUInt16BE(headerAt + 3);
  const begin = headerAt + (LEAF.includes(flag) ? 8 : 12) + 2 * cells;
  const end = page.readUInt16BE(headerAt + 5) || 65_536;
  if (begin > end || end > page.length) return false;
  const gap = clear(page, begin, end);
  return clearFreeBlocks(page, page.readUInt16BE(headerAt + 1)) || gap;
};

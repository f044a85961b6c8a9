/**
 * A segment: a file of archived rows that is never written again.
 *
 * It is a sequence of gzip members, which together form one gzip file: `zcat` prints it, one JSON object a line. The
 * first member is a header that names the previous segment by its hash; each of the others contains a block of rows,
 * oldest first, with every column as it was hashed. A block is read without the others, at the offset that the log
 * keeps.
 */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Fault, messageOf } from '../../kernel/fault.ts';
import type { Head } from '../../events/log/log.ts';
import type { HashedRow } from '../../events/log/row.ts';

/** Rows in a block, which is unpacked to read any of them: larger blocks would hardly compress better. */
const BLOCK_ROWS = 100;

export interface Block {
  /** The positions of its first and last row. */
  readonly first: number;
  readonly last: number;
  /** Its offset and length in the file, in bytes. */
  readonly start: number;
  readonly bytes: number;
  /** The types of its facts. */
  readonly types: readonly string[];
}

/** A run of neighbours in the log that are archived together, and the hash of the last one. */
export interface Seam extends Head {
  readonly first: number;
}

export interface Header {
  readonly segment: number;
  /** SHA-256 of the previous segment; zeros for the first one. */
  readonly previous: string;
}

export interface Segment {
  readonly blocks: readonly Block[];
  readonly seams: readonly Seam[];
  readonly facts: number;
  readonly sha256: string;
}

const FORMAT = 1;

const linesOf = (values: readonly object[]): Buffer =>
  gzipSync(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

function* blocksOf(rows: Iterable<HashedRow>): Generator<HashedRow[]> {
  let block: HashedRow[] = [];
  for (const row of rows) {
    if (block.push(row) < BLOCK_ROWS) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

/** Runs of neighbours; `last` is extended by each row that directly follows it. */
const extend = (seams: Seam[], { position, hash }: HashedRow): void => {
  const last = seams.at(-1);
  const isNext = last?.position === position - 1;
  if (isNext) seams.pop();
  seams.push({ first: isNext ? last.first : position, position, hash });
};

/** Writes rows, oldest first, to a new file, which is on disk when this returns. */
export const writeSegment = (
  file: string,
  header: Header,
  rows: Iterable<HashedRow>,
  progress: (facts: number) => void,
): Segment => {
  const hash = createHash('sha256');
  const blocks: Block[] = [];
  const seams: Seam[] = [];
  let size = 0;
  let facts = 0;
  const handle = openSync(file, 'wx', 0o600);
  const write = (bytes: Buffer): void => {
    for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
    hash.update(bytes);
    size += bytes.length;
  };
  try {
    write(linesOf([{ waybill: 'segment', format: FORMAT, ...header }]));
    for (const block of blocksOf(rows)) {
      const packed = linesOf(block);
      const [first, last] = [block[0]?.position ?? 0, block.at(-1)?.position ?? 0];
      const types = [...new Set(block.map(({ type }) => type))];
      blocks.push({ first, last, start: size, bytes: packed.length, types });
      write(packed);
      for (const row of block) extend(seams, row);
      facts += block.length;
      progress(facts);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return { blocks, seams, facts, sha256: hash.digest('hex') };
};

const damaged = (file: string, thrown: unknown): Fault =>
  new Fault('archive.damaged', `archive/${basename(file)} is damaged: ${messageOf(thrown)}`, {
    hint: 'Put the file back from a copy of the archive folder.',
    retryable: false,
    cause: thrown,
  });

const missing = (file: string, thrown: unknown): Fault =>
  new Fault('archive.missing', `Older facts are in archive/${basename(file)}, which is missing or unreadable`, {
    hint: 'Put the file back into the folder archive, next to the database.',
    retryable: false,
    cause: thrown,
  });

const readBytes = (file: string, { start, bytes }: Block): Buffer => {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (thrown) {
    throw missing(file, thrown);
  }
  try {
    const packed = Buffer.alloc(bytes);
    readSync(handle, packed, 0, bytes, start);
    return packed;
  } finally {
    closeSync(handle);
  }
};

/** @throws Fault `archive.missing` or `archive.damaged` that names the file. */
export const readBlock = (file: string, block: Block): readonly HashedRow[] => {
  const packed = readBytes(file, block);
  try {
    const lines = gunzipSync(packed).toString('utf8').split('\n');
    return lines.slice(0, -1).map((line) => JSON.parse(line) as HashedRow);
  } catch (thrown) {
    throw damaged(file, thrown);
  }
};

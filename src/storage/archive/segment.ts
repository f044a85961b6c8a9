/**
 * A segment: rows that have left the log, in a file of their own that is never written again.
 *
 * It is a row of gzip members, which together are one gzip file: `zcat` prints it, a JSON object a line. The first
 * member is a header that names the segment before by its hash; each of the others holds a block of rows, oldest first,
 * every column as it was hashed. A block is read without the others, through the places that the log keeps of them.
 */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Fault, messageOf } from '../../kernel/fault.ts';
import type { Head } from '../../events/log/log.ts';
import type { HashedRow } from '../../events/log/row.ts';

/** Rows that are unpacked together to read one of them: more of them would hardly pack better. */
const BLOCK_ROWS = 100;

export interface Block {
  /** Positions. */
  readonly first: number;
  readonly last: number;
  /** Where it stands in the file, in bytes. */
  readonly start: number;
  readonly bytes: number;
  /** The types of its facts. */
  readonly types: readonly string[];
}

/** Neighbours in the log that leave it together, and the hash of the last one. */
export interface Seam extends Head {
  readonly first: number;
}

export interface Header {
  readonly segment: number;
  /** SHA-256 of the segment before; zeros for the first one. */
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

/** Runs of neighbours; `last` is lengthened by each row that stands right behind it. */
const extend = (seams: Seam[], { position, hash }: HashedRow): void => {
  const last = seams.at(-1);
  const isNext = last?.position === position - 1;
  if (isNext) seams.pop();
  seams.push({ first: isNext ? last.first : position, position, hash });
};

/** Writes rows, oldest first, into a new file; on disk when it returns. */
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
  new Fault('archive.missing', `Older facts are in archive/${basename(file)}, which is not there or cannot be read`, {
    hint: 'Put the file back into the folder archive, beside the database.',
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

/**
 * The hash chain: each row's hash covers the row before it. A row that is changed, removed, inserted or moved changes
 * every later hash.
 *
 * The hashed text has three lines: the previous hash, every column but the data as a JSON array, and the data as it is
 * stored. JSON escapes line breaks, so two different rows never have the same three lines.
 */
import { hash } from 'node:crypto';
import type { HashedRow } from './row.ts';

/** The previous hash of the first row. */
export const GENESIS = '0'.repeat(64);

/** The hash of a row, given the hash of the row before it. Both are 64 hex digits. */
export const linkOf = (previous: string, row: Omit<HashedRow, 'hash' | 'streamId'>): string => {
  const { position, stream, version, type, schema, at, from, to, causation, correlation, by } = row;
  const columns = [position, stream, version, type, schema, at, from, to, causation, correlation, by];
  return hash('sha256', `${previous}\n${JSON.stringify(columns)}\n${row.data}`);
};

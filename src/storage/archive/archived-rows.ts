/**
 * Reads archived rows as if they were still in the log.
 *
 * The log has the place of each row. The block of the file that contains it is unpacked, and the most recent blocks are
 * cached. In the worst case a page of the log, or the facts of an actor, need one block for each archived row.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { Fault } from '../../kernel/fault.ts';
import type { StreamHeader } from '../../events/facts/header.ts';
import { hashOfFile } from '../sqlite/files.ts';
import type { HashedRow, Row } from '../../events/log/row.ts';
import { type Block, readBlock } from './segment.ts';
import type { Archive, Selection, StoredSeam, StoredSegment } from '../../events/log/store.ts';

/** The folder of a database's segments is next to its file. */
export const archiveFolder = (db: Database): string => join(dirname(db.name), 'archive');

export interface ArchivedRows extends Archive {
  /** The matching rows, in the requested order, up to the limit. */
  rows(selection: Selection): readonly HashedRow[];
  positionOf(streamId: number, version: number): number | null;
  /** The last archived version of a stream; null if none of its facts is archived. */
  versionOf(streamId: number): number | null;
}

const KEPT_BLOCKS = 32;

interface Place {
  readonly position: number;
  readonly segment: number;
}

type StoredBlock = Omit<Block, 'types'> & { readonly segment: number; readonly types: string };

const BLOCK = 'select segment, first, last, start, bytes, types from segment_blocks where segment = ?';

export const archivedRows = (db: Database): ArchivedRows => {
  const folder = archiveFolder(db);
  const segments = db.prepare<[], StoredSegment>(
    'select number, file, first, last, facts, lower(hex(sha256)) as sha256 from segments order by number',
  );
  const isEmpty = db.prepare<[], number>('select not exists (select 1 from segments)').pluck();
  const oldestBlocks = db.prepare<[number, number, number], StoredBlock>(
    `${BLOCK} and last > ? and first <= ? order by last`,
  );
  const newestBlocks = db.prepare<[number, number, number], StoredBlock>(
    `${BLOCK} and last > ? and first <= ? order by last desc`,
  );
  const blockAt = db.prepare<[number, number], StoredBlock>(`${BLOCK} and last >= ? order by last limit 1`);
  const placesIn = (order: 'asc' | 'desc') =>
    db.prepare<[string, number, number, number], Place>(
      `select position, segment from archived
        where stream = (select id from streams where name = ?) and version > ? and position > ? and position <= ?
        order by version ${order}`,
    );
  const oldestPlaces = placesIn('asc');
  const newestPlaces = placesIn('desc');
  const positionOf = db
    .prepare<[number, number], number>('select position from archived where stream = ? and version = ?')
    .pluck();
  const versionOf = db.prepare<[number], number | null>('select max(version) from archived where stream = ?').pluck();
  const seam = db.prepare<[number], StoredSeam>(
    'select last as position, lower(hex(hash)) as hash, segment from seams where first = ?',
  );

  const kept = new Map<string, readonly HashedRow[]>();
  const unpack = (block: StoredBlock): readonly HashedRow[] => {
    const key = `${block.segment}/${block.last}`;
    const rows = kept.get(key) ?? readBlock(join(folder, fileOf(block.segment)), { ...block, types: [] });
    kept.delete(key);
    kept.set(key, rows);
    for (const oldest of kept.keys()) if (kept.size > KEPT_BLOCKS) kept.delete(oldest);
    return rows;
  };
  const fileOf = (number: number): string => segments.all().find((known) => known.number === number)?.file ?? '';

  const rowAt = ({ segment, position }: Place): HashedRow => {
    const block = blockAt.get(segment, position);
    const row = block && unpack(block).find((known) => known.position === position);
    if (row) return row;
    throw new Fault('archive.damaged', `archive/${fileOf(segment)} does not hold position ${position} of the log`, {
      hint: 'Put the file back from a copy of the archive folder.',
      retryable: false,
    });
  };

  const ofStream = ({ stream = '', type, after, upTo, afterVersion = 0, newestFirst, limit }: Bounded): HashedRow[] => {
    const rows: HashedRow[] = [];
    // One by one: a chat may have a million places.
    const places = (newestFirst ? newestPlaces : oldestPlaces).iterate(stream, afterVersion, after, upTo);
    for (const place of places) {
      if (rows.length >= limit) break;
      const row = rowAt(place);
      if (type === undefined || row.type === type) rows.push(row);
    }
    return rows;
  };

  const ofSegment = (number: number, { type, after, upTo, newestFirst, limit }: Bounded): HashedRow[] => {
    const rows: HashedRow[] = [];
    for (const block of (newestFirst ? newestBlocks : oldestBlocks).iterate(number, after, upTo)) {
      if (rows.length >= limit) break;
      if (type !== undefined && !(JSON.parse(block.types) as string[]).includes(type)) continue;
      const fits = unpack(block).filter(
        (row) => row.position > after && row.position <= upTo && (type === undefined || row.type === type),
      );
      rows.push(...(newestFirst ? fits.toReversed() : fits));
    }
    return rows.slice(0, limit);
  };

  const isThere = ({ file }: StoredSegment): boolean => existsSync(join(folder, file));

  return {
    rows(selection) {
      if (isEmpty.get() === 1) return [];
      const bounded = boundsOf(selection);
      if (bounded.stream !== undefined) return ofStream(bounded);
      const found: HashedRow[] = [];
      for (const segment of segments.all()) {
        if (segment.last <= bounded.after || segment.first > bounded.upTo) continue;
        if (selection.withoutMissing && !isThere(segment)) continue;
        found.push(...ofSegment(segment.number, bounded));
      }
      return inOrder(found, bounded);
    },
    positionOf: (streamId, version) => positionOf.get(streamId, version) ?? null,
    versionOf: (streamId) => versionOf.get(streamId) ?? null,
    segments: () => segments.all(),
    isThere,
    hashOf: ({ file }) => hashOfFile(join(folder, file)),
    seam: (first) => seam.get(first) ?? null,
  };
};

/** A selection with all bounds set. */
interface Bounded extends Selection {
  readonly upTo: number;
  readonly limit: number;
}

const boundsOf = (selection: Selection): Bounded => {
  const { upTo = Number.MAX_SAFE_INTEGER, limit = -1 } = selection;
  return { ...selection, upTo, limit: limit < 0 ? Number.MAX_SAFE_INTEGER : limit };
};

const inOrder = <R extends HashedRow>(rows: readonly R[], { newestFirst, limit }: Bounded): readonly R[] =>
  rows.toSorted((a, b) => (newestFirst ? b.position - a.position : a.position - b.position)).slice(0, limit);

/** Archived rows with the headers of their streams, filtered by session and chat. */
const ofHeader = (rows: readonly HashedRow[], { session, chatIds }: Selection, headerOf: HeaderOf): Row[] =>
  rows
    .map((row) => ({ ...row, header: headerOf(row.streamId) }))
    .filter(
      ({ header }) =>
        (session === undefined || header.session === session) &&
        (chatIds === undefined || chatIds.includes(header.chatId ?? '')),
    );

/** The stored header of a stream. */
export type HeaderOf = (streamId: number) => StreamHeader;

/**
 * Merges live and archived rows. A row that is archived between the two reads is in both, and is counted once. Reading
 * the live rows first ensures that no row is missed.
 */
export const withArchived = (
  live: readonly Row[],
  selection: Selection,
  archive: ArchivedRows,
  headerOf: HeaderOf,
): readonly Row[] => {
  // Archived facts of a stream come before its live ones.
  const isWhole = selection.stream !== undefined && live[0]?.version === (selection.afterVersion ?? 0) + 1;
  if (isWhole) return live;
  const bounded = boundsOf(selection);
  const edge = live.length >= bounded.limit ? live.at(-1)?.position : undefined;
  const beside = selection.newestFirst
    ? { ...bounded, after: Math.max(bounded.after, (edge ?? 0) - 1) }
    : { ...bounded, upTo: Math.min(bounded.upTo, edge ?? bounded.upTo) };
  const isFiltered = selection.session !== undefined || selection.chatIds !== undefined;
  const archived = archive.rows(isFiltered ? { ...beside, limit: -1 } : beside);
  if (archived.length === 0) return live;
  const known = new Set(live.map(({ position }) => position));
  const others = archived.filter(({ position }) => !known.has(position));
  return inOrder([...live, ...ofHeader(others, selection, headerOf)], bounded);
};

/**
 * Moves finished streams, and the beginnings of streams that never end, from the log to a segment file.
 *
 * The segment is on disk under its name, and was read back, before any row is deleted; rows are deleted in the
 * transaction of the fact that records it. A kill before that leaves a file that the log does not know, and the log
 * still has all of its rows: the next run deletes the file. A kill after it leaves nothing to repair. In the database,
 * some 15 bytes remain of each archived fact: its place.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import { streamOf } from '../../kernel/ids.ts';
import { archiveFolder, archivedRows } from './archived-rows.ts';
import { GENESIS } from '../../events/log/chain.ts';
import { type Departures, LEAVING_POSITIONS } from './departures.ts';
import { diskFault } from '../sqlite/disk-fault.ts';
import { hashOfFile, syncPath } from '../sqlite/files.ts';
import { openJournal } from '../../events/log/journal.ts';
import { knowsRowsOf } from './known-rows.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { HashedRow } from '../../events/log/row.ts';
import { type Segment, writeSegment } from './segment.ts';
import { SELECT_HASHED } from '../sqlite/sqlite-store.ts';

export interface ArchivePorts {
  readonly db: Database;
  readonly log: EventLog;
  readonly departures: Departures;
  readonly clock: Clock;
}

export interface Asked {
  /** Only facts that are older than this are archived. */
  readonly before: Millis;
  /** Whether a stream in this state is finished. It leaves as a whole, or not at all. */
  readonly isFinished: (stream: string, state: string | null) => boolean;
  /** Whether the older facts of a stream leave by themselves; what comes later goes on behind them. */
  readonly leavesInPart: (stream: string) => boolean;
  readonly caller: Caller;
  readonly progress: (facts: number, total: number) => void;
}

export interface Archived {
  readonly file: string;
  /** Streams that left as a whole. */
  readonly streams: number;
  /** Streams whose older facts left. */
  readonly parts: number;
  readonly facts: number;
}

/** A stream with live facts: their versions, and the first one that is not old enough. */
interface Candidate {
  readonly id: number;
  readonly name: string;
  readonly state: string | null;
  readonly first: number;
  readonly last: number;
  readonly firstLate: number | null;
}

/** The last version of a stream that leaves; null if nothing does. */
const leavingUpTo = (
  { name, state, first, last, firstLate }: Candidate,
  { isFinished, leavesInPart }: Asked,
): number | null => {
  if (leavesInPart(name)) return firstLate === null ? last : firstLate > first ? firstLate - 1 : null;
  return firstLate === null && isFinished(name, state) ? last : null;
};

/** Fills the temporary table `leaving`; returns the number of streams and facts to archive. */
const choose = (db: Database, asked: Asked): Omit<Archived, 'file'> => {
  db.exec(
    'create temp table if not exists leaving (stream integer primary key, up_to integer); delete from temp.leaving;',
  );
  const add = db.prepare<[number, number]>('insert into temp.leaving (stream, up_to) values (?, ?)');
  const candidates = db.prepare<[number], Candidate>(
    `select s.id, s.name, (select e.to_state from events e where e.stream = s.id order by e.version desc limit 1) as state,
        (select min(e.version) from events e where e.stream = s.id) as first,
        (select max(e.version) from events e where e.stream = s.id) as last,
        (select e.version from events e where e.stream = s.id and e.at >= ? order by e.version limit 1) as firstLate
      from streams s where exists (select 1 from events e where e.stream = s.id)`,
  );
  const chosen = candidates.all(asked.before).flatMap((each) => {
    const upTo = leavingUpTo(each, asked);
    return upTo === null ? [] : [{ ...each, upTo }];
  });
  db.transaction(() => {
    for (const { id, upTo } of chosen) add.run(id, upTo);
  })();
  const facts = db.prepare<[], number>(`select count(*) from (${LEAVING_POSITIONS})`).pluck().get();
  const parts = chosen.filter(({ name }) => asked.leavesInPart(name)).length;
  return { streams: chosen.length - parts, parts, facts: facts ?? 0 };
};

/** The rows to archive, oldest first. */
const leavingRows = (db: Database): Iterable<HashedRow> =>
  db
    .prepare<[], HashedRow>(`${SELECT_HASHED} where e.position in (${LEAVING_POSITIONS}) order by e.position`)
    .iterate();

const nameOf = (number: number): string => `${String(number).padStart(6, '0')}.jsonl.gz`;

/** Removes the remains of a kill: an unnamed segment, or one whose rows were never deleted. */
const tidy = async (db: Database, folder: string, file: string): Promise<void> => {
  for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(join(folder, name));
  const path = join(folder, file);
  if (!existsSync(path)) return;
  if (!(await knowsRowsOf(db, path)))
    throw new Fault(
      'archive.foreign',
      `archive/${file} does not belong to this log, but has the name of its next segment`,
      {
        hint: 'Move the file out of the archive folder. Nothing was changed.',
        retryable: false,
      },
    );
  rmSync(path);
};

const write = async (
  { db }: ArchivePorts,
  folder: string,
  file: string,
  total: number,
  { progress }: Asked,
): Promise<{ number: number; segment: Segment }> => {
  const known = archivedRows(db).segments().at(-1);
  const number = (known?.number ?? 0) + 1;
  const part = join(folder, `${file}.part`);
  const header = { segment: number, previous: known?.sha256 ?? GENESIS };
  const segment = writeSegment(part, header, leavingRows(db), (facts) => progress(facts, total));
  if ((await hashOfFile(part)) !== segment.sha256)
    throw new Fault('archive.damaged', `archive/${file} differs from what was written`, {
      hint: 'Check the disk (dmesg, smartctl). Nothing was removed from the log.',
      retryable: false,
    });
  renameSync(part, join(folder, file));
  syncPath(folder);
  return { number, segment };
};

/**
 * Archives what is finished and old; null if there is nothing.
 * @throws Fault when the disk fails, or another file has the segment's name; then no row was deleted.
 */
export const archive = async (ports: ArchivePorts, asked: Asked): Promise<Archived | null> => {
  const { db, log, departures, clock } = ports;
  const { streams, parts, facts } = choose(db, asked);
  if (facts === 0) return null;
  const folder = archiveFolder(db);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = nameOf((archivedRows(db).segments().at(-1)?.number ?? 0) + 1);
    await tidy(db, folder, file);
    const { number, segment } = await write(ports, folder, file, facts, asked);
    departures.announce(number, segment);
    const { sha256, blocks } = segment;
    const places = { first: blocks[0]?.first ?? 0, last: blocks.at(-1)?.last ?? 0 };
    await openJournal(log, clock)(
      streamOf.process,
      {
        type: 'process.archived',
        segment: number,
        file,
        before: asked.before,
        streams: streams + parts,
        facts,
        ...places,
        sha256,
      },
      asked.caller,
    );
    return { file, streams, parts, facts };
  } catch (thrown) {
    throw diskFault('The archive cannot be written', thrown) ?? thrown;
  }
};

/** Returns free space to the disk by rewriting the database, including space that a kill left behind. */
export const giveBack = (db: Database): void => {
  if (db.pragma('freelist_count', { simple: true }) === 0) return;
  try {
    db.exec('vacuum');
    db.pragma('wal_checkpoint(truncate)');
  } catch (thrown) {
    throw (
      diskFault(
        'The facts have left, but the database could not be made smaller; it uses its free space itself',
        thrown,
      ) ?? thrown
    );
  }
};

/** A log in memory with all its projections, built fact by fact; the machines give the states before and after. */
import type { Database } from 'better-sqlite3';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import type { Append } from '../../src/events/log/log.ts';
import { sayText, textRef } from '../support/said.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { failure } from '../../src/events/facts/failure.ts';
import type { JobFact } from '../../src/events/facts/job.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import type { Priority } from '../../src/events/facts/words.ts';
import { partsOfStream } from '../../src/kernel/ids.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { evolve, initial, stateOf } from '../../src/machines/evolve.ts';
import type { Job } from '../../src/machines/job.machine.ts';
import { machineOf } from '../../src/machines/kinds.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { openReads } from '../../src/projections/reads.ts';

export const T0 = 1_700_000_000_000;
export const ANNA = '6281234567890@s.whatsapp.net';
export const BUDI = '6281234567891@s.whatsapp.net';
export const CITRA = '6281234567892@s.whatsapp.net';

export const closed = failure('session_closed', 'the connection was lost');
export const blocked = failure('blocked', 'the recipient has blocked this number');

/** `jobIdOf(7)` is the seventh job of a story. */
export const jobIdOf = (number: number): string => number.toString(16).padStart(18, '0');
export const streamOfJob = (number: number): string => `job/${jobIdOf(number)}`;

type Entry = Append['entries'][number];

interface Queued {
  readonly chat?: string;
  readonly session?: string;
  readonly priority?: Priority;
  readonly notBefore?: number | null;
  readonly text?: string;
  /** The number of the job whose message it refers to, and for whose end it waits. */
  readonly waitsFor?: number | null;
  readonly expiresAt?: number | null;
  readonly clientRef?: string;
  readonly media?: readonly string[];
}

export const queued = (number: number, said: Queued = {}): JobFact & { type: 'job.queued' } => ({
  type: 'job.queued',
  session: said.session ?? 'default',
  chat: said.chat ?? ANNA,
  content: textRef(said.text ?? 'Hello'),
  messageId: messageIdOf(jobIdOf(number)),
  priority: said.priority ?? 'NORMAL',
  ...(said.notBefore == null ? {} : { notBefore: said.notBefore }),
  ...(said.waitsFor == null ? {} : { refersTo: messageIdOf(jobIdOf(said.waitsFor)), waits: true }),
  ...(said.expiresAt == null ? {} : { expiresAt: said.expiresAt }),
  ...(said.clientRef === undefined ? {} : { clientRef: said.clientRef }),
  ...(said.media === undefined ? {} : { media: [...said.media] }),
});

export const drafted = (number: number, said: Queued = {}): JobFact & { type: 'job.drafted' } => {
  const { waits: _, ...message } = queued(number, said);
  return { ...message, type: 'job.drafted', decideBy: said.expiresAt ?? T0 + 1_000_000 };
};

/** `mediaIdOf(7)` is the seventh upload of a story. */
export const mediaIdOf = (number: number): string => `med_${jobIdOf(number)}`;
export const streamOfMedia = (session: string, number: number): string => `media/${session}/${jobIdOf(number)}`;

/** The first fact of an upload; `of` is the number of the upload that it was made from. */
export const stored = (of: number | null = null): Fact => ({
  type: 'media.stored',
  file: { kind: 'file', digest: textRef('a file').digest },
  size: 1_000,
  mimetype: 'image/jpeg',
  kind: 'image',
  origin: of === null ? 'upload' : 'conversion',
  ...(of === null ? {} : { of: mediaIdOf(of), form: 'sticker' as const }),
});

export const openStory = (at: string | Database = memoryDatabase()) => {
  const db = typeof at === 'string' ? openDatabase(at) : at;
  const projections = openProjections(db);
  const log = sqliteLog(db, { project: projections });
  const snapshots = new Map<string, { snapshot: Job; version: number }>();

  /** Streams without a machine, and how many facts they have. */
  const versions = new Map<string, number>();

  const append = async (stream: string, expected: number, entry: Entry, at: number): Promise<void> => {
    versions.set(stream, expected + 1);
    const origin = { at, by: 'system', correlation: null, causation: null };
    await log.append({ stream, expected, entries: [entry], ...origin });
  };

  /** The facts of one turn form one commit. @throws when the machine refuses a fact. */
  const tell = async (stream: string, fact: Fact, at = T0, said: { text?: string } = {}): Promise<void> => {
    const machine = machineOf(stream);
    if (!machine) return append(stream, versions.get(stream) ?? 0, { fact, from: null, to: null }, at);
    const before = snapshots.get(stream) ?? { snapshot: initial(machine) as Job, version: 0 };
    const after = evolve(machine, before.snapshot, fact);
    if (!after) throw new Error(`${stream} cannot take ${fact.type}`);
    const contents = said.text === undefined ? {} : { contents: [sayText(said.text).said] };
    const entry = { fact, from: stateOf(before.snapshot), to: stateOf(after.snapshot as Job), ...contents };
    snapshots.set(stream, { snapshot: after.snapshot as Job, version: before.version + 1 });
    await append(stream, before.version, entry, at);
  };

  return {
    db,
    log,
    projections,
    reads: openReads(db, log),
    tell,
    /** Whether a stream can take a fact now: its machine says so, and an upload is stored once and expires once. */
    can: (stream: string, fact: Fact): boolean =>
      partsOfStream(stream).kind === 'media'
        ? (versions.get(stream) ?? 0) === (fact.type === 'media.stored' ? 0 : 1)
        : (snapshots.get(stream)?.snapshot ?? (initial(machineOf(stream) ?? never(stream)) as Job)).can(
            fact as JobFact,
          ),
    queue: (number: number, said: Queued = {}, at = T0 + number): Promise<void> =>
      tell(streamOfJob(number), queued(number, said), at, { text: said.text ?? 'Hello' }),
    job: (number: number, fact: JobFact, at = T0): Promise<void> => tell(streamOfJob(number), fact, at),
    state: (stream: string): string | null => {
      const known = snapshots.get(stream);
      return known ? stateOf(known.snapshot) : null;
    },
    /** The rows of a table in the order of its key. */
    rows: (table: string): unknown[] => {
      projections.settle();
      return db.prepare(`select * from ${table}`).all();
    },
  };
};

const never = (stream: string): never => {
  throw new Error(`${partsOfStream(stream).kind} has no machine`);
};

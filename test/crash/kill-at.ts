/**
 * Kills its own process at a point that CRASH_AT names, with a real SIGKILL. Loaded before Waybill (`node --import`) in
 * each of its threads, so Waybill does not know of it. It detects the points in calls to SQLite, to the file system and
 * to the websocket. Those are in different threads and share a counter.
 */
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { WebSocket } from 'ws';
import { CRASH_AT, type Point } from './points.ts';

const [point, count] = (process.env[CRASH_AT] ?? '').split(':');

const COUNTS = 'waybill crash counts';
const shared = getEnvironmentData(COUNTS) as SharedArrayBuffer | undefined;
const counts = new Int32Array(shared ?? new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
if (!shared) setEnvironmentData(COUNTS, counts.buffer);

/** How often the point was reached, how many jobs were handed to the WhatsApp client, and how many uploads were kept. */
const [REACHED, SENDING, UPLOADED] = [0, 1, 2];

/** A connection that is torn down at once loses what the other side has not read yet. */
const ARRIVAL_MS = 20;

const stall = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

const reach = (reached: Point): void => {
  if (reached !== point) return;
  if (Atomics.add(counts, REACHED, 1) + 1 < Number(count)) return;
  if (point === 'after_write') stall(ARRIVAL_MS);
  process.kill(process.pid, 'SIGKILL');
};

/** The types of the facts in the open transaction. */
let types: string[] = [];

const TYPE = 3;
const isOfJobs = (): boolean => types.some((type) => type.startsWith('job.'));

const before = (sql: string, values: readonly unknown[]): void => {
  if (sql.startsWith('begin')) types = [];
  if (sql.startsWith('insert into events ')) types.push(String(values[TYPE]));
  if (sql !== 'commit') return;
  if (isOfJobs()) reach('before_commit');
  if (types.includes('job.completed')) reach('before_completion');
};

const UPLOAD = 'waybill-upload';

const after = (sql: string, values: readonly unknown[]): void => {
  if (sql.startsWith('insert into whatsapp_keys')) {
    reach('keys_set');
    if (values.includes(UPLOAD)) {
      reach('after_upload');
      Atomics.add(counts, UPLOADED, 1);
    }
  }
  if (sql === 'commit') {
    if (isOfJobs()) reach('after_commit');
    if (types.includes('job.queued')) reach('before_answer');
    if (types.includes('media.stored')) reach('media_on_record');
    if (types.includes('job.edited') || types.includes('job.cancelled')) reach('change_on_record');
    Atomics.add(counts, SENDING, types.filter((type) => type === 'job.validated').length);
  }
  reach('rebuild');
};

type Run = (this: { readonly source: string }, ...values: unknown[]) => unknown;

const probe = new Database(':memory:');
const statements = Object.getPrototypeOf(probe.prepare('select 1')) as { run: Run };
probe.close();
const run = statements.run;
statements.run = function (...values) {
  before(this.source, values);
  const result = run.apply(this, values);
  after(this.source, values);
  return result;
};

type Copy = (this: unknown, file: string, options: Database.BackupOptions) => Promise<Database.BackupMetadata>;

const databases = Database.prototype as unknown as { backup: Copy };
const backup = databases.backup;
databases.backup = function (file, options) {
  const progress = (info: Database.BackupMetadata): number => {
    reach('backup');
    return options.progress?.(info) ?? 0;
  };
  return backup.call(this, file, { ...options, progress });
};

/** A file gets its name, and no other file is renamed from the folder of parts. */
const PARTS = /[/\\]scratch[/\\][^/\\]+$/;

const { rename } = promises;
promises.rename = async (from, to) => {
  const isPart = PARTS.test(String(from));
  if (isPart) reach('before_rename');
  await rename(from, to);
  if (isPart) reach('after_rename');
};
syncBuiltinESMExports();

/** Queries are shorter, and the login comes before any message. */
const MESSAGE_BYTES_MIN = 250;

type Send = (this: unknown, data: Uint8Array, done?: (error?: Error) => void) => void;

const sockets = WebSocket.prototype as unknown as { send: Send };
const send = sockets.send;
sockets.send = function (data, done) {
  const isMessage = Atomics.load(counts, SENDING) > 0 && data.length >= MESSAGE_BYTES_MIN;
  if (isMessage && Atomics.load(counts, UPLOADED) > 0) reach('before_write');
  send.call(this, data, (error) => {
    if (isMessage && !error) reach('after_write');
    done?.(error);
  });
};

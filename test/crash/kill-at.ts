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
const counts = new Int32Array(shared ?? new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT));
if (!shared) setEnvironmentData(COUNTS, counts.buffer);

/**
 * How often the point was reached, how many jobs were handed to the WhatsApp client, how many uploads were kept, and how
 * many messages that are on record wait for their receipt.
 */
const [REACHED, SENDING, UPLOADED, HEARD] = [0, 1, 2, 3];

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

const isHeard = (type: string): boolean => type.startsWith('message.') || type === 'poll.voted';

/** Whether the keys of the messages in the last commit of facts are still to be stored. */
let keysFollow = false;

const isUpload = (sql: string): boolean => sql.startsWith('insert or replace into whatsapp_uploads');

/** What the open transaction has written of webhooks, by the point that its commit comes to. */
const hooks = new Set<Point>();

const isReplay = (ranges: unknown): boolean => (JSON.parse(String(ranges)) as unknown[]).length > 1;

const afterHook = (sql: string, values: readonly unknown[]): void => {
  if (sql.includes('insert into webhook_deliveries')) hooks.add('hook_after_record');
  if (sql.includes('insert into webhook_parcels') && String(values[1]).startsWith('bat_')) hooks.add('hook_batch');
  if (sql.startsWith('insert or replace into webhook_places') && isReplay(values[1])) hooks.add('hook_replay');
  if (sql.startsWith('insert or replace into webhook_secrets')) hooks.add('hook_secret');
  if (sql !== 'COMMIT') return;
  for (const hook of hooks) reach(hook);
  hooks.clear();
};

const before = (sql: string, values: readonly unknown[]): void => {
  if (isUpload(sql)) reach('after_upload');
  if (sql.includes('insert into webhook_deliveries')) reach('hook_before_record');
  if (sql.startsWith('begin')) types = [];
  if (sql.startsWith('insert into events ')) types.push(String(values[TYPE]));
  if (sql !== 'commit') return;
  if (isOfJobs()) reach('before_commit');
  if (types.some(isHeard)) reach('heard_before_commit');
  if (types.includes('contact.merged')) reach('merge_before_commit');
  if (types.includes('job.completed')) reach('before_completion');
};

const afterHeard = (): void => {
  const heard = types.filter(isHeard).length;
  keysFollow = heard > 0;
  if (heard > 0) reach('heard_after_commit');
  if (types.includes('contact.merged')) reach('merge_after_commit');
  Atomics.add(counts, HEARD, heard);
};

const afterKey = (): void => {
  reach('keys_set');
  if (keysFollow) reach('heard_keys');
};

const after = (sql: string, values: readonly unknown[]): void => {
  if (sql === 'COMMIT' || sql.includes(' into webhook_')) afterHook(sql, values);
  if (sql.startsWith('insert into whatsapp_keys')) afterKey();
  // The transaction of keys, which the driver makes.
  if (sql === 'COMMIT') keysFollow = false;
  if (isUpload(sql)) Atomics.add(counts, UPLOADED, 1);
  if (sql === 'commit') {
    afterHeard();
    if (isOfJobs()) reach('after_commit');
    if (types.includes('job.queued')) reach('before_answer');
    if (types.includes('webhook.replay_asked')) reach('hook_replay_asked');
    if (types.includes('webhook.secret_rotated')) reach('hook_rotated');
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
  const isReceipt = Atomics.load(counts, HEARD) > 0;
  if (isReceipt) Atomics.sub(counts, HEARD, 1);
  send.call(this, data, (error) => {
    if (isMessage && !error) reach('after_write');
    if (isReceipt && !error) reach('heard_receipt');
    done?.(error);
  });
};

/**
 * Kills its own process at a point of `waybill archive` that DIE_AT names, with a real SIGKILL. Loaded before Waybill
 * (`node --import`), so Waybill does not know of it.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';

/** What has just happened when it dies. */
const die = (at: string): void => {
  if (process.env['DIE_AT'] === at) process.kill(process.pid, 'SIGKILL');
};

const { writeSync, fsyncSync, renameSync } = fs;
let writes = 0;
fs.writeSync = ((...args: Parameters<typeof writeSync>) => {
  const written = writeSync(...args);
  writes += 1;
  if (writes === 2) die('a block is written');
  return written;
}) as typeof writeSync;
fs.fsyncSync = (handle) => {
  fsyncSync(handle);
  die('the segment is on disk');
};
fs.renameSync = (from, to) => {
  renameSync(from, to);
  die('the segment has its name');
};
syncBuiltinESMExports();

type Run = (this: { readonly source: string }, ...values: unknown[]) => unknown;

const probe = new Database(':memory:');
const statements = Object.getPrototypeOf(probe.prepare('select 1')) as { run: Run };
probe.close();
const { run } = statements;
let archiving = false;
statements.run = function (...values) {
  if (this.source.startsWith('insert into archived')) archiving = true;
  if (archiving && this.source === 'commit') die('the rows are about to leave');
  const result = run.apply(this, values);
  if (this.source.startsWith('insert into archived')) die('the places are written');
  if (this.source.startsWith('delete from events')) die('the rows are deleted');
  if (archiving && this.source === 'commit') die('the rows have left');
  return result;
};

const databases = Database.prototype as unknown as { exec(this: unknown, sql: string): unknown };
const { exec } = databases;
databases.exec = function (sql) {
  const result = exec.call(this, sql);
  if (sql === 'vacuum') die('the database is rewritten');
  return result;
};

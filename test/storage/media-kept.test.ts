/** Media beside the facts: an audit names what is wrong with a file, and a backup carries what its database needs. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAudit } from '../../src/gateway/operation/audit.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { copyFiles, mediaBeside } from '../../src/storage/media/copies.ts';
import { openMediaFiles } from '../../src/storage/media/media-files.ts';
import { mediaReader } from '../../src/storage/media/media-reader.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { backupTo } from '../../src/storage/sqlite/backup.ts';
import { neededFiles, sqliteMediaIndex } from '../../src/storage/sqlite/media-index.ts';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

const HOUR_MS = 3_600_000;

let folder: string;
let media: string;
let run: Running;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-media-'));
  media = join(folder, 'media');
  run = await running();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const onDisk = () => openMediaFiles({ folder: media, clock: run.clock, entropy: systemEntropy });

/** Uploads a text, on record and on disk; returns its id and its hash. */
const upload = async (text: string, files = onDisk()) => {
  const origin = { session: 'default', origin: 'upload', mimetype: 'application/pdf' } as const;
  const told = await run.gateway.media.store(bytesOf(text), origin, ANNA);
  if (!told.ok) throw new Error(told.refusal.detail);
  const file = await files.take(bytesOf(text), { maxBytes: 1_000, idleMs: 1_000 });
  files.release(file);
  sqliteMediaIndex(run.db).add(told.value.id, file.sha256);
  return { id: told.value.id, sha256: file.sha256, path: file.path };
};

const problem = async (): Promise<string | null> => {
  const { db, log, clock, reads } = run;
  // Files have the time of the disk.
  const later = { ...clock, now: () => Date.now() + 2 * HOUR_MS };
  const audited = { files: mediaReader(media), reads, index: sqliteMediaIndex(db) };
  return (await createAudit({ db, log, clock: later, media: audited }).run()).problem;
};

test('an audit finds nothing wrong with whole files, shared ones included', async () => {
  const files = onDisk();
  await upload('a parcel', files);
  await upload('a parcel', files);
  expect(await problem()).toBeNull();
});

test('an audit names a file that is missing', async () => {
  const { id, sha256, path } = await upload('a parcel');
  rmSync(path);
  expect(await problem()).toContain(`The file ${sha256} of ${id} is missing`);
});

test('an audit names a file that has changed', async () => {
  const { id, sha256, path } = await upload('a parcel');
  writeFileSync(path, 'a barrel');
  expect(await problem()).toContain(`The file ${sha256} of ${id} has changed`);
});

test('an audit names a file that is left over, and a thing that is no file of media', async () => {
  const files = onDisk();
  const left = await files.take(bytesOf('left'), { maxBytes: 1_000, idleMs: 1_000 });
  expect(await problem()).toContain(`The file ${left.sha256} is left over`);
  rmSync(left.path);
  mkdirSync(join(media, 'holiday'));
  expect(await problem()).toContain('media/holiday was not put there by Waybill');
});

test('a backup needs no file that came and went while it was made', async () => {
  const { db } = run;
  const copyPages = db.backup.bind(db);
  let copies = 0;
  db.backup = async (...asked) => {
    copies += 1;
    if (copies > 1) return copyPages(...asked);
    const { id, path } = await upload('came and went');
    const done = await copyPages(...asked);
    expect((await run.gateway.media.remove(id, ANNA)).ok).toBe(true);
    rmSync(path, { force: true });
    return done;
  };
  const backup = join(folder, 'backup.db');
  await backupTo(db, backup, () => {}, media);
  const copy = new Database(backup, { readonly: true });
  const needed = [...neededFiles(copy)];
  copy.close();
  expect([copies, needed]).toEqual([2, []]);
});

test('nor does one of a single moment, as the command line makes it, need a file that a server removes after it', async () => {
  const server = openDatabase(join(folder, 'waybill.db'));
  run = await running({ db: server, clock: run.clock, script: run.script });
  const reader = new Database(server.name, { readonly: true });
  const [kept, gone] = [await upload('kept'), await upload('gone')];
  reader.exec('begin');
  expect(neededFiles(reader)).toHaveLength(2);
  expect((await run.gateway.media.remove(gone.id, ANNA)).ok).toBe(true);
  rmSync(gone.path, { force: true });

  const backup = join(folder, 'backup.db');
  await backupTo(
    reader,
    backup,
    () => {},
    media,
    () => reader.exec('rollback; begin'),
  );
  const copy = new Database(backup, { readonly: true });
  expect(neededFiles(copy)).toEqual([kept.sha256]);
  expect(await copyFiles(mediaBeside(backup), join(folder, 'restored'), neededFiles(copy))).toEqual([]);
  for (const db of [copy, reader]) db.close();
  await run.log.close();
});

test('a backup has the files that its database needs, and they come back whole', async () => {
  const files = onDisk();
  const { sha256 } = await upload('a parcel', files);
  await files.take(bytesOf('left'), { maxBytes: 1_000, idleMs: 1_000 });
  const backup = join(folder, 'backup.db');
  await backupTo(run.db, backup, () => {}, media);
  rmSync(media, { recursive: true });

  const copy = new Database(backup, { readonly: true });
  const needed = neededFiles(copy);
  copy.close();
  expect(needed).toEqual([sha256]);
  expect(await copyFiles(mediaBeside(backup), media, needed, { whole: true })).toEqual([]);
  expect(await mediaReader(media).check(sha256)).toBe('whole');
  expect(readdirSync(media)).toEqual([sha256.slice(0, 2)]);
});

test('a backup says which files are missing or damaged when they come back', async () => {
  const { sha256, path } = await upload('a parcel');
  writeFileSync(path, 'a barrel');
  const restored = join(folder, 'restored');
  expect(await copyFiles(media, restored, [sha256, 'ab'.repeat(32)], { whole: true })).toEqual([
    sha256,
    'ab'.repeat(32),
  ]);
});

/** A data folder with files: its backup, its restore, its archive and the end of its files' time. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { databaseFile } from '../../src/cli/data-folder.ts';
import { createBackups } from '../../src/gateway/operation/backups.ts';
import { createMediaUpkeep, DAY_MS } from '../../src/gateway/media/upkeep.ts';
import { openJournal } from '../../src/events/log/journal.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { mediaFolder } from '../../src/storage/media/layout.ts';
import { openMediaFiles } from '../../src/storage/media/media-files.ts';
import { mediaReader } from '../../src/storage/media/media-reader.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteMediaIndex } from '../../src/storage/sqlite/media-index.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { ANNA } from '../support/inside.ts';
import { manualClock } from '../support/manual-clock.ts';
import { mediaRoomOf } from '../support/media-room.ts';
import { type Running, running } from '../support/running.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';
import { waybill } from './fake-shell.ts';

let root: string;
let origin: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'waybill-media-folders-'));
  origin = join(root, 'origin');
  mkdirSync(origin);
  return () => rmSync(root, { recursive: true });
});

/** A gateway on the folder, with its files on disk. */
const open = (at = Date.UTC(2026, 0, 1)): Promise<Running> => {
  const clock = manualClock(at);
  const db = openDatabase(databaseFile(origin));
  // The index reads their tables.
  openProjections(db);
  const files = openMediaFiles({ folder: mediaFolder(origin), clock, entropy: systemEntropy });
  const room = { ...mediaRoomOf(clock, files), index: sqliteMediaIndex(db) };
  return running({ db, clock, script: scriptedWhatsApp() }, room);
};

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const upload = async ({ gateway }: Running, text: string) => {
  const from = { session: 'default', origin: 'upload', mimetype: 'application/pdf' } as const;
  const told = await gateway.media.store(bytesOf(text), from, ANNA);
  if (!told.ok) throw new Error(told.refusal.detail);
  return { id: told.value.id, sha256: told.value.sha256 ?? '' };
};

/** Queues an upload as a document. */
const send = async ({ gateway }: Running, id: string): Promise<string> => {
  const request = {
    session: 'default',
    to: '6281234567890',
    type: 'document',
    member: { media: { id } },
    priority: 'NORMAL',
    notBefore: null,
    expiresAt: null,
    replyTo: null,
    mentions: [],
    forwarded: false,
    clientRef: null,
    metadata: null,
    idempotencyKey: null,
  } as const;
  const told = await gateway.messages.send(request, ANNA);
  if (!told.ok) throw new Error(told.refusal.detail);
  return told.value.jobId;
};

const restoreTo = (data: string, backup: string) => waybill(`restore ${backup}`, { env: { WAYBILL_DATA: data } });
const verify = (data: string) => waybill('verify', { env: { WAYBILL_DATA: data } });
const filesIn = async (data: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const { sha256 } of mediaReader(mediaFolder(data)).list()) names.push(String(sha256));
  return names.sort();
};

test('a backup while uploads come, go and are sent is restored with every file that its facts name', async () => {
  const run = await open();
  const { db, log, clock } = run;
  const before = [await upload(run, 'before'), await upload(run, 'sent before')] as const;
  await send(run, before[1].id);
  const folder = join(root, 'backups');
  const record = openJournal(log, clock);
  const backups = createBackups({ db, clock, record, folder, media: mediaFolder(origin) });
  const done = new AbortController();
  const goOn = async (): Promise<void> => {
    for (let round = 1; !done.signal.aborted || round <= 5; round += 1) {
      const { id } = await upload(run, `during, ${round}`);
      await send(run, id);
      const gone = await upload(run, `gone, ${round}`);
      expect(await run.gateway.media.remove(gone.id, ANNA)).toMatchObject({ ok: true });
    }
  };
  const going = goOn();
  const made = await backups.make(ANNA);
  done.abort();
  await going;
  await log.close();
  if (!made.ok) throw new Error(made.refusal.detail);

  const restored = join(root, 'restored');
  const { exit, out } = await restoreTo(restored, join(folder, made.value.name));
  expect({ exit, out }).toMatchObject({ exit: 0, out: expect.not.stringContaining('of media') });
  expect(await verify(restored)).toMatchObject({ exit: 0, out: expect.stringContaining('every file whole') });
  expect(await filesIn(restored)).toEqual(expect.arrayContaining(before.map(({ sha256 }) => sha256).sort()));
  expect(await verify(origin)).toMatchObject({ exit: 0 });
});

test('a file that is not in the backup is told by restore, and named by verify', async () => {
  const run = await open();
  const { sha256, id } = await upload(run, 'a parcel');
  await upload(run, 'a barrel');
  await run.log.close();
  const backup = join(root, 'backup.db');
  await waybill(`backup ${backup}`, { env: { WAYBILL_DATA: origin } });
  rmSync(join(`${backup}.media`, sha256.slice(0, 2)), { recursive: true });
  const restored = join(root, 'restored');
  expect(await restoreTo(restored, backup)).toMatchObject({
    exit: 0,
    out: expect.stringContaining(`1 file of media is not in ${backup}.media, or not whole`),
  });
  expect(await verify(restored)).toMatchObject({
    exit: 1,
    out: `PROBLEM  The file ${sha256} of ${id} is missing. Put it back from a backup of the folder media, or remove the upload`,
  });
});

test('a restore onto a folder with data is refused, and its files stay as they are', async () => {
  const run = await open();
  await upload(run, 'a parcel');
  const backup = join(root, 'backup.db');
  await waybill(`backup ${backup}`, { env: { WAYBILL_DATA: origin } });
  const { sha256 } = await upload(run, 'after the backup');
  await run.log.close();
  rmSync(join(mediaFolder(origin), sha256.slice(0, 2), sha256));
  const before = await filesIn(origin);
  expect(await restoreTo(origin, backup)).toMatchObject({
    exit: 74,
    err: expect.stringContaining('waybill.db exists'),
  });
  expect(await filesIn(origin)).toEqual(before);
});

test('a damaged file in the way of a restore makes room for the whole one', async () => {
  const run = await open();
  const { sha256 } = await upload(run, 'a parcel');
  await run.log.close();
  const backup = join(root, 'backup.db');
  await waybill(`backup ${backup}`, { env: { WAYBILL_DATA: origin } });
  const restored = join(root, 'restored');
  const path = mediaReader(mediaFolder(restored)).pathOf(sha256);
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  writeFileSync(path, 'a barrel');
  expect(await restoreTo(restored, backup)).toMatchObject({ exit: 0, err: '' });
  expect(readFileSync(path, 'utf8')).toBe('a parcel');
  expect(await verify(restored)).toMatchObject({ exit: 0 });
  expect(readdirSync(join(path, '..'))).toEqual([sha256]);
});

test('an archived message keeps its file until its time is over, and all of it verifies before and after', async () => {
  const run = await open();
  const { sha256, id } = await upload(run, 'a parcel');
  const job = await send(run, id);
  await run.ready();
  await run.fact('job.completed');
  await run.log.close();
  const env = { WAYBILL_DATA: origin };
  expect(await waybill('archive --before 2026-01-02', { env })).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/facts of 1 message /),
  });
  expect(await filesIn(origin)).toEqual([sha256]);
  expect(await verify(origin)).toMatchObject({ exit: 0, out: expect.stringContaining('1 upload, every file whole') });

  const later = await open(Date.UTC(2026, 0, 1) + 29 * DAY_MS);
  const keeper = () => createMediaUpkeep({ ...later, ...later.mediaRoom, days: 30, logger: silentLogger }).run();
  expect(await keeper()).toMatchObject({ expired: 0, removed: 0 });
  later.clock.advance(2 * DAY_MS);
  expect(await keeper()).toMatchObject({ expired: 1, removed: 1 });
  expect(later.reads.jobs.byId(job)).toMatchObject({ status: 'completed' });
  await later.log.close();
  expect(await filesIn(origin)).toEqual([]);
  expect(await verify(origin)).toMatchObject({ exit: 0, out: expect.stringContaining('0 uploads') });
  expect(await waybill('rebuild', { env })).toMatchObject({ exit: 0 });
  expect(await verify(origin)).toMatchObject({ exit: 0 });
});

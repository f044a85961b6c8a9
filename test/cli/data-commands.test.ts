import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { databaseFile } from '../../src/cli/data-folder.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { lockFolder } from '../../src/storage/sqlite/lock.ts';
import { ANNA } from '../support/inside.ts';
import { manualClock } from '../support/manual-clock.ts';
import { type Running, running } from '../support/running.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';
import { waybill } from './fake-shell.ts';

let data: string;
let env: Record<string, string>;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'waybill-cli-'));
  env = { WAYBILL_DATA: data };
  return () => rmSync(data, { recursive: true });
});

/** A gateway on the data folder that has delivered one message. */
const live = async (): Promise<Running> => {
  const db = openDatabase(databaseFile(data));
  const gateway = await running({ db, clock: manualClock(), script: scriptedWhatsApp() });
  await gateway.queue();
  await gateway.ready();
  await gateway.fact('job.completed');
  return gateway;
};

/** The same, stopped. Returns the number of facts. */
const history = async (): Promise<number> => {
  const { log } = await live();
  const { position } = log.head();
  await log.close();
  return position;
};

/** Types of the printed facts. */
const types = async (line: string) =>
  (await waybill(line, { env })).lines.map((text) => (JSON.parse(text) as { type: string }).type);

describe('a folder without data', () => {
  test.each(['events', 'verify', 'rebuild', 'backup copy.db', 'user list'])('ends waybill %s with 74', async (line) => {
    expect(await waybill(line, { env })).toMatchObject({
      exit: 74,
      err: expect.stringMatching(/^There is no Waybill data in .*\nSet WAYBILL_DATA/),
    });
  });
});

describe('waybill events', () => {
  test('prints every fact as a line of JSON, in the shape of the API', async () => {
    const facts = await history();
    const { exit, lines } = await waybill('events', { env });
    const printed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(exit).toBe(0);
    expect(printed.map(({ position }) => position)).toEqual(Array.from({ length: facts }, (_, index) => index + 1));
    expect(printed[0]).toMatchObject({
      stream: 'session/default',
      type: 'session.started',
      version: 1,
      from: 'stopped',
    });
  });

  test('takes what fits, after a position and up to a number', async () => {
    await history();
    expect(await types('events --type job.completed')).toEqual(['job.completed']);
    expect(await types('events --stream session/default --limit 1')).toEqual(['session.started']);
    expect(await types('events --after 1 --limit 1')).not.toEqual(await types('events --limit 1'));
    expect(await types('events --limit 0')).toEqual([]);
  });

  test('takes what belongs to a session or to a chat, and refuses what can be neither', async () => {
    const gateway = await live();
    const [job] = gateway.log.page({ after: 0, limit: 1, type: 'job.queued' });
    await gateway.gateway.sessions.start('shop', ANNA);
    await gateway.queue({ session: 'shop', number: '6289999999999' });
    await gateway.log.close();
    expect(await types('events --session shop')).toEqual(['session.started', 'job.queued']);
    expect(await types('events --chat 6289999999999@s.whatsapp.net')).toEqual(['job.queued']);
    expect(await types('events --session shop --type job.queued')).toEqual(['job.queued']);
    expect(await types(`events --session shop --chat ${job?.header.chatId}`)).toEqual([]);
    for (const [line, sentence] of [
      ['events --session Shop!', '--session: A session name has 1 to 32 of a-z, 0-9 and -.'],
      ['events --chat 62812', '--chat: Expected a chat id, such as 6281234567890@s.whatsapp.net.'],
    ] as const)
      expect(await waybill(line, { env })).toMatchObject({ exit: 64, err: expect.stringContaining(sentence) });
  });

  test('follows what a running gateway appends, until it is stopped', async () => {
    const gateway = await live();
    const stop = new AbortController();
    onTestFinished(() => stop.abort());
    let queued: Promise<string> | null = null;
    const heard = (line: string) => {
      if (line.includes('job.completed')) queued ??= gateway.queue({ text: 'more' });
      if (line.includes('job.queued') && queued) stop.abort();
    };
    const { exit, lines } = await waybill('events --follow', { env, stop: stop.signal, heard });
    expect(exit).toBe(0);
    expect(lines.filter((line) => line.includes('job.queued'))).toHaveLength(2);
    await gateway.log.close();
  });
});

describe('waybill verify', () => {
  test('says what it checked, also while a gateway runs', async () => {
    const { log } = await live();
    const { exit, lines } = await waybill('verify', { env });
    expect(exit).toBe(0);
    expect(lines).toEqual([
      `chain        ok, ${log.head().position} facts, head ${log.head().hash.slice(0, 16)}…`,
      expect.stringMatching(/^streams {6}ok, \d streams, every fact legal where it stands$/),
      expect.stringMatching(/^projections {2}ok, \d+ tables equal to the rebuild$/),
      'media        ok, 0 uploads, every file whole',
    ]);
    await log.close();
  });

  test('ends with 1 and names stream and position when a row was changed', async () => {
    await history();
    const db = new Database(databaseFile(data));
    db.exec(`drop trigger events_refuses_update; update events set "by" = 'somebody' where position = 2`);
    db.close();
    const { exit, out } = await waybill('verify', { env });
    expect(exit).toBe(1);
    expect(out).toMatch(/^PROBLEM {2}its hash does not match .* \(stream \S+, position 2\)$/);
  });

  test('ends with 1 when a table was changed, and a rebuild mends it', async () => {
    await history();
    const db = new Database(databaseFile(data));
    db.exec('update jobs set attempts = 7');
    db.close();
    expect(await waybill('verify', { env })).toMatchObject({ exit: 1, out: expect.stringContaining('jobs') });
    expect(await waybill('rebuild', { env })).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^Rebuilt from \d+ facts in /),
    });
    expect(await waybill('verify', { env })).toMatchObject({ exit: 0 });
  });
});

describe('waybill backup', () => {
  test('copies the data while a gateway runs, and the copy is whole', async () => {
    const { log } = await live();
    const copy = join(data, 'copy.db');
    expect(await waybill(`backup ${copy}`, { env })).toMatchObject({
      exit: 0,
      out: `Backed up to ${copy}, up to position ${log.head().position}.`,
    });
    expect((statSync(copy).mode & 0o777).toString(8)).toBe('600');
    const db = new Database(copy, { readonly: true });
    expect(db.prepare('select position from head').pluck().get()).toBe(log.head().position);
    db.close();
    await log.close();
  });

  test('needs a folder that is there, and never takes the place of another file', async () => {
    await history();
    expect(await waybill(`backup ${join(data, 'missing/copy.db')}`, { env })).toMatchObject({
      exit: 74,
      err: expect.stringContaining('Choose a folder that exists'),
    });
    expect(await waybill(`backup ${databaseFile(data)}`, { env })).toMatchObject({
      exit: 74,
      err: expect.stringContaining('Choose another name'),
    });
  });
});

describe('waybill user', () => {
  test('adds, lists, changes and removes', async () => {
    await history();
    const added = await waybill('user add anna@example.com --role admin', { env });
    expect(added).toMatchObject({
      exit: 0,
      out: expect.stringMatching(
        /^Added anna@example\.com \(admin\)\. The password is [\w-]{24} \(it is shown only this once\)\.$/,
      ),
    });
    const given = { env, input: 'correct horse battery\n' };
    expect((await waybill('user add budi@example.com --password-stdin', given)).out).toBe(
      'Added budi@example.com (operator).',
    );
    expect((await waybill('user password anna@example.com --password-stdin', given)).out).toBe(
      'Changed the password of anna@example.com.',
    );
    const day = new Date().toISOString().slice(0, 10);
    expect((await waybill('user list', { env })).lines).toEqual([
      `anna@example.com\tadmin\t${day}`,
      `budi@example.com\toperator\t${day}`,
    ]);
    expect(await waybill('user remove anna@example.com', { env })).toMatchObject({
      exit: 1,
      err: expect.stringContaining('Nobody else is an administrator'),
    });
    expect((await waybill('user role budi@example.com admin', { env })).out).toBe('budi@example.com is admin now.');
    expect((await waybill('user remove anna@example.com', { env })).exit).toBe(0);
    expect((await waybill('user list', { env })).lines).toHaveLength(1);
  });

  test('ends with 1 and the reason when it is refused', async () => {
    await history();
    expect(await waybill('user remove nobody@example.com', { env })).toMatchObject({
      exit: 1,
      err: expect.stringContaining('no user with this email'),
    });
    expect(await waybill('user add anna@example.com --password-stdin', { env, input: 'short' })).toMatchObject({
      exit: 1,
    });
  });
});

test.each(['rebuild', 'user list'])(
  'waybill %s leaves the data of a running gateway alone, and names its process',
  async (line) => {
    await history();
    const lock = lockFolder(data);
    onTestFinished(() => lock.release());
    expect(await waybill(line, { env })).toMatchObject({
      exit: 69,
      err: expect.stringMatching(new RegExp(`is in use by process ${process.pid} .*\\nStop it first`)),
    });
  },
);

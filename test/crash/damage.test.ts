/** Files that were damaged from outside: the damage is reported, and nothing continues as if it were not there. */
import {
  cpSync,
  mkdtempSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, followFacts, type Job } from '../support/client.ts';
import { command, type Ended } from '../support/command.ts';
import { startGatewayInside } from '../support/gateway-inside.ts';
import { folder, waybill } from '../support/process.ts';
import { gatewayEnv, startGateway } from '../support/real-gateway.ts';

const SANDBOX = { WAYBILL_WHATSAPP: 'sandbox' };
const CHATS = ['6281200007100', '6281200007101', '6281200007102'];
const PAGE_BYTES = 4_096;

let sound = '';
/** Two waiting messages, in different chats. */
let waiting: readonly string[] = [];

const send = async (client: Client, number: string, message: string): Promise<string> =>
  (await client.post<Job>('/api/whatsapp/send-message', { number, message })).body.jobId;

beforeAll(async () => {
  sound = mkdtempSync(join(tmpdir(), 'waybill-sound-'));
  const { client, stop } = await startGatewayInside(sound, SANDBOX);
  const feed = await followFacts(client);
  for (let n = 0; n < 30; n += 1) await send(client, CHATS[n % 3] ?? '', `message ${n} ${'.'.repeat(200)}`);
  await feed.until((facts) => facts.filter(({ type }) => type === 'job.completed').length === 30);
  await client.post('/api/whatsapp/queue/pause');
  waiting = [await send(client, CHATS[0] ?? '', 'waits'), await send(client, CHATS[1] ?? '', 'waits too')];
  await stop();
});

afterAll(() => rmSync(sound, { recursive: true, force: true }));

/** A copy of the intact folder, and the database in it. */
const copied = (): { data: string; file: string } => {
  const data = join(folder(), 'data');
  cpSync(sound, data, { recursive: true });
  return { data, file: join(data, 'waybill.db') };
};

/** Runs a statement that the log itself would refuse. */
const force = (file: string, sql: string, ...values: unknown[]): void => {
  const db = new Database(file);
  db.exec('drop trigger events_refuses_update');
  expect(db.prepare(sql).run(...values).changes).toBe(1);
  db.close();
};

const positionOf = (file: string, where: string, ...values: unknown[]): { position: number; stream: string } => {
  const db = new Database(file, { readonly: true });
  const found = db
    .prepare<unknown[], { position: number; stream: string }>(
      `select position, name as stream from events join streams on streams.id = stream where ${where} limit 1`,
    )
    .get(...values);
  db.close();
  return found ?? { position: 0, stream: '' };
};

/** A start that is refused needs no process of its own. */
const run = (name: 'start' | 'verify', data: string): Promise<Ended> => command([name], gatewayEnv(data, SANDBOX));

test.each([
  ['a page', PAGE_BYTES],
  ['half a page', PAGE_BYTES / 2],
])('%s that is missing at the end is named, and no start goes on without it', async (_, bytes) => {
  const { data, file } = copied();
  truncateSync(file, statSync(file).size - bytes);
  const before = readFileSync(file);
  const { code, output } = await run('start', data);
  expect(code, output).toBe(74);
  expect(output).toMatch(/damaged.*\nStop Waybill and restore the last backup\./);
  expect((await run('verify', data)).code).not.toBe(0);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a row that was changed in the middle is named with its stream and position', async () => {
  const { data, file } = copied();
  const { position, stream } = positionOf(file, `type = 'job.queued' and position > 40`);
  force(file, `update events set data = replace(data, 'NORMAL', 'HIGH') where position = ?`, position);
  const { code, output } = await run('verify', data);
  expect(code).toBe(1);
  expect(output).toMatch(/^PROBLEM  its hash does not match/);
  expect(output).toContain(`(stream ${stream}, position ${position})`);
});

test('a page of the log that cannot be read is named with the first position on it', async () => {
  const { data, file } = copied();
  const db = new Database(file);
  const page = db
    .prepare<[], number>(`select pageno from dbstat where name = 'events' and pagetype = 'leaf' limit 1 offset 2`)
    .pluck()
    .get();
  db.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(PAGE_BYTES, 'Z'), 0, PAGE_BYTES, ((page ?? 0) - 1) * PAGE_BYTES);
  closeSync(handle);
  const { code, output } = await run('verify', data);
  expect(code, output).toBe(1);
  expect(output).toMatch(/^PROBLEM  the file is damaged where it should stand \(stream unknown, position \d+\)/);
});

test('a row that the session needs and that says nothing refuses the start, with its stream and position', async () => {
  const { data, file } = copied();
  const { position } = positionOf(file, `type = 'session.paired'`);
  force(file, `update events set data = '{}' where position = ?`, position);
  const { code, output } = await run('start', data);
  expect(code, output).toBe(1);
  expect(output).toContain(`(stream session/default, position ${position})`);
});

test('a waiting job whose row says nothing is not sent: it is named once, turns the gateway red, and holds up no other', async () => {
  const { data, file } = copied();
  const [bad = '', good = ''] = waiting;
  const { position } = positionOf(file, `name = ?`, `job/${bad}`);
  force(file, `update events set data = '{}' where position = ?`, position);

  const { process, client } = await startGateway(waybill, data, SANDBOX);
  const feed = await followFacts(client, positionOf(file, 'true order by position desc').position);
  await client.post('/api/whatsapp/queue/resume');
  await feed.until((facts) => facts.some(({ stream, type }) => stream === `job/${good}` && type === 'job.completed'));
  const named = new RegExp(`"stream":"job/${bad}","position":${position}.*defect: position ${position} `, 'g');
  await process.line(named);
  expect((await client.get('/readyz')).status).toBe(503);

  // Any further command makes the dispatcher look at the line again.
  const next = await send(client, CHATS[2] ?? '', 'one more');
  await feed.until((facts) => facts.some(({ stream, type }) => stream === `job/${next}` && type === 'job.completed'));
  expect(process.output().match(named)).toHaveLength(1);
  expect((await client.get<Job>(`/api/whatsapp/jobs/${bad}`)).body.status).toBe('waiting');
});

test('a file of a newer format is refused, and stays as it is', async () => {
  const { data, file } = copied();
  const db = new Database(file);
  db.pragma('user_version = 99');
  db.pragma('wal_checkpoint(truncate)');
  db.close();
  const before = readFileSync(file);
  for (const name of ['start', 'verify'] as const) {
    const { code, output } = await run(name, data);
    expect(code, output).toBe(74);
    expect(output).toMatch(/newer|not a database of this version/);
  }
  expect(readFileSync(file).equals(before)).toBe(true);
});

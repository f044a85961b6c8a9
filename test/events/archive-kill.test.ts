import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { waybill as command } from '../cli/fake-shell.ts';
import { manualClock } from '../support/manual-clock.ts';
import { folder, waybill } from '../support/process.ts';
import { phoneHistory } from '../support/phone-history.ts';
import { running } from '../support/running.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';

const killer = fileURLToPath(new URL('die-archiving.ts', import.meta.url));
const MESSAGES = 90;

let sound: string;
/** The history before anything was archived. */
let history: readonly string[];

const read = async (data: string): Promise<readonly string[]> =>
  (await command('events', { env: { WAYBILL_DATA: data } })).lines;

beforeAll(async () => {
  sound = mkdtempSync(join(tmpdir(), 'waybill-archive-'));
  const gateway = await running({
    db: openDatabase(join(sound, 'waybill.db')),
    clock: manualClock(Date.UTC(2026, 0, 1)),
    script: scriptedWhatsApp(),
  });
  await gateway.ready();
  // Two chats; one of them goes on after the date.
  const phone = phoneHistory(gateway, gateway.clock.now);
  const chats = ['6281234567801@s.whatsapp.net', '6281234567802@s.whatsapp.net'];
  for (let n = 0; n < 20; n += 1) await phone.live(chats[n % 2] ?? '', `H${n}`, gateway.clock.now());
  for (let n = 0; n < MESSAGES; n += 1) {
    const { position } = gateway.log.head();
    await gateway.queue({ text: `message ${n}` });
    await gateway.fact('job.completed', (fact) => fact.position > position);
  }
  gateway.clock.advance(2 * 86_400_000);
  await phone.live(chats[0] ?? '', 'H20', gateway.clock.now());
  await gateway.log.close();
  history = await read(sound);
});

afterAll(() => rmSync(sound, { recursive: true }));

test.each([
  'a block is written',
  'the segment is on disk',
  'the segment has its name',
  'the places are written',
  'the rows are deleted',
  'the rows are about to leave',
  'the rows have left',
  'the database is rewritten',
])('killed when %s: nothing is lost, nothing is twice, and the next run goes on', async (point) => {
  const data = join(folder(), 'data');
  cpSync(sound, data, { recursive: true });
  const env = { WAYBILL_DATA: data };
  const archive = ['archive', '--before', '2026-01-02'];
  const killed = waybill(archive, { ...env, DIE_AT: point }, { preload: killer });
  expect(await killed.exited(), killed.output()).toBeNull();

  // Whether or not the rows were archived, every fact exists once.
  const facts = await read(data);
  expect(facts.slice(0, history.length)).toEqual(history);
  expect(facts.length - history.length).toBe(point === 'the rows have left' || point.endsWith('rewritten') ? 1 : 0);
  expect(await command('verify', { env })).toMatchObject({ exit: 0 });

  expect(await command(archive.join(' '), { env })).toMatchObject({ exit: 0 });
  expect(readdirSync(join(data, 'archive'))).toEqual(['000001.jsonl.gz']);
  expect((await read(data)).slice(0, -1)).toEqual(history);
  expect(await command('verify', { env })).toMatchObject({ exit: 0 });
  expect(await command('rebuild', { env })).toMatchObject({ exit: 0 });
});

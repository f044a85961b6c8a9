/** Erasure of a contact: their names and words are gone from every file, and the contact stays listed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { AYU, AYU_LID, BUDI, chatting, GROUP } from '../support/chatting.ts';
import { claiming } from '../support/claiming.ts';
import { forwarding } from '../support/forwarding.ts';
import { ANNA } from '../support/inside.ts';
import { manualClock } from '../support/manual-clock.ts';
import { type Running, running } from '../support/running.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';

let folder: string;
let run: Running;
let chat: ReturnType<typeof chatting>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-erased-contact-'));
  const db = openDatabase(join(folder, 'waybill.db'));
  run = await running({ db, clock: manualClock(), script: scriptedWhatsApp() });
  chat = chatting(claiming(run.log));
  await run.gateway.sessions.start('default', ANNA);
  await run.ready();
});
afterEach(async () => {
  await run.log.close();
  rmSync(folder, { recursive: true });
});

/** The files of the data folder that hold a word. */
const holding = (word: string): string[] =>
  readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(word));

type Told = Parameters<Running['system']['contacts']['learn']>[1];
const learn = async (told: Told): Promise<string> => {
  const learned = run.system.contacts.learn('default', told);
  await learned?.written;
  return learned?.person.contactId ?? '';
};

const erase = async (contactId: string) => {
  const told = await run.gateway.contacts.erase('default', contactId, ANNA);
  if (!told.ok) throw new Error(told.refusal.detail);
  return told.value;
};
const named = (contactId: string) => {
  const told = run.gateway.contacts.byId('default', contactId);
  return told.ok ? [told.value.name, told.value.pushName, told.value.username] : told.refusal.code;
};
const look = (messageId: string) => {
  const told = run.gateway.chats.message('default', messageId);
  if (!told.ok) throw new Error(told.refusal.detail);
  return told.value;
};

test('takes the names and words under every address, those of a contact that was merged too; others stay', async () => {
  const ayu = await learn({ addresses: [AYU], names: { pushName: 'canary by number' } });
  const hidden = await learn({ addresses: [AYU_LID], names: { username: 'canary.hidden' } });
  expect(await learn({ addresses: [AYU, AYU_LID] })).toBe(ayu);
  const budi = await learn({ addresses: [BUDI], names: { pushName: 'robin' } });
  await chat.receive({ messageId: 'M', text: 'a canary sings' });
  await chat.receive({ messageId: 'LID', chat: AYU_LID, text: 'a canary hides' });
  await chat.receive({ messageId: 'OWN', text: 'a canary for you', direction: 'out', source: 'phone', by: BUDI });
  await chat.receive({ messageId: 'G', chat: GROUP, by: AYU_LID, text: 'a canary in a group' });
  await chat.receive({ messageId: 'B', chat: GROUP, by: BUDI, text: 'a robin in a group' });
  expect(holding('canary')).not.toEqual([]);

  expect(await erase(hidden)).toMatchObject({ state: 'done', erased: 4, remains: ['numbers'] });

  expect(holding('canary')).toEqual([]);
  expect(named(ayu)).toEqual([null, null, null]);
  expect(named(hidden)).toEqual([null, null, null]);
  expect(named(budi)).toEqual(['robin', 'robin', null]);
  expect(['M', 'LID', 'OWN', 'G'].map((each) => look(each).erasedAt)).not.toContain(null);
  expect(look('B')).toMatchObject({ text: { body: 'a robin in a group' }, erasedAt: null });
  expect(run.log.read('content/default')).toMatchObject([{ by: 'anna', data: { reason: 'asked', person: AYU } }]);
  expect(await run.log.verify()).toBeNull();
});

test('what the person said is gone where it was forwarded, and what the account said elsewhere stays', async () => {
  const ayu = await learn({ addresses: [AYU], names: { pushName: 'canary' } });
  await chat.receive({ messageId: 'M', text: 'a canary sings' });
  await chat.receive({ messageId: 'OWN', text: 'a robin for you', direction: 'out', source: 'phone', by: BUDI });
  const forward = forwarding(run);
  for (const { jobId } of [await forward('M', BUDI), await forward('OWN', BUDI)])
    await run.fact('job.completed', ({ stream }) => stream === `job/${jobId}`);
  expect(await erase(ayu)).toMatchObject({ state: 'done', erased: 3 });
  expect(holding('canary')).toEqual([]);
  expect(holding('a robin for you')).not.toEqual([]);
});

test('names that were met before are not written again with what WhatsApp tells later', async () => {
  const ayu = await learn({ addresses: [AYU], names: { name: 'canary', pushName: 'canary' } });
  await erase(ayu);
  await learn({ addresses: [AYU], names: { username: 'ayu' } });
  expect(holding('canary')).toEqual([]);
  expect(named(ayu)).toEqual([null, null, 'ayu']);
  // The same name, told again, is news.
  await learn({ addresses: [AYU], names: { pushName: 'Ayu again' } });
  expect(named(ayu)).toEqual(['Ayu again', 'Ayu again', 'ayu']);
});

test('is refused while a job to them has not ended, and counts again only what came since', async () => {
  const ayu = await learn({ addresses: [AYU], names: { pushName: 'canary' } });
  const jobId = await run.queue({ number: '6281200000001', text: 'canary', notBefore: run.clock.now() + 60_000 });
  expect(await run.gateway.contacts.erase('default', ayu, ANNA)).toMatchObject({
    ok: false,
    refusal: { code: 'message.not_ended', members: { jobIds: [jobId] } },
  });
  expect(named(ayu)).toEqual(['canary', 'canary', null]);
  await run.gateway.jobs.cancel(jobId, ANNA);
  expect(await erase(ayu)).toMatchObject({ state: 'done', erased: 1 });
  expect(holding('canary')).toEqual([]);
  await chat.receive({ messageId: 'M', text: 'one more canary' });
  await erase(ayu);
  expect(holding('canary')).toEqual([]);
  const facts = run.log.read('content/default');
  expect(facts.at(-1)?.data).toMatchObject({ positions: [look('M').position] });
});

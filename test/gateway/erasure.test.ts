/** Erasure: what was said is gone from every file, and the facts and their chain stay. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ok, type RefusalCode } from '../../src/kernel/result.ts';
import { createContacts } from '../../src/actors/contacts/contacts.ts';
import { createHearing } from '../../src/actors/chats/hearing.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { createEraser } from '../../src/gateway/erasure/eraser.ts';
import { createRetention } from '../../src/gateway/erasure/retention.ts';
import { finderOf } from '../../src/gateway/erasure/said-about.ts';
import { DAY_MS } from '../../src/gateway/media/upkeep.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { openMediaFiles } from '../../src/storage/media/media-files.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteMediaIndex } from '../../src/storage/sqlite/media-index.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { AYU, AYU_LID, BUDI, chatting, GROUP } from '../support/chatting.ts';
import { claiming } from '../support/claiming.ts';
import { forwarding } from '../support/forwarding.ts';
import { ANNA } from '../support/inside.ts';
import { manualClock } from '../support/manual-clock.ts';
import { mediaRoomOf } from '../support/media-room.ts';
import { memoryVault } from '../support/memory-vault.ts';
import { type Running, running } from '../support/running.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';
import { spoken } from '../support/spoken.ts';
import type { HeardSaid } from '../../src/whatsapp/heard.ts';

let folder: string;
let run: Running;
let chat: ReturnType<typeof chatting>;

/** An inside on the database of a folder; again on the same one after a crash. */
const start = async (): Promise<void> => {
  const clock = manualClock();
  const db = openDatabase(join(folder, 'waybill.db'));
  // The index reads their tables.
  openProjections(db);
  const files = openMediaFiles({ folder: join(folder, 'media'), clock, entropy: systemEntropy });
  const room = { ...mediaRoomOf(clock, files), index: sqliteMediaIndex(db) };
  run = await running({ db, clock, script: scriptedWhatsApp() }, room);
  chat = chatting(claiming(run.log));
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-erasure-'));
  await start();
  await run.gateway.sessions.start('default', ANNA);
  await run.ready();
});
afterEach(async () => {
  await run.log.close();
  rmSync(folder, { recursive: true });
});

/** The files below the folder that hold a word. */
const holding = (word: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => readFileSync(join(folder, name)).includes(word))
    .sort();

const erase = async (messageId: string, chatId?: string) => {
  const told = await run.gateway.erasures.message('default', messageId, chatId, ANNA);
  if (!told.ok) throw new Error(told.refusal.detail);
  return told.value;
};
const refusal = async (messageId: string): Promise<RefusalCode | null> => {
  const told = await run.gateway.erasures.message('default', messageId, undefined, ANNA);
  return told.ok ? null : told.refusal.code;
};
const look = (messageId: string) => {
  const told = run.gateway.chats.message('default', messageId);
  if (!told.ok) throw new Error(told.refusal.detail);
  return told.value;
};
const found = async (search: string): Promise<readonly string[]> => {
  const told = await run.gateway.chats.search({ session: 'default', search, limit: 10 });
  return told.ok ? told.value.items.map(({ messageId }) => messageId) : [];
};

const bytesOf = async function* (text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
};

/** WhatsApp hands a stanza of Ayu's over. */
const handOver = (messageId: string, said: HeardSaid) => {
  const who = { id: AYU, other: null };
  const of = {
    chat: who,
    sender: who,
    fromMe: false,
    source: 'live',
    sentAt: 1_700_000_000_000,
    pushName: null,
  } as const;
  const hearing = createHearing({
    ...run,
    contacts: createContacts({ ...run, entropy: systemEntropy }),
    vault: memoryVault(),
    entropy: systemEntropy,
  });
  return hearing.record('default', [{ heard: { ...of, messageId, said }, keys: [] }]);
};

const QUOTED = { by: AYU, kind: 'text', preview: 'canary' };

describe('a message that came in', () => {
  test('is gone from every file, with all that was said of it, and its facts still verify', async () => {
    await chat.receive({ messageId: 'M', text: 'a canary sings', pushName: 'Ayu' });
    await chat.edit('M', 'the canary sang');
    await chat.react('M', 'canary');
    await chat.react('M', 'canary again');
    await chat.vote('M', { payload: 'canary', iv: 'canary' }, { by: BUDI });
    await chat.receive({
      messageId: 'ANSWER',
      text: 'Which bird?',
      replyTo: 'M',
      heard: { pushName: 'Ayu', quoted: QUOTED, referral: null },
    });
    expect(await found('canary')).toEqual(['M']);
    expect(holding('canary')).not.toEqual([]);

    expect(await erase('M')).toMatchObject({ state: 'done', erased: 1, backups: [], remains: ['numbers'] });

    expect(holding('canary')).toEqual([]);
    expect(await found('canary')).toEqual([]);
    expect(await found('bird')).toEqual(['ANSWER']);
    expect(look('M')).toMatchObject({ type: 'text', reactions: [], erasedAt: expect.any(String) });
    expect(look('M')).toHaveProperty('text', null);
    expect(look('M').edits).toEqual([{ text: null, replacedAt: expect.any(String) }]);
    expect(look('ANSWER')).toMatchObject({ text: { body: 'Which bird?' }, replyTo: { messageId: 'M', preview: null } });
    expect(await run.log.verify()).toBeNull();
  });

  test('takes along what was forwarded of it and of its forwards, unless that has still to go out', async () => {
    const forward = forwarding(run);
    const gone = async ({ jobId }: { jobId: string }) =>
      run.fact('job.completed', ({ stream }) => stream === `job/${jobId}`);
    await chat.receive({ messageId: 'M', text: 'a canary sings' });
    await chat.receive({ messageId: 'OTHER', text: 'a robin sings' });
    const first = await forward('M', BUDI);
    await gone(first);
    await chat.react(first.messageId, 'canary', { chat: BUDI });
    const other = await forward('OTHER', BUDI);
    await gone(other);
    await run.gateway.queues.pause('default', ANNA);
    const second = await forward(first.messageId, AYU);
    expect(await run.gateway.erasures.message('default', 'M', undefined, ANNA)).toMatchObject({
      ok: false,
      refusal: { code: 'message.not_ended', members: { jobIds: [second.jobId] } },
    });
    await run.gateway.queues.resume('default', ANNA);
    await gone(second);

    expect(await erase('M')).toMatchObject({ state: 'done', erased: 3 });
    expect(holding('canary')).toEqual([]);
    expect(look(first.messageId)).toMatchObject({ reactions: [], erasedAt: expect.any(String) });
    expect(look(other.messageId)).toMatchObject({ text: { body: 'a robin sings' }, erasedAt: null });
    expect(await run.log.verify()).toBeNull();
  });

  test('is shown the same after a rebuild, and by an erasure of an earlier process', async () => {
    await chat.receive({ messageId: 'M', text: 'canary' });
    const { id } = await erase('M');
    const before = look('M');
    await run.projections.rebuild(run.log);
    expect(look('M')).toEqual(before);
    expect(run.gateway.erasures.byId(id)).toMatchObject({ ok: true, value: { id, erased: 1, state: 'done' } });
    expect(run.gateway.erasures.byId('er_1')).toMatchObject({ ok: false, refusal: { code: 'erasure.not_found' } });
  });

  test('is erased once: a second request answers the first erasure', async () => {
    await chat.receive({ messageId: 'M', text: 'canary' });
    const first = await erase('M');
    const { position } = run.log.head();
    expect(await erase('M')).toEqual(first);
    expect(run.log.head().position).toBe(position);
  });

  test('is not recorded again when it is handed over again, and neither are new words for it', async () => {
    await handOver('M', { type: 'unread', kind: 'undecryptable', reason: 'missing_keys' });
    await erase('M');
    const { position } = run.log.head();
    await handOver('M', spoken('canary'));
    expect(run.log.head().position).toBe(position);
    await handOver('E', { type: 'edited', messageId: 'M', now: spoken('canary') });
    expect(holding('canary')).toEqual([]);
    expect(look('M').edits).toHaveLength(1);
  });

  test('takes along what answers quote: of a message on record, only the reference is kept', async () => {
    await handOver('M', spoken('original'));
    await handOver('A', { ...spoken('yes'), replyTo: 'M', quoted: QUOTED });
    expect(holding('canary')).toEqual([]);
    expect(look('A').replyTo).toEqual({ messageId: 'M', preview: 'original' });
    await handOver('B', { ...spoken('yes'), replyTo: 'UNKNOWN', quoted: QUOTED });
    expect(look('B').replyTo).toEqual({ messageId: 'UNKNOWN', preview: 'canary' });
  });

  test('has to be named with its chat if two have its id', async () => {
    await chat.receive({ messageId: 'M', text: 'canary' });
    await chat.receive({ messageId: 'M', chat: GROUP, by: AYU_LID, text: 'robin' });
    expect(await refusal('M')).toBe('message.ambiguous');
    await erase('M', AYU);
    expect(holding('canary')).toEqual([]);
    expect(await found('robin')).toEqual(['M']);
    expect(await refusal('NONE')).toBe('message.not_on_record');
  });
});

describe('a message of a job', () => {
  test('that has not ended is refused; once it is cancelled it goes, with its metadata and its former words', async () => {
    const jobId = await run.queue({
      text: 'canary',
      metadata: { note: 'canary' },
      prepare: async () => ok({ surroundings: { clientRef: 'order-1' } }),
    });
    const { messageId } = run.reads.jobs.rowById(jobId) ?? { messageId: '' };
    expect(await refusal(messageId)).toBe('message.not_ended');
    await run.gateway.jobs.cancel(jobId, ANNA);
    expect(await erase(messageId)).toMatchObject({ state: 'done', erased: 1, remains: ['numbers', 'client_refs'] });
    expect(holding('canary')).toEqual([]);
    expect(run.reads.jobs.byId(jobId)).toMatchObject({ status: 'cancelled', message: null });
    expect(await run.log.verify()).toBeNull();
  });
});

describe('a person', () => {
  test('is erased with the chat, their words in groups, and what a reply quotes; others stay', async () => {
    await chat.receive({ messageId: 'M', text: 'canary', pushName: 'canary', chatOther: AYU_LID });
    await chat.receive({ messageId: 'OWN', text: 'canary for you', direction: 'out', source: 'phone', by: BUDI });
    await chat.receive({ messageId: 'G', chat: GROUP, by: AYU_LID, text: 'canary in a group' });
    await chat.receive({ messageId: 'B', chat: GROUP, by: BUDI, text: 'robin' });
    await chat.react('B', 'canary', { chat: GROUP, by: AYU_LID });
    await chat.react('G', 'canary', { chat: GROUP, by: BUDI });
    const streams = run.log.streams('contact/default/', 10);
    const person = { session: 'default', addresses: [AYU, AYU_LID], streams } as const;
    const told = await run.gateway.erasures.person(person, ANNA);
    expect(told).toMatchObject({ ok: true, value: { state: 'done', erased: 3, remains: ['numbers'] } });
    expect(holding('canary')).toEqual([]);
    expect(look('B')).toMatchObject({ text: { body: 'robin' }, erasedAt: null });
    expect([look('M').erasedAt, look('OWN').erasedAt, look('G').erasedAt]).not.toContain(null);
    expect(run.log.read('content/default')).toMatchObject([{ data: { reason: 'asked', person: AYU } }]);
    expect(await run.log.verify()).toBeNull();
  });
});

describe('retention', () => {
  /** A minute and a half, so that the session's pings are few. */
  const DAYS = 0.001;
  const retention = () => {
    const finder = finderOf(run);
    const eraser = createEraser({ ...run, finder });
    const traces = { remove: async () => {}, start() {}, stop() {}, isFinished: () => true };
    return createRetention({ ...run, logger: silentLogger, days: DAYS, finder, eraser, traces });
  };

  test('erases what is older than its days, with one fact, and keeps what is younger or has not ended', async () => {
    const waiting = await run.queue({ text: 'still to come', notBefore: run.clock.now() + DAY_MS });
    const cancelled = await run.queue({ text: 'taken back' });
    await run.gateway.jobs.cancel(cancelled, ANNA);
    await handOver('OLD', spoken('an old one'));
    await handOver('UNREAD', { type: 'unread', kind: 'undecryptable', reason: 'missing_keys' });
    await handOver('UNREAD', spoken('readable now'));
    run.clock.advance(DAYS * DAY_MS + 1);
    await handOver('YOUNG', spoken('a young one'));

    expect(await retention().run()).toBe(3);
    expect([look('OLD').erasedAt, look('UNREAD').erasedAt]).not.toContain(null);
    expect(look('YOUNG')).toMatchObject({ text: { body: 'a young one' }, erasedAt: null });
    expect(run.reads.jobs.byId(waiting)).toMatchObject({ message: 'still to come' });
    expect(run.reads.jobs.byId(cancelled)).toMatchObject({ message: null });
    expect(run.log.read('content/default')).toMatchObject([{ by: 'system', data: { reason: 'retention' } }]);
    expect(await run.log.verify()).toBeNull();

    expect(await retention().run()).toBe(0);
    await run.gateway.jobs.cancel(waiting, ANNA);
    expect(await retention().run()).toBe(1);
  });
});

describe('the traces of an erasure', () => {
  test('stay pending while somebody reads the database, and then go by themselves', async () => {
    await chat.receive({ messageId: 'M', text: 'canary' });
    const reader = new Database(join(folder, 'waybill.db'), { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from contents').get();
    const { id, state } = await erase('M');
    expect(state).toBe('pending');
    expect(look('M')).toHaveProperty('text', null);

    reader.exec('commit');
    reader.close();
    run.clock.advance(1_000);
    await expect.poll(() => run.gateway.erasures.byId(id)).toMatchObject({ value: { state: 'done' } });
    expect(holding('canary')).toEqual([]);
  });

  test('go at the next start if the process ends before', async () => {
    const told = await run.gateway.media.store(
      bytesOf('canary'),
      { session: 'default', origin: 'upload', mimetype: 'application/pdf', fileName: 'canary.pdf' },
      ANNA,
    );
    const media = told.ok ? told.value.id : '';
    const jobId = await run.queue({ content: { kind: 'document', media, caption: 'canary' } });
    await run.gateway.jobs.cancel(jobId, ANNA);
    const reader = new Database(join(folder, 'waybill.db'), { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from contents').get();
    expect(await erase(run.reads.jobs.rowById(jobId)?.messageId ?? '')).toMatchObject({ state: 'pending' });
    await run.crash();
    reader.close();
    await run.log.close();

    await start();
    await expect.poll(() => holding('canary')).toEqual([]);
    expect(run.gateway.media.byId(media)).toMatchObject({ ok: false });
  });
});

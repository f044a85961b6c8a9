/** Files of messages that come in: each is here in the end, or on record as why it is not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure } from '../../src/events/facts/failure.ts';
import { once } from '../../src/gateway/media/arrivals.ts';
import { createMediaUpkeep, DAY_MS } from '../../src/gateway/media/upkeep.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { MEDIA_LADDER_MS } from '../../src/machines/media.decide.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteMediaIndex } from '../../src/storage/sqlite/media-index.ts';
import { createDownload } from '../../src/whatsapp/media/download.ts';
import { type LostFile, Undelivered } from '../../src/whatsapp/port.ts';
import type { Download, Downloaded } from '../../src/whatsapp/remote-media.ts';
import { apiOver } from '../support/api-over.ts';
import { ANNA } from '../support/inside.ts';
import { CHAT, mediaIdOf, mediaStreamOf, messageIdOf, receiveFile } from '../support/incoming-files.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { mediaRoomOf } from '../support/media-room.ts';
import { memoryDisk, memoryMedia } from '../support/memory-media.ts';
import { type MediaServer, sealed, startMediaServer, status, whole } from '../support/media-server.ts';
import { type Running, running } from '../support/running.ts';
import { scriptedWhatsApp, type ScriptedWhatsApp } from '../support/scripted-whatsapp.ts';

const PLAIN = Buffer.from('a picture of a parcel');
const LIMIT = 1_000;

let run: Running;
let api: Awaited<ReturnType<typeof apiOver>>;
let server: MediaServer;
let clock: ManualClock;
let disk = memoryDisk();
let script: ScriptedWhatsApp;
/** How files are fetched; left out, from the server of the test. */
let download: Download | null;
let lost: LostFile[];
let answerOfPhone: string | null | Undelivered;

beforeAll(async () => void (server = await startMediaServer()));
afterAll(() => server.close());

/** Starts a process on the database, or on that of another one. */
const start = async (before?: Running) => {
  const db = before?.db ?? memoryDatabase();
  openProjections(db);
  const files = memoryMedia(clock, disk);
  const index = sqliteMediaIndex(db);
  for (const id of index.unrecorded()) index.forget(id);
  const real = createDownload({ files, agentOf: () => server.agent, clock });
  run = await running(
    { db, clock, script },
    { ...mediaRoomOf(clock, files), index },
    { download: (media, terms) => (download ?? real)(media, terms), hosts: [server.host], bytesMax: LIMIT },
  );
  api = await apiOver(run);
};

beforeEach(async () => {
  clock = manualClock();
  disk = memoryDisk();
  lost = [];
  download = null;
  answerOfPhone = null;
  server.asked.length = 0;
  script = scriptedWhatsApp({
    reupload(file) {
      lost.push(file);
      return answerOfPhone;
    },
  });
  await start();
});

const file = sealed(PLAIN);
const remoteOf = (n: number) => ({ ...file.media, file: { ...file.media.file, directPath: `/${n}` } });

const receive = (n: number, given: Partial<Parameters<typeof receiveFile>[1]> = {}) =>
  receiveFile(run.log, { n, remote: file.media, ...given });

const story = (n = 1) => run.story(mediaStreamOf(n));
const ended = (type: 'media.stored' | 'media.failed' | 'media.skipped' | 'media.withheld' | 'media.expired', n = 1) =>
  run.fact(type, ({ stream }) => stream === mediaStreamOf(n));
const look = (n = 1) => {
  const found = run.gateway.media.look(mediaIdOf(n));
  return found.ok ? found.value : found.refusal;
};
/** Asks without a token, which ends while the clock moves. */
const askInside = (n = 1) => run.gateway.media.fetchAgain({ session: 'default', messageId: messageIdOf(n) }, ANNA);
const ask = (n = 1, query = '') => api(`POST /api/whatsapp/messages/${messageIdOf(n)}/media/fetch${query}`);
/** The next commit with a fact of this type. */
const next = (type: string): Promise<void> =>
  new Promise((resolve) => {
    const forget = run.log.onCommit((facts) => {
      if (!facts.some((fact) => fact.type === type)) return;
      forget();
      resolve();
    });
  });

const connect = async () => {
  await api('POST /api/whatsapp/session/start');
  await run.ready();
};

const soundLog = async () => expect((await run.log.verify())?.problem).toBeUndefined();

describe('a file that comes in', () => {
  test('is fetched, checked and used like an upload', async () => {
    server.answers(whole(file.body));
    await receive(1);
    await ended('media.stored');
    expect(story()).toEqual(['media.awaited', 'media.stored']);
    expect(look()).toMatchObject({ state: 'stored', size: PLAIN.length, mimetype: 'image/jpeg' });
    expect([...disk.files.values()].map(({ bytes }) => bytes)).toEqual([PLAIN]);
    expect((await api(`POST /api/whatsapp/media/${mediaIdOf(1)}/link`)).status).toBe(200);
    const { body } = await api(`GET /api/whatsapp/media?chatId=${CHAT}`);
    expect(body['items']).toMatchObject([{ id: mediaIdOf(1) }]);
    const message = { to: '6281234567890', type: 'image', image: { media: { id: mediaIdOf(1) } } };
    expect((await api('POST /api/whatsapp/messages', message)).status).toBe(202);
    await soundLog();
  });

  test('says neither its place nor its key in any fact', async () => {
    server.answers(whole(file.body));
    await receive(1);
    await ended('media.stored');
    const facts = JSON.stringify(run.log.page({ after: 0, limit: 1_000 }));
    expect(facts).toContain('media.stored');
    for (const secret of [file.media.file.mediaKey, '/v/t62', 'Ayu']) expect(facts).not.toContain(secret);
  });

  test('of the history is fetched only when somebody asks', async () => {
    server.answers(whole(file.body));
    await receive(1, { more: { source: 'history' } });
    expect([look(), server.asked]).toMatchObject([{ state: 'skipped' }, []]);
    expect(await ask()).toMatchObject({ status: 202, body: { state: 'pending' } });
    await ended('media.stored');
    expect(story()).toEqual(['media.awaited', 'media.stored']);
  });

  test('that WhatsApp keeps from linked devices is withheld, and cannot be asked for', async () => {
    await receive(1, { withheld: true, more: { viewOnce: true } });
    await ended('media.withheld');
    expect(look()).toMatchObject({ state: 'withheld', kind: 'image' });
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'media.withheld' } });
    await soundLog();
  });

  test('expires as an upload does, and comes back when somebody asks', async () => {
    server.answers(whole(file.body));
    await receive(1);
    await ended('media.stored');
    clock.advance(31 * DAY_MS);
    const upkeep = createMediaUpkeep({ ...run, ...run.mediaRoom, logger: silentLogger });
    expect(await upkeep.run()).toMatchObject({ expired: 1, removed: 1 });
    expect([look(), disk.files.size]).toMatchObject([{ state: 'expired' }, 0]);
    const stored = next('media.stored');
    await askInside();
    await stored;
    expect([look(), disk.files.size]).toMatchObject([{ state: 'stored' }, 1]);
    expect(story()).toEqual(['media.awaited', 'media.stored', 'media.expired', 'media.retried', 'media.stored']);
    expect(await run.gateway.media.remove(mediaIdOf(1), ANNA)).toMatchObject({ ok: true });
    expect(look()).toMatchObject({ state: 'expired' });
    await soundLog();
  });
});

describe('a file that is too large', () => {
  test('is skipped without a byte of it, and fetched when somebody asks', async () => {
    const large = sealed(Buffer.alloc(LIMIT + 1, 'x'));
    server.answers(whole(large.body));
    await receive(1, { remote: large.media });
    expect((await ended('media.skipped')).data).toEqual({ limit: LIMIT });
    expect([look(), server.asked]).toMatchObject([{ state: 'skipped', size: LIMIT + 1 }, []]);
    expect((await api(`GET /api/whatsapp/media/${mediaIdOf(1)}/content`)).body).toMatchObject({
      code: 'media.not_found',
      detail: expect.stringContaining('skipped'),
    });
    await ask();
    await ended('media.stored');
    expect(look()).toMatchObject({ state: 'stored', size: LIMIT + 1 });
  });
});

describe('a file that does not come', () => {
  const broken: Downloaded = { ok: false, reason: 'unreachable' };

  test('is tried again by the ladder, and then waits for somebody to ask', async () => {
    download = async () => broken;
    await receive(1);
    for (const [index, delay] of MEDIA_LADDER_MS.entries()) {
      const { data } = await run.fact('media.failed', (fact) => fact.data.attempt === index + 1);
      expect(data).toEqual({ attempt: index + 1, reason: 'unreachable', retryAt: clock.now() + delay });
      expect(look()).toMatchObject({ state: 'failed' });
      clock.advance(delay);
    }
    const { data } = await run.fact('media.failed', (fact) => fact.data.attempt === MEDIA_LADDER_MS.length + 1);
    expect(data.retryAt).toBeNull();
    download = null;
    server.answers(whole(file.body));
    await askInside();
    await ended('media.stored');
    await soundLog();
  });

  test('with bytes that are not those of its message is not stored', async () => {
    server.answers(whole(Buffer.concat([file.body.subarray(1), Buffer.alloc(1)])));
    await receive(1);
    expect((await ended('media.failed')).data).toMatchObject({ reason: 'damaged' });
    expect(disk.files.size).toBe(0);
  });

  test('is fetched by a later process if this one dies', async () => {
    const asked = Promise.withResolvers<void>();
    download = () => {
      asked.resolve();
      return new Promise(() => {});
    };
    await receive(1);
    await asked.promise;
    await run.crash();
    download = null;
    server.answers(whole(file.body));
    await start(run);
    await ended('media.stored');
    expect(story()).toEqual(['media.awaited', 'media.stored']);
  });

  test('leaves its bytes for the sweep if the process dies between the file and the fact', async () => {
    const taken = Promise.withResolvers<void>();
    const files = memoryMedia(clock, disk);
    download = async () => {
      const stored = await files.take(once(PLAIN), { maxBytes: 100, idleMs: 1 });
      sqliteMediaIndex(run.db).add(mediaIdOf(1), stored.sha256);
      taken.resolve();
      return new Promise(() => {});
    };
    await receive(1);
    await taken.promise;
    await run.crash();
    download = () => new Promise(() => {});
    await start(run);
    clock.advance(1);
    const upkeep = createMediaUpkeep({ ...run, ...run.mediaRoom, logger: silentLogger });
    expect(await upkeep.run()).toMatchObject({ removed: 1 });
    expect([disk.files.size, look()]).toMatchObject([0, { state: 'pending' }]);
  });
});

describe('a file that the host has no more', () => {
  const moved = '/v/t62/again';

  test('is uploaded again by the phone, and fetched from its new place', async () => {
    await connect();
    answerOfPhone = moved;
    server.answers(status(404), whole(file.body));
    await receive(1);
    await ended('media.stored');
    expect(story()).toEqual(['media.awaited', 'media.relocated', 'media.stored']);
    expect(server.asked.map(({ path }) => path)).toEqual([file.media.file.directPath, moved]);
    expect(lost).toEqual([
      {
        chatId: CHAT,
        messageId: messageIdOf(1),
        fromMe: false,
        mediaKey: Buffer.from(file.media.file.mediaKey, 'base64'),
      },
    ]);
    await soundLog();
  });

  test('names its author where several people write', async () => {
    await connect();
    server.answers(status(410));
    await receive(1, { chat: '120363041234567890@g.us' });
    await ended('media.expired');
    expect(lost).toMatchObject([{ chatId: '120363041234567890@g.us', participant: CHAT }]);
  });

  test('is expired if the phone has it no more', async () => {
    await connect();
    server.answers(status(403));
    await receive(1);
    expect((await ended('media.expired')).data).toEqual({ reason: 'gone' });
    expect(look()).toMatchObject({ state: 'expired', size: PLAIN.length });
  });

  test('is asked for once in an attempt, however often the phone answers', async () => {
    await connect();
    answerOfPhone = moved;
    server.answers(status(404));
    await receive(1);
    expect((await ended('media.failed')).data).toMatchObject({ attempt: 1, reason: 'gone', status: 404 });
    expect([server.asked.length, lost.length]).toEqual([2, 1]);
  });

  test('waits for the phone, and for the session', async () => {
    server.answers(status(404));
    await receive(1);
    expect((await ended('media.failed')).data).toMatchObject({ reason: 'gone', status: 404 });
    await connect();
    answerOfPhone = new Undelivered(failure('network_timeout', 'WhatsApp did not answer in time.'), false);
    clock.advance(5_000);
    const second = await run.fact('media.failed', ({ data }) => data.attempt === 2);
    expect(second.data.reason).toBe('no_answer');
  });
});

describe('many files', () => {
  test('are fetched four at once, those that somebody asks for first', async () => {
    const gates: { readonly open: () => void; readonly directPath: string | null }[] = [];
    let most = 0;
    let inHand = 0;
    download = async ({ file: { directPath } }) => {
      inHand += 1;
      most = Math.max(most, inHand);
      const gate = Promise.withResolvers<void>();
      gates.push({ open: gate.resolve, directPath });
      await gate.promise;
      inHand -= 1;
      return { ok: false, reason: 'refused', status: 500 };
    };
    await receive(21, { remote: remoteOf(21), more: { source: 'history' } });
    for (let n = 1; n <= 20; n += 1) await receive(n, { remote: remoteOf(n) });
    await ask(21);
    const all = new Promise<void>((resolve) => {
      let failed = 0;
      run.log.onCommit((facts) => {
        failed += facts.filter(({ type }) => type === 'media.failed').length;
        if (failed === 21) resolve();
      });
    });
    const opening = (async () => {
      for (let opened = 0; opened < 21; opened += 1) {
        while (gates.length <= opened) await nextTurn();
        gates[opened]?.open();
      }
    })();
    await Promise.all([all, opening]);
    expect(most).toBe(4);
    expect(gates.map(({ directPath }) => directPath).indexOf('/21')).toBe(4);
    await soundLog();
  });
});

describe('asking', () => {
  test('names no message without a file', async () => {
    expect(await ask(7)).toMatchObject({ status: 404, body: { code: 'media.not_found' } });
  });

  test('names the chat where two have the same id', async () => {
    download = () => new Promise(() => {});
    await receive(1);
    await receiveFile(run.log, {
      n: 2,
      remote: file.media,
      chat: '628999@s.whatsapp.net',
      more: { messageId: messageIdOf(1) },
    });
    const { status: code, body } = await ask(1);
    expect([code, body]).toMatchObject([409, { code: 'message.ambiguous', chats: expect.arrayContaining([CHAT]) }]);
    expect(await ask(1, `?chatId=${CHAT}`)).toMatchObject({ status: 202, body: { id: mediaIdOf(1) } });
  });

  test('for a file that is here changes nothing', async () => {
    server.answers(whole(file.body));
    await receive(1);
    await ended('media.stored');
    expect(await ask()).toMatchObject({ status: 202, body: { state: 'stored' } });
    expect(story()).toEqual(['media.awaited', 'media.stored']);
  });
});

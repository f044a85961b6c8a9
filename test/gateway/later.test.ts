/** Files that the first attempt fetches: what is taken, what is fetched when, and what becomes of one that is not there. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createMediaUpkeep, DAY_MS } from '../../src/gateway/media/upkeep.ts';
import { failure } from '../../src/events/facts/failure.ts';
import { unreachable, unsuccessful } from '../../src/fetching/refusals.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteMediaIndex } from '../../src/storage/sqlite/media-index.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { apiOver } from '../support/api-over.ts';
import { ANNA } from '../support/inside.ts';
import { mediaRoomOf } from '../support/media-room.ts';
import { manualClock } from '../support/manual-clock.ts';
import { type Running, running } from '../support/running.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';
import { scriptedFetcher, type ScriptedFetcher } from '../support/scripted-fetcher.ts';

const NUMBER = '6281234567890';
const ADDRESS = 'https://shop.example.com/secret-token/parcel.jpg';
const PICTURE = { type: 'image/jpeg', bytes: 'a picture' };
const LATER = { url: ADDRESS, fetch: 'later' };

/** What the tests read of the answers. */
interface Answer {
  readonly status: number;
  readonly body: {
    readonly jobId: string;
    readonly messageId: string;
    readonly code: string;
    readonly status: string;
    readonly image: { readonly media: { readonly id: string; readonly state: string } };
    readonly failure: { readonly code: string; readonly message: string; readonly retryable: boolean };
    readonly errors?: readonly { readonly path: string }[];
  };
}

let run: Running;
let fetcher: ScriptedFetcher;
let api: (route: string, sent?: object) => Promise<Answer>;

const start = async (room: Parameters<typeof running>[1], before?: Running) => {
  run = await running(before, room);
  api = (await apiOver(run)) as unknown as typeof api;
};

beforeEach(async () => {
  fetcher = scriptedFetcher();
  fetcher.answers(ADDRESS, PICTURE);
  await start({ ...mediaRoomOf(manualClock()), fetcher });
});

const send = async (type = 'image', member: object = { media: LATER }, more: object = {}) => {
  const { status, body } = await api('POST /api/whatsapp/messages', { to: NUMBER, type, [type]: member, ...more });
  expect(status).toBe(202);
  return body;
};

const job = async (jobId: string) => (await api(`GET /api/whatsapp/jobs/${jobId}`)).body;

const ended = (jobId: string) => run.fact('job.completed', ({ stream }) => stream === `job/${jobId}`);
const failed = (jobId: string) => run.fact('job.failed', ({ stream }) => stream === `job/${jobId}`);
const abandoned = (jobId: string) => run.fact('job.abandoned', ({ stream }) => stream === `job/${jobId}`);

const stored = () => run.log.page({ after: 0, limit: 1_000, type: 'media.stored' });

/** Starts the session: messages go out from then on. */
const connect = async () => {
  await api('POST /api/whatsapp/session/start');
  await run.ready();
};

describe('a message whose file is fetched later', () => {
  test('is taken without a look at the address, and sent with the file', async () => {
    const { jobId } = await send();
    const { media } = (await job(jobId)).image;
    expect([media.state, fetcher.asked]).toEqual(['pending', []]);
    await connect();
    await ended(jobId);
    expect((await job(jobId)).image.media).toEqual({ id: media.id, state: 'stored' });
    expect(run.script.phone()).toMatchObject([{ files: [{ id: media.id, mimetype: 'image/jpeg', size: 9 }] }]);
    expect(run.story(`media/default/${media.id.slice(4)}`)).toEqual(['media.requested', 'media.stored']);
    expect((await run.log.verify())?.problem).toBeUndefined();
  });

  test('says its address in no fact and in no failure', async () => {
    fetcher.answers(ADDRESS, unsuccessful('shop.example.com', 404));
    const { jobId } = await send();
    await connect();
    await abandoned(jobId);
    const facts = JSON.stringify(run.log.page({ after: 0, limit: 1_000 }));
    expect(facts).toContain('media.requested');
    expect(facts).not.toMatch(/shop\.example|secret-token/);
  });

  test('is refused at once where no address can be', async () => {
    const image = { media: { url: 'ftp://shop.example.com/parcel.jpg', fetch: 'later' } };
    const { status, body } = await api('POST /api/whatsapp/messages', { to: NUMBER, type: 'image', image });
    expect([status, body.code]).toEqual([422, 'address.invalid']);
  });

  test('counts its address under an idempotency key', async () => {
    const ask = (url: string) =>
      run.gateway.messages.send(
        {
          session: 'default',
          to: NUMBER,
          type: 'image',
          member: { media: { url, fetch: 'later' } },
          priority: 'NORMAL',
          notBefore: null,
          expiresAt: null,
          replyTo: null,
          mentions: [],
          forwarded: false,
          clientRef: null,
          metadata: null,
          idempotencyKey: 'parcel',
        },
        ANNA,
      );
    expect(await ask(ADDRESS)).toMatchObject({ value: { how: 'queued' } });
    expect(await ask(ADDRESS)).toMatchObject({ value: { how: 'repeated' } });
    expect(await ask(`${ADDRESS}?other`)).toMatchObject({ refusal: { code: 'idempotency.conflict' } });
    expect(run.log.page({ after: 0, limit: 1_000, type: 'media.requested' })).toHaveLength(1);
  });

  test('cannot lend its file before that has come', async () => {
    const { jobId } = await send();
    const { media } = (await job(jobId)).image;
    const again = { to: NUMBER, type: 'image', image: { media: { id: media.id } } };
    expect((await api('POST /api/whatsapp/messages', again)).body.code).toBe('media.not_found');
    expect((await api(`GET /api/whatsapp/media/${media.id}`)).status).toBe(404);
    await connect();
    await ended(jobId);
    expect((await api('POST /api/whatsapp/messages', again)).status).toBe(202);
  });
});

describe('a file that cannot be had', () => {
  test.each([
    ['a server that fails', unsuccessful('shop.example.com', 503), 'The server of the address answered 503.'],
    ['a slow server', unreachable('shop.example.com', 'time'), 'The server of the address took too long.'],
    [
      'a name that the DNS does not know',
      unreachable('shop.example.com', 'name'),
      'The host of the address is not in the DNS.',
    ],
  ])('because of %s is asked for again, and delivered when it is there', async (_, refusal, message) => {
    fetcher.answers(ADDRESS, refusal);
    const { jobId } = await send();
    await connect();
    const { data } = await failed(jobId);
    expect(data.failure).toMatchObject({ code: 'media_unreachable', message, retryable: true });
    expect((await job(jobId)).image.media.state).toBe('failed');
    fetcher.answers(ADDRESS, PICTURE);
    run.clock.advance(data.retryAt - run.clock.now());
    await ended(jobId);
    expect(run.script.phone()).toMatchObject([{ copies: 1, files: [{ size: 9 }] }]);
  });

  test.each([
    ['is gone', unsuccessful('shop.example.com', 410), 'media_unreachable', /answered 410/],
    ['is not there', unsuccessful('shop.example.com', 404), 'media_unreachable', /answered 404/],
    ['has a forbidden address', { code: 'address.forbidden', detail: 'No.' } as const, 'media_unreachable', /public/],
    ['is too large', { code: 'media.too_large', detail: 'Large.' } as const, 'media_too_large', /larger than/],
    ['is of another type', { type: 'application/pdf', bytes: '%PDF' }, 'media_type_mismatch', /as image/],
    [
      'is too large a picture',
      { type: 'image/png', bytes: new Uint8Array(16 * 1_048_576 + 1) },
      'media_too_large',
      /more bytes/,
    ],
  ])('because it %s ends its message at once, and says why', async (_, reply, code, message) => {
    fetcher.answers(ADDRESS, reply);
    const { jobId } = await send();
    await connect();
    const { data } = await abandoned(jobId);
    expect(data).toMatchObject({ attempt: 1, failure: { code, retryable: false } });
    expect(data.failure.message).toMatch(message);
    expect((await job(jobId)).image.media.state).toBe('failed');
    expect(fetcher.asked).toHaveLength(1);
    for await (const { name } of run.mediaRoom.files.list()) throw new Error(`${name} was left over`);
  });

  test('is fetched when somebody tries its message again', async () => {
    fetcher.answers(ADDRESS, unsuccessful('shop.example.com', 404));
    const { jobId } = await send();
    await connect();
    await abandoned(jobId);
    fetcher.answers(ADDRESS, PICTURE);
    await api(`POST /api/whatsapp/jobs/${jobId}/retry`);
    await ended(jobId);
    expect(stored()).toHaveLength(1);
    expect((await job(jobId)).image.media.state).toBe('stored');
  });

  test('because the disk is full is asked for again, and is not called unreachable', async () => {
    const room = { ...mediaRoomOf(manualClock()), fetcher };
    const full = new Fault('media.unavailable', 'The disk is full', { hint: 'Make room.' });
    await start({ ...room, files: { ...room.files, take: () => Promise.reject(full) } });
    const { jobId } = await send();
    await connect();
    expect((await failed(jobId)).data.failure).toMatchObject({ code: 'media_unavailable', retryable: true });
  });

  test('is pending while its message has failed for another reason', async () => {
    run.script.replies.check = () => ({ registered: false });
    const { jobId } = await send();
    await connect();
    expect((await abandoned(jobId)).data.failure.code).toBe('not_registered');
    expect((await job(jobId)).image.media.state).toBe('pending');
  });
});

/** The process dies, and the next one starts over the same folder. */
const restart = async (room: NonNullable<Parameters<typeof running>[1]>) => {
  await run.crash();
  const before = run;
  createMediaUpkeep({ ...run, ...room, logger: silentLogger }).forgetUnrecorded();
  await start(room, before);
  run.script.replies.send = () => 'ack';
  const { restartAt } = (await run.fact('session.interrupted')).data;
  run.clock.advance(restartAt - run.clock.now());
  await run.ready();
};

describe('a file that has been fetched', () => {
  test('is not fetched again by a later attempt', async () => {
    const { jobId } = await send();
    run.script.replies.send = () => new Undelivered(failure('protocol_error', 'No.'), true);
    await connect();
    const { data } = await failed(jobId);
    run.script.replies.send = () => 'ack';
    run.clock.advance(data.retryAt - run.clock.now());
    await ended(jobId);
    expect([fetcher.asked.length, stored().length]).toEqual([1, 1]);
  });

  test.each<[when: string, at: 'fetch' | 'send', fetches: number]>([
    ['between its bytes and the fact that names them', 'fetch', 2],
    ['between that fact and the send', 'send', 1],
  ])('is one media, though the process dies %s', async (_, at, fetches) => {
    const clock = manualClock();
    const before = { db: openDatabase(':memory:'), clock, script: scriptedWhatsApp() };
    openProjections(before.db);
    const room = { ...mediaRoomOf(clock), fetcher, index: sqliteMediaIndex(before.db) };
    await start(room, before as Running);
    const { jobId, messageId } = await send();
    const letGo = at === 'fetch' ? fetcher.hold() : () => {};
    run.script.replies.send = () => 'hold';
    await connect();
    if (at === 'fetch') await vi.waitUntil(() => fetcher.asked.length === 1);
    else await run.fact('media.stored');
    const dying = restart(room);
    letGo();
    await dying;
    await ended(jobId);
    expect(run.script.phone()).toMatchObject([{ messageId, copies: 1, files: [{ size: 9 }] }]);
    expect([fetcher.asked.length, stored().length]).toEqual([fetches, 1]);
    const names: string[] = [];
    for await (const { name } of run.mediaRoom.files.list()) names.push(name);
    expect(names).toHaveLength(1);
    expect((await run.log.verify())?.problem).toBeUndefined();
  });

  test('is shared with a forward and a reply of its message', async () => {
    const first = await send();
    const passedOn = await send('forward', { messageId: first.messageId }, { to: '6281234567891' });
    const reply = await send('text', { body: 'This one' }, { replyTo: first.messageId });
    await connect();
    await Promise.all([ended(first.jobId), ended(passedOn.jobId), ended(reply.jobId)]);
    expect(stored()).toHaveLength(1);
    expect(run.script.phone().filter(({ files }) => files?.length === 1)).toHaveLength(2);
    expect(run.script.phone().find(({ text }) => text === 'This one')).toMatchObject({
      quoted: { content: { kind: 'image' } },
    });
  });
});

test('an address whose message was cancelled is given up when its time is over', async () => {
  const { jobId } = await send();
  const upkeep = createMediaUpkeep({ ...run, ...run.mediaRoom, days: 30, logger: silentLogger });
  run.clock.advance(31 * DAY_MS);
  expect((await upkeep.run()).expired).toBe(0);
  await run.gateway.jobs.cancel(jobId, ANNA);
  expect((await upkeep.run()).expired).toBe(1);
  expect(run.gateway.jobs.detail({ jobId })).toMatchObject({ value: { mediaState: 'expired' } });
});

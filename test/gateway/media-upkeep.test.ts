/** Retention and the sweep: what expires, what a job keeps, and what a killed process leaves. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createMediaUpkeep, DAY_MS, type MediaUpkeep } from '../../src/gateway/media/upkeep.ts';
import { failure } from '../../src/events/facts/failure.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { sqliteMediaIndex } from '../../src/storage/sqlite/media-index.ts';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

let run: Running;
beforeEach(async () => {
  run = await running();
});

const bytesOf = async function* (text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
};

const upload = async (text: string) => {
  const origin = { session: 'default', origin: 'upload', mimetype: 'application/pdf' } as const;
  const told = await run.gateway.media.store(bytesOf(text), origin, ANNA);
  if (!told.ok) throw new Error(told.refusal.detail);
  return told.value;
};

const upkeep = (days = 30): MediaUpkeep =>
  createMediaUpkeep({ ...run, ...run.mediaRoom, index: run.mediaRoom.index, days, logger: silentLogger });

const files = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const { name } of run.mediaRoom.files.list()) found.push(name);
  return found;
};

/** Queues a document; the message waits, because no phone is linked. A draft waits for somebody who approves it. */
const send = async (id: string, terms: { readonly draft?: boolean } = {}): Promise<string> => {
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
    ...terms,
  } as const;
  const told = await run.gateway.messages.send(request, ANNA);
  if (!told.ok) throw new Error(told.refusal.detail);
  return told.value.jobId;
};

describe('an upload', () => {
  test('expires when its last use is older than the days, by a fact, and its file goes', async () => {
    const old = await upload('old');
    run.clock.advance(20 * DAY_MS);
    const young = await upload('young');
    expect(young.expiresAt).toBe(run.clock.now() + 30 * DAY_MS);
    run.clock.advance(11 * DAY_MS);
    const keeper = upkeep();
    run.mediaRoom.index.expired = () => [old.id];
    expect(await keeper.run()).toMatchObject({ expired: 1, removed: 1, bytes: 3 });
    expect(keeper.removed()).toEqual({ files: 1, bytes: 3 });
    expect(run.log.page({ after: 0, limit: 100 }).at(-1)).toMatchObject({
      type: 'media.expired',
      data: { reason: 'retention' },
      by: 'system',
    });
    expect(run.gateway.media.byId(old.id)).toMatchObject({ ok: false, refusal: { code: 'media.not_found' } });
    expect(await files()).toEqual([young.sha256]);
    expect(run.gateway.media.byId(young.id)).toMatchObject({ ok: true });
  });

  test('is kept while a message that has not ended needs it', async () => {
    const { id } = await upload('a parcel');
    const jobId = await send(id);
    run.clock.advance(40 * DAY_MS);
    expect(await upkeep().run()).toMatchObject({ expired: 0, removed: 0, needed: 1 });
    await run.gateway.jobs.cancel(jobId, ANNA);
    expect(await upkeep().run()).toMatchObject({ expired: 1 });
    expect(await files()).toEqual([]);
  });

  test('is kept while the draft that needs it may be approved, and goes with it', async () => {
    const { id } = await upload('a parcel');
    const jobId = await send(id, { draft: true });
    run.clock.advance(6 * DAY_MS);
    expect(await upkeep(1).run()).toMatchObject({ expired: 0, removed: 0, needed: 1 });
    expect((await run.gateway.jobs.approve({ jobId }, null, ANNA)).ok).toBe(true);
    run.clock.advance(6 * DAY_MS);
    // It is in line by now, and has its file still.
    expect(await upkeep(1).run()).toMatchObject({ expired: 0, removed: 0, needed: 1 });
    const other = await upload('another one');
    const rejected = await send(other.id, { draft: true });
    run.clock.advance(6 * DAY_MS);
    expect(await upkeep(1).run()).toMatchObject({ expired: 0, removed: 0, needed: 2 });
    expect((await run.gateway.jobs.reject({ jobId: rejected }, null, ANNA)).ok).toBe(true);
    expect(await upkeep(1).run()).toMatchObject({ expired: 1, removed: 1, needed: 1 });
  });

  test('is kept again for a failed message that somebody retries', async () => {
    const { id } = await upload('a parcel');
    const jobId = await send(id);
    const job = run.system.jobs.find(jobId);
    const gone = failure('not_registered', 'The number is not on WhatsApp.');
    await job?.tell({ type: 'start', recipient: null }, ANNA);
    await job?.tell({ type: 'recordFailure', failure: gone, written: false }, ANNA);
    expect(run.reads.media.usesMedia(id)).toBe(false);
    await run.gateway.jobs.retry(jobId, ANNA);
    run.clock.advance(40 * DAY_MS);
    expect(await upkeep().run()).toMatchObject({ expired: 0, removed: 0, needed: 1 });
  });

  test('is kept for ever with 0 days', async () => {
    await upload('old');
    run.clock.advance(3_650 * DAY_MS);
    expect(await upkeep(0).run()).toMatchObject({ expired: 0, removed: 0 });
    expect(await files()).toHaveLength(1);
  });

  test('leaves its file to another one with the same bytes', async () => {
    const old = await upload('same');
    run.clock.advance(20 * DAY_MS);
    const young = await upload('same');
    run.clock.advance(11 * DAY_MS);
    expect(await upkeep().run()).toMatchObject({ expired: 1, removed: 0, needed: 1 });
    expect(run.gateway.media.read(old.id)).toMatchObject({ ok: false });
    expect(run.gateway.media.byId(young.id)).toMatchObject({ ok: true });
  });
});

describe('a file that no upload on record needs', () => {
  test('is removed, and one that is held stays', async () => {
    const { files: store } = run.mediaRoom;
    const left = await store.take(bytesOf('left'), { maxBytes: 10, idleMs: 1_000 });
    run.clock.advance(1);
    expect(await upkeep().run()).toMatchObject({ held: 1, removed: 0 });
    store.release(left);
    expect(await upkeep().run()).toMatchObject({ held: 0, removed: 1 });
    expect(await files()).toEqual([]);
  });

  test('is forgotten at the start if its fact was never written', async () => {
    const { id, sha256 } = await upload('whole');
    const index = sqliteMediaIndex(run.db);
    index.add(id, sha256 ?? '');
    index.add('med_000000000000000001', 'ab'.repeat(32));
    createMediaUpkeep({ ...run, ...run.mediaRoom, index, logger: silentLogger }).forgetUnrecorded();
    expect([index.hashOf(id), index.hashOf('med_000000000000000001')]).toEqual([sha256, null]);
  });
});

test('the run comes at the start and each day', async () => {
  const old = await upload('old');
  const daily = upkeep();
  daily.start();
  run.clock.advance(29 * DAY_MS);
  expect(run.gateway.media.byId(old.id)).toMatchObject({ ok: true });
  run.clock.advance(2 * DAY_MS);
  expect(await run.fact('media.expired')).toMatchObject({ data: { reason: 'retention' } });
  await daily.stop();
});

import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import { DEFAULT_QUEUE_CONFIG } from '../../src/events/facts/queue.ts';
import type { Append, EventLog } from '../../src/events/log/log.ts';
import { evolve, initial, stateOf } from '../../src/machines/evolve.ts';
import type { Job } from '../../src/machines/job.machine.ts';
import { machineOf } from '../../src/machines/kinds.ts';
import { api, type Body } from '../http/api.ts';
import { blocked, closed, T0 } from '../projections/story.ts';

/** Appends facts that a person or WhatsApp could have caused, without them. */
const tell = async (log: EventLog, stream: string, ...facts: readonly Fact[]): Promise<void> => {
  const machine = machineOf(stream);
  if (!machine) throw new Error(`${stream} has no machine`);
  let snapshot = initial(machine);
  const known = log.read(stream);
  for (const { type, data } of known)
    snapshot = evolve(machine, snapshot, { type, ...data } as Fact)?.snapshot ?? snapshot;
  const entries = facts.map((fact) => {
    const next = evolve(machine, snapshot, fact);
    if (!next) throw new Error(`${stream} cannot take ${fact.type}`);
    const entry = { fact, from: stateOf(snapshot as Job), to: stateOf(next.snapshot as Job) };
    snapshot = next.snapshot;
    return entry;
  });
  const origin = { at: T0, by: 'system', correlation: null, causation: null };
  await log.append({ stream, expected: known.length, entries, ...origin } satisfies Append);
};

/** A queue that was reconfigured this many times. */
const configured = (times: number): Fact[] =>
  Array.from({ length: times }, (_, index) => ({
    type: 'queue.configured',
    config: { ...DEFAULT_QUEUE_CONFIG, maxAttempts: 1 + (index % 20) },
    was: DEFAULT_QUEUE_CONFIG,
  }));

const started: Fact = { type: 'job.started', attempt: 1 };
const failed: Fact = { type: 'job.failed', attempt: 1, failure: closed, retryAt: T0 + 2_000 };
const chat = '6281234567890@s.whatsapp.net';

const typesOf = (body: Body) => body['types'] as { type: string; first: number; last: number }[];

const positions = ({ items }: Body) => items.map(({ position }) => position);

describe('the log from its end', () => {
  test('is read backwards, page by page, without a gap or a repeat', async () => {
    const { json, send, log } = await api();
    for (let n = 0; n < 5; n += 1) await send();
    const seen: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body }: { body: Body } = await json(`GET /api/events?order=newest&limit=3${more}`);
      seen.push(...positions(body));
      cursor = body.nextCursor;
    }
    const all = Array.from({ length: log.head().position }, (_, index) => index + 1);
    expect(seen).toEqual(all.toReversed());
  });

  test('is narrowed to what stands before a position', async () => {
    const { json } = await api();
    expect(positions((await json('GET /api/events?before=3')).body)).toEqual([1, 2]);
    expect(positions((await json('GET /api/events?before=3&order=newest&limit=1')).body)).toEqual([2]);
    expect(positions((await json('GET /api/events?before=1')).body)).toEqual([]);
  });

  test('does not take a cursor of the other order', async () => {
    const { json, send } = await api();
    await send();
    const { nextCursor } = (await json('GET /api/events?order=newest&limit=1')).body;
    expect((await json(`GET /api/events?cursor=${nextCursor}`)).status).toBe(422);
  });
});

describe('the outline', () => {
  test('says the same as the facts, in numbers', async () => {
    const { json, send, ready, fact } = await api();
    const job = await send();
    await ready();
    await fact('job.completed');
    const facts = (await json('GET /api/events?limit=500')).body.items;
    const { body } = await json('GET /api/events/outline?limit=500');
    const { words, rows, total } = body as unknown as { words: string[]; rows: number[][]; total: number };
    const word = (place = -1) => words[place] ?? null;
    expect(total).toBe(facts.length);
    expect(
      rows.map(([position, at, stream, type, from, to, by, causation]) => ({
        position,
        at: new Date(at ?? 0).toISOString(),
        stream: word(stream),
        type: word(type),
        from: word(from),
        to: word(to),
        by: word(by),
        causation: causation || null,
      })),
    ).toEqual(
      facts.map(({ position, at, stream, type, from, to, by, causation }) => ({
        position,
        at,
        stream,
        type,
        from,
        to,
        by,
        causation,
      })),
    );
    const own = await json(`GET /api/events/outline?stream=job/${job}&skip=1&limit=1`);
    expect(own.body).toMatchObject({ total: 4, rows: [{ length: 8 }], words: expect.arrayContaining(['job.started']) });
  });

  test('says what was the last fact of each kind before it begins', async () => {
    const { json, send, log } = await api();
    await send();
    const { position } = log.head();
    const { body } = await json(`GET /api/events/outline?skip=${position}`);
    expect(body).toMatchObject({
      rows: [],
      before: { job: { position, type: 'job.queued' }, session: { to: 'connecting' }, queue: null },
    });
    expect((await json('GET /api/events/outline?skip=0')).body).toMatchObject({ before: { job: null } });
  });

  test('of a stream that there is not is a 404, and so is its summary', async () => {
    const { json } = await api();
    expect((await json('GET /api/events/outline?stream=job/none')).status).toBe(404);
    expect((await json('GET /api/events/summary?stream=job/none')).status).toBe(404);
    expect((await json('GET /api/compare?stream=job/none&from=0&to=1')).status).toBe(404);
  });
});

describe('the summary', () => {
  test('has the first and the last of each type, of the whole log and of one stream', async () => {
    const { json, log } = await api();
    const { position } = log.head();
    await tell(log, 'session/second', { type: 'session.started' });
    await tell(log, 'session/second', { type: 'session.stopped', reason: 'asked' }, { type: 'session.started' });
    const { body } = await json('GET /api/events/summary?stream=session/second');
    expect(body).toEqual({
      facts: 3,
      types: [
        { type: 'session.started', first: position + 1, last: position + 3 },
        { type: 'session.stopped', first: position + 2, last: position + 2 },
      ],
    });
    const whole = typesOf((await json('GET /api/events/summary')).body);
    expect(whole).toContainEqual({ type: 'session.started', first: 1, last: position + 3 });
  });
});

describe('the streams', () => {
  test('are sessions, queues and the newest jobs; a search finds the rest', async () => {
    const { json, send, log, userId } = await api();
    const [first, second] = [await send(), await send({ number: '6281234567891' })];
    await tell(log, 'queue/default', { type: 'queue.paused' });
    const find = async (search: string) =>
      (await json(`GET /api/streams?search=${search}`)).body.items.map(({ stream }) => stream);
    expect(await find('')).toEqual(['session/default', 'queue/default', `job/${second}`, `job/${first}`]);
    expect(await find(first)).toEqual([`job/${first}`]);
    expect(await find('sess')).toEqual(['session/default']);
    expect(await find('6281234567891')).toEqual([`job/${second}`]);
    expect(await find(userId.slice(0, 8))).toEqual([`user/${userId}`]);
    const talk = `chat/default/${chat}` as const;
    const archived = { fact: { type: 'chat.archived', source: 'phone' } as const, from: null, to: null };
    const origin = { at: T0, by: 'whatsapp', correlation: null, causation: null };
    await log.append({ stream: talk, expected: 0, entries: [archived], ...origin });
    // Its session stands between the kind and the id.
    expect(await find('6281234567890')).toEqual([talk, `job/${first}`]);
    expect(await find('nothing')).toEqual([]);
    expect((await json(`GET /api/streams?search=${first}`)).body.items).toMatchObject([
      { kind: 'job', state: 'waiting', facts: 1, to: '62812…890' },
    ]);
  });

  test('come in pages, whatever they are searched by, and each once', async () => {
    const { json, send, log } = await api();
    await json('POST /api/whatsapp/session/start?session=shop');
    await json('POST /api/whatsapp/session/start?session=62812');
    for (const name of ['default', 'shop']) await tell(log, `queue/${name}`, { type: 'queue.paused' });
    for (let sent = 0; sent < 3; sent += 1) await send({ number: '6281234567891' });
    await json('POST /api/whatsapp/send-message?session=shop', { json: { number: '6281234567891', message: 'Hi' } });
    const walk = async (search: string, limit: number) => {
      const names: unknown[] = [];
      for (let cursor: string | null = null, pages = 0; pages === 0 || cursor !== null; pages += 1) {
        const more = cursor === null ? '' : `&cursor=${cursor}`;
        const { body } = await json(`GET /api/streams?search=${search}&limit=${limit}${more}`);
        expect(body.items.length).toBeLessThanOrEqual(limit);
        names.push(...body.items.map(({ stream }) => stream));
        cursor = body['nextCursor'];
      }
      return names;
    };
    for (const search of ['', 's', 'session/', '62812', '6281234567891', 'job/']) {
      const whole = await walk(search, 500);
      expect(whole.length).toBeGreaterThan(0);
      expect(new Set(whole).size).toBe(whole.length);
      for (const limit of [1, 2, 3]) expect(await walk(search, limit), `${search} by ${limit}`).toEqual(whole);
    }
    expect(await walk('', 500)).toHaveLength(9);
    expect(await walk('nothing', 1)).toEqual([]);
    for (const cursor of ['nonsense', Buffer.from('["streams","job.queued","x"]').toString('base64url')])
      expect((await json(`GET /api/streams?cursor=${cursor}`)).body).toMatchObject({ code: 'request.invalid' });
  });
});

test('the chat of a job is named as its facts name it, wherever a context is shown', async () => {
  const { json, send } = await api();
  const stream = `job/${await send()}`;
  const { context } = (await json(`GET /api/history/${stream}`)).body as unknown as { context: object };
  expect(Object.keys(context).slice(0, 3)).toEqual(['session', 'chat', 'recipient']);
  const compared = (await json(`GET /api/compare?stream=${stream}&from=0&to=9`)).body['context'] as { path: string }[];
  expect(compared.map(({ path }) => path)).toEqual(expect.arrayContaining(['chat', 'messageId']));
  expect(JSON.stringify([context, compared])).not.toContain('chatId');
});

describe('a comparison', () => {
  test('says what changed in what a job remembers and in its rows, either way round', async () => {
    const { json, send, log } = await api();
    const job = await send();
    const queued = log.head().position;
    await tell(log, `job/${job}`, started, { type: 'job.validated', chat }, failed);
    const to = log.head().position;
    const compare = async (from: number, to: number) =>
      (await json(`GET /api/compare?stream=job/${job}&from=${from}&to=${to}`)).body;
    const changed = await compare(queued, to);
    expect(changed).toMatchObject({
      facts: 3,
      from: { state: 'waiting', deadline: null },
      to: { state: 'retrying', deadline: { what: 'attempt', at: new Date(T0 + 2_000).toISOString() } },
      context: expect.arrayContaining([
        { path: 'attempts', before: 0, after: 1 },
        { path: 'failure.code', before: null, after: 'session_closed' },
      ]),
      tables: [
        {
          table: 'jobs',
          changes: expect.arrayContaining([
            { path: 'status', before: 'waiting', after: 'retrying' },
            { path: 'next_attempt_at', before: null, after: T0 + 2_000 },
          ]),
        },
      ],
    });
    expect((await compare(to, queued))['context']).toContainEqual({ path: 'attempts', before: 1, after: 0 });
    expect(await compare(to, to)).toMatchObject({ facts: 0, context: [], tables: [] });
    expect(await compare(0, queued)).toMatchObject({ facts: 1, from: { state: null, context: null } });
  });

  test('agrees with the tables as they are', async () => {
    const { json, send, log, db } = await api();
    const job = await send();
    await tell(log, `job/${job}`, started, { type: 'job.abandoned', attempt: 1, failure: blocked });
    const { body } = await json(`GET /api/compare?stream=job/${job}&from=0&to=${log.head().position}`);
    const [{ changes }] = body['tables'] as [{ changes: { path: string; after: unknown }[] }];
    // A reader brings the table up to date.
    await json(`GET /api/whatsapp/jobs/${job}`);
    const row = db.prepare('select * from jobs').get() as Record<string, unknown>;
    for (const { path, after } of changes) {
      const live = row[path];
      expect([path, after]).toEqual([path, Buffer.isBuffer(live) ? live.toString('hex') : live]);
    }
    expect(changes.length).toBeGreaterThan(8);
  });
});

describe('a stream of ten thousand facts', () => {
  test('is found, outlined, looked at and compared at any place', async () => {
    const { json, log } = await api();
    await tell(log, 'queue/default', ...configured(10_000));
    const end = log.head().position;
    const begin = end - 10_000;
    const at = async (position: number) =>
      (await json(`GET /api/history/queue/default?facts=none&at=${position}`)).body;
    for (const step of [1, 19, 500, 501, 7_777, 3, 10_000]) {
      expect(await at(begin + step)).toMatchObject({
        state: 'running',
        context: { config: { maxAttempts: 1 + ((step - 1) % 20) } },
        facts: [],
      });
    }
    const outline = (await json('GET /api/events/outline?stream=queue/default&skip=9000&limit=2000')).body;
    expect(outline).toMatchObject({ total: 10_000, rows: { length: 1_000 } });
    const { body } = await json(`GET /api/compare?stream=queue/default&from=${begin + 1}&to=${end}`);
    expect(body).toMatchObject({
      facts: 9_999,
      context: [{ path: 'config.maxAttempts', before: 1, after: 20 }],
      tables: [{ table: 'queues' }],
    });
    expect((await json('GET /api/events/summary?stream=queue/default')).body).toMatchObject({ facts: 10_000 });
    expect((await json('GET /api/streams')).body.items).toContainEqual(expect.objectContaining({ facts: 10_000 }));
  });
});

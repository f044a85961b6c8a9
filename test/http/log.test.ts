import { describe, expect, test } from 'vitest';
import { api, type Body } from './api.ts';

describe('the log over HTTP', () => {
  test('is read in its order, page by page, without a gap or a repeat', async () => {
    const { json, send, log } = await api();
    for (let n = 0; n < 5; n += 1) await send();
    const seen: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await json(`GET /api/events?limit=3${more}`);
      seen.push(...body.items.map(({ position }) => position));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: log.head().position }, (_, index) => index + 1));
  });

  test('can be read on from a position, and narrowed to a stream and a type', async () => {
    const { json, send, log } = await api();
    const job = await send();
    const { position } = log.head();
    const last = (await json(`GET /api/events?after=${position - 1}`)).body;
    expect(last).toMatchObject({ items: [{ position, stream: `job/${job}`, type: 'job.queued' }], nextCursor: null });
    expect((await json(`GET /api/events?after=${position}`)).body.items).toEqual([]);
    expect((await json(`GET /api/events?stream=job/${job}`)).body.items).toHaveLength(1);
    expect((await json('GET /api/events?type=user.logged_in')).body.items).toHaveLength(1);
    expect((await json('GET /api/events?stream=session/none')).body.items).toEqual([]);
  });

  test('shows a fact as it was written', async () => {
    const { json, ready, userId } = await api();
    await ready();
    const { body } = await json('GET /api/events?limit=1');
    expect(body.items).toEqual([
      {
        position: 1,
        log: 'main',
        session: 'default',
        chatId: null,
        stream: 'session/default',
        version: 1,
        type: 'session.started',
        data: {},
        at: '2026-01-01T00:00:00.000Z',
        from: 'stopped',
        to: 'connecting',
        causation: null,
        correlation: null,
        by: 'system',
      },
    ]);
    const loggedIn = (await json('GET /api/events?type=user.logged_in')).body.items;
    expect(loggedIn).toMatchObject([{ stream: `user/${userId}`, by: userId, from: null, to: null }]);
  });

  test('never holds what was said, nor a password or a token', async () => {
    const { json, send, token, refreshToken } = await api();
    await send({ message: 'a word between friends' });
    await json('POST /api/auth/login', { token: null, json: { email: 'x@y', password: 'open sesame' } });
    const text = JSON.stringify((await json('GET /api/events?limit=500')).body);
    for (const secret of ['between friends', 'sesame', token, refreshToken]) expect(text).not.toContain(secret);
  });
});

describe('the history of an actor', () => {
  test('is its state and context at any position', async () => {
    const { json, send, ready, fact } = await api();
    const job = await send();
    await ready();
    const { position } = await fact('job.started');
    await fact('job.completed');
    const at = async (query: string) => (await json(`GET /api/history/job/${job}${query}`)).body;
    expect(await at('')).toMatchObject({
      stream: `job/${job}`,
      state: 'completed.acknowledged',
      context: { attempts: 1 },
    });
    const started = await at(`?at=${position}`);
    expect(started).toMatchObject({ at: position, state: 'active.validating' });
    expect(started['facts']).toMatchObject([{ type: 'job.queued' }, { type: 'job.started' }]);
    expect(await at('?at=1')).toMatchObject({ state: null, context: null, facts: [] });
  });

  test('is found with the slash of the stream and with %2F in its place', async () => {
    const { json } = await api();
    const plain = await json('GET /api/history/session/default');
    const encoded = await json('GET /api/history/session%2Fdefault');
    expect(plain).toMatchObject({ status: 200, body: { state: 'connecting' } });
    expect(encoded.body).toEqual(plain.body);
  });

  test('of a stream without a machine is its facts', async () => {
    const { json, userId } = await api();
    const { body } = await json(`GET /api/history/user/${userId}`);
    expect(body).toMatchObject({ state: null, context: null });
    expect(body['facts']).toMatchObject([{ type: 'user.added' }, { type: 'user.logged_in' }]);
  });
});

describe('the audit', () => {
  test('has not been run at first, and then says what came of it', async () => {
    const { json, log } = await api();
    const { position, hash } = log.head();
    const head = { events: position, head: { position, hash } };
    expect((await json('GET /api/audit')).body).toEqual({ ...head, verifiedAt: null, ok: null, problem: null });
    const ran = { ...head, verifiedAt: '2026-01-01T00:00:00.000Z', ok: true, problem: null };
    expect(await json('POST /api/audit/verify')).toMatchObject({ status: 200, body: ran });
    expect((await json('GET /api/audit')).body).toEqual(ran);
  });

  test('reports its progress to a client that accepts events', async () => {
    const { ask, send } = await api();
    await send();
    const answer = await ask('POST /api/audit/verify', { headers: { accept: 'text/event-stream' } });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const events = (await answer.text())
      .split('\n\n')
      .filter(Boolean)
      .map((text) => /^event: (\w+)\ndata: (.*)$/.exec(text)?.slice(1) ?? []);
    const steps = events.filter(([event]) => event === 'progress').map(([, data = '']) => JSON.parse(data).step);
    expect(new Set(steps)).toEqual(new Set(['chain', 'streams', 'projections']));
    const [event, data = ''] = events.at(-1) ?? [];
    expect([event, JSON.parse(data)]).toMatchObject(['done', { ok: true, problem: null }]);
  });

  test('continues after the client that started it has gone', async () => {
    const { ask, json } = await api();
    const answer = await ask('POST /api/audit/verify', { headers: { accept: 'text/event-stream' } });
    await answer.body?.cancel();
    expect((await json('POST /api/audit/verify')).body).toMatchObject({ ok: true });
  });
});

const types = ({ items }: Body) => items.map(({ type }) => type);

describe('who did what', () => {
  test('is newest first, with the name of who did it', async () => {
    const { json, send, userId } = await api();
    const job = await send();
    await json('POST /api/whatsapp/queue/pause');
    await json(`DELETE /api/whatsapp/jobs/${job}`);
    const { body } = await json('GET /api/audit/actions?by=people');
    expect(types(body)).toEqual(['job.cancelled', 'queue.paused', 'user.logged_in']);
    expect(body.items[0]).toMatchObject({ who: 'anna@example.com', by: userId, stream: `job/${job}` });
    expect(body.nextCursor).toBeNull();
  });

  test('can be narrowed to a part and to who did it, page by page', async () => {
    const { json, userId } = await api();
    for (let round = 0; round < 3; round += 1) {
      await json('POST /api/whatsapp/queue/pause');
      await json('POST /api/whatsapp/queue/resume');
    }
    const list = async (query: string) => types((await json(`GET /api/audit/actions?${query}`)).body);
    expect(await list('area=process')).toEqual([]);
    expect(await list('area=queue&by=whatsapp')).toEqual([]);
    expect(await list(`area=queue&by=${userId}`)).toHaveLength(6);
    expect(await list('area=session&by=system')).toEqual(['session.started']);
    const seen: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await json(`GET /api/audit/actions?area=queue&limit=4${more}`);
      seen.push(...types(body));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual([
      'queue.resumed',
      'queue.paused',
      'queue.resumed',
      'queue.paused',
      'queue.resumed',
      'queue.paused',
    ]);
  });

  test('looks at a bounded number of facts for a page, and says where to go on', async () => {
    const { json, log, userId } = await api();
    const paused = { fact: { type: 'queue.paused' }, from: 'paused', to: 'paused' } as const;
    const by = { at: 0, by: 'system', correlation: null, causation: null };
    await log.append({
      stream: 'queue/crowded',
      expected: 0,
      entries: Array.from({ length: 2_500 }, () => paused),
      ...by,
    });
    const first = (await json(`GET /api/audit/actions?by=${userId}`)).body;
    expect(first.items).toEqual([]);
    const second = (await json(`GET /api/audit/actions?by=${userId}&cursor=${first.nextCursor}`)).body;
    expect([types(second), second.nextCursor]).toEqual([['user.logged_in'], null]);
  });

  test.each(['area=everything', 'cursor=x', 'limit=0'])('refuses what makes no sense: %s', async (query) => {
    const { json } = await api();
    expect((await json(`GET /api/audit/actions?${query}`)).status).toBe(422);
  });
});

/** Two sessions, each with a message in its queue. */
const two = async () => {
  const anna = await api();
  await anna.json('POST /api/whatsapp/session/start?session=shop');
  const message = { number: '6281234567890', message: 'Hi' };
  const job = await anna.send(message);
  const shop = await anna.json('POST /api/whatsapp/send-message?session=shop', {
    json: { ...message, number: '6289999999999' },
  });
  return { ...anna, job, shopJob: shop.body.jobId };
};
const streams = ({ items }: Body) => items.map(({ stream }) => stream);

describe('facts of one session or chat', () => {
  test('are found in both orders, and page by page', async () => {
    const { json, job, shopJob } = await two();
    const shop = (await json('GET /api/events?session=shop')).body;
    expect(streams(shop)).toEqual(['session/shop', `job/${shopJob}`]);
    expect(streams((await json('GET /api/events?session=shop&order=newest')).body)).toEqual(streams(shop).toReversed());
    const first = (await json('GET /api/events?session=shop&limit=1')).body;
    expect(streams((await json(`GET /api/events?session=shop&limit=1&cursor=${first.nextCursor}`)).body)).toEqual([
      `job/${shopJob}`,
    ]);
    expect(streams((await json('GET /api/events?chatId=6281234567890@s.whatsapp.net')).body)).toEqual([`job/${job}`]);
    expect(streams((await json('GET /api/events?session=nobody')).body)).toEqual([]);
  });

  test.each([
    ['bogus', 422],
    ['job/17', 422],
    ['session/No!', 422],
    ['session/not-yet', 200],
    [`job/${'0'.repeat(18)}`, 200],
  ])(
    'of a stream that cannot be there are refused, of one that may come there are none: %s',
    async (stream, status) => {
      const { json } = await api();
      expect((await json(`GET /api/events?stream=${stream}`)).status).toBe(status);
    },
  );
});

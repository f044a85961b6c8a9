import { describe, expect, test } from 'vitest';
import { edgeOf } from '../../src/http/edge/edge.ts';
import { presenceEvents } from '../../src/http/routes/live-presence.ts';
import { liveFeed } from '../../src/http/routes/live.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { type Api, api, type Ask, EMAIL } from './api.ts';

const MINUTE_MS = 60_000;

interface Event {
  readonly id: number;
  readonly type: string;
}

/** Reads server-sent events one at a time, comments included; null at the end. */
const reading = (body: ReadableStream<Uint8Array> | null) => {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const block = async (): Promise<string | null> => {
    while (!text.includes('\n\n')) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return null;
      text += chunk.value;
    }
    const end = text.indexOf('\n\n');
    const found = text.slice(0, end);
    text = text.slice(end + 2);
    return found;
  };
  const event = async (): Promise<Event | null> => {
    const found = await block();
    if (found === null) return null;
    const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(found) ?? [];
    return data === undefined ? event() : { id: Number(id), type: JSON.parse(data).type };
  };
  return { block, event, stop: async () => reader?.cancel() };
};

const follow = async ({ ask }: Api, path = '', options: Ask = {}) => {
  const answer = await ask(`GET /api/events/live${path}`, options);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  return reading(answer.body);
};

describe('the live feed', () => {
  test('begins with what comes next', async () => {
    const anna = await api();
    const feed = await follow(anna);
    const job = feed.event();
    await anna.send();
    expect(await job).toEqual({ id: anna.log.head().position, type: 'job.queued' });
    await feed.stop();
  });

  test('does not let a follower wait behind the end of a log that was restored', async () => {
    const anna = await api();
    await anna.send();
    const { position } = anna.log.head();
    const told = await anna.json(`GET /api/events/live?after=${position + 1}`);
    expect(told).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(told.body['detail']).toContain(`The log ends at position ${position}`);
  });

  test('speaks before there is anything to say', async () => {
    const feed = await follow(await api());
    expect(await feed.block()).toBe('retry: 1000');
    await feed.stop();
  });

  test('goes on after a position, and after the last id that was seen', async () => {
    const anna = await api();
    const later = await follow(anna, '?after=1');
    expect(await later.event()).toEqual({ id: 2, type: 'user.added' });
    const again = await follow(anna, '?after=1', { headers: { 'last-event-id': '2' } });
    expect(await again.event()).toEqual({ id: 3, type: 'user.logged_in' });
    await Promise.all([later.stop(), again.stop()]);
  });

  test('has neither a gap nor a repeat for a client that comes back after every event', async () => {
    const anna = await api();
    const writing = Array.from({ length: 20 }, () => anna.send());
    const seen: number[] = [];
    let last = '0';
    while (seen.length < 20 + 3) {
      const feed = await follow(anna, '', { headers: { 'last-event-id': last } });
      for (let n = 0; n < 3 && seen.length < 23; n += 1) seen.push((await feed.event())?.id ?? 0);
      last = String(seen.at(-1));
      await feed.stop();
    }
    await Promise.all(writing);
    expect(seen).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
  });

  test('ends when the access token does', async () => {
    const anna = await api();
    const feed = await follow(anna);
    const next = feed.event();
    anna.clock.advance(15 * MINUTE_MS);
    expect(await next).toBeNull();
  });

  test.each<[what: string, end: (anna: Api) => Promise<unknown>]>([
    ['its user logs out', ({ ask }) => ask('POST /api/auth/logout')],
    ['its user is removed', ({ accounts }) => accounts.users.remove(EMAIL, SYSTEM)],
    ['its user gets a new password', ({ accounts }) => accounts.users.setPassword(EMAIL, 'battery staple', SYSTEM)],
  ])('tells nothing more once %s', async (_, end) => {
    const anna = await api();
    // The last administrator cannot be removed.
    await anna.accounts.users.add({ email: 'ben@example.com', password: 'correct horse', role: 'admin' }, SYSTEM);
    const feed = await follow(anna);
    const next = feed.event();
    await end(anna);
    expect(await next).toBeNull();
  });

  test('goes on with what comes next when a client sends an empty Last-Event-ID', async () => {
    const anna = await api();
    const feed = reading((await anna.ask('GET /api/events/live', { headers: { 'last-event-id': '' } })).body);
    await anna.json('POST /api/whatsapp/queue/pause');
    expect(await feed.event()).toMatchObject({ type: 'queue.paused' });
    await feed.stop();
  });

  test('can be of one session alone', async () => {
    const anna = await api();
    await anna.json('POST /api/whatsapp/session/start?session=shop');
    const feed = reading((await anna.ask('GET /api/events/live?session=shop&after=0')).body);
    expect(await feed.event()).toMatchObject({ type: 'session.started' });
    await anna.json('POST /api/whatsapp/queue/pause');
    await anna.json('POST /api/whatsapp/queue/pause?session=shop');
    expect(await feed.event()).toMatchObject({ type: 'queue.paused' });
    const shop = await anna.fact('queue.paused', ({ stream }) => stream === 'queue/shop');
    expect(shop.position).toBe(anna.log.head().position);
    await feed.stop();
  });

  test('can be of one chat alone, what is appended later included', async () => {
    const anna = await api();
    const chat = { number: '6289999999999' };
    const [before] = [await anna.send(chat), await anna.send()];
    const feed = await follow(anna, '?chatId=6289999999999@s.whatsapp.net&after=0');
    const first = await feed.event();
    await anna.json('POST /api/whatsapp/queue/pause');
    await anna.send();
    const later = await anna.send(chat);
    const second = await feed.event();
    const positionOf = (job: string) => anna.log.read(`job/${job}`)[0]?.position;
    expect([first, second]).toEqual([before, later].map((job) => ({ id: positionOf(job), type: 'job.queued' })));
    await feed.stop();
  });

  test('ends when the server stops', async () => {
    const anna = await api();
    const closing = new AbortController();
    const answer = await anna.app.request(
      '/api/events/live',
      { headers: { authorization: `Bearer ${anna.token}` } },
      { closing: closing.signal },
    );
    const feed = reading(answer.body);
    const next = feed.event();
    closing.abort();
    expect(await next).toBeNull();
  });

  test('is open to so many at once, and to the next when one has left', async () => {
    const anna = await api({ edge: edgeOf({ limits: { feedsMax: 3 }, trustedProxies: [], corsOrigins: [] }) });
    const feeds = await Promise.all(Array.from({ length: 3 }, () => follow(anna)));
    const refused = await anna.json('GET /api/events/live');
    expect(refused).toMatchObject({ status: 503, body: { code: 'gateway.busy' } });
    expect(refused.headers.get('retry-after')).toBe('30');
    expect((await anna.ask('HEAD /api/events/live')).status).toBe(200);
    await feeds[0]?.stop();
    await (await follow(anna)).stop();
    await Promise.all(feeds.map((feed) => feed.stop()));
  });

  test.each([
    ['an id that is none', '', { headers: { 'last-event-id': 'job.queued' } }],
    ['a position that is none', '?after=now', {}],
  ])('refuses %s', async (_, path, ask) => {
    const { json } = await api();
    expect((await json(`GET /api/events/live${path}`, ask)).status).toBe(422);
  });
});

const feedOf = (anna: Api, change: Partial<Parameters<typeof liveFeed>[0]> = {}) =>
  liveFeed({
    follow: (signal) => anna.log.follow(0, signal),
    presence: presenceEvents(() => () => {}),
    clock: anna.clock,
    endsAt: anna.clock.now() + 15 * MINUTE_MS,
    closing: undefined,
    disconnect: () => {},
    allowed: () => Promise.resolve(true),
    ended: () => {},
    ...change,
  });

describe('presence in the live feed', () => {
  test('is an event without an id, and WhatsApp is asked for it meanwhile', async () => {
    const ayu = '6281234567890@s.whatsapp.net';
    const anna = await api();
    await anna.gateway.sessions.start('default', SYSTEM);
    await anna.ready();
    const feed = await follow(anna, `?chatId=${ayu}`);
    const others = await follow(anna, '?chatId=6289999999999@s.whatsapp.net');
    expect(anna.script.link().chatted).toContainEqual(['watch', ayu]);
    const news = { type: 'presence', chatId: ayu, person: ayu, presence: 'typing', lastSeenAt: null } as const;
    anna.script.link().chat(news);
    anna.script.link().chat({ ...news, presence: 'available' });
    const blocks = [await feed.block(), await feed.block()];
    expect(blocks[0]).toBe('retry: 1000');
    // Of one person, a reader that has not kept up gets the last.
    const [, event, data = ''] = /^event: (.*)\ndata: (.*)$/.exec(blocks[1] ?? '') ?? [];
    expect(event).toBe('presence');
    expect(JSON.parse(data)).toMatchObject({
      session: 'default',
      chatId: ayu,
      from: { number: '+6281234567890' },
      state: 'available',
      lastSeenAt: null,
    });
    const sent = others.event();
    await anna.send({ number: '6289999999999' });
    expect(await sent).toMatchObject({ type: 'job.queued' });
    await feed.stop();
    anna.script.link().closed();
    await anna.gateway.sessions.restart('default', SYSTEM);
    await anna.ready();
    expect(anna.script.link().chatted).not.toContainEqual(['watch', ayu]);
    expect(anna.script.link().chatted).toContainEqual(['watch', '6289999999999@s.whatsapp.net']);
    await others.stop();
  });
});

describe('a reader of the live feed', () => {
  test('hears a heartbeat while nothing happens', async () => {
    const anna = await api();
    const feed = reading(feedOf(anna));
    for (let n = 0; n < 3; n += 1) await feed.event();
    const next = feed.block();
    await Promise.resolve();
    anna.clock.advance(15_000);
    expect(await next).toBe(': heartbeat');
    await feed.stop();
  });

  test('that does not read has one fact waiting, and is cut off after a minute', async () => {
    const anna = await api();
    let taken = 0;
    async function* follow(signal: AbortSignal) {
      for await (const fact of anna.log.follow(0, signal)) {
        taken += 1;
        yield fact;
      }
    }
    let cut = false;
    const reader = feedOf(anna, { disconnect: () => (cut = true), follow }).getReader();
    await reader.read();
    await reader.read();
    anna.clock.advance(MINUTE_MS - 1);
    expect([taken, cut]).toEqual([1, false]);
    anna.clock.advance(1);
    expect([taken, cut]).toEqual([1, true]);
    await reader.cancel();
  });

  test.each([
    [
      'when what comes next cannot be read, as of an archive that is not there',
      () => Promise.reject(new Error('gone')),
    ],
    ['when nobody can say whether it may go on', () => Promise.resolve({ done: false, value: {} })],
  ])('gives its place back %s', async (_, next) => {
    const anna = await api();
    let ended = 0;
    const follow = () => ({ [Symbol.asyncIterator]: () => ({ next }) }) as never;
    const reader = feedOf(anna, {
      follow,
      allowed: () => Promise.reject(new Error('disk')),
      ended: () => (ended += 1),
    }).getReader();
    await reader.read();
    await expect(reader.read()).rejects.toThrow();
    expect(ended).toBe(1);
  });

  test('gives its place back when it begins while the server stops', async () => {
    let ended = 0;
    const feed = feedOf(await api(), { closing: AbortSignal.abort(), ended: () => (ended += 1) });
    for await (const _ of feed);
    expect(ended).toBe(1);
  });
});

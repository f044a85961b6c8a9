import { Webhook as Verifier } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { SYSTEM } from '../../src/kernel/caller.ts';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import { type Api, api, type Body } from './api.ts';

const WANTED = {
  name: 'Orders',
  url: 'https://hooks.example/waybill?token=canary-token',
  events: ['queue.*'],
  headers: { Authorization: 'Bearer canary-header' },
};

const made = async (one: Api, more: object = {}) => {
  const { status, body, headers } = await one.json('POST /api/webhooks', { json: { ...WANTED, ...more } });
  expect(status).toBe(201);
  expect(headers.get('location')).toBe(`/api/webhooks/${String(body['id'])}`);
  return body as unknown as { readonly id: string; readonly secret: string };
};

/** Lets deliveries go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
};

const pause = (one: Api) => one.json('POST /api/whatsapp/queue/pause', { json: {} });
const resume = (one: Api) => one.json('POST /api/whatsapp/queue/resume', { json: {} });

test('an endpoint is made, told, looked at, changed, paused, resumed and removed', async () => {
  const one = await api();
  const { id, secret } = await made(one);
  await pause(one);
  await settle();
  const [post] = one.receiver.got;
  expect(post?.headers).toMatchObject({ Authorization: 'Bearer canary-header', 'content-type': 'application/json' });
  const text = Buffer.from(post?.body ?? []).toString();
  expect(JSON.parse(text)).toMatchObject({ type: 'queue.paused', id: post?.headers['webhook-id'] });
  const signed = new Verifier(secret).sign(post?.headers['webhook-id'] ?? '', new Date(one.clock.now()), text);
  expect(post?.headers['webhook-signature']).toBe(signed);

  const { body } = await one.json(`GET /api/webhooks/${id}`);
  expect(body).toMatchObject({ id, name: 'Orders', state: 'active', headers: ['Authorization'], lag: { facts: 0 } });
  expect(JSON.stringify([body, (await one.json('GET /api/webhooks')).body])).not.toContain('canary-header');
  expect(
    await one.json(`PATCH /api/webhooks/${id}`, { json: { payload: 'thin', batch: { maxEvents: 5, maxDelayMs: 10 } } }),
  ).toMatchObject({
    body: { payload: 'thin', batch: { maxEvents: 5 }, events: ['queue.*'] },
  });
  expect(await one.json(`POST /api/webhooks/${id}/pause`)).toMatchObject({
    body: { state: 'paused', reason: 'asked' },
  });
  expect(await one.json(`POST /api/webhooks/${id}/resume`)).toMatchObject({ body: { state: 'active', reason: null } });
  expect((await one.json(`PATCH /api/webhooks/${id}`, { json: { name: 'canary-name' } })).status).toBe(200);
  const spoken = one.log
    .page({ after: 0, limit: 500 })
    .filter(({ type, data }) => type.startsWith('webhook.') && 'about' in data)
    .map(({ position }) => position);
  expect(spoken.map((position) => one.log.beside('endpoint', position, 0)?.name)).toEqual(['Orders', 'canary-name']);
  expect((await one.json(`DELETE /api/webhooks/${id}`)).status).toBe(204);
  expect((await one.json(`GET /api/webhooks/${id}`)).body.code).toBe('webhook.not_found');
  expect(spoken.map((position) => one.log.beside('endpoint', position, 0))).toEqual([null, null]);
  // Neither address nor secret is in a fact.
  const facts = JSON.stringify(one.log.page({ after: 0, limit: 500 }));
  expect(facts).toContain('webhook.removed');
  expect(facts).not.toContain('canary');
  expect(facts).not.toContain(secret);
});

test('an endpoint sets no header by which a receiver verifies a request or reads it', async () => {
  const one = await api();
  for (const name of ['Webhook-Id', 'webhook-signature', 'Content-Type', 'content-length', 'Host'])
    expect(await one.json('POST /api/webhooks', { json: { ...WANTED, headers: { [name]: 'x' } } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: `headers.${name}`, message: 'Waybill sets this header itself; leave it out' }] },
    });
});

test('deliveries are listed with what was answered, and go again when somebody asks', async () => {
  const one = await api();
  const { id } = await made(one, { startAt: 0 });
  one.receiver.answer = () => ({ type: 'answered', status: 422, retryAfter: undefined, text: 'no such order' });
  await pause(one);
  await settle();
  const list = await one.json(`GET /api/webhooks/${id}/deliveries?state=retrying&event=queue.paused`);
  const [first] = list.body.items;
  expect(first).toMatchObject({ state: 'retrying', attempts: 1, status: 422, answer: 'no such order' });
  one.receiver.answer = () => ({ type: 'answered', status: 200, retryAfter: undefined, text: 'ok' });
  const event = String(first?.['id']);
  expect((await one.json(`POST /api/webhooks/${id}/deliveries/${event}/redeliver`)).status).toBe(202);
  await settle();
  expect((await one.json(`GET /api/webhooks/${id}/deliveries/${event}`)).body).toMatchObject({
    state: 'delivered',
    attempts: 2,
    request: { body: { id: event, type: 'queue.paused' } },
  });
  expect((await one.json(`GET /api/webhooks/${id}/deliveries/evt_none`)).body.code).toBe('webhook.delivery_not_found');

  await resume(one);
  await settle();
  one.receiver.got.length = 0;
  const replayed = await one.json(`POST /api/webhooks/${id}/replay`, { json: { from: event } });
  expect(replayed.status).toBe(202);
  await settle();
  expect(one.receiver.got.map(({ headers }) => headers['webhook-id'])[0]).toBe(event);
  expect(one.receiver.got).toHaveLength(2);
  const since = new Date(one.clock.now() + 1).toISOString();
  expect((await one.json(`POST /api/webhooks/${id}/replay`, { json: { from: since } })).body.code).toBe(
    'request.invalid',
  );
});

test('a place in the log is a position, a time or an event, for the start of an endpoint and for both ends of a replay', async () => {
  const one = await api();
  await pause(one);
  one.clock.advance(60_000);
  const later = new Date(one.clock.now()).toISOString();
  await resume(one);
  const { id } = await made(one, { startAt: later });
  await settle();
  const told = () =>
    one.receiver.got.map(({ body }) => JSON.parse(Buffer.from(body).toString()) as { id: string; type: string });
  const position = (type: string): number => one.log.page({ after: 0, type, limit: 1 })[0]?.position ?? 0;
  const [paused, resumed] = [position('queue.paused'), position('queue.resumed')];
  expect(told().map(({ type }) => type)).toEqual(['queue.resumed']);
  const [event] = told();
  const replay = async (json: object) => {
    one.receiver.got.length = 0;
    await one.json(`POST /api/webhooks/${id}/replay`, { json });
    await settle();
    return told().map(({ type }) => type);
  };
  expect(await replay({ from: event?.id, to: event?.id })).toEqual(['queue.resumed']);
  expect(await replay({ from: later })).toEqual(['queue.resumed']);
  expect(await replay({ from: paused - 1, to: later })).toEqual(['queue.paused']);
  expect(await replay({ from: paused - 1, to: resumed })).toEqual(['queue.paused', 'queue.resumed']);
  expect((await one.json(`POST /api/webhooks/${id}/replay`, { json: { from: 'evt_unknown' } })).status).toBe(422);
});

test('the figures tell what came of deliveries, and how far behind an endpoint is', async () => {
  const one = await api();
  const { id } = await made(one);
  const figures = async () => (await one.ask('GET /metrics')).text();
  await pause(one);
  await settle();
  expect(await figures()).toContain('waybill_webhook_deliveries_total{outcome="delivered"} 1');
  expect(await figures()).toContain('waybill_webhook_oldest_undelivered_seconds 0');
  await one.json(`POST /api/webhooks/${id}/pause`);
  await resume(one);
  one.clock.advance(90_000);
  const lines = await figures();
  expect(lines).toMatch(new RegExp(`^waybill_webhook_lag_facts\\{webhook="${id}"\\} [1-9]`, 'm'));
  expect(lines).toContain(`waybill_webhook_lag_seconds{webhook="${id}"} 90`);
  expect(lines).toContain('waybill_webhook_oldest_undelivered_seconds 90');
});

test('while a secret is replaced, both sign', async () => {
  const one = await api();
  const { id, secret } = await made(one);
  const { body } = await one.json(`POST /api/webhooks/${id}/rotate-secret`, { json: { overlapHours: 1 } });
  expect(await one.json(`POST /api/webhooks/${id}/test`)).toMatchObject({ body: { outcome: 'answered', status: 204 } });
  one.clock.advance(3_600_000);
  // Tokens do not live that long.
  await one.gateway.webhooks.test(id, SYSTEM);
  const [during, after] = one.receiver.got;
  const signs = (post: typeof during, key: string, at: number): boolean => {
    const signature = new Verifier(key).sign(
      post?.headers['webhook-id'] ?? '',
      new Date(at),
      Buffer.from(post?.body ?? []).toString(),
    );
    return post?.headers['webhook-signature']?.split(' ').includes(signature) ?? false;
  };
  const now = one.clock.now();
  const fresh = String(body['secret']);
  expect([secret, fresh].map((key) => signs(during, key, now - 3_600_000))).toEqual([true, true]);
  expect([secret, fresh].map((key) => signs(after, key, now))).toEqual([false, true]);
});

test('each secret of before signs until its time, so that a rotation whose answer was lost locks nobody out', async () => {
  const one = await api();
  const { id, secret } = await made(one);
  const rotate = async (overlapHours: number) =>
    String((await one.json(`POST /api/webhooks/${id}/rotate-secret`, { json: { overlapHours } })).body['secret']);
  const signing = async (): Promise<number[]> => {
    await one.json(`POST /api/webhooks/${id}/test`);
    const { headers, body } = one.receiver.got.at(-1) ?? { headers: {}, body: [] };
    const signatures = (headers as Record<string, string>)['webhook-signature']?.split(' ') ?? [];
    const by = (key: string): string =>
      new Verifier(key).sign(
        (headers as Record<string, string>)['webhook-id'] ?? '',
        new Date(one.clock.now()),
        Buffer.from(body).toString(),
      );
    return [secret, ...rotated].map((key) => signatures.indexOf(by(key)));
  };
  const rotated = [await rotate(1), await rotate(1)];
  expect(await signing()).toEqual([2, 1, 0]);
  rotated.push(await rotate(0));
  expect(await signing()).toEqual([-1, -1, -1, 0]);
});

test.each([
  ['an address of this machine', { url: 'http://127.0.0.1:3000/' }, 'address.forbidden'],
  ['an address of a cloud', { url: 'http://169.254.169.254/latest' }, 'address.forbidden'],
  ['no address', { url: 'ftp://hooks.example/' }, 'address.invalid'],
  ['an unknown event', { events: ['parcel.*'] }, 'request.invalid'],
  ['no event', { events: [] }, 'request.invalid'],
  ['too large a batch', { batch: { maxEvents: 101, maxDelayMs: 0 } }, 'request.invalid'],
  ['a place beyond the log', { startAt: 999_999 }, 'request.invalid'],
])('%s is refused', async (_, change, code) => {
  const one = await api();
  expect((await one.json('POST /api/webhooks', { json: { ...WANTED, ...change } })).body.code).toBe(code);
  expect(one.facts().filter((type) => type.startsWith('webhook.'))).toEqual([]);
});

test('a receiver for trying keeps what an endpoint sends, and says whether its signature holds', async () => {
  const one = await api({ sandbox: {} as SandboxControl });
  const receiver = await one.json('POST /api/sandbox/receivers');
  expect(receiver.status).toBe(201);
  const { id, url } = receiver.body as unknown as { readonly id: string; readonly url: string };
  const { id: endpoint, secret } = await made(one, { url });
  await pause(one);
  await settle();
  const [post] = one.receiver.got;
  if (!post) throw new Error('nothing was sent');
  const take = (headers: Readonly<Record<string, string>>, body = Buffer.from(post.body).toString()) =>
    one.ask(`POST /receivers/${id}`, { token: null, headers: { ...headers }, body });
  const look = async () => (await one.json(`GET /api/sandbox/receivers/${id}`)).body['requests'] as readonly Body[];

  // As it came; changed on the way; under another secret; without a signature; under the secret before a rotation.
  await take(post.headers);
  await take(post.headers, '{}');
  const wrong = new Verifier(`whsec_${Buffer.alloc(32).toString('base64')}`).sign(
    'evt_1',
    new Date(one.clock.now()),
    '1',
  );
  const standard = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(Math.floor(one.clock.now() / 1_000)) };
  await take({ ...standard, 'webhook-signature': wrong }, '1');
  await take({ 'x-secret': 'canary-header' }, 'ß'.repeat(20_000));
  await one.json(`POST /api/webhooks/${endpoint}/rotate-secret`, { json: { overlapHours: 1 } });
  await take(post.headers);
  one.clock.advance(301_000);
  await take(post.headers);
  const requests = await look();
  expect(requests.map(({ signature }) => signature)).toEqual(['stale', 'holds', 'missing', 'wrong', 'wrong', 'holds']);
  expect(requests[2]).toMatchObject({ bytes: 40_000, body: 'ß'.repeat(8_192), headers: { 'x-secret': null } });
  expect(JSON.stringify(requests)).not.toContain('canary-header');
  expect(requests[5]).toMatchObject({ headers: { authorization: null, 'webhook-id': post.headers['webhook-id'] } });
  const own = new Verifier(secret).sign('evt_1', new Date(one.clock.now()), '1');
  const now = String(Math.floor(one.clock.now() / 1_000));
  await take({ ...standard, 'webhook-timestamp': now, 'webhook-signature': `v1a,x ${own}` }, '1');
  expect((await look())[0]).toMatchObject({ signature: 'holds' });

  // It answers as it was told, after the time that it was told; it keeps a hundred requests.
  const tell = (json: object) => one.json(`PATCH /api/sandbox/receivers/${id}`, { json });
  expect((await tell({ status: 404 })).status).toBe(422);
  await tell({ status: 410 });
  expect((await take(post.headers)).status).toBe(410);
  await tell({ status: 500, delayMs: 1_000 });
  const slow = take(post.headers);
  await settle();
  one.clock.advance(1_000);
  expect((await slow).status).toBe(500);
  await tell({});
  for (let more = 0; more < 100; more++) await take(post.headers);
  expect(await look()).toHaveLength(100);
  expect(one.facts().filter((type) => type === 'process.sandbox_steered')).toHaveLength(4);

  // Twenty are kept. One that an endpoint has is there again, and empty; any other is not.
  for (let more = 0; more < 20; more++) await one.json('POST /api/sandbox/receivers');
  expect((await one.json('GET /api/sandbox/receivers')).body.items).toHaveLength(20);
  expect(await look()).toEqual([]);
  await one.json(`DELETE /api/webhooks/${endpoint}`);
  expect((await take(post.headers)).status).toBe(200);
  expect((await look())[0]).toMatchObject({ signature: 'unknown' });
  expect((await one.json('POST /receivers/rcv_none', { token: null, body: '' })).body.code).toBe('sandbox.not_found');
});

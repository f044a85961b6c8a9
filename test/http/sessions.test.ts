import { describe, expect, test } from 'vitest';
import { type Api, api } from './api.ts';

const namesIn = async ({ json }: Api) => {
  const { body } = await json('GET /api/whatsapp/sessions');
  return body.items.map(({ id }) => id);
};

/** A second session, created by a misspelt name. */
const withShop = async (): Promise<Api> => {
  const anna = await api();
  await anna.json('POST /api/whatsapp/session/start?session=shop');
  return anna;
};

const toShop = ({ json }: Api) =>
  json('POST /api/whatsapp/send-message?session=shop', { json: { number: '6281234567890', message: 'Hi' } });

describe('the list of sessions', () => {
  test('has each with its state and its queue', async () => {
    const anna = await withShop();
    await toShop(anna);
    const { body } = await anna.json('GET /api/whatsapp/sessions');
    expect(body).toMatchObject({
      items: [
        {
          id: 'default',
          state: 'connecting',
          label: null,
          country: null,
          proxied: false,
          account: null,
          queue: { waiting: 0 },
        },
        { id: 'shop', state: 'connecting', label: null, connected: false, queue: { waiting: 1, state: 'running' } },
      ],
      nextCursor: null,
    });
  });

  test('comes in pages, by name', async () => {
    const anna = await withShop();
    await anna.json('POST /api/whatsapp/session/start?session=agency');
    const { body: first } = await anna.json('GET /api/whatsapp/sessions?limit=2');
    expect(first.items.map(({ id }) => id)).toEqual(['agency', 'default']);
    const { body: second } = await anna.json(`GET /api/whatsapp/sessions?limit=2&cursor=${first['nextCursor']}`);
    expect(second).toMatchObject({ items: [{ id: 'shop' }], nextCursor: null });
    expect((await anna.json('GET /api/whatsapp/sessions?cursor=agency')).body).toMatchObject({
      code: 'request.invalid',
    });
  });
});

describe('a session that is removed', () => {
  test('is gone from the list, its history stays, and a start brings it back', async () => {
    const anna = await withShop();
    const { json, facts } = anna;
    facts();
    expect((await json('DELETE /api/whatsapp/sessions/shop')).status).toBe(204);
    expect(facts()).toEqual(['session.logged_out', 'session.removed']);
    expect(anna.script.forgotten).toContain('shop');
    expect(await namesIn(anna)).toEqual(['default']);
    for (const line of [
      'GET /api/whatsapp/status?session=shop',
      'GET /api/whatsapp/jobs?session=shop',
      'POST /api/whatsapp/queue/pause?session=shop',
      'DELETE /api/whatsapp/sessions/shop',
    ]) {
      expect([line, (await json(line)).body.code]).toEqual([line, 'session.not_found']);
    }
    expect((await toShop(anna)).status).toBe(404);
    expect((await json('GET /api/history/session/shop')).body).toMatchObject({ state: 'removed' });
    expect((await json('POST /api/whatsapp/session/start?session=shop')).status).toBe(202);
    expect(await namesIn(anna)).toEqual(['default', 'shop']);
    expect((await anna.fact('session.started', ({ from }) => from === 'removed')).version).toBe(4);
  });

  test('is kept by messages that wait, unless they are to be cancelled', async () => {
    const anna = await withShop();
    const { body } = await toShop(anna);
    anna.facts();
    expect(await anna.json('DELETE /api/whatsapp/sessions/shop')).toMatchObject({
      status: 409,
      body: { code: 'session.has_waiting', detail: expect.stringContaining('?cancel=true') },
    });
    expect(anna.facts()).toEqual([]);
    expect((await anna.json('DELETE /api/whatsapp/sessions/shop?cancel=true')).status).toBe(204);
    expect(anna.facts()).toEqual([
      'session.logged_out',
      'queue.clearing_started',
      'job.cancelled',
      'queue.cleared',
      'session.removed',
    ]);
    expect((await anna.json(`GET /api/whatsapp/jobs/${body.jobId}`)).body).toMatchObject({ status: 'cancelled' });
  });

  test('may be the default one: what names no session then says so, and other sessions go on', async () => {
    const anna = await withShop();
    expect((await anna.json('DELETE /api/whatsapp/sessions/default')).status).toBe(204);
    expect(await namesIn(anna)).toEqual(['shop']);
    expect((await anna.json('GET /api/whatsapp/status')).body.code).toBe('session.not_found');
    const { body } = await toShop(anna);
    expect((await anna.json(`GET /api/whatsapp/jobs/${body.jobId}`)).status).toBe(200);
  });
});

describe('a session that is made', () => {
  const secret = 'socks5://anna:geheim@proxy.example.com:1080';
  const masked = 'socks5://anna:***@proxy.example.com:1080';

  test('is started and set, reads local numbers as those of its country, and is there once', async () => {
    const anna = await api();
    const { json, facts, script } = anna;
    facts();
    const made = await json('POST /api/whatsapp/sessions', { json: { id: 'shop', label: 'Shop', country: 'DE' } });
    const shown = { id: 'shop', label: 'Shop', country: 'DE', proxied: false, state: 'connecting' };
    expect([made.status, made.headers.get('location')]).toEqual([201, '/api/whatsapp/sessions/shop']);
    expect(made.body).toMatchObject({ ...shown, queue: { waiting: 0 } });
    expect(facts()).toEqual(['session.configured', 'session.started']);
    expect(script.links.length).toBe(2);
    expect((await json('GET /api/whatsapp/sessions/shop')).body).toMatchObject(shown);
    expect((await json('GET /api/whatsapp/status?session=shop')).body).toMatchObject({ session: shown });
    for (const id of ['shop', 'default'])
      expect((await json('POST /api/whatsapp/sessions', { json: { id } })).body.code).toBe('session.exists');
    expect((await json('POST /api/whatsapp/session/start?session=shop')).status).toBe(202);
    expect(facts()).toEqual([]);
    const local = { json: { number: '01712345678', message: 'Hallo' } };
    const sent = await json('POST /api/whatsapp/send-message?session=shop', local);
    expect(sent.body['chatId']).toBe('491712345678@s.whatsapp.net');
    expect((await json('POST /api/whatsapp/send-message', local)).body['chatId']).toBe('01712345678@s.whatsapp.net');
    expect((await json('GET /api/whatsapp/numbers/01712345678?session=shop')).body).toMatchObject({
      chatId: '491712345678@s.whatsapp.net',
    });
  });

  test('is changed in parts, and a change that is none is no fact', async () => {
    const anna = await withShop();
    const { json, facts } = anna;
    facts();
    const change = (json: Record<string, unknown>) => anna.json('PATCH /api/whatsapp/sessions/shop', { json });
    expect((await change({ label: 'Shop', country: 'DE' })).body).toMatchObject({ label: 'Shop', country: 'DE' });
    expect((await change({ label: 'Shop', country: 'DE' })).status).toBe(200);
    expect((await change({ country: null, proxy: null })).body).toMatchObject({ label: 'Shop', country: null });
    expect((await change({ label: null })).body).toMatchObject({ label: null });
    expect(facts()).toEqual(['session.configured', 'session.configured', 'session.configured']);
    for (const [wrong, path] of [
      [{}, ''],
      [{ label: ' ' }, 'label'],
      [{ country: 'XX' }, 'country'],
      [{ country: 'de' }, 'country'],
    ] as const)
      expect((await change(wrong)).body).toMatchObject({ code: 'request.invalid', errors: [{ path }] });
    expect((await json('PATCH /api/whatsapp/sessions/none', { json: { label: 'No' } })).status).toBe(404);
    expect(facts()).toEqual([]);
  });

  test('has a proxy whose password is in no answer and no fact, and goes over another connection then', async () => {
    const anna = await withShop();
    const { json, facts, log, script } = anna;
    facts();
    const set = (url: string | null) => json('PUT /api/whatsapp/session/proxy?session=shop', { json: { url } });
    expect((await json('GET /api/whatsapp/session/proxy?session=shop')).body).toEqual({ url: null });
    expect(await set(secret)).toMatchObject({ status: 200, body: { url: masked } });
    expect((await set(secret)).body).toEqual({ url: masked });
    expect(facts()).toEqual(['session.configured', 'session.closed', 'session.started']);
    expect(script.links.length).toBe(3);
    expect(anna.proxies.of('shop')).toMatchObject({ host: 'proxy.example.com', password: 'geheim' });
    expect((await json('GET /api/whatsapp/sessions/shop')).body).toMatchObject({ proxied: true });
    expect(await set('socks4://anna:geheim@proxy.example.com')).toMatchObject({
      status: 422,
      body: {
        code: 'proxy.invalid',
        errors: [{ path: 'url' }],
        detail: expect.not.stringMatching(/geheim|proxy.example/),
      },
    });
    expect(JSON.stringify(log.page({ after: 0, limit: 1_000 }))).not.toMatch(/geheim|proxy\.example/);
    expect((await json('POST /api/audit/verify')).body).toMatchObject({ ok: true });
    expect((await set(null)).body).toEqual({ url: null });
    expect(anna.db.prepare('select count(*) from session_proxies').pluck().get()).toBe(0);
  });

  test('continues after it was removed, with what it was set to and what it is set to now', async () => {
    const { json, proxies } = await api();
    const before = { id: 'shop', label: 'Shop', country: 'DE', proxy: secret };
    await json('POST /api/whatsapp/sessions', { json: before });
    expect((await json('DELETE /api/whatsapp/sessions/shop')).status).toBe(204);
    expect(proxies.of('shop')).not.toBeNull();
    const again = await json('POST /api/whatsapp/sessions', { json: { id: 'shop', label: 'Agency' } });
    expect(again).toMatchObject({ status: 201, body: { label: 'Agency', country: 'DE', proxied: true } });
  });

  test('does not connect while the address of its proxy cannot be opened, until it is set again', async () => {
    const anna = await withShop();
    const { json, db } = anna;
    const set = (url: string | null) => json('PUT /api/whatsapp/session/proxy?session=shop', { json: { url } });
    await set(secret);
    db.exec('delete from session_proxies');
    expect(() => anna.proxies.of('shop')).toThrow(expect.objectContaining({ code: 'proxy.lost' }));
    expect(await json('GET /api/whatsapp/session/proxy?session=shop')).toMatchObject({
      status: 503,
      body: { code: 'proxy.lost' },
    });
    expect((await set(secret)).body).toEqual({ url: masked });
    expect(anna.proxies.of('shop')).toMatchObject({ password: 'geheim' });
  });
});

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

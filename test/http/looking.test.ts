import { describe, expect, test } from 'vitest';
import { api } from './api.ts';

describe('a number, before anything is sent', () => {
  test.each([
    ['6281234567890', '+62 812 3456 7890', { code: 'ID', name: 'Indonesia' }],
    ['4915123456789', '+49 1512 3456789', { code: 'DE', name: 'Germany' }],
  ])('%s is read as it would be when something is sent', async (number, international, country) => {
    const { json, facts } = await api();
    expect(await json(`GET /api/whatsapp/numbers/${number}`)).toMatchObject({
      status: 200,
      body: { possible: true, chatId: `${number}@s.whatsapp.net`, international, country, detail: null },
    });
    expect(facts()).toEqual([]);
  });

  test.each(['0', '+', 'Anna'])('half a number is no mistake: %s', async (number) => {
    const { json } = await api();
    expect(await json(`GET /api/whatsapp/numbers/${encodeURIComponent(number)}`)).toMatchObject({
      status: 200,
      body: { possible: false, chatId: null, international: null, country: null, detail: 'not a number' },
    });
  });
});

describe('the last hour', () => {
  test('has sixty minutes, and in the last of them what has just been completed', async () => {
    const { json, send, ready, fact, clock } = await api();
    await ready();
    await send();
    await fact('job.completed');
    const { status, body } = await json('GET /api/whatsapp/throughput');
    const { from, completed, failed } = body as unknown as { from: string; completed: number[]; failed: number[] };
    expect(status).toBe(200);
    expect([completed.length, completed.at(-1), failed]).toEqual([60, 1, Array<number>(60).fill(0)]);
    expect(Date.parse(from)).toBe((Math.floor(clock.now() / 60_000) - 59) * 60_000);
  });

  test('of a session that is not there is none', async () => {
    const { json } = await api();
    expect(await json('GET /api/whatsapp/throughput?session=none')).toMatchObject({ status: 404 });
  });
});

test('the gateway says what it is', async () => {
  const { json } = await api();
  expect((await json('GET /api/about')).body).toEqual({ version: '0.0.0-test', whatsapp: 'live' });
});

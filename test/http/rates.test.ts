import { describe, expect, test } from 'vitest';
import { openRates } from '../../src/http/edge/rates.ts';
import { manualClock } from '../support/manual-clock.ts';
import { api } from './api.ts';

describe('a token bucket', () => {
  test('lets a minute’s worth through at once, and fills evenly, to the brim and no further', () => {
    const clock = manualClock();
    const { take } = openRates(clock);
    for (let left = 59; left >= 0; left -= 1) expect(take('shop', 60)).toMatchObject({ allowed: true, left });
    expect(take('shop', 60)).toEqual({ allowed: false, left: 0, resetS: 1 });
    expect(take('bot', 60).allowed).toBe(true);
    clock.advance(999);
    expect(take('shop', 60).allowed).toBe(false);
    clock.advance(1);
    expect(take('shop', 60)).toEqual({ allowed: true, left: 0, resetS: 60 });
    clock.advance(3_600_000);
    expect(take('shop', 60).left).toBe(59);
  });

  test('is forgotten when ten thousand others asked since, so memory is bounded', () => {
    const { take } = openRates(manualClock());
    expect([take('shop', 1).allowed, take('shop', 1).allowed]).toEqual([true, false]);
    for (let n = 0; n < 10_000; n += 1) take(`caller ${n}`, 1);
    expect(take('shop', 1).allowed).toBe(true);
    expect(take('caller 9999', 1).allowed).toBe(false);
  });
});

test('a key that asks too often is told when to ask again, and others are not', async () => {
  const anna = await api();
  const made = await anna.json('POST /api/keys', { json: { name: 'shop', preset: 'reader', ratePerMinute: 2 } });
  const token = String(made.body['key']);
  const ask = () => anna.json('GET /api/whatsapp/jobs', { token });
  const first = await ask();
  expect(first.status).toBe(200);
  expect(first.headers.get('ratelimit-policy')).toBe('"default";q=2;w=60');
  expect(first.headers.get('ratelimit')).toBe('"default";r=1;t=30');
  await ask();
  const refused = await ask();
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate.limited' } });
  expect(refused.headers.get('retry-after')).toBe('30');
  expect(refused.headers.get('ratelimit')).toBe('"default";r=0;t=30');
  expect((await anna.json('GET /api/whatsapp/jobs')).status).toBe(200);
  anna.clock.advance(30_000);
  expect((await ask()).status).toBe(200);
});

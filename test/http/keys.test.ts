import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { edgeOf } from '../../src/http/edge/edge.ts';
import { type Api, type Ask, api } from './api.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const made = async (anna: Api, given: Record<string, unknown> = {}) => {
  const { body, status } = await anna.json('POST /api/keys', { json: { name: 'shop', preset: 'sender', ...given } });
  expect(status).toBe(201);
  return body as unknown as { id: string; key: string; prefix: string };
};

/** The detail of the 401, or the status. */
const told = async (anna: Api, key: string, ask: Ask = {}): Promise<string> => {
  const { status, body } = await anna.json('GET /api/auth/me', { token: key, ...ask });
  return status === 401 ? String(body['detail']).split(/[:,.]/, 1)[0]! : String(status);
};

describe('an API key', () => {
  test('is made by an administrator, shown once, kept as a hash, and says what it is', async () => {
    const anna = await api();
    const given = { scopes: ['messages:read', 'messages:send'], preset: undefined, sessions: ['default'] };
    const { status, body, headers } = await anna.json('POST /api/keys', { json: { name: ' shop ', ...given } });
    const key = String(body['key']);
    expect(headers.get('location')).toBe(`/api/keys/${String(body['id'])}`);
    expect(status).toBe(201);
    expect(key).toMatch(/^wb_[0-9A-Za-z]{38}$/);
    expect(body).toMatchObject({
      name: 'shop',
      prefix: key.slice(0, 9),
      scopes: ['messages:send', 'messages:read'],
      sessions: ['default'],
      chats: ['*'],
      ips: null,
      createdBy: anna.userId,
      lastUsedAt: null,
    });
    expect(await anna.json('GET /api/auth/me', { token: null, headers: { 'X-Api-Key': key } })).toMatchObject({
      status: 200,
      body: {
        id: body['id'],
        kind: 'key',
        name: 'shop',
        scopes: ['messages:send', 'messages:read'],
        sessions: ['default'],
        chats: ['*'],
        expiresAt: null,
      },
    });
    const shown = await anna.json(`GET /api/keys/${String(body['id'])}`);
    expect(shown.body).not.toHaveProperty('key');
    const rows = JSON.stringify([
      anna.db.prepare('select * from account_keys').all(),
      anna.db.prepare('select * from account_key_texts').all(),
      anna.log.page({ after: 0, limit: 100 }),
    ]);
    expect(rows).not.toContain(key);
    expect(JSON.stringify(anna.log.page({ after: 0, limit: 100 }))).not.toContain('shop');
  });

  test('ends in a checksum that anybody can compute', async () => {
    const { key } = await made(await api());
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    let read = 0;
    for (const digit of key.slice(-6)) read = read * 62 + digits.indexOf(digit);
    expect(read).toBe(crc32(key.slice(0, -6)));
  });

  test('is refused with what is wrong with it', async () => {
    const edge = edgeOf({ limits: {}, trustedProxies: [], corsOrigins: [] });
    let address: string | null = '10.1.2.3';
    const anna = await api({ edge: { ...edge, addressOf: () => address } });
    const { id, key } = await made(anna, {
      ips: ['10.0.0.0/8', 'fd00::1'],
      expiresAt: new Date(anna.clock.now() + 2 * HOUR_MS).toISOString(),
    });
    expect(await told(anna, key)).toBe('200');
    expect(await told(anna, `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`)).toBe('This key is mistyped');
    expect(await told(anna, (await made(await api())).key)).toBe('This key is well written');
    for (const elsewhere of ['192.0.2.1', 'fd00::2', null]) {
      address = elsewhere;
      expect(await told(anna, key), String(elsewhere)).toBe('This key may not be used from this address');
    }
    address = 'fd00::1';
    expect(await told(anna, key)).toBe('200');

    const other = await made(anna);
    expect(await told(anna, other.key)).toBe('200');
    expect((await anna.json(`DELETE /api/keys/${other.id}`)).status).toBe(204);
    expect(await told(anna, other.key)).toBe('This key was revoked');
    expect((await anna.json(`DELETE /api/keys/${other.id}`)).body.code).toBe('key.not_found');

    const rotated = await anna.json(`POST /api/keys/${id}/rotate`, { json: { overlapHours: 1 } });
    const next = String(rotated.body['key']);
    anna.clock.advance(HOUR_MS - 1);
    expect([await told(anna, key), await told(anna, next)]).toEqual(['200', '200']);
    anna.clock.advance(1);
    expect([await told(anna, key), await told(anna, next)]).toEqual(['This key was rotated', '200']);
    anna.clock.advance(HOUR_MS);
    expect(await told(anna, next)).toBe('This key has expired');
  });

  test('in an address is refused, whatever is in the headers', async () => {
    const anna = await api();
    const { key } = await made(anna);
    const answer = await anna.json(`GET /api/whatsapp/jobs?apikey=${key}`);
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.invalid_token' } });
    expect(answer.body['detail']).toContain('never goes into an address');
  });

  test('makes no keys and no people, whatever its scopes', async () => {
    const anna = await api();
    const { id, key: token } = await made(anna, { preset: 'admin' });
    anna.facts();
    const json = { name: 'more', preset: 'reader' };
    for (const [line, body] of [
      ['POST /api/keys', json],
      [`POST /api/keys/${id}/rotate`, {}],
      [`DELETE /api/keys/${id}`, undefined],
      ['POST /api/users', { email: 'b@example.com', password: 'long enough' }],
    ] as const)
      expect(await anna.json(line, { token, ...(body ? { json: body } : {}) }), line).toMatchObject({
        status: 403,
        body: { code: 'auth.forbidden' },
      });
    expect((await anna.json('GET /api/keys', { token })).body.items).toHaveLength(1);
    expect(anna.facts()).toEqual([]);
  });

  test('stands in the history by its id, and in the audit by its name, also when it is revoked', async () => {
    const anna = await api();
    const { id, key: token } = await made(anna, { preset: 'operator' });
    expect((await anna.json('POST /api/whatsapp/queue/pause', { token })).status).toBe(200);
    await anna.json(`POST /api/keys/${id}/rotate`, { json: {} });
    await anna.json(`DELETE /api/keys/${id}`);
    const byKeys = await anna.json('GET /api/audit/actions?by=keys');
    expect(byKeys.body.items).toMatchObject([{ type: 'queue.paused', by: id, who: 'shop' }]);
    const about = await anna.json('GET /api/audit/actions?area=keys');
    expect(about.body.items).toMatchObject(
      ['key.revoked', 'key.rotated', 'key.created'].map((type) => ({ type, by: anna.userId, who: 'anna@example.com' })),
    );
    expect((await anna.json('GET /api/keys')).body.items).toEqual([]);
  });

  test('is noted as used by the minute, with one write a minute', async () => {
    const anna = await api();
    const { id, key } = await made(anna);
    const used = async () => (await anna.json(`GET /api/keys/${id}`)).body['lastUsedAt'];
    const changes = () => anna.db.prepare('select total_changes()').pluck().get();
    expect(await used()).toBeNull();
    anna.clock.advance(90_500);
    await told(anna, key);
    expect(await used()).toBe(new Date(anna.clock.now() - 30_500).toISOString());
    const before = changes();
    for (let n = 0; n < 20; n += 1) await told(anna, key);
    expect(changes()).toBe(before);
    anna.clock.advance(MINUTE_MS);
    await told(anna, key);
    expect(changes()).toBe(Number(before) + 1);
  });

  test.each([
    [{ preset: 'king' }, 'preset'],
    [{ preset: undefined }, 'scopes'],
    [{ scopes: ['messages:send'] }, 'scopes'],
    [{ preset: undefined, scopes: ['sender', 'messages:read'] }, 'scopes'],
    [{ preset: undefined, scopes: ['messages:fly'] }, 'scopes.0'],
    [{ sessions: [] }, 'sessions'],
    [{ ips: ['10.0.0.0/99'] }, 'ips.0'],
    [{ expiresAt: '2001-01-01T00:00:00Z' }, 'expiresAt'],
    [{ ratePerMinute: 0 }, 'ratePerMinute'],
  ])('is not made with %j', async (given, path) => {
    const answer = await shared.json('POST /api/keys', { json: { name: 'shop', preset: 'sender', ...given } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  test('takes a preset among its scopes by name, and admin there as the scope', async () => {
    const [sender, admin] = await Promise.all([
      shared.json('POST /api/keys', { json: { name: 'shop', scopes: ['sender'] } }),
      shared.json('POST /api/keys', { json: { name: 'shop', scopes: ['admin'] } }),
    ]);
    expect(sender.body['scopes']).toContain('messages:send');
    expect(admin.body['scopes']).toEqual(['admin']);
  });
});

const shared = await api();

test('people can be told from keys: a password change ends logins, not keys', async () => {
  const anna = await api();
  const { key } = await made(anna);
  await anna.accounts.users.setPassword(anna.userId, 'another horse', SYSTEM);
  expect((await anna.json('GET /api/auth/me')).status).toBe(401);
  expect(await told(anna, key)).toBe('200');
});

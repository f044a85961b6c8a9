import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { type Api, api, EMAIL, PASSWORD, SECRET } from './api.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const login = ({ json }: Api, password = PASSWORD, email = EMAIL) =>
  json('POST /api/auth/login', { token: null, json: { email, password } });
const refresh = ({ json }: Api, refreshToken: string) =>
  json('POST /api/auth/refresh', { token: null, json: { refreshToken } });
const me = ({ json }: Api, token: string) => json('GET /api/auth/me', { token });

describe('logging in', () => {
  test('gives a pair of tokens, and is on record', async () => {
    const anna = await api();
    const { status, body } = await login(anna);
    expect(status).toBe(200);
    expect(body).toMatchObject({ tokenType: 'Bearer', expiresIn: 900 });
    expect(anna.facts()).toEqual(['user.logged_in']);
    expect((await me(anna, body.accessToken)).body).toEqual({
      id: anna.userId,
      kind: 'person',
      email: EMAIL,
      role: 'admin',
    });
  });

  test('is told to come again when the disk is full, and not that this is a defect', async () => {
    const anna = await api();
    anna.db.pragma(`max_page_count = ${String(anna.db.pragma('page_count', { simple: true }))}`);
    let told = await login(anna);
    while (told.status === 200) told = await login(anna);
    expect(told).toMatchObject({ status: 503, body: { code: 'log.unavailable' } });
  });

  test('does not mind upper and lower case in the email', async () => {
    expect((await login(await api(), PASSWORD, 'ANNA@Example.com')).status).toBe(200);
  });

  test('answers a wrong password and an unknown email alike, and records both', async () => {
    const anna = await api();
    const { requestId: _, ...wrong } = (await login(anna, 'wrong horse')).body;
    const { requestId: __, ...unknown } = (await login(anna, PASSWORD, 'nobody@example.com')).body;
    expect(wrong).toMatchObject({ status: 401, code: 'auth.invalid_credentials' });
    expect(unknown).toEqual(wrong);
    expect(anna.facts()).toEqual(['user.login_refused', 'user.login_refused']);
  });

  test('has to wait after ten failures, which is recorded once, and not for ever', async () => {
    const anna = await api();
    for (let n = 0; n < 10; n += 1) expect((await login(anna, 'wrong horse')).status).toBe(401);
    anna.facts();
    const refused = await login(anna);
    await login(anna);
    expect(refused).toMatchObject({ status: 429, body: { code: 'auth.throttled' } });
    expect(refused.headers.get('retry-after')).toBe('300');
    expect(anna.facts()).toEqual(['user.login_refused']);
    anna.clock.advance(5 * MINUTE_MS);
    expect((await login(anna)).status).toBe(200);
  });

  test.each([
    ['no body', {}, 415],
    ['no password', { json: { email: EMAIL } }, 422],
    ['an object for a password', { json: { email: EMAIL, password: { $ne: null } } }, 422],
    ['a password of 2,000 characters', { json: { email: EMAIL, password: 'a'.repeat(2_000) } }, 422],
  ])('with %s is refused, and nothing is recorded', async (_, ask, status) => {
    const { json, facts } = await api();
    expect((await json('POST /api/auth/login', { token: null, ...ask })).status).toBe(status);
    expect(facts()).toEqual([]);
  });
});

describe('a refresh token', () => {
  test('gives a new pair, once', async () => {
    const anna = await api();
    const { status, body } = await refresh(anna, anna.refreshToken);
    expect(status).toBe(200);
    expect((await me(anna, body.accessToken)).status).toBe(200);
    expect((await refresh(anna, body.refreshToken)).status).toBe(200);
    expect(anna.facts()).toEqual([]);
  });

  test('that was used before ends the whole login', async () => {
    const anna = await api();
    const { body } = await refresh(anna, anna.refreshToken);
    anna.clock.advance(10_001);
    expect(await refresh(anna, anna.refreshToken)).toMatchObject({ status: 401, body: { code: 'auth.invalid_token' } });
    expect(anna.facts()).toEqual(['user.refresh_reused']);
    expect((await refresh(anna, body.refreshToken)).status).toBe(401);
    expect((await me(anna, body.accessToken)).status).toBe(401);
    expect((await me(anna, anna.token)).status).toBe(401);
  });

  test('used by two threads of a client at once keeps both logged in', async () => {
    const anna = await api();
    const answers = await Promise.all([refresh(anna, anna.refreshToken), refresh(anna, anna.refreshToken)]);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect((await me(anna, body.accessToken)).status).toBe(200);
    }
    expect(anna.facts()).toEqual([]);
  });

  test('is good for 30 days', async () => {
    const anna = await api();
    anna.clock.advance(30 * DAY_MS - 1);
    expect((await refresh(anna, anna.refreshToken)).status).toBe(200);
    const late = await api();
    late.clock.advance(30 * DAY_MS);
    expect((await refresh(late, late.refreshToken)).status).toBe(401);
  });

  test('of someone else’s making is not good', async () => {
    expect((await refresh(await api(), 'made-up')).status).toBe(401);
  });

  test('is in the database only as a hash', async () => {
    const { db, refreshToken } = await api();
    const stored = db.prepare('select * from account_refresh_tokens').all();
    expect(JSON.stringify(stored)).not.toContain(refreshToken);
    expect(JSON.stringify(db.serialize())).not.toContain(refreshToken);
  });
});

describe('logging out', () => {
  test('ends this login and no other', async () => {
    const anna = await api();
    const other = (await login(anna)).body;
    anna.facts();
    expect((await anna.json('POST /api/auth/logout')).status).toBe(204);
    expect(anna.facts()).toEqual(['user.logged_out']);
    expect((await me(anna, anna.token)).status).toBe(401);
    expect((await refresh(anna, anna.refreshToken)).status).toBe(401);
    expect((await me(anna, other.accessToken)).status).toBe(200);
  });

  test.each([
    ['a new password', (anna: Api) => anna.accounts.users.setPassword(EMAIL, 'another horse', SYSTEM)],
    [
      'being removed',
      async (anna: Api) => {
        await anna.accounts.users.add({ email: 'bob@example.com', password: 'correct horse', role: 'admin' }, SYSTEM);
        await anna.accounts.users.remove(EMAIL, SYSTEM);
      },
    ],
  ])('happens to every login by %s', async (_, change) => {
    const anna = await api();
    const other = (await login(anna)).body;
    await change(anna);
    for (const token of [anna.token, other.accessToken]) expect((await me(anna, token)).status).toBe(401);
    expect((await refresh(anna, other.refreshToken)).status).toBe(401);
    expect((await login(anna)).status).toBe(401);
  });
});

interface Forgery {
  readonly key?: Uint8Array;
  readonly alg?: string;
  readonly claims?: Record<string, unknown>;
}

const payloadOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** The claims of a valid token, changed and signed again. */
const forge = (token: string, { key = SECRET, alg = 'HS256', claims = {} }: Forgery) =>
  new SignJWT({ ...payloadOf(token), ...claims }).setProtectedHeader({ alg }).sign(key);

describe('an access token', () => {
  test('has the claims that the contract names', async () => {
    const { token, userId } = await api();
    const now = Date.UTC(2026, 0, 1) / 1000;
    expect(payloadOf(token)).toMatchObject({
      iss: 'waybill',
      aud: 'waybill-api',
      sub: userId,
      iat: now,
      exp: now + 900,
      jti: expect.stringMatching(/.{16}/),
    });
  });

  test('signed again with the right key and nothing changed is valid, so that the forgeries below mean something', async () => {
    const anna = await api();
    expect((await me(anna, await forge(anna.token, {}))).status).toBe(200);
  });

  test.each<[what: string, forgery: Forgery]>([
    ['signed with another key', { key: new Uint8Array(32).fill(8) }],
    ['signed with another algorithm', { alg: 'HS512', key: new Uint8Array(64).fill(7) }],
    ['for another audience', { claims: { aud: 'elsewhere' } }],
    ['from another issuer', { claims: { iss: 'elsewhere' } }],
    ['that has expired', { claims: { exp: Date.UTC(2026, 0, 1) / 1000 } }],
    ['that is not good yet', { claims: { nbf: Date.UTC(2026, 0, 1) / 1000 + 60 } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['of another user', { claims: { sub: 'somebody' } }],
    ['of no user', { claims: { sub: undefined } }],
    ['of a login that never was', { claims: { sid: 'never' } }],
    ['of no login', { claims: { sid: undefined } }],
  ])('%s is not good', async (_, forgery) => {
    const anna = await api();
    const answer = await me(anna, await forge(anna.token, forgery));
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.invalid_token' } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  test.each<[what: string, header: (token: string) => string]>([
    ['that is missing', () => ''],
    ['that is garbage', () => 'Bearer garbage'],
    ['that is empty', () => 'Bearer '],
    ['of another scheme', () => `Basic ${Buffer.from(`${EMAIL}:${PASSWORD}`).toString('base64')}`],
    ['with algorithm none', (token) => `Bearer ${encode({ alg: 'none' })}.${token.split('.')[1]}.`],
    [
      'with its payload changed',
      (token) => {
        const [head, , signature] = token.split('.');
        return `Bearer ${head}.${encode({ ...payloadOf(token), role: 'admin' })}.${signature}`;
      },
    ],
    ['with its signature cut off', (token) => `Bearer ${token.slice(0, -4)}`],
  ])('%s is not good', async (_, header) => {
    const { json, token } = await api();
    const answer = await json('GET /api/auth/me', { token: null, headers: { authorization: header(token) } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.invalid_token' } });
  });

  test('is good for 15 minutes, also when it has been seen before', async () => {
    const anna = await api();
    expect((await me(anna, anna.token)).status).toBe(200);
    anna.clock.advance(15 * MINUTE_MS - 1);
    expect((await me(anna, anna.token)).status).toBe(200);
    anna.clock.advance(1);
    expect((await me(anna, anna.token)).status).toBe(401);
  });

  test('is asked for before a body is looked at', async () => {
    const { json } = await api();
    const answer = await json('POST /api/whatsapp/send-message', { token: null, body: 'x'.repeat(2_000_000) });
    expect(answer.status).toBe(401);
  });
});

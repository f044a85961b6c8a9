import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { openLocalTicket } from '../../src/access/local-ticket.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { type Api, api, EMAIL } from './api.ts';

const ticket = openLocalTicket(systemEntropy);
/** For tests that change nothing. */
const shared = await api({ localTicket: ticket });

const BOB = { email: 'bob@example.com', password: 'correct horse battery' };

const tokenOf = async (anna: Api, role: 'admin' | 'operator' | 'viewer'): Promise<string> => {
  await anna.accounts.users.add({ ...BOB, role }, SYSTEM);
  const login = await anna.accounts.logins.login(BOB, { address: null, correlation: null });
  anna.facts();
  return login.ok ? login.value.accessToken : '';
};

describe('people', () => {
  test('are added, listed by pages, given a role and a password, and removed, each on record with who did it', async () => {
    const anna = await api();
    anna.clock.advance(1);
    const added = await anna.json('POST /api/users', { json: { ...BOB, role: 'viewer' } });
    expect(added).toMatchObject({ status: 201, body: { email: BOB.email, role: 'viewer' } });
    expect(JSON.stringify(added.body)).not.toContain(BOB.password);
    const id = String(added.body['id']);

    const first = await anna.json('GET /api/users?limit=1');
    expect(first.body.items).toMatchObject([{ email: EMAIL, role: 'admin' }]);
    const second = await anna.json(`GET /api/users?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ id, email: BOB.email, role: 'viewer' }], nextCursor: null });

    expect(await anna.json(`PATCH /api/users/${id}`, { json: { role: 'operator' } })).toMatchObject({
      status: 200,
      body: { id, role: 'operator' },
    });
    const json = { password: 'another horse' };
    expect((await anna.json(`POST /api/users/${id}/password`, { json })).status).toBe(204);
    expect((await anna.json(`DELETE /api/users/${BOB.email}`)).status).toBe(204);

    const told = anna.log.page({ after: 0, limit: 100 }).filter(({ stream }) => stream === `user/${id}`);
    expect(told.map(({ type, by }) => [type, by])).toEqual(
      ['user.added', 'user.role_changed', 'user.password_changed', 'user.removed'].map((type) => [type, anna.userId]),
    );
  });

  test('change their own password with the one they have, which ends their other logins', async () => {
    const anna = await api();
    const bob = await tokenOf(anna, 'viewer');
    const change = (current: string, password: string) =>
      anna.json('POST /api/auth/password', { token: bob, json: { current, password } });
    expect(await change('not this one', 'another horse')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'current' }] },
    });
    expect((await change(BOB.password, 'short')).body.code).toBe('user.weak_password');
    const { status, body } = await change(BOB.password, 'another horse');
    expect(status).toBe(200);
    expect((await anna.json('GET /api/auth/me', { token: bob })).status).toBe(401);
    expect((await anna.json('GET /api/auth/me', { token: body.accessToken })).body).toMatchObject({ email: BOB.email });
    expect(anna.facts().filter((type) => type === 'user.password_changed')).toHaveLength(1);
  });

  test.each([
    ['POST /api/users', { ...BOB, email: EMAIL }, 409, 'user.exists'],
    ['POST /api/users', { ...BOB, email: 'bob' }, 422, 'user.invalid_email'],
    ['POST /api/users', { ...BOB, password: 'short' }, 422, 'user.weak_password'],
    ['POST /api/users', { ...BOB, role: 'king' }, 422, 'request.invalid'],
    ['POST /api/users', { email: BOB.email }, 422, 'request.invalid'],
    ['PATCH /api/users/nobody', { role: 'admin' }, 404, 'user.not_found'],
    ['POST /api/users/nobody/password', { password: 'long enough' }, 404, 'user.not_found'],
    [`POST /api/users/${EMAIL}/password`, { password: 'short' }, 422, 'user.weak_password'],
    ['DELETE /api/users/nobody', undefined, 404, 'user.not_found'],
    [`PATCH /api/users/${EMAIL}`, { role: 'operator' }, 409, 'user.last_admin'],
    [`DELETE /api/users/${EMAIL}`, undefined, 409, 'user.last_admin'],
    ['GET /api/users?cursor=nonsense', undefined, 422, 'request.invalid'],
  ])('%s with %j is refused, and nothing is recorded', async (line, json, status, code) => {
    const anna = shared;
    anna.facts();
    const answer = await anna.json(line, json === undefined ? {} : { json });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(anna.facts()).toEqual([]);
  });

  const EMAIL_FAULT = { path: 'email', message: expect.stringContaining('name@host') };
  const PASSWORD_FAULT = { path: 'password', message: expect.stringContaining('8 characters') };
  const ROLE_FAULT = { path: 'role', message: expect.stringContaining('Expected one of') };

  test.each([
    ['POST /api/users', { ...BOB, email: 'bob' }, [EMAIL_FAULT]],
    ['POST /api/users', { ...BOB, email: 'bob', password: 'short' }, [EMAIL_FAULT, PASSWORD_FAULT]],
    ['POST /api/users', { email: 'bob', password: 'short', role: 'king' }, [ROLE_FAULT, EMAIL_FAULT, PASSWORD_FAULT]],
    ['POST /api/users', { email: 7, password: 'short' }, [{ path: 'email', message: 'Expected text' }, PASSWORD_FAULT]],
    [
      `POST /api/users/${EMAIL}/password`,
      { password: 'short', old: 'x' },
      [{ path: 'old', message: 'This field is not known here' }, PASSWORD_FAULT],
    ],
  ])('%s with %j is told every fault', async (line, json, errors) => {
    expect(await shared.json(line, { json })).toMatchObject({ status: 422, body: { errors } });
  });

  test('who were members are accepted as operators', async () => {
    const anna = await api();
    const { body } = await anna.json('POST /api/users', { json: { ...BOB, role: 'member' } });
    expect(body['role']).toBe('operator');
  });

  test.each(['operator', 'viewer'] as const)('are no business of a user with the role %s', async (role) => {
    const anna = await api();
    const token = await tokenOf(anna, role);
    for (const line of ['GET /api/users', 'POST /api/users', `DELETE /api/users/${EMAIL}`])
      expect(await anna.json(line, { token })).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
    expect(anna.facts()).toEqual([]);
  });
});

describe('a viewer', () => {
  test('reads, and changes nothing', async () => {
    const anna = await api();
    const token = await tokenOf(anna, 'viewer');
    for (const line of ['GET /api/auth/me', 'GET /api/whatsapp/jobs', 'GET /api/events'])
      expect((await anna.json(line, { token })).status, line).toBe(200);
    const json = { number: '6281234567890', message: 'Hello' };
    for (const line of ['POST /api/whatsapp/send-message', 'POST /api/whatsapp/queue/pause'])
      expect(await anna.json(line, { token, json }), line).toMatchObject({
        status: 403,
        body: { code: 'auth.forbidden' },
      });
    expect((await anna.json('POST /api/nothing', { token })).status).toBe(404);
    expect((await anna.json('POST /api/auth/logout', { token })).status).toBe(204);
    expect(anna.facts()).toEqual(['user.logged_out']);
  });
});

/** With the ticket, from an address; null for none. */
const askFrom = async (
  anna: Api,
  path: string,
  remoteAddress: string | null,
  token = ticket.text,
  more: Record<string, string> = {},
) => {
  const incoming = { socket: { remoteAddress, localAddress: '192.0.2.7' } } as unknown as IncomingMessage;
  const answer = await anna.app.request(
    path,
    { headers: { authorization: `Bearer ${token}`, ...more } },
    remoteAddress === null ? {} : { incoming },
  );
  return answer.status;
};

describe('the ticket of the command line', () => {
  test.each([
    ['/api/users', '127.0.0.1', 200],
    ['/api/users', '::1', 200],
    ['/api/users', '::ffff:127.0.0.1', 200],
    ['/api/users', '192.0.2.7', 200],
    ['/api/users', '192.0.2.8', 401],
    ['/api/users', null, 401],
    ['/api/usersx', '127.0.0.1', 404],
    ['/api/whatsapp/jobs', '127.0.0.1', 401],
    ['/api/whatsapp/jobs/4f2a91c03b7e55d201', '127.0.0.1', 404],
    ['/api/whatsapp/jobs/4f2a91c03b7e55d201', '192.0.2.8', 401],
    ['/api/whatsapp/jobs/4f2a91c03b7e55d201/events', '127.0.0.1', 401],
    ['/api/whatsapp/media/med_4f2a91c03b7e55d201', '127.0.0.1', 401],
    ['/api/whatsapp/media/med_4f2a91c03b7e55d201/content', '127.0.0.1', 404],
    ['/api/whatsapp/media/med_4f2a91c03b7e55d201/content', '192.0.2.8', 401],
    ['/api/whatsapp/chats', '127.0.0.1', 401],
    ['/api/whatsapp/chats/6281@lid', '127.0.0.1', 404],
    ['/api/whatsapp/chats/6281@lid/messages', '127.0.0.1', 404],
    ['/api/whatsapp/chats/6281@lid/messages', '192.0.2.8', 401],
    ['/api/whatsapp/messages/3EB0', '127.0.0.1', 404],
    ['/api/events', '127.0.0.1', 401],
    ['/api/events/live', '192.0.2.8', 401],
    ['/api/auth/me', '127.0.0.1', 401],
  ])('opens %s to %s with %d', async (path, from, status) => {
    expect(await askFrom(shared, path, from)).toBe(status);
  });

  test.each(['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'X-Forwarded-Host', 'Via', 'CF-Connecting-IP'])(
    'opens nothing through a proxy on this machine, which says %s',
    async (header) => {
      const said = { [header]: '127.0.0.1' };
      expect(await askFrom(shared, '/api/users', '127.0.0.1', ticket.text, said)).toBe(401);
    },
  );

  test('is another after each start, and none where there is no door', async () => {
    expect(await askFrom(shared, '/api/users', '127.0.0.1', openLocalTicket(systemEntropy).text)).toBe(401);
    expect(await askFrom(await api(), '/api/users', '127.0.0.1')).toBe(401);
  });
});

import { describe, expect, test } from 'vitest';
import { openAccounts } from '../../src/access/accounts.ts';
import { sqliteAccounts } from '../../src/storage/sqlite/accounts.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { EMAIL, PASSWORD, world } from './world.ts';

const MINUTE_MS = 60_000;
const throttled = { ok: false, refusal: { code: 'auth.throttled' } };
const wrong = { ok: false, refusal: { code: 'auth.invalid_credentials' } };

describe('logging in', () => {
  test('is recorded with its address and its request, in the stream of the user', async () => {
    const { addAnna, login, log } = await world();
    const added = await addAnna();
    await login();
    const id = added.ok ? added.value.id : '';
    expect(log.read(`user/${id}`).at(-1)).toMatchObject({
      type: 'user.logged_in',
      data: { from: '10.0.0.1' },
      by: id,
      correlation: 'request-1',
    });
  });

  test('with an email that belongs to nobody is recorded too, where nobody’s stream is', async () => {
    const { login, facts } = await world();
    expect(await login(PASSWORD, '10.0.0.1', 'nobody@example.com')).toMatchObject(wrong);
    expect(facts('user/unknown')).toEqual(['user.login_refused']);
  });

  test('many at once all find their place in the log', async () => {
    const { addAnna, login, facts } = await world();
    await addAnna();
    const told = await Promise.all(Array.from({ length: 9 }, () => login()));
    expect(told.every(({ ok }) => ok)).toBe(true);
    expect(facts()).toHaveLength(1 + 9);
  });

  test('with a password that is changed meanwhile does not work', async () => {
    const { users, logins, addAnna, login } = await world();
    await addAnna();
    const [late] = await Promise.all([login(), users.setPassword(EMAIL, 'battery staple', SYSTEM)]);
    if (late.ok) expect(await logins.identify(late.value.accessToken)).toBeNull();
    else expect(late).toMatchObject(wrong);
  });

  test('does not answer before the fact is on disk', async () => {
    const { addAnna, login, log } = await world();
    await addAnna();
    log.failNextCommit();
    await expect(login()).rejects.toThrow('disk is full');
  });
});

describe('who fails too often', () => {
  test('waits, for this account and not for others', async () => {
    const { users, addAnna, login } = await world();
    await addAnna();
    await users.add({ email: 'bob@example.com', password: PASSWORD, role: 'operator' }, SYSTEM);
    for (let n = 0; n < 10; n += 1) await login('wrong', `10.0.1.${n}`);
    expect(await login()).toMatchObject(throttled);
    expect((await login(PASSWORD, '10.0.0.1', 'bob@example.com')).ok).toBe(true);
  });

  test('waits for this address, whatever the account', async () => {
    const { addAnna, login } = await world();
    await addAnna();
    for (let n = 0; n < 60; n += 1) await login('wrong', '10.0.0.1', `nobody-${n}@example.com`);
    expect(await login()).toMatchObject(throttled);
    expect((await login(PASSWORD, '10.0.0.2')).ok).toBe(true);
  });

  test('does not keep the owner out of where they are logged in already', async () => {
    const { addAnna, login } = await world();
    await addAnna();
    await login(PASSWORD, '10.0.0.1');
    for (let n = 0; n < 20; n += 1) await login('wrong', `10.0.1.${n}`);
    expect(await login(PASSWORD, '10.0.0.2')).toMatchObject(throttled);
    expect((await login(PASSWORD, '10.0.0.1')).ok).toBe(true);
  });

  test('does not keep the owner out of where they were logged in, for thirty days', async () => {
    const { logins, addAnna, login, clock } = await world();
    await addAnna();
    const told = await login(PASSWORD, '10.0.0.1');
    const identity = told.ok ? await logins.identify(told.value.accessToken) : null;
    if (identity) await logins.logout(identity, { address: '10.0.0.1', correlation: null });
    const hammer = async () => {
      for (let n = 0; n < 20; n += 1) await login('wrong', `10.0.1.${n}`);
    };
    // A client that never stops.
    for (let day = 0; day < 29; day += 1) {
      await hammer();
      clock.advance(24 * 60 * MINUTE_MS);
    }
    await hammer();
    expect(await login(PASSWORD, '10.0.0.2')).toMatchObject(throttled);
    expect((await login(PASSWORD, '10.0.0.1')).ok).toBe(true);
  });

  test('waits for the whole of an IPv6 network, and not for the next', async () => {
    const { addAnna, login } = await world();
    await addAnna();
    for (let n = 0; n < 60; n += 1) await login('wrong', `2001:db8:0:1::${n.toString(16)}`, `nobody-${n}@example.com`);
    expect(await login(PASSWORD, '2001:db8:0:1:ffff::1')).toMatchObject(throttled);
    expect((await login(PASSWORD, '2001:db8:0:2::1')).ok).toBe(true);
  });

  test('makes the log grow by 61 facts in five minutes from one address, however often it is tried', async () => {
    const { addAnna, login, facts } = await world();
    await addAnna();
    const before = facts().length;
    for (let n = 0; n < 500; n += 1) await login('wrong', '10.0.0.1', `nobody-${n}@example.com`);
    expect(facts().length - before).toBe(61);
  });

  test('makes the log grow by 11 facts in five minutes for one account, from however many addresses', async () => {
    const { addAnna, login, facts } = await world();
    await addAnna();
    const before = facts().length;
    for (let n = 0; n < 500; n += 1) await login('wrong', `10.0.${n >> 8}.${n & 255}`);
    expect(facts().length - before).toBe(11);
  });

  test('cannot slip through by trying many at once', async () => {
    const { addAnna, login } = await world();
    await addAnna();
    const told = await Promise.all(Array.from({ length: 30 }, () => login('wrong')));
    const codes = told.map((answer) => (answer.ok ? 'ok' : answer.refusal.code));
    expect(codes.filter((code) => code === 'auth.invalid_credentials')).toHaveLength(10);
    expect(codes.filter((code) => code === 'auth.throttled')).toHaveLength(20);
  });

  test('waits no longer for trying again', async () => {
    const { addAnna, login, clock } = await world();
    await addAnna();
    for (let n = 0; n < 10; n += 1) await login('wrong');
    clock.advance(2 * MINUTE_MS);
    for (let n = 0; n < 10; n += 1) expect(await login()).toMatchObject(throttled);
    clock.advance(3 * MINUTE_MS);
    expect((await login()).ok).toBe(true);
  });

  test('is forgiven by success', async () => {
    const { addAnna, login } = await world();
    await addAnna();
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 9; n += 1) expect(await login('wrong')).toMatchObject(wrong);
      expect((await login()).ok).toBe(true);
    }
  });
});

describe('a login', () => {
  test('outlives the process', async () => {
    const { addAnna, login, db, log, clock } = await world();
    await addAnna();
    const told = await login();
    const again = await openAccounts({ store: sqliteAccounts(db), log, clock, secret: new Uint8Array(32).fill(7) });
    const { accessToken = '', refreshToken = '' } = told.ok ? told.value : {};
    expect(await again.logins.identify(accessToken)).toMatchObject({ email: EMAIL, role: 'admin' });
    expect((await again.logins.refresh(refreshToken, { address: null, correlation: null })).ok).toBe(true);
  });

  test('is kept by all threads of a client that refresh it at the same time', async () => {
    const { addAnna, login, logins, clock, facts } = await world();
    await addAnna();
    const told = await login();
    const token = told.ok ? told.value.refreshToken : '';
    const refresh = (used = token) => logins.refresh(used, { address: null, correlation: null });
    const pairs = await Promise.all([refresh(), refresh(), refresh()]);
    clock.advance(10_000);
    pairs.push(await refresh());
    const tokens = pairs.map((pair) => (pair.ok ? pair.value.refreshToken : ''));
    expect(new Set(tokens).size).toBe(4);
    for (const pair of pairs)
      expect(await logins.identify(pair.ok ? pair.value.accessToken : '')).toMatchObject({ email: EMAIL });
    for (const next of tokens) expect(await refresh(next)).toMatchObject({ ok: true });
    expect(facts()).toEqual(['user.added', 'user.logged_in']);
  });

  test('ends for everybody when a refresh token comes again after the grace', async () => {
    const { addAnna, login, logins, clock, facts } = await world();
    await addAnna();
    const told = await login();
    const token = told.ok ? told.value.refreshToken : '';
    const refresh = (used: string) => logins.refresh(used, { address: '10.0.0.9', correlation: null });
    const [first, second] = [await refresh(token), await refresh(token)];
    clock.advance(10_001);
    const dead = { ok: false, refusal: { code: 'auth.invalid_token' } };
    expect(await refresh(token)).toMatchObject(dead);
    for (const pair of [first, second]) {
      expect(await refresh(pair.ok ? pair.value.refreshToken : '')).toMatchObject(dead);
      expect(await logins.identify(pair.ok ? pair.value.accessToken : '')).toBeNull();
    }
    expect(facts()).toEqual(['user.added', 'user.logged_in', 'user.refresh_reused']);
  });

  test('is not lost by a refresh for which the disk had no room', async () => {
    const { addAnna, login, logins, db } = await world();
    await addAnna();
    const told = await login();
    const token = told.ok ? told.value.refreshToken : '';
    const refresh = () => logins.refresh(token, { address: null, correlation: null });
    db.exec("create temp trigger full before insert on account_refresh_tokens begin select raise(fail, 'full'); end");
    await expect(refresh()).rejects.toThrow();
    db.exec('drop trigger full');
    // Using a token again is not theft if nobody received its successor.
    expect(await refresh()).toMatchObject({ ok: true });
  });

  test('leaves nothing behind when it has expired', async () => {
    const { addAnna, login, clock, db } = await world();
    await addAnna();
    await login();
    clock.advance(31 * 24 * 60 * MINUTE_MS);
    await login();
    const count = (table: string) => db.prepare(`select count(*) from ${table}`).pluck().get();
    expect([count('account_families'), count('account_refresh_tokens')]).toEqual([1, 1]);
  });

  test('wants a secret of 32 bytes', async () => {
    await expect(world({ secret: new Uint8Array(31) })).rejects.toThrow('32 bytes');
  });
});

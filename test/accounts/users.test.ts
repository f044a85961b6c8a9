import { describe, expect, test } from 'vitest';
import { upcast } from '../../src/events/facts/upcasters.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { BOB, EMAIL, PASSWORD, world } from './world.ts';

describe('a user', () => {
  test('is added, and listed without a hash', async () => {
    const { users, addAnna, facts } = await world();
    const added = await addAnna();
    expect(added).toMatchObject({ ok: true, value: { email: EMAIL, role: 'admin' } });
    expect(await users.list()).toEqual([added.ok && added.value]);
    expect(facts()).toEqual(['user.added']);
  });

  test.each([
    ['an email that is taken', 'Anna@Example.COM', PASSWORD, 'user.exists'],
    ['an email without a host', 'anna', PASSWORD, 'user.invalid_email'],
    ['an email with a space', 'an na@example.com', PASSWORD, 'user.invalid_email'],
    ['a password of seven characters', 'bob@example.com', '1234567', 'user.weak_password'],
    ['a password that never ends', 'bob@example.com', 'a'.repeat(1_025), 'user.weak_password'],
  ])('is not added with %s, and nothing is recorded', async (_, email, password, code) => {
    const { users, addAnna, facts } = await world();
    await addAnna();
    expect(await users.add({ email, password, role: 'operator' }, SYSTEM)).toMatchObject({
      ok: false,
      refusal: { code },
    });
    expect(facts()).toEqual(['user.added']);
  });

  test('logs in with the new password once it is changed', async () => {
    const { users, addAnna, login, facts } = await world();
    await addAnna();
    expect(await users.setPassword(EMAIL, 'battery staple', SYSTEM)).toMatchObject({ ok: true });
    expect([(await login()).ok, (await login('battery staple')).ok]).toEqual([false, true]);
    expect(facts()).toEqual(['user.added', 'user.password_changed', 'user.login_refused', 'user.logged_in']);
  });

  test('is gone once removed, and the email is free again', async () => {
    const { users, addAnna, addBob, login, facts } = await world();
    await addBob('admin');
    await addAnna();
    expect(await users.remove(EMAIL, SYSTEM)).toMatchObject({ ok: true });
    expect((await login()).ok).toBe(false);
    expect(await users.list()).toHaveLength(1);
    expect((await addAnna()).ok).toBe(true);
    expect(facts()).toEqual(['user.added', 'user.added', 'user.removed', 'user.login_refused', 'user.added']);
  });

  test('who is the only administrator stays one, until there is another', async () => {
    const { users, addAnna, addBob, facts } = await world();
    const last = { ok: false, refusal: { code: 'user.last_admin' } };
    await addAnna();
    await addBob('operator');
    expect(await users.remove(EMAIL, SYSTEM)).toMatchObject(last);
    expect(await users.setRole(EMAIL, 'viewer', SYSTEM)).toMatchObject(last);
    expect(await users.setRole(BOB, 'admin', SYSTEM)).toMatchObject({ ok: true, value: { email: BOB, role: 'admin' } });
    expect(await users.setRole(EMAIL, 'viewer', SYSTEM)).toMatchObject({ ok: true, value: { role: 'viewer' } });
    expect(facts()).toEqual(['user.added', 'user.added', 'user.role_changed', 'user.role_changed']);
  });

  test('has a new role at the next request, with the token of before', async () => {
    const { users, logins, addAnna, addBob, login } = await world();
    await addAnna();
    await addBob('operator');
    const told = await login(PASSWORD, '10.0.0.1', BOB);
    const role = async () => (await logins.identify(told.ok ? told.value.accessToken : ''))?.role;
    expect(await role()).toBe('operator');
    await users.setRole(BOB, 'viewer', SYSTEM);
    expect(await role()).toBe('viewer');
    await users.setRole(BOB, 'viewer', SYSTEM);
  });

  test('whom an older Waybill called a member is an operator, in the tables and in the log', async () => {
    const { users, addBob, db, log } = await world();
    await addBob('operator');
    db.exec("update account_users set role = 'member'");
    expect(await users.list()).toMatchObject([{ email: BOB, role: 'operator' }]);
    const [added] = log.page({ after: 0, limit: 1 });
    expect(upcast('user.added', 1, { role: 'member', from: null })).toEqual({ role: 'operator', from: null });
    expect(added?.data).toMatchObject({ role: 'operator' });
  });

  test('that nobody knows cannot be changed', async () => {
    const { users } = await world();
    const unknown = { ok: false, refusal: { code: 'user.not_found' } };
    expect(await users.setPassword(EMAIL, PASSWORD, SYSTEM)).toMatchObject(unknown);
    expect(await users.remove(EMAIL, SYSTEM)).toMatchObject(unknown);
  });

  test('may type a password on any keyboard', async () => {
    const { users, login } = await world();
    await users.add({ email: EMAIL, password: 'Pa\u0308sswort', role: 'admin' }, SYSTEM);
    expect((await login('P\u00e4sswort')).ok).toBe(true);
  });
});

describe('the first user', () => {
  test('gets a password of Waybill’s making, told once', async () => {
    const { users, login } = await world();
    const first = await users.ensureFirst({ email: EMAIL, password: null });
    expect(first).toMatchObject({ email: EMAIL, generated: expect.stringMatching(/^[\w-]{24}$/) });
    expect((await login(first?.generated ?? '')).ok).toBe(true);
    expect(await users.ensureFirst({ email: 'bob@example.com', password: null })).toBeNull();
    expect(await users.list()).toHaveLength(1);
  });

  test('may bring a password, which is told to nobody', async () => {
    const { users, login } = await world();
    expect(await users.ensureFirst({ email: EMAIL, password: PASSWORD })).toEqual({ email: EMAIL, generated: null });
    expect((await login()).ok).toBe(true);
  });

  test('with a password that cannot be used stops the start, with what to do', async () => {
    const { users } = await world();
    await expect(users.ensureFirst({ email: EMAIL, password: 'short' })).rejects.toThrow(Fault);
    expect(await users.list()).toEqual([]);
  });
});

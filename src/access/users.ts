/** The people who may use the API: adding them, changing their passwords and roles, removing them. */
import type { Role } from '../events/facts/user.ts';
import { type Caller, SYSTEM } from '../kernel/caller.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import { Fault } from '../kernel/fault.ts';
import { type InputFault, ok, type Result, refuse, refuseFaults, refuseField } from '../kernel/result.ts';
import { streamOf } from '../kernel/ids.ts';
import type { Identities } from './identities.ts';
import type { Journal } from '../events/log/journal.ts';
import { type Passwords, passwordProblem } from './passwords.ts';
import type { AccountStore, StoredUser } from './store.ts';

export interface User {
  readonly id: string;
  /** As it was given; no two users differ in upper and lower case only. */
  readonly email: string;
  readonly role: Role;
  readonly addedAt: Millis;
}

export interface Users {
  /** Refusals: `user.exists`, `user.invalid_email`, `user.weak_password`; `request.invalid` for both faults at once. */
  add(user: { email: string; password: string; role: Role }, caller: Caller): Promise<Result<User>>;
  /** In the order in which they were added. */
  list(): Promise<readonly User[]>;
  /** `who` is an id or an email, here and below. Ends every login. Refusals: `user.not_found`, `user.weak_password`. */
  setPassword(who: string, password: string, caller: Caller): Promise<Result<void>>;
  /** Counts from the next request on. Refusals: `user.not_found`, `user.last_admin`. */
  setRole(who: string, role: Role, caller: Caller): Promise<Result<User>>;
  /** Ends every login. Refusals: `user.not_found`, `user.last_admin`. */
  remove(who: string, caller: Caller): Promise<Result<void>>;
  /**
   * Adds an admin when there is nobody yet. Where no password is given, one is generated and answered here, once, and nowhere
   * else. Null when there are users already.
   * @throws Fault when the email or the password cannot be used.
   */
  ensureFirst(user: { email: string; password: string | null }): Promise<FirstUser | null>;
}

/** The first user; its password when it was generated. */
export interface FirstUser {
  readonly email: string;
  readonly generated: string | null;
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const EMAIL_LENGTH_MAX = 254;

/** The fault of an email, in a sentence; null for a good one, such as `admin@localhost`. */
export const emailProblem = (email: string): string | null =>
  EMAIL.test(email) && email.length <= EMAIL_LENGTH_MAX
    ? null
    : `An email has the form name@host, and at most ${EMAIL_LENGTH_MAX} characters`;

/** The code of a fault that comes alone. */
const FAULT_CODES = { email: 'user.invalid_email', password: 'user.weak_password' } as const;

/** Every fault of an email and a password; one that is null is not looked at. */
export const userFaults = (user: { readonly email: string | null; readonly password: string | null }) => {
  const faultOf = (path: keyof typeof FAULT_CODES, problemOf: (text: string) => string | null) => {
    const message = user[path] === null ? null : problemOf(user[path]);
    return message === null ? [] : [{ path, message }];
  };
  return [...faultOf('email', emailProblem), ...faultOf('password', passwordProblem)] satisfies InputFault[];
};

const publicOf = ({ id, email, role, addedAt }: StoredUser): User => ({ id, email, role, addedAt });

const notFound = (): Result<never> =>
  refuse('user.not_found', 'There is no user with this email or id; list the users to see who there is.');

const lastAdmin = (): Result<never> =>
  refuse('user.last_admin', 'Nobody else is an administrator; make another user one first.');

interface Parts {
  readonly store: AccountStore;
  readonly passwords: Passwords;
  readonly identities: Identities;
  readonly record: Journal;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

export const users = ({ store, passwords, identities, record, clock, entropy }: Parts): Users => {
  const add: Users['add'] = async ({ email, password, role }, caller) => {
    const faults = userFaults({ email, password });
    if (faults.length > 1) return refuseFaults(faults);
    for (const { path, message } of faults) return refuseField(FAULT_CODES[path], path, message);
    const user = {
      id: Buffer.from(entropy.bytes(9)).toString('hex'),
      email,
      role,
      hash: await passwords.hash(password),
      addedAt: clock.now(),
    };
    if (!(await store.addUser(user))) return refuse('user.exists', 'There is a user with this email already.');
    await record(streamOf.user(user.id), { type: 'user.added', role }, caller);
    return ok(publicOf(user));
  };

  return {
    add,
    list: async () => (await store.users()).map(publicOf),
    async setPassword(who, password, caller) {
      const wrong = passwordProblem(password);
      if (wrong) return refuseField(FAULT_CODES.password, 'password', wrong);
      const user = await store.user(who);
      if (!user || !(await store.setHash(user.id, await passwords.hash(password)))) return notFound();
      identities.forget();
      await record(streamOf.user(user.id), { type: 'user.password_changed' }, caller);
      return ok(undefined);
    },
    async setRole(who, role, caller) {
      const user = await store.user(who);
      if (!user) return notFound();
      if (user.role === role) return ok(publicOf(user));
      const change = await store.setRole(user.id, role);
      if (change !== 'done') return change === 'last' ? lastAdmin() : notFound();
      identities.forget();
      await record(streamOf.user(user.id), { type: 'user.role_changed', role }, caller);
      return ok(publicOf({ ...user, role }));
    },
    async remove(who, caller) {
      const user = await store.user(who);
      const change = user ? await store.removeUser(user.id) : 'unknown';
      if (!user || change !== 'done') return change === 'last' ? lastAdmin() : notFound();
      identities.forget();
      await record(streamOf.user(user.id), { type: 'user.removed' }, caller);
      return ok(undefined);
    },
    async ensureFirst({ email, password }) {
      if ((await store.users()).length > 0) return null;
      const generated = password === null ? Buffer.from(entropy.bytes(18)).toString('base64url') : null;
      const added = await add({ email, password: password ?? generated ?? '', role: 'admin' }, SYSTEM);
      if (added.ok) return { email, generated };
      throw new Fault('accounts.first_user', `The first user cannot be added: ${added.refusal.detail}`, {
        hint: 'Set WAYBILL_ADMIN_EMAIL and WAYBILL_ADMIN_PASSWORD to an email and a password that can be used.',
        retryable: false,
      });
    },
  };
};

/** Who may use the API: adding people, changing their passwords, removing them. */
import type { Role } from '../events/facts/user.ts';
import { type Caller, SYSTEM } from '../kernel/caller.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import { Fault } from '../kernel/fault.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import { streamOf } from '../kernel/ids.ts';
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
  /** Refusals: `user.exists`, `user.invalid_email`, `user.weak_password`. */
  add(user: { email: string; password: string; role: Role }, caller: Caller): Promise<Result<User>>;
  list(): readonly User[];
  /** Ends every login of the user. Refusals: `user.not_found`, `user.weak_password`. */
  setPassword(email: string, password: string, caller: Caller): Promise<Result<void>>;
  /** Ends every login of the user. Refusal: `user.not_found`. */
  remove(email: string, caller: Caller): Promise<Result<void>>;
  /**
   * Adds an admin when there is nobody yet, with a password of its own making when none is given; that one is answered
   * here, once, and nowhere else. Null when there are users already.
   * @throws Fault when the email or the password cannot be used.
   */
  ensureFirst(user: {
    email: string;
    password: string | null;
  }): Promise<{ email: string; generated: string | null } | null>;
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const EMAIL_LENGTH_MAX = 254;

/** What is wrong with an email, in a sentence; null when nothing is. `admin@localhost` is fine. */
export const emailProblem = (email: string): string | null =>
  EMAIL.test(email) && email.length <= EMAIL_LENGTH_MAX
    ? null
    : `An email has the form name@host, and at most ${EMAIL_LENGTH_MAX} characters`;

const publicOf = ({ id, email, role, addedAt }: StoredUser): User => ({ id, email, role, addedAt });

const notFound = (): Result<never> =>
  refuse('user.not_found', 'There is no user with this email; list the users to see who there is.');

interface Parts {
  readonly store: AccountStore;
  readonly passwords: Passwords;
  readonly record: Journal;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

export const users = ({ store, passwords, record, clock, entropy }: Parts): Users => {
  const add: Users['add'] = async ({ email, password, role }, caller) => {
    const wrongEmail = emailProblem(email);
    if (wrongEmail) return refuse('user.invalid_email', wrongEmail);
    const wrongPassword = passwordProblem(password);
    if (wrongPassword) return refuse('user.weak_password', wrongPassword);
    const user = {
      id: Buffer.from(entropy.bytes(9)).toString('hex'),
      email,
      role,
      hash: await passwords.hash(password),
      addedAt: clock.now(),
    };
    if (!store.addUser(user)) return refuse('user.exists', 'There is a user with this email already.');
    await record(streamOf.user(user.id), { type: 'user.added', role }, caller);
    return ok(publicOf(user));
  };

  return {
    add,
    list: () => store.users().map(publicOf),
    async setPassword(email, password, caller) {
      const wrong = passwordProblem(password);
      if (wrong) return refuse('user.weak_password', wrong);
      const hash = await passwords.hash(password);
      const user = store.userByEmail(email);
      if (!user) return notFound();
      store.setHash(user.id, hash);
      await record(streamOf.user(user.id), { type: 'user.password_changed' }, caller);
      return ok(undefined);
    },
    async remove(email, caller) {
      const user = store.userByEmail(email);
      if (!user) return notFound();
      store.removeUser(user.id);
      await record(streamOf.user(user.id), { type: 'user.removed' }, caller);
      return ok(undefined);
    },
    async ensureFirst({ email, password }) {
      if (store.users().length > 0) return null;
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

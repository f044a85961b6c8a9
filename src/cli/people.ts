/** The users of a data folder. */
import type { Role } from '../events/facts/user.ts';
import { iso } from '../kernel/clock.ts';
import { SYSTEM } from '../kernel/caller.ts';
import type { Config } from '../config/config.ts';
import { orEnd, type Ways, withAccounts } from './accounts-door.ts';

export interface Person {
  readonly email: string;
  readonly role: Role;
  /** ISO 8601 time. */
  readonly addedAt: string;
}

/** If a request is refused, the method throws an Ending with exit 1 and the reason. */
export interface People {
  add(user: { email: string; password: string; role: Role }): Promise<void>;
  list(): Promise<readonly Person[]>;
  setPassword(email: string, password: string): Promise<void>;
  setRole(email: string, role: Role): Promise<void>;
  remove(email: string): Promise<void>;
}

const USERS = '/api/users';
const pathOf = (email: string): string => `${USERS}/${encodeURIComponent(email)}`;

const people: Ways<People> = {
  inFolder: ({ users }) => ({
    add: async (user) => void orEnd(await users.add(user, SYSTEM)),
    list: async () => (await users.list()).map((user) => ({ ...user, addedAt: iso(user.addedAt) })),
    setPassword: async (email, password) => orEnd(await users.setPassword(email, password, SYSTEM)),
    setRole: async (email, role) => void orEnd(await users.setRole(email, role, SYSTEM)),
    remove: async (email) => orEnd(await users.remove(email, SYSTEM)),
  }),
  running: ({ ask, all }) => ({
    add: async (user) => void (await ask('POST', USERS, user)),
    list: () => all<Person>(USERS),
    setPassword: async (email, password) => void (await ask('POST', `${pathOf(email)}/password`, { password })),
    setRole: async (email, role) => void (await ask('PATCH', pathOf(email), { role })),
    remove: async (email) => void (await ask('DELETE', pathOf(email))),
  }),
};

/** Gives `work` access to the users. @throws Fault `folder.locked` if another command uses the folder. */
export const withPeople = (config: Config, work: (people: People) => Promise<void>): Promise<void> =>
  withAccounts(config, people, work);

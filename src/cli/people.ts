/**
 * The users of a data folder, whether or not a gateway runs on it.
 *
 * Only one process at a time writes to a data folder. If a gateway runs on the folder, the command sends it HTTP
 * requests with the ticket beside its lock, which only the same user can read. Otherwise the command opens the folder.
 * In both cases each change is a fact in the log.
 */
import { openAccounts } from '../access/accounts.ts';
import type { Role } from '../events/facts/user.ts';
import { SYSTEM } from '../kernel/caller.ts';
import { systemEntropy } from '../kernel/entropy.ts';
import { Fault } from '../kernel/fault.ts';
import type { Result } from '../kernel/result.ts';
import type { Config } from '../config/config.ts';
import { sqliteAccounts } from '../storage/sqlite/accounts.ts';
import { type Door, doorOf } from '../storage/sqlite/lock.ts';
import { accessBy } from './access.ts';
import { EXIT, Ending } from './exits.ts';
import { httpClient } from './http-client.ts';
import { holdData } from './opened.ts';

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

const SECRET_BYTES = 32;
const PAGE = 500;

const orEnd = <T>(told: Result<T>): T => {
  if (told.ok) return told.value;
  throw new Ending(EXIT.failed, told.refusal.detail);
};

const inFolder = (config: Config, work: (people: People) => Promise<void>): Promise<void> =>
  holdData(config, async ({ db, log, projections }) => {
    await projections.catchUp(log);
    // Tokens are neither issued nor read here, so their key does not matter.
    const secret = systemEntropy.bytes(SECRET_BYTES);
    const { users } = await openAccounts({ store: sqliteAccounts(db), log, secret });
    await work({
      add: async (user) => void orEnd(await users.add(user, SYSTEM)),
      list: async () =>
        (await users.list()).map((user) => ({ ...user, addedAt: new Date(user.addedAt).toISOString() })),
      setPassword: async (email, password) => orEnd(await users.setPassword(email, password, SYSTEM)),
      setRole: async (email, role) => void orEnd(await users.setRole(email, role, SYSTEM)),
      remove: async (email) => orEnd(await users.remove(email, SYSTEM)),
    });
  });

const pathOf = (email: string): string => `/${encodeURIComponent(email)}`;

const throughDoor = (door: Door): People => {
  const client = httpClient(accessBy(door));
  const ask = (method: string, path: string, json?: object): Promise<unknown> =>
    client.ask(method, `/api/users${path}`, json ? { json } : {});
  return {
    add: async (user) => void (await ask('POST', '', user)),
    async list() {
      const people: Person[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page = (await ask('GET', `?limit=${PAGE}${more}`)) as { items: Person[]; nextCursor: string | null };
        people.push(...page.items);
        cursor = page.nextCursor;
      }
      return people;
    },
    setPassword: async (email, password) => void (await ask('POST', `${pathOf(email)}/password`, { password })),
    setRole: async (email, role) => void (await ask('PATCH', pathOf(email), { role })),
    remove: async (email) => void (await ask('DELETE', pathOf(email))),
  };
};

/** Gives `work` access to the users. @throws Fault `folder.locked` if another command uses the folder. */
export const withPeople = async (config: Config, work: (people: People) => Promise<void>): Promise<void> => {
  try {
    await inFolder(config, work);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'folder.locked') throw thrown;
    const door = doorOf(config.data);
    if (!door) throw thrown;
    await work(throughDoor(door));
  }
};

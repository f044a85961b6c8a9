/**
 * The accounts of a data folder, whether or not a gateway runs on it.
 *
 * Only one process at a time writes to a data folder. If a gateway runs on the folder, the command sends it HTTP
 * requests with the ticket beside its lock, which only the same user can read. Otherwise the command opens the folder.
 * In both cases each change is a fact in the log.
 */
import { type Accounts, openAccounts } from '../access/accounts.ts';
import type { Config } from '../config/config.ts';
import { systemEntropy } from '../kernel/entropy.ts';
import { Fault } from '../kernel/fault.ts';
import type { Result } from '../kernel/result.ts';
import { sqliteAccounts } from '../storage/sqlite/accounts.ts';
import { type Door, doorOf } from '../storage/sqlite/lock.ts';
import { accessBy } from './access.ts';
import { EXIT, Ending } from './exits.ts';
import { httpClient } from './http-client.ts';
import { holdData } from './opened.ts';

/** Requests to the gateway that runs on the folder. A refusal is an Ending with exit 1 and the reason. */
export interface Running {
  ask(method: string, path: string, json?: object): Promise<unknown>;
  /** All items of a list, page by page. */
  all<T>(path: string): Promise<readonly T[]>;
}

/** One command over either way. */
export interface Ways<T> {
  readonly inFolder: (accounts: Accounts) => T;
  readonly running: (gateway: Running) => T;
}

const SECRET_BYTES = 32;
const PAGE = 500;

/** @throws Ending with exit 1 and the reason of a refusal. */
export const orEnd = <T>(told: Result<T>): T => {
  if (told.ok) return told.value;
  throw new Ending(EXIT.failed, told.refusal.detail);
};

const throughDoor = (door: Door): Running => {
  const client = httpClient(accessBy(door));
  const ask: Running['ask'] = (method, path, json) => client.ask(method, path, json ? { json } : {});
  return {
    ask,
    async all<T>(path: string) {
      const found: T[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page = (await ask('GET', `${path}?limit=${PAGE}${more}`)) as { items: T[]; nextCursor: string | null };
        found.push(...page.items);
        cursor = page.nextCursor;
      }
      return found;
    },
  };
};

/** @throws Fault `folder.locked` if another command uses the folder. */
export const withAccounts = async <T>(
  config: Config,
  { inFolder, running }: Ways<T>,
  work: (way: T) => Promise<void>,
): Promise<void> => {
  try {
    await holdData(config, async ({ db, log, projections }) => {
      await projections.catchUp(log);
      // Tokens are neither issued nor read here, so their key does not matter.
      const secret = systemEntropy.bytes(SECRET_BYTES);
      await work(inFolder(await openAccounts({ store: sqliteAccounts(db), log, secret })));
    });
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'folder.locked') throw thrown;
    const door = doorOf(config.data);
    if (!door) throw thrown;
    await work(running(throughDoor(door)));
  }
};

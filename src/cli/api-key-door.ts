/**
 * The API keys of a data folder, whether or not a gateway runs on it.
 *
 * As with people, a running gateway is asked over HTTP with the ticket beside its lock; otherwise the folder is opened.
 */
import * as v from 'valibot';
import { openAccounts } from '../access/accounts.ts';
import type { Config } from '../config/config.ts';
import {
  HOUR_MS,
  type KeyOnceShape,
  type KeyShape,
  NewKeyShape,
  newKeyOf,
  onceOf,
  shapeOf,
} from '../http/contract/key-shape.ts';
import { SYSTEM } from '../kernel/caller.ts';
import { systemEntropy } from '../kernel/entropy.ts';
import { Fault } from '../kernel/fault.ts';
import type { Result } from '../kernel/result.ts';
import { sqliteAccounts } from '../storage/sqlite/accounts.ts';
import { type Door, doorOf } from '../storage/sqlite/lock.ts';
import { accessBy } from './access.ts';
import { EXIT, Ending } from './exits.ts';
import { httpClient } from './http-client.ts';
import { holdData } from './opened.ts';

export type ShownKey = v.InferOutput<typeof KeyShape>;
type OnceShown = v.InferOutput<typeof KeyOnceShape>;

/** If a request is refused, the method throws an Ending with exit 1 and the reason. */
export interface KeyDoor {
  create(given: v.InferInput<typeof NewKeyShape>): Promise<OnceShown>;
  list(): Promise<readonly ShownKey[]>;
  rotate(id: string, overlapHours: number): Promise<OnceShown>;
  revoke(id: string): Promise<void>;
}

const SECRET_BYTES = 32;
const PAGE = 500;

const orEnd = <T>(told: Result<T>): T => {
  if (told.ok) return told.value;
  throw new Ending(EXIT.failed, told.refusal.detail);
};

const parsed = (given: v.InferInput<typeof NewKeyShape>): v.InferOutput<typeof NewKeyShape> => {
  const read = v.safeParse(NewKeyShape, given);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new Ending(EXIT.failed, `${v.getDotPath(issue) ?? 'key'}: ${issue.message}`);
};

const inFolder = (config: Config, work: (door: KeyDoor) => Promise<void>): Promise<void> =>
  holdData(config, async ({ db, log, projections }) => {
    await projections.catchUp(log);
    // Tokens are neither issued nor read here, so their key does not matter.
    const secret = systemEntropy.bytes(SECRET_BYTES);
    const { keys } = await openAccounts({ store: sqliteAccounts(db), log, secret });
    await work({
      create: async (given) => onceOf(orEnd(await keys.create(orEnd(newKeyOf(parsed(given))), SYSTEM))),
      list: async () => (await keys.list()).map(shapeOf),
      rotate: async (id, overlapHours) => onceOf(orEnd(await keys.rotate(id, overlapHours * HOUR_MS, SYSTEM))),
      revoke: async (id) => orEnd(await keys.revoke(id, SYSTEM)),
    });
  });

const pathOf = (id: string): string => `/${encodeURIComponent(id)}`;

const throughDoor = (door: Door): KeyDoor => {
  const client = httpClient(accessBy(door));
  const ask = (method: string, path: string, json?: object): Promise<unknown> =>
    client.ask(method, `/api/keys${path}`, json ? { json } : {});
  return {
    create: async (given) => (await ask('POST', '', given)) as OnceShown,
    async list() {
      const keys: ShownKey[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page = (await ask('GET', `?limit=${PAGE}${more}`)) as { items: ShownKey[]; nextCursor: string | null };
        keys.push(...page.items);
        cursor = page.nextCursor;
      }
      return keys;
    },
    rotate: async (id, overlapHours) => (await ask('POST', `${pathOf(id)}/rotate`, { overlapHours })) as OnceShown,
    revoke: async (id) => void (await ask('DELETE', pathOf(id))),
  };
};

/** Gives `work` access to the keys. @throws Fault `folder.locked` if another command uses the folder. */
export const withKeys = async (config: Config, work: (door: KeyDoor) => Promise<void>): Promise<void> => {
  try {
    await inFolder(config, work);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'folder.locked') throw thrown;
    const door = doorOf(config.data);
    if (!door) throw thrown;
    await work(throughDoor(door));
  }
};

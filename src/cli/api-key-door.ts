/** The API keys of a data folder. */
import * as v from 'valibot';
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
import { orEnd, type Ways, withAccounts } from './accounts-door.ts';
import { EXIT, Ending } from './exits.ts';

export type ShownKey = v.InferOutput<typeof KeyShape>;
type OnceShown = v.InferOutput<typeof KeyOnceShape>;

/** If a request is refused, the method throws an Ending with exit 1 and the reason. */
export interface KeyDoor {
  create(given: v.InferInput<typeof NewKeyShape>): Promise<OnceShown>;
  list(): Promise<readonly ShownKey[]>;
  rotate(id: string, overlapHours: number): Promise<OnceShown>;
  revoke(id: string): Promise<void>;
}

const parsed = (given: v.InferInput<typeof NewKeyShape>): v.InferOutput<typeof NewKeyShape> => {
  const read = v.safeParse(NewKeyShape, given);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new Ending(EXIT.failed, `${v.getDotPath(issue) ?? 'key'}: ${issue.message}`);
};

const KEYS = '/api/keys';
const pathOf = (id: string): string => `${KEYS}/${encodeURIComponent(id)}`;

const keyDoor: Ways<KeyDoor> = {
  inFolder: ({ keys }) => ({
    create: async (given) => onceOf(orEnd(await keys.create(orEnd(newKeyOf(parsed(given))), SYSTEM))),
    list: async () => (await keys.list()).map(shapeOf),
    rotate: async (id, overlapHours) => onceOf(orEnd(await keys.rotate(id, overlapHours * HOUR_MS, SYSTEM))),
    revoke: async (id) => orEnd(await keys.revoke(id, SYSTEM)),
  }),
  running: ({ ask, all }) => ({
    create: async (given) => (await ask('POST', KEYS, given)) as OnceShown,
    list: () => all<ShownKey>(KEYS),
    rotate: async (id, overlapHours) => (await ask('POST', `${pathOf(id)}/rotate`, { overlapHours })) as OnceShown,
    revoke: async (id) => void (await ask('DELETE', pathOf(id))),
  }),
};

/** Gives `work` access to the keys. @throws Fault `folder.locked` if another command uses the folder. */
export const withKeys = (config: Config, work: (door: KeyDoor) => Promise<void>): Promise<void> =>
  withAccounts(config, keyDoor, work);

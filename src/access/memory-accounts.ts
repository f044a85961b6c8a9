/** Accounts in memory, for tests. */
import type { Millis } from '../kernel/clock.ts';
import { memoryKeys } from './memory-keys.ts';
import type { AccountStore, Change, NewFamily, StoredUser } from './store.ts';

interface KeptToken {
  readonly family: string;
  readonly expiresAt: Millis;
  spentAt: Millis | null;
}

type KeptFamily = Pick<NewFamily, 'userId' | 'expiresAt'>;

const keyOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const expire = (kept: Map<string, { readonly expiresAt: Millis }>, now: Millis): void => {
  for (const [key, { expiresAt }] of kept) if (expiresAt <= now) kept.delete(key);
};

export const memoryAccounts = (): AccountStore => {
  const users = new Map<string, StoredUser>();
  const families = new Map<string, KeptFamily>();
  const tokens = new Map<string, KeptToken>();
  const homes = new Map<string, { readonly expiresAt: Millis }>();

  const find = (idOrEmail: string): StoredUser | null =>
    users.get(idOrEmail) ??
    [...users.values()].find(({ email }) => email.toLowerCase() === idOrEmail.toLowerCase()) ??
    null;
  const endFamily = (family: string): void => {
    for (const [key, token] of tokens) if (token.family === family) tokens.delete(key);
    families.delete(family);
  };
  const endFamiliesOf = (userId: string): void => {
    for (const [id, family] of families) if (family.userId === userId) endFamily(id);
  };
  /** Changes a user where an administrator is left afterwards. */
  const change = (userId: string, leavesAdmin: boolean, work: (user: StoredUser) => void): Change => {
    const user = users.get(userId);
    if (!user) return 'unknown';
    const hasOther = [...users.values()].some(({ id, role }) => role === 'admin' && id !== userId);
    if (user.role === 'admin' && !leavesAdmin && !hasOther) return 'last';
    work(user);
    return 'done';
  };

  return {
    keys: memoryKeys(),
    async addUser(user) {
      if (find(user.email) ?? users.get(user.id)) return false;
      users.set(user.id, user);
      return true;
    },
    users: async () => [...users.values()].toSorted((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1)),
    user: async (idOrEmail) => find(idOrEmail),
    async setHash(userId, hash) {
      endFamiliesOf(userId);
      const user = users.get(userId);
      if (user) users.set(userId, { ...user, hash });
      return user !== undefined;
    },
    setRole: async (userId, role) =>
      change(userId, role === 'admin', (user) => void users.set(userId, { ...user, role })),
    removeUser: async (userId) =>
      change(userId, false, () => {
        endFamiliesOf(userId);
        for (const home of homes.keys()) if (home.startsWith(`${userId} `)) homes.delete(home);
        users.delete(userId);
      }),
    async beginFamily({ id, userId, userHash, address, expiresAt, token }, now) {
      for (const kept of [tokens, families, homes]) expire(kept, now);
      if (users.get(userId)?.hash !== userHash) return false;
      families.set(id, { userId, expiresAt });
      if (address !== null) homes.set(`${userId} ${address}`, { expiresAt });
      tokens.set(keyOf(token), { family: id, expiresAt, spentAt: null });
      return true;
    },
    endFamily: async (family) => endFamily(family),
    async userOfFamily(family, userId) {
      const user = families.get(family)?.userId === userId ? users.get(userId) : undefined;
      return user ? { id: user.id, email: user.email, role: user.role } : null;
    },
    knows: async (userId, address) => homes.has(`${userId} ${address}`),
    async rotate({ token, successor, expiresAt, graceFrom }, now) {
      const found = tokens.get(keyOf(token));
      const family = found && families.get(found.family);
      if (!found || !family) return null;
      const { spentAt } = found;
      const rotated = found.expiresAt > now && (spentAt === null || (spentAt >= graceFrom && spentAt <= now));
      if (rotated) {
        found.spentAt ??= now;
        tokens.set(keyOf(successor), { family: found.family, expiresAt, spentAt: null });
        families.set(found.family, { ...family, expiresAt });
      }
      return { family: found.family, userId: family.userId, spentAt, rotated };
    },
  };
};

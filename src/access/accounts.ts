/** The people who use the API: their secrets in a store, the facts about them in the log. */
import type { EventLog } from '../events/log/log.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { type Entropy, systemEntropy } from '../kernel/entropy.ts';
import { openJournal } from '../events/log/journal.ts';
import { identities } from './identities.ts';
import { type Logins, logins } from './logins.ts';
import { type HashCost, openPasswords } from './passwords.ts';
import type { AccountStore } from './store.ts';
import { openTokens } from './tokens.ts';
import { type Users, users } from './users.ts';

export interface Accounts {
  readonly users: Users;
  readonly logins: Logins;
}

export interface AccountsOptions {
  readonly store: AccountStore;
  readonly log: EventLog;
  /** The key of the access tokens, at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly clock?: Clock;
  readonly entropy?: Entropy;
  /** What a password hash costs; left out, what OWASP recommends. */
  readonly hashCost?: HashCost;
}

export const openAccounts = async (options: AccountsOptions): Promise<Accounts> => {
  const { store, log, secret, clock = systemClock, entropy = systemEntropy, hashCost } = options;
  const tokens = await openTokens(secret, clock, entropy);
  const parts = {
    store,
    passwords: await openPasswords(hashCost),
    tokens,
    identities: identities(store, tokens, clock),
    record: openJournal(log, clock),
    clock,
    entropy,
  };
  return { users: users(parts), logins: logins(parts) };
};

/** The people who use the API: their secrets in a store, the facts about them in the log. */
import type { EventLog } from '../events/log/log.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { type Entropy, systemEntropy } from '../kernel/entropy.ts';
import { openJournal } from '../events/log/journal.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import { type Identity, identities } from './identities.ts';
import { keyIdentities } from './key-identities.ts';
import { isKeyText } from './key-text.ts';
import { type Keys, keys } from './keys.ts';
import { type Logins, logins } from './logins.ts';
import { type HashCost, openPasswords } from './passwords.ts';
import type { AccountStore } from './store.ts';
import { openTokens } from './tokens.ts';
import { type Users, users } from './users.ts';

export interface Accounts {
  readonly users: Users;
  readonly logins: Logins;
  readonly keys: Keys;
  /**
   * Who a credential speaks for, an access token or an API key. `address` is the client's; null if it is unknown. Refusal:
   * `auth.invalid_token`.
   */
  readonly identify: (credential: string, address: string | null) => Promise<Result<Identity>>;
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

const NO_TOKEN = refuse(
  'auth.invalid_token',
  'This access token is not good, or no longer. POST /api/auth/login gives one.',
);

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
  const ofKeys = keyIdentities(store.keys, clock);
  return {
    users: users(parts),
    logins: logins(parts),
    keys: keys({ ...parts, store: store.keys, forget: ofKeys.forget }),
    identify: async (credential, address) => {
      if (isKeyText(credential)) return ofKeys.identify(credential, address);
      const person = await parts.identities.identify(credential);
      return person ? ok(person) : NO_TOKEN;
    },
  };
};

/**
 * Who may try to log in now, and who has failed too often.
 *
 * Failures are counted for the account and for the address, where all of an IPv6 network of 64 bits is one. An address
 * from which the user has logged in before has a count of its own, so that strangers cannot keep the owner out; behind a
 * proxy that hides addresses nobody waits longer than the window. What an address can make the log grow by is bounded
 * with its failures: each is one fact, and each time that a count fills up is one more. A try counts as a failure from its start, so that many at once do not slip through while the first is
 * still being checked; success takes it back.
 */
import type { Clock } from '../kernel/clock.ts';
import { networkOf } from './network.ts';
import { throttle } from './throttle.ts';

export interface Try {
  readonly email: string;
  /** Null when the email belongs to nobody, which is counted just the same. */
  readonly userId: string | null;
  readonly address: string | null;
  /** Whether the user has logged in from this address before. */
  readonly isHome: boolean;
}

export type Verdict =
  | { readonly allowed: true; readonly forgive: () => void }
  /** `first` is true once for each time that a count has filled up. */
  | { readonly allowed: false; readonly waitS: number; readonly first: boolean };

export type LoginGuard = (attempt: Try) => Verdict;

const WINDOW_MS = 5 * 60 * 1000;
const FAILURES_OF_ACCOUNT_MAX = 10;
const FAILURES_OF_ADDRESS_MAX = 60;

export const loginGuard = (clock: Clock): LoginGuard => {
  const accounts = throttle(clock, { max: FAILURES_OF_ACCOUNT_MAX, windowMs: WINDOW_MS });
  const addresses = throttle(clock, { max: FAILURES_OF_ADDRESS_MAX, windowMs: WINDOW_MS });

  return ({ email, userId, address, isHome }) => {
    const account = userId ?? email.toLowerCase();
    const counts = [
      accounts.count(isHome ? `${account} ${address}` : account),
      ...(address === null ? [] : [addresses.count(networkOf(address))]),
    ];

    const full = counts.filter((count) => count.waitMs() > 0);
    if (full.length > 0) {
      const waitS = Math.ceil(Math.max(...full.map((count) => count.waitMs())) / 1000);
      return { allowed: false, waitS, first: full.map((count) => count.firstRefusal()).includes(true) };
    }
    for (const count of counts) count.fail();
    return { allowed: true, forgive: () => counts.forEach((count) => count.forgive()) };
  };
};

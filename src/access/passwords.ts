/**
 * Passwords: the rule for new ones, and argon2id for keeping them.
 *
 * The rule is length alone, 8 to 1024 characters (NIST SP 800-63B); what slows an attacker down is the hash and the
 * throttle. Checking a password costs the same whether or not there is a user, so the time of an answer tells nobody
 * which emails exist.
 */
import { hash, verify } from '@node-rs/argon2';

const PASSWORD_LENGTH_MIN = 8;
export const PASSWORD_LENGTH_MAX = 1024;

/** The price of one hash: memory in KiB and passes over it. */
export interface HashCost {
  readonly memoryCost: number;
  readonly timeCost: number;
}

/** The first choice of OWASP's password storage cheat sheet for argon2id with one lane. */
const OWASP_COST: HashCost = { memoryCost: 19_456, timeCost: 2 };

/**
 * Hashes under way at once. They share the thread pool with everything else that Node does off the main thread; the
 * rest wait their turn here.
 */
const AT_ONCE_MAX = 2;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** False for a null hash, after the same work. */
  verify(kept: string | null, password: string): Promise<boolean>;
}

/** The fault of a new password, in a sentence; null for a good one. */
export const passwordProblem = (password: string): string | null => {
  if (password.length < PASSWORD_LENGTH_MIN) return `A password needs at least ${PASSWORD_LENGTH_MIN} characters`;
  if (password.length > PASSWORD_LENGTH_MAX) return `A password has at most ${PASSWORD_LENGTH_MAX} characters`;
  return null;
};

/** The same password typed on two keyboards can differ in bytes; NFKC makes them one. */
const normal = (password: string): string => password.normalize('NFKC');

/** Runs work, but no more than `max` at once; the others wait in order. */
const inTurn = (max: number) => {
  const waiting: (() => void)[] = [];
  let free = max;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
};

/** `cost` is for tests, which have no time for the real one. */
export const openPasswords = async (cost: HashCost = OWASP_COST): Promise<Passwords> => {
  const turn = inTurn(AT_ONCE_MAX);
  const hashOf = (password: string) => turn(() => hash(normal(password), { ...cost, parallelism: 1 }));
  const nobody = await hashOf('no user has this hash');
  return {
    hash: hashOf,
    async verify(kept, password) {
      const matches = await turn(() => verify(kept ?? nobody, normal(password)));
      return matches && kept !== null;
    },
  };
};

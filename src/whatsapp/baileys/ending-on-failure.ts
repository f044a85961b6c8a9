import type { AuthenticationState } from 'baileys';
import type { Gate } from './gate.ts';

/**
 * Keys that cannot be stored must not be used again. Baileys treats keys that do not open as missing, and replaces
 * them.
 */
export const endingOnFailure = (
  { creds, keys }: AuthenticationState,
  gate: Gate,
  fail: (thrown: unknown) => void,
): AuthenticationState => {
  const orEnd = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      fail(thrown);
      throw thrown;
    }
  };
  return {
    creds,
    keys: {
      get: (type, ids) => orEnd(() => keys.get(type, ids)),
      set(data) {
        const stored = orEnd(() => keys.set(data));
        gate.close(stored);
      },
    },
  };
};

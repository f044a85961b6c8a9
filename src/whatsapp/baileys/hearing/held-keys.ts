/**
 * Holds the keys that a decryption changes, until they can be stored together with what was decrypted.
 *
 * Baileys sets the keys of a message before it returns the message. Stored at once, they would be ahead of the fact:
 * killed in between, the process could not decrypt the redelivery. Held keys are read as usual, since a cache above this
 * vault shows them already. An identity is stored at once: it does no harm without its message.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChangedKeys } from '../../heard.ts';
import type { ThreadVault } from '../../vault.ts';

export interface Held {
  readonly keys: ChangedKeys[];
  /** Settled by the caller: when the keys are on disk, or cannot be stored. */
  readonly stored: PromiseWithResolvers<void>;
  /** From now on, keys are stored as usual. */
  released: boolean;
}

const decrypting = new AsyncLocalStorage<Held>();

/** A vault that holds the keys which are set within `holdKeys`. */
export const holdingKeys = (vault: ThreadVault): ThreadVault => ({
  ...vault,
  setKeys(ring, changes) {
    const held = decrypting.getStore();
    if (!held || held.released || changes.some(({ type }) => type === 'identity-key'))
      return vault.setKeys(ring, changes);
    held.keys.push({ ring, changes });
    return held.stored.promise;
  },
});

/** Runs a decryption whose keys are held. */
export const holdKeys = async <T>(work: (held: Held) => Promise<T>): Promise<T> => {
  const held: Held = { keys: [], stored: Promise.withResolvers(), released: false };
  // Nobody may be waiting for it.
  held.stored.promise.catch(() => {});
  try {
    return await decrypting.run(held, () => work(held));
  } finally {
    held.released = true;
  }
};

/**
 * The server's acknowledgements, matched to the sends that wait for them.
 *
 * Baileys says nothing of a good `ack` and reports a bad one somewhere else, so the stanzas are read here. Whoever sends
 * asks first and writes then, so that no answer can be missed. An answer that comes late counts for the next attempt,
 * which has the same id; one that nobody waits for is dropped.
 */
import type { BinaryNode } from 'baileys';
import type { MessageId } from '../../kernel/ids.ts';
import { ackFailure } from './failures.ts';
import { Undelivered } from '../port.ts';

export interface Acks {
  /** Resolves when the message is acknowledged. @throws Undelivered when it is refused. */
  expect(id: MessageId): Promise<void>;
  /** Nobody waits for this message any more. */
  drop(id: MessageId): void;
  /** Reads an `ack` stanza of class `message`. */
  hear(node: BinaryNode): void;
}

export const createAcks = (): Acks => {
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  return {
    expect(id) {
      const wait = waiting.get(id) ?? Promise.withResolvers<void>();
      waiting.set(id, wait);
      return wait.promise;
    },
    drop: (id) => void waiting.delete(id),
    hear({ attrs }) {
      const wait = waiting.get(attrs['id'] ?? '');
      const error = attrs['error'];
      if (error === undefined) wait?.resolve();
      else wait?.reject(new Undelivered(ackFailure(error), true));
    },
  };
};

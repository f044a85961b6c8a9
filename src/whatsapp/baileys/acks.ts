/**
 * Matches the server's acknowledgements to pending sends.
 *
 * Baileys does not report a good `ack`, and reports a bad one through another event, so the stanzas are read here. A
 * sender calls `expect` before it writes, so that no answer can be missed. A late answer counts for the next attempt,
 * which has the same id. An answer that nobody expects is dropped.
 */
import type { BinaryNode } from 'baileys';
import { isGroupChat, type MessageId } from '../../kernel/ids.ts';
import { ackFailure } from './failures.ts';
import { Undelivered } from '../port.ts';

export interface Acks {
  /** Resolves when the message is acknowledged. @throws Undelivered when WhatsApp refuses it. */
  expect(id: MessageId): Promise<void>;
  /** Stops waiting for this message. */
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
      else wait?.reject(new Undelivered(ackFailure(error, isGroupChat(attrs['from'] ?? '')), true));
    },
  };
};

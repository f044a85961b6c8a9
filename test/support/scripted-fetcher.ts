/** Addresses that answer what a test says, without a network. */
import type { Answer, Fetcher } from '../../src/fetching/fetcher.ts';
import { type FetchRefusal, fetched, invalidAddress, refused } from '../../src/fetching/refusals.ts';

/** Bytes of a type, or why there are none. */
export type Reply = { readonly type: string; readonly bytes: Uint8Array | string } | FetchRefusal;

export interface ScriptedFetcher extends Fetcher {
  /** From now on an address answers so. */
  answers(address: string, reply: Reply): void;
  /** Leaves the next fetches without an answer, until they are let go. */
  hold(): () => void;
  /** The addresses that were fetched, in order. */
  readonly asked: readonly string[];
}

async function* once(bytes: Uint8Array | string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(bytes);
}

const answerOf = (finalUrl: string, type: string, bytes: Uint8Array | string): Answer => ({
  status: 200,
  headers: { 'content-type': type },
  finalUrl,
  body: once(bytes),
});

export const scriptedFetcher = (): ScriptedFetcher => {
  const replies = new Map<string, Reply>();
  const asked: string[] = [];
  let held: Promise<void> = Promise.resolve();
  return {
    asked,
    answers: (address, reply) => void replies.set(address, reply),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    async fetch(address) {
      asked.push(address);
      await held;
      const reply = replies.get(address);
      if (!reply) throw new Error(`the script has no answer for ${address}`);
      return 'code' in reply ? refused(reply) : fetched(answerOf(address, reply.type, reply.bytes));
    },
    read: (address) => (address.startsWith('http') ? fetched(null) : invalidAddress('no address')),
    check: async () => fetched(null),
  };
};

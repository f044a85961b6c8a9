/**
 * What crosses between the thread that Waybill runs in and the one that a session's WhatsApp side runs in.
 *
 * Orders go in, news come out, both in the order in which they were said. A question is news that the inner thread waits
 * for where it stands, so that to Baileys its credentials are on disk as soon as it has handed them over. Keys are news that are
 * answered by an order: what is sent waits for them (`gate.ts`), and the thread does something else meanwhile.
 */
import type { MessagePort } from 'node:worker_threads';
import type { Failure } from '../../events/facts/failure.ts';
import type { Millis } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { type SentContent, type Signal, Undelivered } from '../port.ts';
import type { LinkTimes } from '../baileys/times.ts';
import type { KeyChange, Vault } from '../vault.ts';
import type { CallName, Calls } from './calls.ts';

export type Call = {
  [M in CallName]: {
    readonly type: 'call';
    readonly id: number;
    readonly link: number;
    readonly method: M;
    readonly args: Parameters<Calls[M]>;
  };
}[CallName];

/** What the inner thread is told. Links are numbered. */
export type Order =
  | { readonly type: 'open'; readonly link: number }
  | Call
  | { readonly type: 'close'; readonly link: number }
  /** Keys are on disk, or could not be stored. */
  | { readonly type: 'stored'; readonly keys: number; readonly reply: Reply }
  /** To be answered by `alive`, which a thread that computes for ever cannot. */
  | { readonly type: 'are_you_there' };

/** What the inner thread asks of the outer, and waits for. */
export interface Questions extends Omit<Vault, 'setKeys'> {
  readonly content: SentContent;
  now(): Millis;
}

export type Question = {
  [Q in keyof Questions]: {
    readonly type: 'question';
    readonly name: Q;
    readonly args: Parameters<Questions[Q]>;
  };
}[keyof Questions];

/** Keys to store, numbered. */
export interface Keys {
  readonly type: 'keys';
  readonly keys: number;
  readonly ring: number;
  readonly changes: readonly KeyChange[];
}

/** How a question was answered. */
export type Reply = { readonly value: unknown } | { readonly error: string };

/** What the inner thread has to say. */
export type News =
  | { readonly type: 'signal'; readonly link: number; readonly signal: Signal }
  | { readonly type: 'answer'; readonly call: number; readonly outcome: Outcome }
  | Question
  | Keys
  | {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly fields: Readonly<Record<string, unknown>>;
      readonly message: string;
    }
  | { readonly type: 'alive' };

/** What the inner thread has with it from its beginning. */
export interface Luggage {
  readonly session: SessionId;
  readonly url: string | undefined;
  readonly rootKey: string | undefined;
  readonly times: Partial<LinkTimes>;
  /** Whether it asks for the time, for it is not the system's. */
  readonly asksTime: boolean;
  /** Where replies arrive, and what rings when one has. */
  readonly replies: MessagePort;
  readonly bell: Int32Array<SharedArrayBuffer>;
}

/** What became of a call. Errors are taken apart, since their classes do not cross. */
export type Outcome =
  | { readonly type: 'value'; readonly value: unknown }
  | { readonly type: 'undelivered'; readonly failure: Failure; readonly written: boolean }
  | {
      readonly type: 'fault';
      readonly code: string;
      readonly message: string;
      readonly hint: string;
      readonly retryable: boolean;
    }
  /** What no port speaks of. Its message may hold anything, and stays inside. */
  | { readonly type: 'defect'; readonly name: string };

export const outcomeOf = async (work: () => Promise<unknown>): Promise<Outcome> => {
  try {
    return { type: 'value', value: await work() };
  } catch (thrown) {
    if (thrown instanceof Undelivered) return { type: 'undelivered', failure: thrown.failure, written: thrown.written };
    if (thrown instanceof Fault) {
      const { code, message, hint, retryable } = thrown;
      return { type: 'fault', code, message, hint, retryable };
    }
    return { type: 'defect', name: thrown instanceof Error ? thrown.name : typeof thrown };
  }
};

/** The error, put together again. */
export const errorOf = (outcome: Exclude<Outcome, { type: 'value' }>): Error => {
  switch (outcome.type) {
    case 'undelivered':
      return new Undelivered(outcome.failure, outcome.written);
    case 'fault':
      return new Fault(outcome.code, outcome.message, outcome);
    case 'defect':
      return new Error(`The WhatsApp side of the session met a ${outcome.name}`);
  }
};

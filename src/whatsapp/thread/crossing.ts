/**
 * The messages between Waybill's own thread and the thread of a session's WhatsApp side.
 *
 * Orders go in and news comes out, both in order. A question is news that blocks the inner thread until the answer, so
 * Baileys' credentials are on disk as soon as it has handed them over. Keys are news too, answered by an order: the
 * next frame waits for that order (`gate.ts`), and the thread keeps working meanwhile.
 */
import type { MessagePort } from 'node:worker_threads';
import type { Failure } from '../../events/facts/failure.ts';
import type { Millis } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { ProxyAddress } from '../../proxy/address.ts';
import type { HeardName, HeardStanza } from '../heard.ts';
import type { KnownGroup } from '../group-info.ts';
import { type SentMessage, type Signal, Undelivered } from '../port.ts';
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

/** An order to the inner thread. Links are numbered. */
export type Order =
  | { readonly type: 'open'; readonly link: number }
  | Call
  | { readonly type: 'close'; readonly link: number }
  /** Keys or a stanza are on disk, or could not be stored. */
  | { readonly type: 'stored'; readonly number: number; readonly reply: Reply }
  /** The thread answers with `alive`; a thread that loops forever cannot. */
  | { readonly type: 'are_you_there' };

/** Blocking calls of the inner thread to the outer one. */
export interface Questions extends Omit<Vault, 'setKeys'> {
  readonly content: SentMessage;
  /** A group of the session as it is on record. */
  group(chat: ChatId): KnownGroup | null;
  /** The proxy of the session; null for none. */
  proxy(): ProxyAddress | null;
  now(): Millis;
  /** Of `Hearing`. */
  isOnRecord(stanza: HeardName): boolean;
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
  readonly number: number;
  readonly ring: number;
  readonly changes: readonly KeyChange[];
}

/** A stanza to put on record, numbered like keys. */
export interface HeardNews {
  readonly type: 'heard';
  readonly number: number;
  readonly stanza: HeardStanza;
}

/** The answer to a question. */
export type Reply = { readonly value: unknown } | { readonly error: string };

/** A message of the inner thread. */
export type News =
  | { readonly type: 'signal'; readonly link: number; readonly signal: Signal }
  | { readonly type: 'answer'; readonly call: number; readonly outcome: Outcome }
  | Question
  | Keys
  | HeardNews
  | {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly fields: Readonly<Record<string, unknown>>;
      readonly message: string;
    }
  | { readonly type: 'alive' };

/** The initial data of the inner thread. */
export interface Luggage {
  readonly session: SessionId;
  readonly url: string | undefined;
  readonly rootKey: string | undefined;
  readonly times: Partial<LinkTimes>;
  /** Of `BaileysOptions`. */
  readonly scratch: string | undefined;
  readonly mediaCa: string | undefined;
  /** Whether what comes in is taken. */
  readonly hears: boolean;
  /** Whether the thread has to ask for the time, because the clock is not the system's. */
  readonly asksTime: boolean;
  /** The port where replies arrive, and the flag that wakes the thread. */
  readonly replies: MessagePort;
  readonly bell: Int32Array<SharedArrayBuffer>;
}

/** The result of a call. Errors are taken apart, since their classes cannot be posted. */
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
  /** An unexpected error. Its message may contain anything, and is not posted. */
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

/** The error, rebuilt. */
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

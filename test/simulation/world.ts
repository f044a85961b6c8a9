/** The interfaces between the parts of the simulated WhatsApp. */
import { failure } from '../../src/events/facts/failure.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { ChatId, MessageId, SessionId } from '../../src/kernel/ids.ts';
import { type Close, type Link, type Outgoing, type Signal, Undelivered } from '../../src/whatsapp/port.ts';
import type { Disk } from './disk.ts';
import type { Phones } from './phones.ts';
import type { Broken } from './rules/rule.ts';
import type { Random } from './random.ts';
import type { Tally } from './tally.ts';
import type { Trace } from './trace.ts';
import type { Weather } from './weather.ts';

export type Stage = 'connecting' | 'qr' | 'open' | 'closing' | 'closed';

/** A query or a message without an answer yet. */
export interface Call<T> {
  readonly kind: 'check' | 'send' | 'ping';
  /** The queried chat, or the id of the message. */
  readonly key: string;
  /** Whether the bytes were sent. */
  written: boolean;
  answer(value: T): void;
  fail(reason: unknown): void;
}

export interface SimLink {
  /** Counts the connections of a world. */
  readonly number: number;
  readonly session: SessionId;
  readonly port: Link;
  stage(): Stage;
  enter(stage: 'qr' | 'open'): void;
  /** Whether the gateway has asked for its end. */
  asked(): boolean;
  calls(): readonly Call<unknown>[];
  tell(signal: Signal): void;
  /** Runs later, unless the connection is closed by then. */
  later(ms: number, work: () => void): void;
  /** From now on nothing is answered, as by a frozen peer. */
  fallSilent(): void;
  wakeUp(): void;
  silent(): boolean;
  /** The server or an accident ends the connection. */
  end(close: Close): void;
  /** The process at this end is gone: nobody is told. */
  abandon(): void;
}

/** Checks on each call of the gateway to WhatsApp. */
export interface PortRules {
  opening(session: SessionId, live: readonly SimLink[]): void;
  checking(session: SessionId, chat: ChatId): void;
  sending(session: SessionId, message: Outgoing): void;
  /** The files of a message are read, to be uploaded; null for one that is gone. */
  uploading(message: Outgoing, bytes: readonly (string | null)[]): void;
}

export interface WorldPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly trace: Trace;
  readonly tally: Tally;
  readonly phones: Phones;
  readonly disk: Disk;
  readonly rules: PortRules;
  readonly broken: Broken;
}

export interface World extends WorldPorts {
  weather(): Weather;
  paired(session: SessionId): boolean;
  pair(session: SessionId): void;
  unpair(session: SessionId): void;
  /** The message reaches its phone, which answers with receipts. */
  arrive(session: SessionId, message: Outgoing, bytes: readonly string[]): void;
  /** The server acknowledges a sent message, to the attempt that waits for it now. */
  acknowledge(session: SessionId, id: MessageId, attempt: Call<void>): void;
  /** A message is handed to a connection. */
  attempt(id: MessageId, attempt: Call<void>): void;
  /** The acknowledgement of an attempt is delayed until the next attempt begins. */
  keepLate(id: MessageId, attempt: Call<void>): void;
  lateFor(id: MessageId): Call<void> | null;
  /** Messages of contacts that wait for the session. */
  flow(link: SimLink): void;
  /** Receipts that came while the session was offline. */
  flushReceipts(link: SimLink): void;
}

/** An unsent message, in the form of the adapter. */
export const undelivered = (code: Parameters<typeof failure>[0], written: boolean) =>
  new Undelivered(failure(code, `the simulation says ${code}`), written);

/**
 * Takes each message where Baileys decrypts it, before Baileys tells WhatsApp that it has it.
 *
 * Baileys writes the receipt of a message, waits for that frame, and only then emits the message: a receipt that waited
 * for the emitted event would wait for ever. So the message is taken in a wrapper of Baileys' signal repository, and
 * joined with its stanza by the ciphertext. The gate holds back each later frame, the receipt among them, until the fact
 * and then the keys of the decryption are on disk.
 *
 * A redelivery that is on record and cannot be decrypted any more is answered with an empty message: Baileys sends the
 * receipt that the first delivery would have got. Stanzas that Baileys does not decrypt are recorded in their turn: the
 * capture has Baileys take all stanzas one after the other.
 *
 * While the log takes nothing, what comes is held here, and nothing is acknowledged. Beyond a bound the link ends, and
 * WhatsApp keeps the rest.
 */
import { type BinaryNode, DEFAULT_CONNECTION_CONFIG, proto, type SocketConfig, unpadRandomMax16 } from 'baileys';
import type { Clock } from '../../../kernel/clock.ts';
import type { HeardName, HeardSaid, HeardStanza } from '../../heard.ts';
import type { Gate } from '../gate.ts';
import { encryptedParts, type Envelope, envelopeOf, type Me, plainPart, whyUnread } from './envelope.ts';
import { type Held, holdKeys } from './held-keys.ts';

/** Where a link brings what it hears: `Hearing` for one session. */
export interface Ear {
  record(stanza: HeardStanza): Promise<void>;
  isOnRecord(stanza: HeardName): boolean;
}

export interface CaptureOptions {
  readonly ear: Ear;
  readonly gate: Gate;
  readonly clock: Pick<Clock, 'now'>;
  /** The account; it is known once a phone has linked it. */
  readonly me: () => Me;
  readonly decode: (
    message: proto.IMessage,
    bytes: Uint8Array,
    context: { chat: string; fromMe: boolean },
  ) => HeardSaid;
  /** Ends the link: what it has heard cannot be recorded. */
  readonly fail: (thrown: unknown) => void;
}

export interface Capture {
  /** Hears a stanza before Baileys does. */
  arrive(node: BinaryNode): void;
  readonly makeSignalRepository: SocketConfig['makeSignalRepository'];
  /** How many messages have come that are not on record yet. */
  inHand(): number;
  /** Called whenever a message is on record. */
  onRecorded(listener: () => void): void;
}

/** A stanza on its way through Baileys. */
interface Arrival {
  readonly node: BinaryNode;
  readonly envelope: Envelope;
  readonly isEncrypted: boolean;
  /** The size of its encrypted parts. */
  readonly size: number;
  /** Encrypted parts that are still to come. */
  parts: number;
  /** The parts that were decrypted, joined as Baileys joins them. */
  message: proto.IMessage | null;
  bytes: Uint8Array;
}

/** Beyond this many unrecorded messages the next decryption waits. */
const UNRECORDED_MAX = 200;

/** The size of all stanzas that have come and are not on record. */
export const HELD_BYTES_MAX = 64 * 1024 * 1024;

export const createCapture = (options: CaptureOptions): Capture => {
  const { ear, gate, clock, me, decode, fail } = options;
  /** By ciphertext: Baileys hands the very buffer of the stanza to its repository. */
  const arrivals = new WeakMap<Uint8Array, Arrival>();
  /** Stanzas that are still to be recorded, in their order. */
  const line: Arrival[] = [];
  const listeners: (() => void)[] = [];
  let unrecorded = 0;
  let heldBytes = 0;
  let isFull = false;
  let lastRecorded: Promise<void> = Promise.resolve();

  const hold = (size: number): void => {
    heldBytes += size;
    if (heldBytes <= HELD_BYTES_MAX || isFull) return;
    isFull = true;
    fail(new Error('more comes in than can be recorded'));
  };

  const record = ({ envelope, size }: Arrival, said: HeardSaid, held: Held | null): void => {
    unrecorded += 1;
    const recorded = ear.record({ heard: { ...envelope, said }, keys: held?.keys ?? [] });
    gate.hold(recorded);
    lastRecorded = settle(recorded, held, size);
  };

  const saidBy = ({ envelope, message, bytes }: Arrival): HeardSaid =>
    message ? decode(message, bytes, contextOf(envelope)) : { type: 'nothing' };

  /** What a stanza says that is not encrypted; null for one that says nothing that can be read. */
  const plainly = ({ node, envelope }: Arrival): HeardSaid | null => {
    const plain = plainPart(node);
    try {
      return plain && decode(proto.Message.decode(plain), plain, contextOf(envelope));
    } catch {
      return null;
    }
  };

  /** Records the next stanza, which Baileys does not decrypt. */
  const recordUndecrypted = (next: Arrival): void => {
    const said = next.isEncrypted ? unread(next, null) : plainly(next);
    record(next, said ?? { type: 'unread', ...whyUnread(next.node) }, null);
  };

  const recordPlain = (): void => {
    for (let [next] = line; next && !next.isEncrypted; [next] = line) {
      line.shift();
      recordUndecrypted(next);
    }
  };

  /** Baileys takes one stanza after the other: those before this one were passed over, and never come. */
  const recordPassedOver = (arrival: Arrival): void => {
    if (!line.includes(arrival)) return;
    for (const each of line.splice(0, line.indexOf(arrival))) recordUndecrypted(each);
    line.shift();
  };

  const settle = async (recorded: Promise<void>, held: Held | null, size: number): Promise<void> => {
    try {
      await recorded;
      unrecorded -= 1;
      heldBytes -= size;
      held?.stored.resolve();
      for (const listener of listeners) listener();
    } catch (thrown) {
      held?.stored.reject(thrown);
      fail(thrown);
    }
  };

  /** What the parts say that were decrypted; the key of a group alone says nothing. */
  const unread = (arrival: Arrival, thrown: unknown): HeardSaid => {
    const said = saidBy(arrival);
    return said.type === 'nothing' ? { type: 'unread', kind: 'undecryptable', reason: whyNot(thrown) } : said;
  };

  /** The plain text of the last part of a stanza, once the stanza is on its way to the record. */
  const decryptLast = (arrival: Arrival, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> =>
    holdKeys(async (held) => {
      const { envelope } = arrival;
      recordPassedOver(arrival);
      try {
        const padded = await decrypt();
        add(arrival, padded);
        record(arrival, saidBy(arrival), held);
        return padded;
      } catch (thrown) {
        const said = unread(arrival, thrown);
        const isKnown = said.type === 'unread' && ear.isOnRecord(envelope);
        record(arrival, isKnown ? { type: 'nothing' } : said, held);
        if (isKnown) return EMPTY;
        throw thrown;
      } finally {
        recordPlain();
        if (unrecorded > UNRECORDED_MAX) await lastRecorded;
      }
    });

  /** A part before the last: the sender's key of a group, mostly. */
  const decryptEarlier = async (arrival: Arrival, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    try {
      const padded = await decrypt();
      add(arrival, padded);
      return padded;
    } catch (thrown) {
      // Its key was taken at an earlier delivery. The last part shows whether it was.
      if (whyNot(thrown) === 'missing_keys') return EMPTY;
      throw thrown;
    }
  };

  const wrapped = async (ciphertext: Uint8Array, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const arrival = arrivals.get(ciphertext);
    if (!arrival) return decrypt();
    arrival.parts -= 1;
    return arrival.parts > 0 ? decryptEarlier(arrival, decrypt) : decryptLast(arrival, decrypt);
  };

  return {
    arrive(node) {
      const envelope = envelopeOf(node, me(), clock.now());
      // Baileys takes live stanzas side by side, and one overtakes another whose sender's address is new. Those that
      // waited at WhatsApp it takes one after the other.
      node.attrs['offline'] ??= '0';
      if (!envelope) return;
      const parts = encryptedParts(node);
      const isEncrypted = parts.length > 0;
      const size = parts.reduce((sum, part) => sum + part.length, 0);
      const nothingYet = { size, parts: parts.length, message: null, bytes: new Uint8Array() };
      const arrival: Arrival = { node, envelope, isEncrypted, ...nothingYet };
      for (const part of parts) arrivals.set(part, arrival);
      line.push(arrival);
      recordPlain();
      hold(size);
    },
    inHand: () => line.length + unrecorded,
    onRecorded: (listener) => void listeners.push(listener),
    makeSignalRepository(...args) {
      const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(...args);
      return {
        ...repository,
        decryptMessage: (asked) => wrapped(asked.ciphertext, () => repository.decryptMessage(asked)),
        decryptGroupMessage: (asked) => wrapped(asked.msg, () => repository.decryptGroupMessage(asked)),
      };
    },
  };
};

const contextOf = ({ chat, fromMe }: Envelope) => ({ chat: chat.id, fromMe });

/** Joins a decrypted part to the message, as Baileys does. */
const add = (arrival: Arrival, padded: Uint8Array): void => {
  const bytes = unpadRandomMax16(padded);
  const part = proto.Message.decode(bytes);
  arrival.bytes = bytes;
  arrival.message = arrival.message ? Object.assign(arrival.message, part) : part;
};

/** An empty `proto.Message` with one byte of padding. */
const EMPTY = Uint8Array.of(1);

/** Why a part could not be decrypted, as a code. The texts are libsignal's own. */
const whyNot = (thrown: unknown): string => {
  const text = thrown instanceof Error ? thrown.message : '';
  if (/Key used already|Message key not found|old counter|duplicate/i.test(text)) return 'missing_keys';
  if (/No session|No matching sessions/i.test(text)) return 'no_session';
  if (/Bad MAC/i.test(text)) return 'bad_mac';
  if (/prekey/i.test(text)) return 'unknown_prekey';
  if (/sender key|No SenderKey/i.test(text)) return 'no_sender_key';
  return 'not_decrypted';
};

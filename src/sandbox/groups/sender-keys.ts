/**
 * Sender keys: the key with which a device encrypts once for all members of a group. A chain key gives one message key
 * for each iteration; a distribution message carries the chain from some iteration on, and the key that signs. Written
 * from the protocol, without the client's code, so that a mistake there does not cancel out here.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { proto } from 'baileys/WAProto/index.js';
import { keyPairOf, sign, type SigningKeyPair, typed, verify } from '../keys.ts';

const VERSION = Buffer.of(0x33);
const SIGNATURE_BYTES = 64;
/** How far a message may be ahead of the chain. */
const AHEAD_MAX = 2000;
/** How many passed-over keys are kept. The client passes over every second iteration. */
const SKIPPED_MAX = 200;

/** A sender key as its receivers know it, with base64 values. */
export interface SenderKey {
  readonly keyId: number;
  /** 32 bytes. */
  readonly signingKey: string;
  /** The next iteration of the chain. */
  readonly iteration: number;
  readonly chainKey: string;
  /** The keys of messages that were passed over, by iteration. */
  readonly skipped: Readonly<Record<string, string>>;
}

export interface SenderMessage {
  readonly keyId: number;
  readonly iteration: number;
  readonly ciphertext: Uint8Array;
  /** The bytes that are signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

export type Opening =
  | { readonly kind: 'opened'; readonly plain: Buffer }
  /** The chain has passed this message, and its key is gone. */
  | { readonly kind: 'used' }
  | { readonly kind: 'damaged'; readonly problem: string };

const derived = (chainKey: Uint8Array, seed: number): Buffer =>
  createHmac('sha256', chainKey).update(Buffer.of(seed)).digest();
const messageKeyOf = (chainKey: Uint8Array): Buffer => derived(chainKey, 1);
const nextOf = (chainKey: Uint8Array): Buffer => derived(chainKey, 2);

const cipherOf = (messageKey: Uint8Array) => {
  const bytes = Buffer.from(hkdfSync('sha256', messageKey, Buffer.alloc(32), 'WhisperGroup', 48));
  return ['aes-256-cbc', bytes.subarray(16, 48), bytes.subarray(0, 16)] as const;
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesIn = (text: string): Buffer => Buffer.from(text, 'base64');

/** @throws Error if these bytes are no distribution message */
export const readDistribution = (bytes: Uint8Array): SenderKey => {
  if (bytes[0] !== VERSION[0]) throw new Error('the distribution message has another version');
  const { id, iteration, chainKey, signingKey } = proto.SenderKeyDistributionMessage.decode(bytes.subarray(1));
  if (chainKey?.length !== 32 || signingKey?.length !== 33) throw new Error('the distribution message lacks its keys');
  return {
    keyId: id ?? 0,
    signingKey: base64(signingKey.subarray(1)),
    iteration: iteration ?? 0,
    chainKey: base64(chainKey),
    skipped: {},
  };
};

/** @throws Error if these bytes are no message under a sender key */
export const readMessage = (bytes: Uint8Array): SenderMessage => {
  if (bytes[0] !== VERSION[0] || bytes.length <= SIGNATURE_BYTES) throw new Error('the message has another version');
  const signed = bytes.subarray(0, -SIGNATURE_BYTES);
  const { id, iteration, ciphertext } = proto.SenderKeyMessage.decode(signed.subarray(1));
  return {
    keyId: id ?? 0,
    iteration: iteration ?? 0,
    ciphertext: ciphertext ?? new Uint8Array(),
    signed,
    signature: bytes.subarray(-SIGNATURE_BYTES),
  };
};

const newestOf = (skipped: Record<string, string>): Record<string, string> => {
  const iterations = Object.keys(skipped);
  for (const iteration of iterations.slice(0, -SKIPPED_MAX)) delete skipped[iteration];
  return skipped;
};

/** The chain after the message of this iteration, and the key of that message; null if it is gone. */
export const stepTo = (key: SenderKey, iteration: number): { key: SenderKey; messageKey: Buffer } | null => {
  if (iteration < key.iteration) {
    const { [iteration]: messageKey, ...skipped } = key.skipped;
    return messageKey === undefined ? null : { key: { ...key, skipped }, messageKey: bytesIn(messageKey) };
  }
  const skipped: Record<string, string> = { ...key.skipped };
  let chainKey = bytesIn(key.chainKey);
  for (let at = key.iteration; at < iteration; at += 1) {
    skipped[at] = base64(messageKeyOf(chainKey));
    chainKey = nextOf(chainKey);
  }
  const after = { ...key, iteration: iteration + 1, chainKey: base64(nextOf(chainKey)) };
  return { key: { ...after, skipped: newestOf(skipped) }, messageKey: messageKeyOf(chainKey) };
};

export const openWith = (key: SenderKey, message: SenderMessage): Opening => {
  if (!verify(bytesIn(key.signingKey), message.signed, message.signature)) {
    return { kind: 'damaged', problem: 'the signature is wrong' };
  }
  if (message.iteration - key.iteration > AHEAD_MAX) return { kind: 'damaged', problem: 'the message is far ahead' };
  const step = stepTo(key, message.iteration);
  if (!step) return { kind: 'used' };
  try {
    const decipher = createDecipheriv(...cipherOf(step.messageKey));
    const plain = Buffer.concat([decipher.update(message.ciphertext), decipher.final()]);
    return { kind: 'opened', plain };
  } catch {
    return { kind: 'damaged', problem: 'the key does not fit' };
  }
};

/** The sender key of a person in a group. It follows from the seed, so nothing but its place needs to be stored. */
export interface OwnSenderKey {
  readonly keyId: number;
  readonly chainKey: Buffer;
  readonly signing: SigningKeyPair;
}

/** `epoch` counts the keys that this person has had in the group. */
export const ownSenderKey = (seed: Uint8Array, room: string, number: string, epoch: number): OwnSenderKey => {
  const name = `sender key ${epoch} of ${number} in ${room}`;
  const chainKey = createHmac('sha256', seed).update(name).digest();
  return { keyId: nextOf(chainKey).readUInt32BE() >>> 1, chainKey, signing: keyPairOf(seed, `signer of ${name}`) };
};

const chainAt = ({ chainKey }: OwnSenderKey, iteration: number): Buffer => {
  let at = chainKey;
  for (let step = 0; step < iteration; step += 1) at = nextOf(at);
  return at;
};

/** The distribution message from this iteration on. */
export const distributionOf = (own: OwnSenderKey, iteration: number): Buffer => {
  const fields = { id: own.keyId, iteration, chainKey: chainAt(own, iteration), signingKey: typed(own.signing.public) };
  return Buffer.concat([VERSION, proto.SenderKeyDistributionMessage.encode(fields).finish()]);
};

/** Encrypts the message of this iteration. */
export const sealWith = (own: OwnSenderKey, iteration: number, plain: Uint8Array): Buffer => {
  const cipher = createCipheriv(...cipherOf(messageKeyOf(chainAt(own, iteration))));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  const fields = { id: own.keyId, iteration, ciphertext };
  const signed = Buffer.concat([VERSION, proto.SenderKeyMessage.encode(fields).finish()]);
  return Buffer.concat([signed, sign(own.signing, signed)]);
};

/** The padding of a message before it is encrypted: 1 to 16 bytes. Each has their number as its value. */
import { proto } from 'baileys/WAProto/index.js';
import { randomInt } from 'node:crypto';

const PADDING_MAX = 16;

/** An encoded and padded message. */
export const padded = (message: proto.IMessage): Buffer => {
  const length = randomInt(1, PADDING_MAX + 1);
  return Buffer.concat([proto.Message.encode(message).finish(), Buffer.alloc(length, length)]);
};

/** The encoded message without its padding. @throws when it has none. */
export const unpadded = (bytes: Uint8Array): Uint8Array => {
  const length = bytes.at(-1) ?? 0;
  if (length === 0 || length > bytes.length) throw new Error('the message has no padding');
  return bytes.subarray(0, bytes.length - length);
};

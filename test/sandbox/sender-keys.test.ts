import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  distributionOf,
  openWith,
  ownSenderKey,
  readDistribution,
  readMessage,
  type SenderKey,
  sealWith,
  stepTo,
} from '../../src/sandbox/groups/sender-keys.ts';
import { keyPairOf, sign, verify } from '../../src/sandbox/keys.ts';

const SEED = Buffer.alloc(32, 7);
const own = ownSenderKey(SEED, '1203630000@g.us', '6281234567801', 0);
const sealed = (iteration: number) => readMessage(sealWith(own, iteration, Buffer.from(`message ${iteration}`)));
const after = (key: SenderKey, ...iterations: number[]) =>
  iterations.reduce((at, iteration) => stepTo(at, iteration)?.key ?? at, key);
const text = (key: SenderKey, iteration: number) => {
  const opening = openWith(key, sealed(iteration));
  return opening.kind === 'opened' ? opening.plain.toString() : opening.kind;
};

test('a receiver reads from the iteration of its key on, in any order, each message once', () => {
  const key = readDistribution(distributionOf(own, 2));
  expect(text(key, 5)).toBe('message 5');
  const later = after(key, 5);
  expect([2, 3, 4, 6].map((iteration) => text(later, iteration))).toEqual([2, 3, 4, 6].map((at) => `message ${at}`));
  expect(text(later, 5)).toBe('used');
  expect(text(after(later, 3), 3)).toBe('used');
  expect(text(key, 1)).toBe('used');
});

test('a message that was changed, signed by another or is far ahead is not read', () => {
  const key = readDistribution(distributionOf(own, 0));
  const bytes = sealWith(own, 0, Buffer.from('hello'));
  for (const at of [3, 20, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(openWith(key, readMessage(changed))).toEqual({ kind: 'damaged', problem: 'the signature is wrong' });
  }
  const other = ownSenderKey(SEED, '1203630000@g.us', '6281234567802', 0);
  expect(openWith(key, readMessage(sealWith(other, 0, Buffer.from('hello')))).kind).toBe('damaged');
  expect(openWith(key, sealed(2_001)).kind).toBe('damaged');
});

test('passed-over keys are kept up to a bound', () => {
  const key = after(readDistribution(distributionOf(own, 0)), 300);
  expect([text(key, 99), text(key, 100), text(key, 299)]).toEqual(['used', 'message 100', 'message 299']);
});

test('bytes that are no sender key are refused', () => {
  expect(() => readDistribution(Buffer.of(0x33))).toThrow('lacks its keys');
  expect(() => readDistribution(randomBytes(0))).toThrow('another version');
  expect(() => readMessage(Buffer.alloc(80, 1))).toThrow('another version');
});

test('a signature is checked by the key of its signer', () => {
  const [anna, budi] = [keyPairOf(SEED, 'anna'), keyPairOf(SEED, 'budi')];
  for (let round = 0; round < 8; round += 1) {
    const message = Buffer.from(`message ${round}`);
    const signature = sign(anna, message);
    expect(verify(anna.public, message, signature)).toBe(true);
    expect(verify(budi.public, message, signature)).toBe(false);
    expect(verify(anna.public, Buffer.from('another'), signature)).toBe(false);
  }
});

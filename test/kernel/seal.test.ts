import { describe, expect, test } from 'vitest';
import { ENCRYPTION_KEY_TEXT, encryptionKeyOf, headerOf, keyNameOf } from '../../src/kernel/seal.ts';
import { testSeal } from '../support/seal.ts';

const seal = testSeal();
const place = { name: 'keys/1/session', id: '6281234567890.0' };

describe('what is sealed', () => {
  test('opens again, whatever it was', () => {
    for (const plain of ['', 'secret', 'Grüße 🌍', '\u0000', 'x'.repeat(100_000)])
      expect(seal.open(seal.seal(plain, place), place)).toBe(plain);
  });

  test('never looks the same twice, and shows nothing but the name of its key', () => {
    const [one, two] = [seal.seal('secret', place), seal.seal('secret', place)];
    expect(one).not.toEqual(two);
    expect(one.includes('secret')).toBe(false);
    expect(keyNameOf(one)).toBe(seal.keyName);
    expect(testSeal(2).keyName).not.toBe(seal.keyName);
  });

  test('does not open when any one bit of it was changed', () => {
    const sealed = seal.seal('secret', place);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => seal.open(changed, place)).toThrow(expect.objectContaining({ name: 'Fault' }));
    }
  });

  test('does not open when it was cut off, wherever', () => {
    const sealed = seal.seal('secret', place);
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => seal.open(sealed.subarray(0, length), place)).toThrow(expect.objectContaining({ name: 'Fault' }));
  });

  test.each([
    { name: 'keys/1/session', id: '6281234567891.0' },
    { name: 'keys/2/session', id: '6281234567890.0' },
    { name: 'keys/1', id: 'session/6281234567890.0' },
  ])('does not open as $name $id', (other) => {
    expect(() => seal.open(seal.seal('secret', place), other)).toThrow(
      expect.objectContaining({ code: 'seal.broken' }),
    );
  });

  test('is refused by name, and without the id, which may be a number', () => {
    const changed = Buffer.concat([headerOf(seal.keyName), seal.seal('secret', place)]);
    expect(() => seal.open(changed, place)).toThrow(
      'What is stored as keys/1/session cannot be opened: it was changed, or belongs elsewhere',
    );
  });

  test('is told from damage when another key has sealed it', () => {
    expect(() => testSeal(2).open(seal.seal('secret', place), place)).toThrow(
      expect.objectContaining({ code: 'seal.wrong_key', retryable: false }),
    );
  });
});

describe('a key in text', () => {
  const bytes = Buffer.alloc(32, 0xfb);

  test.each([
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ])('may be %s', (text) => {
    expect(text).toMatch(ENCRYPTION_KEY_TEXT);
    expect(encryptionKeyOf(text)).toEqual(bytes);
  });

  test.each([
    '',
    'secret',
    'a'.repeat(63),
    'g'.repeat(64),
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(33).toString('base64'),
  ])('may not be "%s"', (text) => {
    expect(text).not.toMatch(ENCRYPTION_KEY_TEXT);
  });
});

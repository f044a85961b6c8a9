import { Curve, WA_CERT_DETAILS } from 'baileys';
import { afterEach, expect, test } from 'vitest';
import { trustRoot } from '../../src/whatsapp/baileys/trust.ts';

const whatsAppsOwn = Buffer.from(WA_CERT_DETAILS.PUBLIC_KEY);
afterEach(() => trustRoot(whatsAppsOwn.toString('hex')));

test('where a root key is named, a signature counts only when it is one', () => {
  const { private: secret, public: key } = Curve.generateKeyPair();
  const message = Buffer.from('certificate');
  const signature = Curve.sign(secret, message);
  const forged = Buffer.alloc(64);
  // The reason for this module: Baileys alone accepts any signature.
  expect(Curve.verify(key, message, forged)).toBe(true);

  trustRoot('ab'.repeat(32));
  expect(Curve.verify(key, message, signature)).toBe(true);
  expect(Curve.verify(key, message, forged)).toBe(false);
  expect(Curve.verify(key, Buffer.from('another'), signature)).toBe(false);
  expect(Curve.verify(Curve.generateKeyPair().public, message, signature)).toBe(false);
  expect(Curve.verify(key, message, Buffer.alloc(3))).toBe(false);
});

test('the root that Baileys trusts can be another', () => {
  trustRoot('ab'.repeat(32));
  expect(WA_CERT_DETAILS.PUBLIC_KEY.toString('hex')).toBe('ab'.repeat(32));
});

import { WA_CERT_DETAILS, proto } from 'baileys';
import { verifySignature } from 'libsignal/src/curve.js';
import { expect, test } from 'vitest';
import { identityOf } from '../../src/sandbox/certificate.ts';
import { keyPairOf, sign, typed } from '../../src/sandbox/keys.ts';

const { Details } = proto.CertChain.NoiseCertificate;

test('a signature is good for its own key and message only', () => {
  for (let index = 0; index < 8; index += 1) {
    const key = keyPairOf(Buffer.alloc(32, index), 'one');
    const other = keyPairOf(Buffer.alloc(32, index), 'other');
    const message = Buffer.from(`message ${index}`);
    const signature = sign(key, message);
    expect(verifySignature(typed(key.public), message, signature)).toBe(true);
    expect(verifySignature(typed(other.public), message, signature)).toBe(false);
    expect(verifySignature(typed(key.public), Buffer.from('another'), signature)).toBe(false);
  }
});

test('the certificates chain up to the root key', () => {
  const { chain, key, rootKey } = identityOf(Buffer.alloc(32, 1));
  const { leaf, intermediate } = proto.CertChain.decode(chain);
  const signed = Buffer.from(intermediate?.details ?? []);
  const issuer = Details.decode(signed);
  const holder = Details.decode(leaf?.details ?? new Uint8Array());
  const root = typed(Buffer.from(rootKey, 'hex'));
  expect(issuer.issuerSerial).toBe(WA_CERT_DETAILS.SERIAL);
  expect(verifySignature(root, signed, Buffer.from(intermediate?.signature ?? []))).toBe(true);
  const leafSignature = Buffer.from(leaf?.signature ?? []);
  expect(verifySignature(typed(Buffer.from(issuer.key ?? [])), Buffer.from(leaf?.details ?? []), leafSignature)).toBe(
    true,
  );
  expect(Buffer.from(holder.key ?? [])).toEqual(key.public);
});

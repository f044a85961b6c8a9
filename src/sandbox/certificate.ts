/** The server's certificates in the handshake: root signs intermediate, intermediate signs leaf. */
import { proto } from 'baileys/WAProto/index.js';
import { type KeyPair, keyPairOf, type SigningKeyPair, sign } from './keys.ts';

export interface Identity {
  /** The root key that the client must trust: 64 hex digits. */
  readonly rootKey: string;
  /** The server's static key in the handshake. */
  readonly key: KeyPair;
  /** An encoded `CertChain`. */
  readonly chain: Uint8Array;
}

/** Baileys expects this serial of the root. */
const ROOT_SERIAL = 0;
const INTERMEDIATE_SERIAL = 1;
const LEAF_SERIAL = 2;

const certify = (issuer: SigningKeyPair, issuerSerial: number, serial: number, key: KeyPair) => {
  const details = proto.CertChain.NoiseCertificate.Details.encode({
    serial,
    issuerSerial,
    key: key.public,
    notBefore: Date.UTC(2020, 0) / 1000,
    notAfter: Date.UTC(2100, 0) / 1000,
  }).finish();
  return { details, signature: sign(issuer, details) };
};

/** The same seed yields the same identity. */
export const identityOf = (seed: Uint8Array): Identity => {
  const root = keyPairOf(seed, 'certificate: root');
  const intermediate = keyPairOf(seed, 'certificate: intermediate');
  const leaf = keyPairOf(seed, 'certificate: leaf');
  return {
    rootKey: root.public.toString('hex'),
    key: leaf,
    chain: proto.CertChain.encode({
      intermediate: certify(root, ROOT_SERIAL, INTERMEDIATE_SERIAL, intermediate),
      leaf: certify(intermediate, INTERMEDIATE_SERIAL, LEAF_SERIAL, leaf),
    }).finish(),
  };
};

/**
 * The certificates of the media host: an authority, and a server certificate that it signs. Both are Ed25519 keys that
 * follow from the sandbox's seed, and the signatures are deterministic. So the same seed yields the same authority, and
 * a client that trusts it goes on trusting it after a restart. X.509 is RFC 5280; its bytes are DER, written by hand.
 */
import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

export interface HostCertificate {
  /** The certificate of the authority that clients must trust, as PEM. */
  readonly ca: string;
  /** The server's certificate and private key, as PEM. */
  readonly cert: string;
  readonly key: string;
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BOOLEAN = 0x01;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
/** `[n]`, constructed (of a certificate's fields) and primitive (of alternative names). */
const field = (number: number): number => 0xa0 | number;
const name = (number: number): number => 0x80 | number;

const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.of(length);
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
};

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
};

/** Object identifiers, encoded. */
const ED25519 = Buffer.from('06032b6570', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex');
const KEY_USAGE = Buffer.from('0603551d0f', 'hex');
const EXTENDED_KEY_USAGE = Buffer.from('0603551d25', 'hex');
const ALTERNATIVE_NAMES = Buffer.from('0603551d11', 'hex');
const SERVER_AUTH = Buffer.from('06082b06010505070301', 'hex');

const TRUE = der(BOOLEAN, Buffer.of(0xff));
const VERSION_3 = der(field(0), der(INTEGER, Buffer.of(2)));
/** From 2020 to the end of 2099. Years from 2050 on need the longer form. */
const VALIDITY = der(
  SEQUENCE,
  der(UTC_TIME, Buffer.from('200101000000Z')),
  der(GENERALIZED_TIME, Buffer.from('20991231235959Z')),
);
const ALGORITHM = der(SEQUENCE, ED25519);

const nameOf = (common: string): Buffer =>
  der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, Buffer.from(common)))));

const extension = (id: Buffer, value: Buffer, critical: boolean): Buffer =>
  der(SEQUENCE, id, ...(critical ? [TRUE] : []), der(OCTET_STRING, value));

/** A bit string of key usages: the number of unused bits, then the bits. */
const usage = (unused: number, bits: number): Buffer =>
  extension(KEY_USAGE, der(BIT_STRING, Buffer.of(unused, bits)), true);

const CA_EXTENSIONS = [
  extension(BASIC_CONSTRAINTS, der(SEQUENCE, TRUE), true),
  // Signs certificates and revocation lists.
  usage(1, 0b0000_0110),
];

const SERVER_EXTENSIONS = [
  extension(BASIC_CONSTRAINTS, der(SEQUENCE), true),
  // Signs handshakes.
  usage(7, 0b1000_0000),
  extension(EXTENDED_KEY_USAGE, der(SEQUENCE, SERVER_AUTH), false),
  extension(
    ALTERNATIVE_NAMES,
    der(SEQUENCE, der(name(2), Buffer.from('localhost')), der(name(7), Buffer.of(127, 0, 0, 1))),
    false,
  ),
];

interface Subject {
  readonly serial: number;
  readonly subject: string;
  readonly issuer: string;
  readonly key: KeyObject;
  readonly extensions: readonly Buffer[];
}

const certify = ({ serial, subject, issuer, key, extensions }: Subject, signer: KeyObject): Buffer => {
  const signed = der(
    SEQUENCE,
    VERSION_3,
    der(INTEGER, Buffer.of(serial)),
    ALGORITHM,
    nameOf(issuer),
    VALIDITY,
    nameOf(subject),
    createPublicKey(key).export({ format: 'der', type: 'spki' }),
    der(field(3), der(SEQUENCE, ...extensions)),
  );
  return der(SEQUENCE, signed, ALGORITHM, der(BIT_STRING, Buffer.of(0), sign(null, signed, signer)));
};

const pem = (certificate: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

const keyOf = (seed: Uint8Array, purpose: string): KeyObject => {
  const secret = createHmac('sha256', seed).update(`media certificate: ${purpose}`).digest();
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, secret]), format: 'der', type: 'pkcs8' });
};

/** The same seed yields the same certificates, for `127.0.0.1` and `localhost`. */
export const hostCertificateOf = (seed: Uint8Array): HostCertificate => {
  const authority = keyOf(seed, 'authority');
  const server = keyOf(seed, 'server');
  // Two sandboxes have authorities of different names, so that a client can trust both.
  const issuer = `Waybill sandbox ${createPublicKey(authority).export({ format: 'der', type: 'spki' }).toString('hex', 12, 16)}`;
  const ca = { serial: 1, subject: issuer, issuer, key: authority, extensions: CA_EXTENSIONS };
  const leaf = { serial: 2, subject: '127.0.0.1', issuer, key: server, extensions: SERVER_EXTENSIONS };
  return {
    ca: pem(certify(ca, authority)),
    cert: pem(certify(leaf, authority)),
    key: server.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
};

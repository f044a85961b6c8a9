/**
 * The server's side of the Noise handshake (`Noise_XX_25519_AESGCM_SHA256`) and the ciphers that it yields. The client
 * sends its ephemeral key. The server answers with its own key and its certificates, sealed. The client finishes with
 * its static key and a payload that identifies it.
 */
import { createCipheriv, createDecipheriv, createHash, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { proto } from 'baileys/WAProto/index.js';
import type { Identity } from './certificate.ts';
import { HEADER } from './frames.ts';
import { type KeyPair, keyPairOf, sharedSecret } from './keys.ts';

const PROTOCOL = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0');
const TAG_BYTES = 16;
const NOTHING = Buffer.alloc(0);

/** AES-256-GCM with a counter as its nonce. */
const cipherOf = (bytes: Buffer) => {
  // Node also accepts other byte arrays, at twice the cost for each frame.
  const key = createSecretKey(bytes);
  let counter = 0;
  const nonce = () => {
    const iv = Buffer.alloc(12);
    iv.writeUInt32BE(counter++, 8);
    return iv;
  };
  return {
    seal(plain: Uint8Array, associated: Buffer = NOTHING): Buffer {
      const cipher = createCipheriv('aes-256-gcm', key, nonce()).setAAD(associated);
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed: Uint8Array, associated: Buffer = NOTHING): Buffer {
      if (sealed.length < TAG_BYTES) throw new Error('a frame is too short to be sealed');
      const decipher = createDecipheriv('aes-256-gcm', key, nonce()).setAAD(associated);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    },
  };
};
type Cipher = ReturnType<typeof cipherOf>;

/** The handshake state that both sides share. */
const symmetricState = () => {
  let hash: Buffer = PROTOCOL;
  let salt: Buffer = PROTOCOL;
  let cipher = cipherOf(PROTOCOL);

  const derive = (secret: Uint8Array): [Buffer, Buffer] => {
    const bytes = Buffer.from(hkdfSync('sha256', secret, salt, '', 64));
    return [bytes.subarray(0, 32), bytes.subarray(32)];
  };
  const mixHash = (data: Uint8Array): void => {
    hash = createHash('sha256').update(hash).update(data).digest();
  };
  return {
    mixHash,
    mixKey(secret: Uint8Array): void {
      const [next, key] = derive(secret);
      salt = next;
      cipher = cipherOf(key);
    },
    seal(plain: Uint8Array): Buffer {
      const sealed = cipher.seal(plain, hash);
      mixHash(sealed);
      return sealed;
    },
    open(sealed: Uint8Array): Buffer {
      const plain = cipher.open(sealed, hash);
      mixHash(sealed);
      return plain;
    },
    /** The keys of the two ciphers: from the client, and to it. */
    split: () => derive(NOTHING).map(cipherOf) as [Cipher, Cipher],
  };
};

export interface Handshaken {
  /** The client's payload, which identifies it. */
  readonly payload: proto.ClientPayload;
  /** The client's static public key: the same at each login of one device. */
  readonly noiseKey: Buffer;
  readonly incoming: Cipher;
  readonly outgoing: Cipher;
}

export interface Handshake {
  /** Takes the client's hello and returns the answer. */
  greet(frame: Buffer): Uint8Array;
  /** Takes the client's second and last message. Throws when it does not authenticate. */
  finish(frame: Buffer): Handshaken;
}

const required = (bytes: Uint8Array | null | undefined, what: string): Buffer => {
  if (!bytes?.length) throw new Error(`the handshake lacks the ${what}`);
  return Buffer.from(bytes);
};

export const handshake = (identity: Identity): Handshake => {
  const state = symmetricState();
  const ephemeral: KeyPair = keyPairOf(randomBytes(32), 'ephemeral');
  state.mixHash(HEADER);

  return {
    greet(frame) {
      const { clientHello } = proto.HandshakeMessage.decode(frame);
      const theirs = required(clientHello?.ephemeral, 'ephemeral key');
      state.mixHash(theirs);
      state.mixHash(ephemeral.public);
      state.mixKey(sharedSecret(ephemeral.private, theirs));
      const sealedKey = state.seal(identity.key.public);
      state.mixKey(sharedSecret(identity.key.private, theirs));
      const serverHello = { ephemeral: ephemeral.public, static: sealedKey, payload: state.seal(identity.chain) };
      return proto.HandshakeMessage.encode({ serverHello }).finish();
    },
    finish(frame) {
      const { clientFinish } = proto.HandshakeMessage.decode(frame);
      const noiseKey = state.open(required(clientFinish?.static, 'static key'));
      state.mixKey(sharedSecret(ephemeral.private, noiseKey));
      const payload = proto.ClientPayload.decode(state.open(required(clientFinish?.payload, 'payload')));
      const [incoming, outgoing] = state.split();
      return { payload, noiseKey, incoming, outgoing };
    },
  };
};

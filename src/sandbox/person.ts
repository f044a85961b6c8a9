/**
 * A person with a phone: the Signal side of a contact, or of the account itself. All keys follow from the seed and the
 * number. So a person exists on first use, and a first message can be read even after a restart.
 *
 * A session lives in memory and is saved after its owner has encrypted with it. Received messages need no saving: the
 * ratchet recovers from any older state, and used one-time keys stay valid for another session.
 */
import { ProtocolAddress, SessionBuilder, SessionCipher, SessionRecord, type SignalStorage } from 'libsignal';
import type { Memory } from './journal.ts';
import { keyPairOf, type SigningKeyPair, sign, typed } from './keys.ts';
import type { LinkedDevice } from './memory.ts';

interface PublicKeys {
  readonly registrationId: number;
  readonly identity: Buffer;
  readonly signedPreKey: { readonly id: number; readonly key: Buffer; readonly signature: Buffer };
  readonly preKey: { readonly id: number; readonly key: Buffer };
}

export interface Sealed {
  readonly type: 'pkmsg' | 'msg';
  readonly ciphertext: Buffer;
}

export interface Person {
  readonly number: string;
  readonly keys: PublicKeys;
  /** Rejects when the text cannot be decrypted: no such session, or a damaged text. */
  open(from: LinkedDevice, sealed: Sealed): Promise<Buffer>;
  /** Starts a session with the device's uploaded keys if there is none, or if `renew` asks for a new one. */
  seal(to: LinkedDevice, plain: Uint8Array, renew?: boolean): Promise<Sealed>;
}

const SIGNED_KEY_ID = 1;
const ONE_TIME_KEY_ID = 1;
const PREKEY_MESSAGE = 3;

/**
 * libsignal queues its work by this text in the whole process, so it must differ from the addresses of a client's own
 * sessions.
 */
const addressOf = (number: string, device: LinkedDevice): ProtocolAddress =>
  new ProtocolAddress(`sandbox ${number} with ${device.number}`, device.device);

/** The long-term key of the person with this number. */
export const identityKeyOf = (seed: Uint8Array, number: string): SigningKeyPair =>
  keyPairOf(seed, `identity of ${number}`);

const pair = (key: SigningKeyPair) => ({ privKey: key.private, pubKey: typed(key.public) });

/** The keys of the person with this number, private ones included. */
export const keysOf = (seed: Uint8Array, number: string) => {
  const identity = identityKeyOf(seed, number);
  const signed = keyPairOf(seed, `signed key of ${number}`);
  const oneTime = keyPairOf(seed, `one-time key of ${number}`);
  const published: PublicKeys = {
    registrationId: identity.public.readUInt16BE() & 0x3fff,
    identity: identity.public,
    signedPreKey: { id: SIGNED_KEY_ID, key: signed.public, signature: sign(identity, typed(signed.public)) },
    preKey: { id: ONE_TIME_KEY_ID, key: oneTime.public },
  };
  return { published, identity: pair(identity), signed: pair(signed), oneTime: pair(oneTime) };
};

const publicKey = (base64: string): Buffer => typed(Buffer.from(base64, 'base64'));

/** The device's uploaded keys with one of its one-time keys, which is used up. */
const bundleOf = (memory: Memory, device: LinkedDevice) => {
  const [oneTime] = device.preKeys;
  if (oneTime) memory.record({ type: 'key_used', jid: device.jid, id: oneTime[0] });
  // libsignal works without a one-time key, though its types require one.
  const preKey = oneTime && { keyId: oneTime[0], publicKey: publicKey(oneTime[1]) };
  return {
    registrationId: device.registrationId,
    identityKey: publicKey(device.identityKey),
    signedPreKey: {
      keyId: device.signedPreKey.id,
      publicKey: publicKey(device.signedPreKey.key),
      signature: Buffer.from(device.signedPreKey.signature, 'base64'),
    },
    preKey,
  } as Parameters<SessionBuilder['initOutgoing']>[0];
};

/** libsignal's storage for this person's sessions and keys. */
const storageOf = (memory: Memory, number: string, keys: ReturnType<typeof keysOf>) => {
  const sessions = new Map<string, SessionRecord>();
  const storage: SignalStorage = {
    async loadSession(address) {
      const saved = memory.state.ratchets.get(number)?.get(address);
      if (!sessions.has(address) && saved) sessions.set(address, SessionRecord.deserialize(saved as Uint8Array));
      return sessions.get(address);
    },
    async storeSession(address, session) {
      sessions.set(address, session);
    },
    isTrustedIdentity: () => true,
    loadPreKey: async (id) => (Number(id) === ONE_TIME_KEY_ID ? keys.oneTime : undefined),
    removePreKey: () => {},
    loadSignedPreKey: () => keys.signed,
    getOurRegistrationId: () => keys.published.registrationId,
    getOurIdentity: () => keys.identity,
  };
  return storage;
};

export const personOf = (memory: Memory, number: string, keys = keysOf(memory.state.seed, number)): Person => {
  const storage = storageOf(memory, number, keys);

  return {
    number,
    keys: keys.published,
    open(from, { type, ciphertext }) {
      const cipher = new SessionCipher(storage, addressOf(number, from));
      return type === 'pkmsg'
        ? cipher.decryptPreKeyWhisperMessage(ciphertext)
        : cipher.decryptWhisperMessage(ciphertext);
    },
    async seal(to, plain, renew = false) {
      const address = addressOf(number, to);
      const known = await storage.loadSession(address.toString());
      if (renew || !known?.haveOpenSession()) {
        await new SessionBuilder(storage, address).initOutgoing(bundleOf(memory, to));
      }
      const { type, body } = await new SessionCipher(storage, address).encrypt(Buffer.from(plain));
      const record = (await storage.loadSession(address.toString()))?.serialize();
      memory.record({ type: 'ratchet_saved', number, address: address.toString(), record });
      return { type: type === PREKEY_MESSAGE ? 'pkmsg' : 'msg', ciphertext: Buffer.from(body, 'binary') };
    },
  };
};

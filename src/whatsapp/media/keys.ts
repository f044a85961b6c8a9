/** The keys of an encrypted file, which follow from one random key and the kind of the file (wire notes II, section 1). */
import { hkdfSync } from 'node:crypto';

/** The kinds whose keys differ. A sticker is an image here. */
export type SealedKind = 'image' | 'video' | 'audio' | 'document' | 'history' | 'app_state';

const INFO: Readonly<Record<SealedKind, string>> = {
  image: 'WhatsApp Image Keys',
  video: 'WhatsApp Video Keys',
  audio: 'WhatsApp Audio Keys',
  document: 'WhatsApp Document Keys',
  history: 'WhatsApp History Keys',
  app_state: 'WhatsApp App State Keys',
};

const KEYS_BYTES = 112;
const IV_BYTES = 16;
const KEY_BYTES = 32;

/** How much of an HMAC-SHA256 stands behind the ciphertext. */
export const MAC_BYTES = 10;

export const fileKeys = (mediaKey: Uint8Array, kind: SealedKind) => {
  const keys = Buffer.from(hkdfSync('sha256', mediaKey, new Uint8Array(), INFO[kind], KEYS_BYTES));
  return {
    iv: keys.subarray(0, IV_BYTES),
    cipher: keys.subarray(IV_BYTES, IV_BYTES + KEY_BYTES),
    mac: keys.subarray(IV_BYTES + KEY_BYTES, IV_BYTES + 2 * KEY_BYTES),
  };
};

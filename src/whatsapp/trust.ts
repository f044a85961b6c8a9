/**
 * Whom Baileys believes to be WhatsApp.
 *
 * Baileys 7.0.0-rc14 checks the server's certificates with a `Curve.verify` that is true whatever libsignal answers: a
 * wrong key, another message and an all-zero signature pass. Here it is made to look at the answer. What it still does
 * not do is to compare the certificate with the key that the server shook hands with, so a recorded chain would pass; TLS
 * remains what tells WhatsApp from others on the way. Both are properties of the process, like Baileys itself.
 */
import { Curve, generateSignalPubKey, WA_CERT_DETAILS } from 'baileys';
import { verifySignature } from 'libsignal/src/curve.js';

/** Makes every signature check of Baileys a real one: the server's certificates, and the phone's word when it pairs. */
export const verifySignatures = (): void => {
  Curve.verify = (publicKey, message, signature) => {
    try {
      return verifySignature(generateSignalPubKey(publicKey), message, signature);
    } catch {
      // libsignal throws on what has not even the shape of a signature.
      return false;
    }
  };
};

/** Replaces WhatsApp's root key by another; `rootKey` has 64 hex digits. */
export const trustRoot = (rootKey: string): void => {
  WA_CERT_DETAILS.PUBLIC_KEY.set(Buffer.from(rootKey, 'hex'));
};

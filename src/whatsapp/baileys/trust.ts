/**
 * Whom Baileys believes to be WhatsApp.
 *
 * Baileys 7.0.0-rc14 checks the server's certificates with a `Curve.verify` that is true whatever libsignal answers: a
 * wrong key, another message and an all-zero signature pass. Who names a root key means it, so then the check is made to
 * look at the answer. WhatsApp's own endpoint is left to TLS and to Baileys as it is: a stricter check could not be tried
 * against it, and would keep everyone out if it were wrong. Both are properties of the thread, like Baileys itself.
 */
import { Curve, generateSignalPubKey, WA_CERT_DETAILS } from 'baileys';
import { verifySignature } from 'libsignal/src/curve.js';

/** Every signature check of Baileys becomes a real one: the server's certificates, and the phone's word when it pairs. */
const verifySignatures = (): void => {
  Curve.verify = (publicKey, message, signature) => {
    try {
      return verifySignature(generateSignalPubKey(publicKey), message, signature);
    } catch {
      // libsignal throws on what has not even the shape of a signature.
      return false;
    }
  };
};

/** Replaces WhatsApp's root key by another (64 hex digits), and makes sure that it is the one that signed. */
export const trustRoot = (rootKey: string): void => {
  verifySignatures();
  WA_CERT_DETAILS.PUBLIC_KEY.set(Buffer.from(rootKey, 'hex'));
};

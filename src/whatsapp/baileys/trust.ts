/**
 * Which server Baileys trusts to be WhatsApp.
 *
 * Baileys 7.0.0-rc14 checks the server's certificates with a `Curve.verify` that is true whatever libsignal answers: a
 * wrong key, another message and an all-zero signature pass. A configured root key asks for a real check, so the check
 * is then repaired. WhatsApp's own endpoint is left to TLS and to Baileys as it is: a stricter check could not be
 * tested against it, and would lock everyone out if it were wrong. Both changes apply to the whole thread, like Baileys
 * itself.
 */
import { Curve, generateSignalPubKey, WA_CERT_DETAILS } from 'baileys';
import { verifySignature } from 'libsignal/src/curve.js';

/**
 * Makes every signature check of Baileys a real one: the server's certificates, and the phone's signature at pairing.
 */
const verifySignatures = (): void => {
  Curve.verify = (publicKey, message, signature) => {
    try {
      return verifySignature(generateSignalPubKey(publicKey), message, signature);
    } catch {
      // libsignal throws on input without the shape of a signature.
      return false;
    }
  };
};

/** Replaces WhatsApp's root key with this one (64 hex digits), and checks that it has signed the certificates. */
export const trustRoot = (rootKey: string): void => {
  verifySignatures();
  WA_CERT_DETAILS.PUBLIC_KEY.set(Buffer.from(rootKey, 'hex'));
};

/**
 * The secrets of messages, with which reports about them are authenticated.
 *
 * They follow from the identity key of the linked device. So a message that is sent once more after a restart has the
 * secret that it had, nothing has to be stored for it, and nobody without the key can guess it.
 */
import { createHmac } from 'node:crypto';
import type { AuthenticationCreds } from 'baileys';
import type { MessageId } from '../../kernel/ids.ts';

/** Tells these secrets from whatever else may follow from the key. */
const PURPOSE = 'waybill message secret ';

/** 32 bytes for each message. */
export const secretsOf =
  ({ signedIdentityKey }: Pick<AuthenticationCreds, 'signedIdentityKey'>) =>
  (messageId: MessageId): Uint8Array =>
    createHmac('sha256', signedIdentityKey.private)
      .update(PURPOSE + messageId)
      .digest();

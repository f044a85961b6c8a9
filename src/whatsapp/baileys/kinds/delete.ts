import { proto } from 'baileys';
import type { DeleteContent } from '../../../messages/delete.ts';
import type { Encoder } from './kind.ts';

const OWN = '7';
const AS_ADMIN = '8';

/** Takes a message back: one's own, or another person's as an admin of the group. */
export const deletion: Encoder<DeleteContent> = {
  speaks: false,
  message: ({ messageId }, { keyOf }) => ({
    protocolMessage: { type: proto.Message.ProtocolMessage.Type.REVOKE, key: keyOf(messageId) },
  }),
  stanza: ({ messageId }, { keyOf }) => ({ attributes: { edit: keyOf(messageId).fromMe ? OWN : AS_ADMIN } }),
};

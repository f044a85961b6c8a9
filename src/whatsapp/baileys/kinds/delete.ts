import { proto } from 'baileys';
import type { DeleteContent } from '../../../messages/delete.ts';
import type { Deleted } from '../../heard.ts';
import type { Decoder, Encoder } from './kind.ts';
import { refOf } from './refs.ts';

const { REVOKE } = proto.Message.ProtocolMessage.Type;

const OWN = '7';
const AS_ADMIN = '8';

/** Takes a message back: one's own, or another person's as an admin of the group. */
export const deletion: Encoder<DeleteContent> = {
  speaks: false,
  message: ({ messageId }, { keyOf }) => ({
    protocolMessage: { type: REVOKE, key: keyOf(messageId) },
  }),
  stanza: ({ messageId }, { keyOf }) => ({ attributes: { edit: keyOf(messageId).fromMe ? OWN : AS_ADMIN } }),
};

/** The key may name the admin who takes it back, and not the author. */
export const deletionIn: Decoder<Deleted> = {
  protocolMessage({ type, key }) {
    const messageId = refOf(key);
    return type === REVOKE && messageId !== null ? { type: 'deleted', messageId } : null;
  },
};

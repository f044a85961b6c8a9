import { proto } from 'baileys';
import type { EditContent } from '../../../messages/edit.ts';
import type { Encoder } from './kind.ts';

/** New words for a message of one's own. */
export const edit: Encoder<EditContent> = {
  speaks: false,
  message: ({ messageId, text }, { keyOf, now }) => ({
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.MESSAGE_EDIT,
      key: keyOf(messageId),
      editedMessage: { extendedTextMessage: { text } },
      timestampMs: now(),
    },
  }),
  stanza: () => ({ attributes: { edit: '1' } }),
};

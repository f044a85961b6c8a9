import { proto } from 'baileys';
import type { EditContent } from '../../../messages/edit.ts';
import type { Edited } from '../../heard.ts';
import type { Decoder, Encoder } from './kind.ts';
import { refOf } from './refs.ts';

const { MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;

/** New words for a message of one's own. */
export const edit: Encoder<EditContent> = {
  speaks: false,
  message: ({ messageId, text }, { keyOf, now }) => ({
    protocolMessage: {
      type: MESSAGE_EDIT,
      key: keyOf(messageId),
      editedMessage: { extendedTextMessage: { text } },
      timestampMs: now(),
    },
  }),
  stanza: () => ({ attributes: { edit: '1' } }),
};

export const editIn: Decoder<Edited> = {
  protocolMessage({ type, key, editedMessage }, { read }) {
    const messageId = refOf(key);
    if (type !== MESSAGE_EDIT || messageId === null || !editedMessage) return null;
    const now = read(editedMessage);
    return now && { type: 'edited', messageId, now };
  },
};

/** Edits. A phone wraps one in an envelope; the client does not. */
import { proto } from 'baileys/WAProto/index.js';
import type { PhoneKind } from './kind.ts';
import type { Lasting, ShownOf } from './shown.ts';

const { MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;

/** `read` reads the new content inside the edit. */
export const editWith = (read: (message: proto.IMessage) => Lasting): PhoneKind<ShownOf<'edit'>> => ({
  read({ protocolMessage }) {
    if (protocolMessage?.type !== MESSAGE_EDIT || !protocolMessage.editedMessage) return null;
    return { kind: 'edit', of: protocolMessage.key?.id ?? '', content: read(protocolMessage.editedMessage) };
  },
  write: ({ of, content }, { keyOf, messageOf, at }) => ({
    editedMessage: {
      message: {
        protocolMessage: {
          type: MESSAGE_EDIT,
          key: keyOf(of),
          editedMessage: messageOf(content),
          timestampMs: at * 1000,
        },
      },
    },
  }),
  marks: () => ({ type: 'text', edit: '1' }),
});

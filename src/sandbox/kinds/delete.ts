import { proto } from 'baileys/WAProto/index.js';
import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

const { REVOKE } = proto.Message.ProtocolMessage.Type;

export const deletion: PhoneKind<ShownOf<'delete'>> = {
  // The type of a revocation is 0, which the protocol leaves out.
  read: ({ protocolMessage }) =>
    protocolMessage?.key && (protocolMessage.type ?? REVOKE) === REVOKE
      ? { kind: 'delete', of: protocolMessage.key.id ?? '' }
      : null,
  write: ({ of }, { keyOf }) => ({ protocolMessage: { type: REVOKE, key: keyOf(of) } }),
  marks: () => ({ type: 'text', edit: '7' }),
};

/** How long messages of a chat stay from now on: a message that phones show as a line of the chat. */
import { proto } from 'baileys/WAProto/index.js';
import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

const { EPHEMERAL_SETTING } = proto.Message.ProtocolMessage.Type;

export const timer: PhoneKind<ShownOf<'timer'>> = {
  read({ protocolMessage }) {
    if (protocolMessage?.type !== EPHEMERAL_SETTING) return null;
    return { kind: 'timer', seconds: protocolMessage.ephemeralExpiration ?? 0 };
  },
  write: ({ seconds }) => ({ protocolMessage: { type: EPHEMERAL_SETTING, ephemeralExpiration: seconds } }),
  marks: () => ({ type: 'text' }),
};

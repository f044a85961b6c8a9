/** The message with which one side of a chat sets how long its messages stay. */
import { proto } from 'baileys';
import type { TimerSet } from '../../heard.ts';
import type { Decoder } from './kind.ts';

const { EPHEMERAL_SETTING } = proto.Message.ProtocolMessage.Type;

export const timerIn: Decoder<TimerSet> = {
  protocolMessage: ({ type, ephemeralExpiration }) =>
    type === EPHEMERAL_SETTING ? { type: 'timer', seconds: ephemeralExpiration ?? 0 } : null,
};

/**
 * The phone's answers to requests for older messages: notices that say where the messages are, any time later.
 *
 * A notice comes as an encrypted message of the account itself. Baileys is told to leave these alone, since its download
 * is neither checked nor bounded, and a cut connection would end the thread.
 */
import { proto } from 'baileys';
import type { CaptureOptions } from '../hearing/capture.ts';

export type Notice = proto.Message.IHistorySyncNotification;

const { ON_DEMAND } = proto.Message.HistorySyncType;
const { HISTORY_SYNC_NOTIFICATION } = proto.Message.ProtocolMessage.Type;

export interface Notices {
  /** A decoder that looks for answers on the way. Only the account's own devices can answer. */
  hearing(decode: CaptureOptions['decode']): CaptureOptions['decode'];
  /** The answer to the request with this id. */
  expect(requestId: string): { readonly notice: Promise<Notice>; forget(): void };
}

export const createNotices = (): Notices => {
  const expected = new Map<string, (notice: Notice) => void>();
  const hear = (message: proto.IMessage): void => {
    const { protocolMessage } = message.deviceSentMessage?.message ?? message;
    const notice = protocolMessage?.historySyncNotification;
    if (protocolMessage?.type !== HISTORY_SYNC_NOTIFICATION || notice?.syncType !== ON_DEMAND) return;
    expected.get(notice.peerDataRequestSessionId ?? '')?.(notice);
  };
  return {
    hearing: (decode) => (message, bytes, context) => {
      if (context.fromMe) hear(message);
      return decode(message, bytes, context);
    },
    expect(requestId) {
      const { promise, resolve } = Promise.withResolvers<Notice>();
      expected.set(requestId, resolve);
      return { notice: promise, forget: () => expected.delete(requestId) };
    },
  };
};

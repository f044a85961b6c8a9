/** The envelopes around a message: they say how it is shown, or only mark a newer form of the protocol. */
import type { proto } from 'baileys/WAProto/index.js';

interface Opened {
  readonly message: proto.IMessage;
  /** Disappears once it was looked at. */
  readonly viewOnce: boolean;
}

/** More envelopes than any client writes. */
const DEPTH_MAX = 8;

const innerOf = (message: proto.IMessage): { inner: proto.IMessage; viewOnce: boolean } | null => {
  const viewOnce = message.viewOnceMessage ?? message.viewOnceMessageV2 ?? message.viewOnceMessageV2Extension;
  const envelope =
    viewOnce ??
    message.ephemeralMessage ??
    message.documentWithCaptionMessage ??
    message.editedMessage ??
    message.associatedChildMessage ??
    message.groupStatusMessage ??
    message.groupStatusMessageV2 ??
    message.lottieStickerMessage;
  return envelope?.message ? { inner: envelope.message, viewOnce: Boolean(viewOnce) } : null;
};

/** Takes a message out of its envelopes. What the outer message says about the whole one is kept. */
export const opened = (sent: proto.IMessage): Opened => {
  let message = sent.deviceSentMessage?.message ?? sent;
  let viewOnce = false;
  for (let depth = 0; depth < DEPTH_MAX; depth += 1) {
    const within = innerOf(message);
    if (!within) break;
    const { messageContextInfo } = message;
    message = messageContextInfo ? { messageContextInfo, ...within.inner } : within.inner;
    viewOnce ||= within.viewOnce;
  }
  const file = message.imageMessage ?? message.videoMessage ?? message.audioMessage;
  return { message, viewOnce: viewOnce || Boolean(file?.viewOnce) };
};

/**
 * Asks the phone that sent a file to upload it again (wire notes II, section 2).
 *
 * Baileys never asks, because it looks for the status of a failed download at the wrong place. The answer is a notification
 * with the id of the message, any time later; a phone that is off gives none, so the question has a deadline.
 */
import {
  type BinaryNode,
  decodeMediaRetryNode,
  decryptMediaRetryData,
  encryptMediaRetryRequest,
  proto,
  type WASocket,
} from 'baileys';
import { undelivered } from '../failures.ts';
import type { LostFile } from '../../port.ts';

type Answered =
  /** The new path; null if the phone has the file no more. */
  { readonly ok: true; readonly directPath: string | null } | { readonly ok: false };

const { ResultType } = proto.MediaRetryNotification;
const NOT_FOUND = 404;

/** What an answer says. It comes from a phone, so nothing of it is certain. */
const read = (stanza: BinaryNode, { mediaKey, messageId }: LostFile): Answered => {
  try {
    const { error, media } = decodeMediaRetryNode(stanza);
    if (error?.output.statusCode === NOT_FOUND) return { ok: true, directPath: null };
    if (!media) return { ok: false };
    const { result, directPath } = decryptMediaRetryData(media, mediaKey, messageId);
    if (result === ResultType.NOT_FOUND) return { ok: true, directPath: null };
    return result === ResultType.SUCCESS && directPath ? { ok: true, directPath } : { ok: false };
  } catch {
    return { ok: false };
  }
};

interface ReuploadPorts {
  readonly socket: Pick<WASocket, 'ws' | 'sendNode'>;
  /** The address of this device. */
  account(): string;
  /** Sends, with the deadline of a question. */
  ask(question: () => Promise<void>): Promise<void>;
  /** Waits for an answer, unless the connection or the time is over first. */
  answerOf<T>(answer: Promise<T>): Promise<T>;
}

/** @throws Undelivered */
export const createReupload =
  ({ socket, account, ask, answerOf }: ReuploadPorts) =>
  async (lost: LostFile): Promise<string | null> => {
    const { messageId: id, chatId: remoteJid, fromMe, participant, mediaKey } = lost;
    const answer = Promise.withResolvers<Answered>();
    const hear = (stanza: BinaryNode): void => {
      if (stanza.attrs['id'] === id) answer.resolve(read(stanza, lost));
    };
    socket.ws.on(ANSWERS, hear);
    try {
      const key = { id, remoteJid, fromMe, participant: participant ?? null };
      await ask(() => socket.sendNode(encryptMediaRetryRequest(key, mediaKey, account())));
      const answered = await answerOf(answer.promise);
      if (answered.ok) return answered.directPath;
      throw undelivered('protocol_error', false);
    } finally {
      socket.ws.off(ANSWERS, hear);
    }
  };

const ANSWERS = 'CB:notification,type:mediaretry';

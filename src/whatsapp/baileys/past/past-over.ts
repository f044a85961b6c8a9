/**
 * Asks the phone for older messages of a chat and puts its answer on record (`HISTORY_SYNC_ON_DEMAND`).
 *
 * The request is a message to the account's own phone; the answer is a notice with the id of the request, any time later.
 * A phone that is off gives none, so the question has a deadline. Only one page is in hand, and the next part of it is
 * handed over when the last one is on disk.
 */
import type { Agent } from 'node:https';
import { jidNormalizedUser, proto, type WASocket } from 'baileys';
import type { Entropy } from '../../../kernel/entropy.ts';
import type { Heard } from '../../heard.ts';
import { Undelivered } from '../../port.ts';
import type { PastAsked, PastGiven, PastMessages } from '../../past.ts';
import { undelivered } from '../failures.ts';
import type { Ear } from '../hearing/capture.ts';
import type { Me } from '../hearing/envelope.ts';
import { historyBytes } from './history-bytes.ts';
import type { Notice, Notices } from './notices.ts';
import { type PastMessage, type PastPage, pastPageIn } from './past-messages.ts';

/** Messages that share a commit, and more if they were sent in one second. */
const PART = 10;

/** Where answers of the phone come in, and where its messages go. */
export interface PastHearing {
  readonly notices: Notices;
  /** Undefined where nothing that comes in is taken. */
  readonly ear: Pick<Ear, 'record'> | undefined;
}

export interface PastPorts extends PastHearing {
  readonly socket: Pick<WASocket, 'relayMessage'>;
  readonly self: () => Me;
  readonly entropy: Pick<Entropy, 'bytes'>;
  /** The address of this device. */
  account(): string;
  /** Sends, with the deadline of a question. */
  ask<T>(question: () => Promise<T>): Promise<T>;
  /** Waits for an answer, unless the connection or the time is over first. */
  answerOf<T>(answer: Promise<T>): Promise<T>;
  hosts(): Promise<readonly string[]>;
  readonly agent: Agent;
}

/** As Baileys marks a request to the account's own phone. */
const TO_PHONE = {
  additionalAttributes: { category: 'peer', push_priority: 'high_force' },
  additionalNodes: [{ tag: 'meta', attrs: { appdata: 'default' } }],
};

const ID_BYTES = 9;
const newId = ({ bytes }: Pick<Entropy, 'bytes'>): string =>
  `3EB0${Buffer.from(bytes(ID_BYTES)).toString('hex').toUpperCase()}`;

const requestFor = ({ chatId, before, count }: PastAsked): proto.IMessage => ({
  protocolMessage: {
    type: proto.Message.ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_MESSAGE,
    peerDataOperationRequestMessage: {
      peerDataOperationRequestType: proto.Message.PeerDataOperationRequestType.HISTORY_SYNC_ON_DEMAND,
      historySyncOnDemandRequest: {
        chatJid: chatId,
        oldestMsgId: before.messageId,
        oldestMsgFromMe: before.fromMe,
        oldestMsgTimestampMs: before.sentAt,
        onDemandMsgCount: count,
      },
    },
  },
});

/** The parts of a page, the newest first; in each of them the oldest message is first. */
const partsOf = (messages: readonly PastMessage[]): readonly (readonly PastMessage[])[] => {
  const parts: PastMessage[][] = [];
  for (const message of messages.toReversed()) {
    const part = parts.at(-1);
    const goesOn = part && (part.length < PART || part[0]?.anchor.sentAt === message.anchor.sentAt);
    if (goesOn) part.unshift(message);
    else parts.push([message]);
  }
  return parts;
};

/** The bytes that a notice names. Their download ends with the time for the answer. */
const bytesIn = async (notice: Notice, { hosts, agent, answerOf }: PastPorts): Promise<Uint8Array> => {
  const control = new AbortController();
  try {
    return await answerOf(historyBytes(notice, { hosts, agent, signal: control.signal }));
  } catch (thrown) {
    throw thrown instanceof Undelivered ? thrown : undelivered('protocol_error', false);
  } finally {
    control.abort();
  }
};

const pageOf = (history: Uint8Array, { chatId }: PastAsked, me: Me): PastPage => {
  try {
    return pastPageIn(history, chatId, me);
  } catch {
    throw undelivered('protocol_error', false);
  }
};

export const pastOver = (ports: PastPorts): PastMessages => {
  const { socket, notices, ear, self, account, ask, answerOf } = ports;

  const record = async (heard: readonly Heard[]): Promise<void> => {
    if (!ear) return;
    try {
      await Promise.all(heard.map((each) => ear.record({ heard: each, keys: [] })));
    } catch {
      // A log that cannot be written ends the link.
      throw undelivered('session_closed', false);
    }
  };

  const noticeFor = async (asked: PastAsked): Promise<Notice> => {
    const messageId = newId(ports.entropy);
    const answer = notices.expect(messageId);
    try {
      await ask(() => socket.relayMessage(jidNormalizedUser(account()), requestFor(asked), { ...TO_PHONE, messageId }));
      return await answerOf(answer.notice);
    } finally {
      answer.forget();
    }
  };

  return {
    async fetchPast(asked): Promise<PastGiven> {
      const notice = await noticeFor(asked);
      const { messages, isEnd } = pageOf(await bytesIn(notice, ports), asked, self());
      const fresh = messages.filter(({ anchor }) => anchor.sentAt >= asked.since);
      for (const part of partsOf(fresh)) await record(part.flatMap((message) => message.heard()));
      return { oldest: messages[0]?.anchor ?? null, isEnd };
    },
  };
};

/** One Baileys socket, set up the way Waybill needs it. */
import { EventEmitter } from 'node:events';
import {
  type AuthenticationState,
  Browsers,
  jidNormalizedUser,
  makeWASocket,
  proto,
  type SocketConfig,
  type WASocket,
} from 'baileys';
import type { Clock } from '../../kernel/clock.ts';
import type { ChatId } from '../../kernel/ids.ts';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import { compose } from './composing.ts';
import { type KnownGroups, metadataOf } from './groups/known-groups.ts';
import { undelivered } from './failures.ts';
import { type KeptUploads, uploadKeyOf } from './media/upload.ts';
import { type Outgoing, type SentMessage, Undelivered } from '../port.ts';
import { secretsOf } from './secrets.ts';
import type { LinkTimes } from './times.ts';
import type { BaileysWays } from './ways.ts';

export interface SocketOptions {
  /** Left out where nothing that comes in is taken. */
  readonly makeSignalRepository?: SocketConfig['makeSignalRepository'] | undefined;
  readonly auth: AuthenticationState;
  readonly content: SentMessage;
  readonly groups: KnownGroups;
  readonly uploads: KeptUploads;
  readonly clock: Clock;
  /** An endpoint other than WhatsApp's own. */
  readonly url: string | undefined;
  readonly ways: BaileysWays;
  readonly times: LinkTimes;
  readonly logger: Logger;
}

/** Far more than a day, and below the limit above which `setInterval` fires at once. */
const NEVER_MS = 2_000_000_000;

/** Baileys' own log lines contain message texts and keys. */
const silent: SocketConfig['logger'] = {
  level: 'silent',
  child: () => silent,
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};

const { INITIAL_BOOTSTRAP, PUSH_NAME, NON_BLOCKING_DATA } = proto.HistorySync.HistorySyncType;

/**
 * The small parts of the history, which bring the first pairs of numbers and hidden ids. Not the messages: with RECENT
 * included, Baileys holds back its events for 20 s after a first login, and histories have filled gigabytes.
 */
const HISTORY: readonly unknown[] = [INITIAL_BOOTSTRAP, PUSH_NAME, NON_BLOCKING_DATA];

/** Opens a connection at once. A socket is used once; the caller has to listen to its events. */
export const openSocket = (options: SocketOptions): WASocket => {
  const { auth, content, groups, url, times, logger, makeSignalRepository } = options;
  const spellings = async (jid: string): Promise<ChatId[]> => {
    const chat = jidNormalizedUser(jid);
    const { lidMapping } = socket.signalRepository;
    const other = chat.endsWith('@lid') ? await lidMapping.getPNForLID(chat) : await lidMapping.getLIDForPN(chat);
    return other === null ? [chat] : [chat, jidNormalizedUser(other)];
  };
  const account = () => auth.creds.me?.id ?? '';
  /**
   * The message once more for a device that could not read it. Its files are not uploaded again: one that the hosts have
   * dropped meanwhile can still be asked for by its key.
   */
  const again = async (message: Outgoing): Promise<proto.IMessage | undefined> => {
    const { clock, uploads } = options;
    const composer = { clock, secretOf: secretsOf(auth.creds), account, group: groups.get };
    try {
      const composed = await compose(message, composer, async (file, kind) => {
        const known = uploads.find(uploadKeyOf(file, kind));
        if (known) return known;
        throw undelivered('media_gone', false);
      });
      return composed.message;
    } catch (thrown) {
      if (thrown instanceof Undelivered) return undefined;
      throw thrown;
    }
  };
  const socket: WASocket = capturingRejections(() =>
    makeWASocket({
      auth,
      logger: silent,
      ...options.ways,
      browser: Browsers.ubuntu('Chrome'),
      ...(url === undefined ? {} : { waWebSocketUrl: url }),
      ...(makeSignalRepository ? { makeSignalRepository } : {}),
      connectTimeoutMs: times.connectMs,
      ...(times.qrMs === null ? {} : { qrTimeout: times.qrMs }),
      // A query that Baileys lets time out looks like an empty answer, and a message is then sent to nobody. Without a
      // timeout it stays pending until the link ends; the deadlines are in `sending.ts`.
      defaultQueryTimeoutMs: undefined,
      // The session sends its own pings.
      keepAliveIntervalMs: NEVER_MS,
      // The store is synchronous. An error there is permanent, and a retry would only delay the sends behind it.
      transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
      emitOwnEvents: false,
      // Otherwise the phone would stop notifying its owner.
      markOnlineOnConnect: false,
      syncFullHistory: false,
      shouldSyncHistoryMessage: ({ syncType }) => HISTORY.includes(syncType),
      // Without an answer, Baileys asks WhatsApp before each message to a group.
      async cachedGroupMetadata(jid) {
        const group = groups.get(jid);
        return group === null ? undefined : metadataOf(jid, group);
      },
      // A contact that could not decrypt a message asks again, perhaps after Waybill has restarted.
      getMessage: async ({ id, remoteJid }) => {
        // Ids can be guessed: only a recipient of the message gets it again.
        const sent = id && remoteJid && jobOfMessage(id) ? content(id, await spellings(remoteJid)) : null;
        return sent === null || !id
          ? undefined
          : again({ ...sent, chatId: jidNormalizedUser(remoteJid ?? ''), messageId: id });
      },
    }),
  );
  endOnBadFrames(socket, logger);
  return socket;
};

/**
 * Baileys' listeners are async and nobody awaits them: a frame that cannot be decrypted would cause an unhandled
 * rejection and end the process. Emitters created meanwhile pass such rejections to their `captureRejectionSymbol`.
 */
const capturingRejections = <T>(make: () => T): T => {
  const { captureRejections } = EventEmitter;
  EventEmitter.captureRejections = true;
  try {
    return make();
  } finally {
    EventEmitter.captureRejections = captureRejections;
  }
};

const endOnBadFrames = (socket: WASocket, logger: Logger): void => {
  socket.ws[EventEmitter.captureRejectionSymbol] = (error: Error, event: string | symbol) => {
    // A failure after a frame is a chore of Baileys' (a group list, an ack) that the next connection repeats.
    if (event === 'message') void socket.end(error);
    else logger.debug({ event: String(event), error: error.name }, 'a background task of the WhatsApp client failed');
  };
};

/** What a connection does in chats beside sending messages. */
import {
  type ChatModification,
  chatModificationToAppPatch,
  type LastMessageList,
  proto,
  type WAMessageKey,
} from 'baileys';
import { type ChatId, isGroupChat, isOfTwo, type MessageId } from '../../../kernel/ids.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { ChatChange, Chatting, LastMessage, ReadMessages, Typing } from '../../chatting.ts';
import type { Composed } from '../composing.ts';
import type { Connection } from '../connection.ts';
import { classifyGroup } from '../failures.ts';

export interface ChattingOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** Asks WhatsApp, with a deadline. */
  readonly ask: <T>(question: () => Promise<T>) => Promise<T>;
  /** Sends a message; resolves when it is acknowledged. */
  readonly transmit: (
    to: { readonly chatId: ChatId; readonly messageId: MessageId },
    message: Composed,
  ) => Promise<void>;
}

/** WhatsApp's own clients put so many messages into one receipt. */
const IDS_IN_RECEIPT_MAX = 256;

/** Baileys asks once for each connection whether the account shows that it reads; a person may change that. */
const PRIVACY_MS = 10 * 60_000;

const MUTED_FOR_EVER = -1;

const WORDS: Readonly<Record<Typing, 'composing' | 'recording' | 'paused'>> = {
  typing: 'composing',
  recording: 'recording',
  paused: 'paused',
};

const keysOf = ({ chatId, author, messageIds }: ReadMessages): WAMessageKey[] =>
  messageIds.map((id) => ({
    remoteJid: chatId,
    fromMe: false,
    id,
    ...(author === null ? {} : { participant: author }),
  }));

const inReceipts = (keys: readonly WAMessageKey[]): WAMessageKey[][] =>
  Array.from({ length: Math.ceil(keys.length / IDS_IN_RECEIPT_MAX) }, (_, index) =>
    keys.slice(index * IDS_IN_RECEIPT_MAX, (index + 1) * IDS_IN_RECEIPT_MAX),
  );

const lastMessages = (chatId: ChatId, last: LastMessage | null): LastMessageList => {
  if (last === null) return [];
  const { messageId: id, fromMe, author, sentAt } = last;
  const key = { remoteJid: chatId, fromMe, id, ...(author === null ? {} : { participant: author }) };
  return [{ key, messageTimestamp: Math.max(Math.floor(sentAt / 1000), 1) }];
};

const modificationOf = (chatId: ChatId, change: ChatChange, last: LastMessage | null): ChatModification => {
  switch (change.type) {
    case 'archived':
    case 'unarchived':
      return { archive: change.type === 'archived', lastMessages: lastMessages(chatId, last) };
    case 'pinned':
    case 'unpinned':
      return { pin: change.type === 'pinned' };
    case 'muted':
      return { mute: change.until ?? MUTED_FOR_EVER };
    case 'unmuted':
      return { mute: null };
    case 'marked_unread':
    case 'marked_read':
      return { markRead: change.type === 'marked_read', lastMessages: lastMessages(chatId, last) };
  }
};

/** The message that tells both sides how long messages stay. */
const timerMessage = (seconds: number): proto.IMessage => ({
  ephemeralMessage: {
    message: {
      protocolMessage: {
        type: proto.Message.ProtocolMessage.Type.EPHEMERAL_SETTING,
        ephemeralExpiration: seconds,
      },
    },
  },
});

const groupTimerQuery = (group: ChatId, seconds: number) => ({
  tag: 'iq',
  attrs: { to: group, type: 'set', xmlns: 'w:g2' },
  content: [
    seconds === 0 ? { tag: 'not_ephemeral', attrs: {} } : { tag: 'ephemeral', attrs: { expiration: String(seconds) } },
  ],
});

export const chattingOver = (
  { socket, appState }: Pick<Connection, 'socket' | 'appState'>,
  { clock, ask, transmit }: ChattingOptions,
): Chatting => {
  let privacyAskedAt = clock.now();
  /** Set while the account's own name is not known, without which Baileys shows it to nobody. */
  let appearsLater = false;

  const show = (available: boolean): Promise<void> =>
    socket.sendPresenceUpdate(available ? 'available' : 'unavailable');

  socket.ev.on('creds.update', ({ me }) => {
    if (!appearsLater || !me?.name) return;
    appearsLater = false;
    // The link closes: the next one shows it.
    show(true).catch(() => {});
  });

  const refreshPrivacy = async (): Promise<void> => {
    if (clock.now() - privacyAskedAt < PRIVACY_MS) return;
    await socket.fetchPrivacySettings(true);
    privacyAskedAt = clock.now();
  };

  return {
    read: (messages) =>
      ask(async () => {
        await refreshPrivacy();
        for (const keys of inReceipts(messages.flatMap(keysOf))) await socket.readMessages(keys);
      }),
    type: (chatId, typing) => ask(() => socket.sendPresenceUpdate(WORDS[typing], chatId)),
    appear: (available) =>
      ask(async () => {
        appearsLater = available && !socket.authState.creds.me?.name;
        await show(available);
      }),
    async watch(chatId) {
      if (isOfTwo(chatId)) await ask(() => socket.presenceSubscribe(chatId));
    },
    changeChat: (chatId, change, last) =>
      ask(() => appState.change(chatModificationToAppPatch(modificationOf(chatId, change, last), chatId))),
    async setTimer(chatId, seconds, messageId) {
      if (!isGroupChat(chatId)) return transmit({ chatId, messageId }, { message: timerMessage(seconds) });
      try {
        await ask(() => socket.query(groupTimerQuery(chatId, seconds)));
      } catch (thrown) {
        throw classifyGroup(thrown);
      }
    },
  };
};

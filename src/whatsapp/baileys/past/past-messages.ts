/** The messages of a chat in an answer of the phone, in Waybill's own words. Nothing of it is certain. */
import { proto } from 'baileys';
import * as v from 'valibot';
import { type ChatId, isOfTwo } from '../../../kernel/ids.ts';
import { MessageRef } from '../../../messages/refs.ts';
import type { Address, Heard } from '../../heard.ts';
import type { Anchor } from '../../past.ts';
import { heardIn } from '../decoding.ts';
import { addressOf, type Me, ownAddress } from '../hearing/envelope.ts';
import { contentsOf, wireFields } from '../wire-fields.ts';

export interface PastMessage {
  readonly anchor: Anchor;
  /** The message and the reactions to it, as far as they can be read. */
  heard(): readonly Heard[];
}

export interface PastPage {
  /** The oldest first. */
  readonly messages: readonly PastMessage[];
  readonly isEnd: boolean;
}

const { COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY } = proto.Conversation.EndOfHistoryTransferType;

/** Numbers of fields: of `HistorySync`, `Conversation`, `HistorySyncMsg` and `WebMessageInfo`. */
const CONVERSATIONS = 2;
const MESSAGES = 2;
const INFO = 1;
const CONTENT = 2;

const SECOND_MS = 1_000;

/** A conversation without its messages, which are read one by one. */
const aboutIn = (conversation: Uint8Array): proto.IConversation => {
  const others = Array.from(wireFields(conversation)).filter(({ number }) => number !== MESSAGES);
  return proto.Conversation.decode(Buffer.concat(others.map(({ whole }) => whole)));
};

const spellingsIn = ({ id, pnJid, lidJid }: proto.IConversation): readonly ChatId[] =>
  [id, pnJid, lidJid].flatMap((jid) => addressOf(jid) ?? []);

/** The asked chat, with the other address of its person if the phone tells it. */
const chatIn = (asked: ChatId, about: proto.IConversation): Address => {
  const isOther = (each: ChatId): boolean => isOfTwo(each) && each.endsWith('@lid') !== asked.endsWith('@lid');
  return { id: asked, other: isOfTwo(asked) ? (spellingsIn(about).find(isOther) ?? null) : null };
};

interface Surroundings {
  readonly chat: Address;
  readonly me: Me;
}

type Who = Pick<Heard, 'chat' | 'sender' | 'fromMe'>;

const whoIn = (
  { fromMe, participant }: proto.IMessageKey,
  beside: string | null | undefined,
  { chat, me }: Surroundings,
): Who | null => {
  if (fromMe === true) return { chat, fromMe, sender: ownAddress(me.number, me) };
  if (isOfTwo(chat.id)) return { chat, fromMe: false, sender: chat };
  const id = addressOf(participant) ?? addressOf(beside);
  return id === null ? null : { chat, fromMe: false, sender: { id, other: null } };
};

const messageIn = (
  info: proto.IWebMessageInfo,
  bytes: Uint8Array,
  anchor: Anchor,
  where: Surroundings,
): Heard | null => {
  const who = info.key && whoIn(info.key, info.participant, where);
  if (!who || !info.message) return null;
  const said = heardIn(info.message, bytes, { chat: where.chat.id });
  const pushName = who.fromMe ? null : (info.pushName ?? null);
  return { ...who, messageId: anchor.messageId, source: 'history', sentAt: anchor.sentAt, pushName, said };
};

const reactionIn = (
  { key, text, senderTimestampMs }: proto.IReaction,
  info: proto.IWebMessageInfo,
  anchor: Anchor,
  where: Surroundings,
): Heard | null => {
  const who = key && whoIn(key, null, where);
  if (!who || !v.is(MessageRef, key?.id)) return null;
  const message = { reactionMessage: { key: info.key ?? null, text: text ?? '' } };
  const said = heardIn(message, new Uint8Array(), { chat: where.chat.id });
  const sentAt = Number(senderTimestampMs ?? 0) || anchor.sentAt;
  return { ...who, messageId: key.id, source: 'history', sentAt, pushName: null, said };
};

const saysSomething = (heard: Heard | null): heard is Heard => heard !== null && heard.said.type !== 'nothing';

const infoIn = (bytes: Uint8Array): proto.IWebMessageInfo | null => {
  try {
    return proto.WebMessageInfo.decode(bytes);
  } catch {
    return null;
  }
};

/** Null for what names no message or no time. */
const pastMessageIn = (bytes: Uint8Array, where: Surroundings): PastMessage | null => {
  const info = infoIn(bytes);
  const messageId = info?.key?.id;
  const sentAt = Number(info?.messageTimestamp ?? 0) * SECOND_MS;
  if (!info || !v.is(MessageRef, messageId) || !Number.isSafeInteger(sentAt) || sentAt <= 0) return null;
  const anchor = { messageId, fromMe: info.key?.fromMe === true, sentAt };
  return {
    anchor,
    heard() {
      // A copy, because posting a part of the page to another thread would post all of it.
      const content = Uint8Array.from(contentsOf(bytes, CONTENT).at(-1) ?? []);
      const reactions = (info.reactions ?? []).map((each) => reactionIn(each, info, anchor, where));
      return [messageIn(info, content, anchor, where), ...reactions].filter(saysSomething);
    },
  };
};

/** Phones give the newest first. Messages of one second keep the order in which they were given. */
const oldestFirst = (messages: readonly PastMessage[]): readonly PastMessage[] =>
  messages.toReversed().toSorted((one, other) => one.anchor.sentAt - other.anchor.sentAt);

/** The page of a chat in an encoded `HistorySync`; empty if the chat is not in it. */
export const pastPageIn = (history: Uint8Array, asked: ChatId, me: Me): PastPage => {
  const conversations = contentsOf(history, CONVERSATIONS).map((bytes) => ({ bytes, about: aboutIn(bytes) }));
  const found =
    conversations.length === 1
      ? conversations[0]
      : conversations.find(({ about }) => spellingsIn(about).includes(asked));
  if (!found) return { messages: [], isEnd: true };
  const where = { chat: chatIn(asked, found.about), me };
  const infos = contentsOf(found.bytes, MESSAGES).flatMap((each) => contentsOf(each, INFO));
  return {
    messages: oldestFirst(infos.flatMap((each) => pastMessageIn(each, where) ?? [])),
    isEnd: found.about.endOfHistoryTransferType === COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY,
  };
};

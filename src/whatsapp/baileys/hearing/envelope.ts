/** The envelope of a `<message>` stanza: whose it is, where it belongs, and what in it has to be decrypted. */
import {
  type BinaryNode,
  decodeMessageNode,
  extractAddressingContext,
  isPnUser,
  isLidUser,
  jidNormalizedUser,
  proto,
} from 'baileys';
import * as v from 'valibot';
import type { Millis } from '../../../kernel/clock.ts';
import { type ChatId, ConversationId } from '../../../kernel/ids.ts';
import { MessageRef } from '../../../messages/refs.ts';
import type { Address, Heard } from '../../heard.ts';

/** The account's own addresses. */
export interface Me {
  readonly number: ChatId;
  readonly lid: ChatId | null;
}

export type Envelope = Omit<Heard, 'said'>;

/** An address without its device; null for what is none. */
export const addressOf = (jid: string | null | undefined): ChatId | null => {
  const normal = jid ? jidNormalizedUser(jid) : '';
  return v.is(ConversationId, normal) ? normal : null;
};

/** A person's other address: of number and hidden id, the one that the stanza names beside. */
const beside = (id: ChatId, other: string | undefined): Address => {
  const known = addressOf(other);
  return { id, other: known === id ? null : known };
};

/** WhatsApp sends whole seconds. */
const timeOf = (seconds: string | undefined, now: Millis): Millis => {
  const at = Number(seconds) * 1000;
  return Number.isSafeInteger(at) && at > 0 ? at : now;
};

/** Null for a stanza that names no chat or no id, which Baileys refuses too. */
export const envelopeOf = (node: BinaryNode, me: Me, now: Millis): Envelope | null => {
  const key = keyOf(node, me);
  const chat = addressOf(key?.remoteJid ?? undefined);
  const messageId = node.attrs['id'];
  if (!key || chat === null || !v.is(MessageRef, messageId)) return null;
  const fromMe = key.fromMe === true;
  const sender = addressOf(key.participant ?? node.attrs['from']) ?? chat;
  const { senderAlt, recipientAlt } = extractAddressingContext(node);
  const isPerson = isPnUser(chat) === true || isLidUser(chat) === true;
  return {
    chat: isPerson ? beside(chat, fromMe ? recipientAlt : senderAlt) : { id: chat, other: null },
    sender: fromMe ? ownAddress(sender, me) : beside(sender, senderAlt),
    fromMe,
    messageId,
    source: sourceOf(node, fromMe),
    sentAt: timeOf(node.attrs['t'], now),
    pushName: node.attrs['notify'] ?? null,
    ...(fromMe ? {} : namesOf(node)),
  };
};

/** What a stanza says of its sender beside the name of their own. */
const namesOf = ({ attrs, content }: BinaryNode): Pick<Heard, 'verifiedName' | 'username'> => {
  const verifiedName = verifiedIn(content);
  const username = attrs['participant_username'];
  return {
    ...(verifiedName === null ? {} : { verifiedName }),
    ...(username === undefined ? {} : { username }),
  };
};

/** The name of a business in its certificate; null for everybody else. */
const verifiedIn = (content: BinaryNode['content']): string | null => {
  const certificate = Array.isArray(content) ? content.find(({ tag }) => tag === 'verified_name')?.content : undefined;
  if (!(certificate instanceof Uint8Array)) return null;
  try {
    const { details } = proto.VerifiedNameCertificate.decode(certificate);
    return (details && proto.VerifiedNameCertificate.Details.decode(details).verifiedName) || null;
  } catch {
    return null;
  }
};

/** @throws nothing: a stanza that Baileys cannot place has no key. */
const keyOf = (node: BinaryNode, { number, lid }: Me) => {
  try {
    return decodeMessageNode(node, number, lid ?? '').fullMessage.key;
  } catch {
    return null;
  }
};

export const ownAddress = (id: ChatId, { number, lid }: Me): Address => ({ id, other: id === number ? lid : number });

const sourceOf = ({ attrs }: BinaryNode, fromMe: boolean): Heard['source'] => {
  if (fromMe) return 'phone';
  return attrs['offline'] === undefined ? 'live' : 'offline';
};

/** The encrypted parts of a stanza that Baileys hands to its repository, in order. */
export const encryptedParts = ({ content }: BinaryNode): readonly Uint8Array[] => {
  if (!Array.isArray(content)) return [];
  // Baileys does not decrypt such a stanza at all.
  if (content.find(({ tag }) => tag === 'enc')?.attrs['type'] === 'msmsg') return [];
  return content.flatMap((child) =>
    child.tag === 'enc' && DECRYPTED.includes(child.attrs['type'] ?? '') && child.content instanceof Uint8Array
      ? [child.content]
      : [],
  );
};

const DECRYPTED = ['skmsg', 'pkmsg', 'msg'];

/** A message that is not encrypted: a post of a channel. */
export const plainPart = ({ content }: BinaryNode): Uint8Array | null => {
  const plain = Array.isArray(content) ? content.find(({ tag }) => tag === 'plaintext')?.content : undefined;
  return plain instanceof Uint8Array ? plain : null;
};

/** Why a stanza without an encrypted part has nothing to read, as a code. */
export const whyUnread = ({ content }: BinaryNode): { kind: 'undecryptable' | 'withheld'; reason: string } => {
  const children = Array.isArray(content) ? content : [];
  const unavailable = children.find(({ tag }) => tag === 'unavailable');
  if (unavailable) return { kind: 'withheld', reason: reasonOf(unavailable.attrs['type'] ?? 'unavailable') };
  if (children.some(({ tag, attrs }) => tag === 'enc' && attrs['type'] === 'msmsg'))
    return { kind: 'undecryptable', reason: 'bot_message' };
  return {
    kind: 'undecryptable',
    reason: children.some(({ tag }) => tag === 'enc') ? 'unknown_encryption' : 'no_content',
  };
};

const reasonOf = (type: string): string => (/^[a-z][a-z_]{0,39}$/.test(type) ? type : 'unavailable');

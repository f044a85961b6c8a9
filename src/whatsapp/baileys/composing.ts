/**
 * Turns a message in Waybill's words into WhatsApp's: its files are uploaded, then it is encoded with what surrounds it.
 */
import { type proto, jidNormalizedUser } from 'baileys';
import type { Clock } from '../../kernel/clock.ts';
import { type ChatId, isGroupChat, type MessageId } from '../../kernel/ids.ts';
import { type ContentKind, mediaOf, spokenOf } from '../../messages/content.ts';
import type { KnownGroup } from '../group-info.ts';
import type { NamedMessage, Outgoing, SaidMessage } from '../port.ts';
import { undelivered } from './failures.ts';
import { encode, type Setting, stanzaOf } from './kinds/encoders.ts';
import type { Around, Attachment, StanzaParts, Uploaded } from './kinds/kind.ts';
import type { UploadKind } from './media/encrypt.ts';
import { memberIn, mentionsIn } from './mentions.ts';
import type { Upload } from './media/upload.ts';

export interface Composed extends StanzaParts {
  readonly message: proto.IMessage;
}

export interface ComposerPorts {
  readonly clock: Clock;
  /** 32 bytes for a message, the same at each call. Reports about the message are authenticated with them. */
  secretOf(messageId: MessageId): Uint8Array;
  /** The account's own address. */
  account(): ChatId;
  /** A group as it is on record. */
  group(chatId: ChatId): KnownGroup | null;
}

/** What a file is uploaded as, by the kind of its message. Other kinds hold no file. */
const USES: Partial<Record<ContentKind, UploadKind>> = {
  image: 'image',
  sticker: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'audio',
  document: 'document',
};

/** The files of a message, each with what `find` says of its upload. */
const attachmentsOf = async (
  { content, files = [] }: SaidMessage,
  find: Upload,
): Promise<ReadonlyMap<string, Attachment>> => {
  const use = USES[spokenOf(content).kind];
  const found = new Map<string, Attachment>();
  for (const id of mediaOf(content)) {
    const file = files.find((known) => known.id === id);
    if (!file || !use) throw undelivered('media_gone', false);
    found.set(id, { ...file, uploaded: await find(file, use) });
  }
  return found;
};

/** A quote shows what a message says and no more: phones have its file already. */
const UNSENT: Uploaded = {
  url: '',
  directPath: '',
  mediaKey: new Uint8Array(),
  fileSha256: new Uint8Array(),
  fileEncSha256: new Uint8Array(),
  fileLength: 0,
  mediaKeyTimestamp: 0,
};

const quotedFile = (id: string, thumbnail: Uint8Array | null): Attachment => ({
  id,
  path: '',
  mimetype: 'application/octet-stream',
  size: 0,
  sha256: '',
  fileName: null,
  width: null,
  height: null,
  seconds: null,
  thumbnail,
  waveform: null,
  uploaded: UNSENT,
});

/** The author of a message in a chat, in the addressing of the chat; null for the account itself. */
const authorOf = (chatId: ChatId, group: KnownGroup | null, { by }: NamedMessage): ChatId | null => {
  if (by === undefined) return null;
  if (!isGroupChat(chatId)) return chatId;
  return (group && by.map((address) => memberIn(group, address)?.id).find((id) => id !== undefined)) ?? by[0] ?? null;
};

/** How WhatsApp names another message of the chat. In a group the key names the author, unless that is the account. */
const keyFor = (chatId: ChatId, group: KnownGroup | null, id: string, named: NamedMessage | undefined) => {
  const author = named?.messageId === id ? authorOf(chatId, group, named) : null;
  const key: proto.IMessageKey = { remoteJid: chatId, fromMe: author === null, id };
  return author !== null && group ? { ...key, participant: author } : key;
};

/**
 * The encoded form of a message to a chat. `find` uploads its files, or finds what an earlier upload has left. As long as
 * that is the same, and the group as well, a message has the same form each time: a device that could not read it gets
 * it once more after a restart.
 * @throws Undelivered
 */
export const compose = async (
  said: Outgoing,
  { clock, secretOf, account, group: groupOf }: ComposerPorts,
  find: Upload,
): Promise<Composed> => {
  const files = await attachmentsOf(said, find);
  const { chatId, messageId, content, quoted, refersTo, at, mentions = [] } = said;
  const { mentionsAll = false, forwarded = false } = said;
  const group = isGroupChat(chatId) ? groupOf(chatId) : null;
  const self = group?.self ?? jidNormalizedUser(account());
  const setting: Setting = {
    quoted: quoted ? { ...quoted, participant: authorOf(chatId, group, quoted) ?? self } : null,
    mentions: mentionsIn(group, mentions),
    mentionsAll,
    forwarded,
    expiration: group?.disappearingSeconds ?? said.timer ?? 0,
    secret: secretOf(messageId),
  };
  const around: Around = {
    now: () => at ?? clock.now(),
    attachment: (id) => files.get(id) ?? quotedFile(id, quoted?.thumbnail ?? null),
    keyOf: (id) => keyFor(chatId, group, id, refersTo),
    encode: (passedOn) => encode(passedOn, { ...setting, quoted: null }, around),
  };
  return { message: encode(content, setting, around), ...stanzaOf(content, around) };
};

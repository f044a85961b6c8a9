/** Members of a message that tell people nothing: keys, settings, and what an account's own devices ask of each other. */
import { proto } from 'baileys';

const { Type } = proto.Message.ProtocolMessage;

const SILENT: ReadonlySet<string> = new Set<keyof proto.IMessage>([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'stickerSyncRmrMessage',
  // The frame of an album. Its pictures are messages of their own.
  'albumMessage',
]);

/** A deletion or an edit comes here only if it cannot be read. The last one says that a status mentions the account. */
const TOLD: ReadonlySet<number> = new Set([Type.REVOKE, Type.MESSAGE_EDIT, Type.STATUS_MENTION_MESSAGE]);
const KNOWN: ReadonlySet<unknown> = new Set(Object.values(Type));

const isSilent = (member: string, value: unknown): boolean => {
  if (value == null || SILENT.has(member)) return true;
  if (member !== 'protocolMessage') return false;
  const { type } = value as proto.Message.IProtocolMessage;
  return type == null || (KNOWN.has(type) && !TOLD.has(type));
};

/** The first member that tells people something; null for a message that has none. */
export const tellingMember = (message: proto.IMessage): string | null =>
  Object.entries(message).find(([member, value]) => !isSilent(member, value))?.[0] ?? null;

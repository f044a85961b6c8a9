/**
 * The groups of a session as its links know them.
 *
 * A group of a thousand members crosses from the other side once for each change, not with each message: a message
 * names the version of the group, and only another version is fetched.
 */
import { type GroupMetadata, WAMessageAddressingMode } from 'baileys';
import type { ChatId } from '../../../kernel/ids.ts';
import type { KnownGroup } from '../../group-info.ts';

const GROUPS_MAX = 200;

export interface KnownGroups {
  /** The group as it is on record, or as a message that is on its way has pinned it; null if it is not on record. */
  get(chatId: ChatId): KnownGroup | null;
  /** Keeps a version of a group for one message. At most one message to a group is on its way. */
  pin(chatId: ChatId, version: number): KnownGroup | null;
  unpin(chatId: ChatId): void;
}

export const createKnownGroups = (fetch: (chatId: ChatId) => KnownGroup | null): KnownGroups => {
  const known = new Map<ChatId, KnownGroup>();
  const pinned = new Map<ChatId, KnownGroup>();

  const fetched = (chatId: ChatId): KnownGroup | null => {
    const group = fetch(chatId);
    known.delete(chatId);
    if (group) known.set(chatId, group);
    const [oldest] = known.keys();
    if (known.size > GROUPS_MAX && oldest !== undefined) known.delete(oldest);
    return group;
  };

  return {
    get: (chatId) => pinned.get(chatId) ?? fetched(chatId),
    pin(chatId, version) {
      const kept = known.get(chatId);
      const group = kept?.version === version ? kept : fetched(chatId);
      if (group) pinned.set(chatId, group);
      return group;
    },
    unpin: (chatId) => void pinned.delete(chatId),
  };
};

/** What Baileys reads of a group that it writes to, so that it does not ask WhatsApp before each message. */
export const metadataOf = (chatId: ChatId, group: KnownGroup): GroupMetadata => ({
  id: chatId,
  subject: '',
  owner: undefined,
  addressingMode: group.addressing === 'lid' ? WAMessageAddressingMode.LID : WAMessageAddressingMode.PN,
  participants: group.members.map(({ id }) => ({ id })),
  ...(group.disappearingSeconds > 0 ? { ephemeralDuration: group.disappearingSeconds } : {}),
});

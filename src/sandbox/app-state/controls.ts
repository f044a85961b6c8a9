/** The account's phone changes chats, and lists what it and its devices have changed. */
import type { proto } from 'baileys/WAProto/index.js';
import type { Millis } from '../../kernel/clock.ts';
import { addressOf, digitsOf, jidOf } from '../addresses.ts';
import type { ChatChange, ChatControl, ChatOnPhone } from '../control/chats.ts';
import type { World } from '../world.ts';
import { patchWith, sumOf } from './collections.ts';
import { appStateKeyOf } from './crypto.ts';
import { tellDevices } from './sharing.ts';

interface Written {
  readonly collection: 'regular_high' | 'regular_low';
  readonly name: string;
  readonly version: number;
  readonly value: proto.ISyncActionValue;
}

const FOR_EVER = -1;

const writtenOf = (change: ChatChange, until: Millis): Written => {
  switch (change) {
    case 'archive':
    case 'unarchive': {
      const value = { archiveChatAction: { archived: change === 'archive' } };
      return { collection: 'regular_low', name: 'archive', version: 3, value };
    }
    case 'pin':
    case 'unpin': {
      const value = { pinAction: { pinned: change === 'pin' } };
      return { collection: 'regular_low', name: 'pin_v1', version: 5, value };
    }
    case 'mute':
    case 'unmute': {
      const value = { muteAction: change === 'mute' ? { muted: true, muteEndTimestamp: until } : { muted: false } };
      return { collection: 'regular_high', name: 'mute', version: 2, value };
    }
    case 'mark_read':
    case 'mark_unread': {
      const value = { markChatAsReadAction: { read: change === 'mark_read' } };
      return { collection: 'regular_low', name: 'markChatAsRead', version: 3, value };
    }
  }
};

const UNCHANGED = { archived: false, pinned: false, mutedUntil: null, markedUnread: false };

/** What an action makes of a chat; nothing if it is about something else. */
const shownBy = ({ archiveChatAction, pinAction, muteAction, markChatAsReadAction }: proto.ISyncActionValue) => ({
  ...(archiveChatAction && { archived: archiveChatAction.archived === true }),
  ...(pinAction && { pinned: pinAction.pinned === true }),
  ...(muteAction && { mutedUntil: muteAction.muted ? Number(muteAction.muteEndTimestamp ?? FOR_EVER) : null }),
  ...(markChatAsReadAction && { markedUnread: markChatAsReadAction.read === false }),
});

const chatsOnPhone = ({ memory: { state } }: World): ChatOnPhone[] => {
  const key = appStateKeyOf(state.seed);
  const chats = new Map<string, ChatOnPhone>();
  for (const collection of state.appState.keys()) {
    for (const { index, value } of sumOf(state, key, collection).actions.values()) {
      const [, jid = ''] = index;
      const chat = addressOf(jid)?.number ?? jid;
      const shown = shownBy(value);
      if (Object.keys(shown).length > 0) chats.set(chat, { ...UNCHANGED, chat, ...chats.get(chat), ...shown });
    }
  }
  return [...chats.values()];
};

export const appStateControlsOf = (world: World): Pick<ChatControl, 'changeChat' | 'chatsOnPhone'> => ({
  changeChat(chat, change, until = FOR_EVER) {
    const { state } = world.memory;
    const { collection, name, version, value } = writtenOf(change, until);
    const key = appStateKeyOf(state.seed);
    const before = sumOf(state, key, collection);
    const jid = state.groups.has(chat) ? chat : jidOf(digitsOf(chat));
    const action = { index: [name, jid], value: { ...value, timestamp: world.clock.now() } };
    world.memory.record(patchWith(key, collection, before, action, version));
    tellDevices(world, collection, before.version + 1, null);
  },
  chatsOnPhone: () => chatsOnPhone(world),
});

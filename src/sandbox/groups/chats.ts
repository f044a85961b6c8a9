/** Groups and statuses, as people look at them: the facts of a group, and its messages on the phone of a member. */
import { lidOf } from '../addresses.ts';
import type { GroupShown, RoomBubble, RoomChat, RoomOnPhone } from '../control/groups.ts';
import { displayed } from '../displaying.ts';
import { type Fold, folded } from '../folding.ts';
import { readableOf } from '../kinds/shown.ts';
import { PHONE_NUMBER, type World } from '../world.ts';
import { type Group, isAdmin, isMember, membersOf, STATUS } from './group.ts';
import { withInvite } from './invites.ts';
import { isOnPhone, type Room, type RoomMessage } from './rooms.ts';

const DELETED = 'This message was deleted';
const NOTHING: Room = { messages: new Map(), keys: new Map(), writers: new Map() };

const sideOf = (number: string): 'gateway' | 'contact' => (number === PHONE_NUMBER ? 'gateway' : 'contact');

/** What this phone has confirmed, or for what a phone wrote, whether the gateway has it. */
const receiptOf = ({ device, readers, taken, seen }: RoomMessage, number: string): RoomBubble['receipt'] => {
  if (device === null) return seen ? 'read' : taken ? 'delivered' : 'none';
  const reading = readers.get(number);
  return reading === 'delivered' || reading === 'read' ? reading : 'none';
};

const receiptsOf = ({ readers }: RoomMessage): RoomBubble['receipts'] => {
  const readings = [...readers.values()];
  const read = readings.filter((reading) => reading === 'read').length;
  return { readers: readings.length, delivered: read + readings.filter((each) => each === 'delivered').length, read };
};

const bubbleOf = (message: RoomMessage, fold: Fold<string>, number: string): RoomBubble => {
  const { content, edited, deleted, reactions } = fold;
  return {
    messageId: message.id,
    author: message.from,
    from: sideOf(message.from),
    text: deleted ? DELETED : readableOf(content),
    at: message.at,
    copies: message.copies,
    receipt: receiptOf(message, number),
    receipts: receiptsOf(message),
    // The phone of the author has its own file.
    ...displayed({ ...message, content }, message.device === null ? { state: 'whole' } : message.fetched),
    reactions: [...reactions].map(([author, emoji]) => ({ author, from: sideOf(author), emoji })),
    edited,
    deleted,
  };
};

const bubblesOf = (world: World, id: string, number: string): RoomBubble[] => {
  const { groups, rooms } = world.memory.state;
  const group = groups.get(id);
  const messages = [...(rooms.get(id) ?? NOTHING).messages.values()].filter((message) => isOnPhone(message, number));
  const folds = folded(messages, (author) => group !== undefined && isAdmin(group, author));
  return messages.flatMap((message) => {
    const fold = folds.get(message.id);
    return fold ? [bubbleOf(message, fold, number)] : [];
  });
};

export const shownGroup = (world: World, group: Group): GroupShown => ({
  id: group.id,
  subject: group.subject,
  description: group.description?.text ?? null,
  addressing: group.addressing,
  announceOnly: group.announceOnly,
  locked: group.locked,
  disappearingSeconds: group.disappearingSeconds,
  joinApproval: group.joinApproval ?? false,
  receipts: group.receipts,
  invite: withInvite(world, group).invite,
  requests: Object.entries(group.requests ?? {}).map(([number, at]) => ({ number, at })),
  invitations: Object.entries(group.invitations ?? {}).map(([number, code]) => ({ number, code })),
  hasPicture: group.picture != null,
  createdAt: group.createdAt,
  members: membersOf(group).map((number) => ({
    number,
    lid: lidOf(number),
    role: group.members[number] ?? 'member',
    account: number === PHONE_NUMBER,
  })),
  messages: (world.memory.state.rooms.get(group.id) ?? NOTHING).messages.size,
});

/** The messages of a group, or the statuses, on one phone. A member who has left keeps what it had. */
export const roomChat = (world: World, id: string, number: string, limit: number): RoomChat => {
  const bubbles = bubblesOf(world, id, number);
  const shown = bubbles.slice(-limit);
  return { id, number, bubbles: shown, earlier: bubbles.length - shown.length };
};

/** The rooms of a phone: its groups, and the statuses if it has seen any. */
export const roomsOnPhone = (world: World, number: string): RoomOnPhone[] => {
  const { groups, rooms } = world.memory.state;
  const ids = [...new Set([...groups.keys(), ...rooms.keys()])];
  return ids.flatMap((id) => {
    const group = groups.get(id);
    const last = bubblesOf(world, id, number).at(-1) ?? null;
    const member = group !== undefined && isMember(group, number);
    if (!member && last === null) return [];
    return [{ id, kind: id === STATUS ? 'status' : 'group', subject: group?.subject ?? null, member, last }];
  });
};

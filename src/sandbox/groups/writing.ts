/**
 * A phone writes in a group, or publishes a status: the devices of the account get it, and every other phone of a group
 * has it at once.
 */
import type { Posting } from '../control/posting.ts';
import { postToAccount, writtenAt } from '../incoming/writing.ts';
import type { Said } from '../kinds/shown.ts';
import { newMessageId, PHONE_NUMBER, type World } from '../world.ts';
import { type Addressing, type Group, isMember, membersOf, STATUS } from './group.ts';
import { type Reading, roomOf } from './rooms.ts';

const UNUSED = { epoch: 0, iteration: 0, given: [] } as const;

interface Audience {
  readonly room: string;
  readonly addressing: Addressing;
  /** The numbers of the phones that get the message. */
  readonly readers: readonly string[];
  /** Whether the account gets it. */
  readonly account: boolean;
}

const writeInRoom = (world: World, audience: Audience, from: string, said: Said, posting: Posting): string => {
  const { room, addressing, readers } = audience;
  const id = newMessageId(world.entropy);
  const at = writtenAt(world, posting);
  const writer = roomOf(world.memory.state, room).writers.get(from) ?? UNUSED;
  const { epoch, iteration } = writer;
  world.memory.record({ type: 'room_writer', room, number: from, writer: { ...writer, iteration: iteration + 1 } });
  world.memory.record({
    type: 'room_message',
    room,
    message: { id, from, at, device: null, addressing, ...said },
    readers: readers.map((number): [string, Reading] => [number, 'none']),
  });
  const group = { room, addressing, epoch, iteration };
  if (audience.account) postToAccount(world, { kind: 'message', id, from, ...said, at, group, posting });
  return id;
};

/** Returns the message's id. */
export const writeInGroup = (world: World, group: Group, from: string, said: Said, posting: Posting = {}): string => {
  const { id: room, addressing } = group;
  const readers = membersOf(group).filter((number) => number !== from);
  return writeInRoom(world, { room, addressing, readers, account: isMember(group, PHONE_NUMBER) }, from, said, posting);
};

/** A contact publishes a status for the account. Returns its id. */
export const writeStatus = (world: World, from: string, said: Said, posting: Posting = {}): string => {
  const addressing = posting.address === 'lid' || posting.address === 'lid_alone' ? 'lid' : 'pn';
  const audience: Audience = { room: STATUS, addressing, readers: [PHONE_NUMBER], account: true };
  return writeInRoom(world, audience, from, said, posting);
};

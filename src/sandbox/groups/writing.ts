/** A member's phone writes in a group: every other phone has it at once, and so have the devices of the account. */
import type { Said } from '../kinds/shown.ts';
import { post } from '../outbox.ts';
import { newMessageId, PHONE_NUMBER, type World } from '../world.ts';
import { type Group, isMember, membersOf } from './group.ts';
import { type Reading, roomOf } from './rooms.ts';

const UNUSED = { epoch: 0, iteration: 0, given: [] } as const;

/** Returns the message's id. */
export const writeInGroup = (world: World, group: Group, from: string, said: Said): string => {
  const { id: room, addressing } = group;
  const id = newMessageId(world.entropy);
  const at = world.clock.now();
  const writer = roomOf(world.memory.state, room).writers.get(from) ?? UNUSED;
  const { epoch, iteration } = writer;
  const readers = membersOf(group).filter((number) => number !== from);
  world.memory.record({ type: 'room_writer', room, number: from, writer: { ...writer, iteration: iteration + 1 } });
  world.memory.record({
    type: 'room_message',
    room,
    message: { id, from, at, device: null, addressing, ...said },
    readers: readers.map((number): [string, Reading] => [number, 'none']),
  });
  if (!isMember(group, PHONE_NUMBER)) return id;
  const waiting = { kind: 'message', id, from, ...said, at, group: { room, addressing, epoch, iteration } } as const;
  for (const device of world.memory.state.devices.values()) {
    if (device.number === PHONE_NUMBER) post(world, device.jid, waiting);
  }
  return id;
};

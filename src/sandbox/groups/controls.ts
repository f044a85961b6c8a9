/** The controls for groups and statuses. */
import { digitsOf } from '../addresses.ts';
import type { GroupControl } from '../control/groups.ts';
import type { World } from '../world.ts';
import { writeAnyInGroup } from '../writing.ts';
import { actorOf, changeMembers, changeSettings, createGroup } from './changes.ts';
import { roomChat, roomsOnPhone, shownGroup } from './chats.ts';
import { askToJoin, join, withdraw } from './joining.ts';
import { giveRoomReceipt } from './reacting.ts';

export const groupControlsOf = (world: World): GroupControl => {
  const { faults, memory } = world;
  const { groups, rooms } = memory.state;
  return {
    groups: () => [...groups.values()].map((group) => shownGroup(world, group)),
    group(id) {
      const group = groups.get(id);
      return group ? shownGroup(world, group) : null;
    },
    createGroup({ members, admins = [], creator, ...plan }) {
      const people = { members: members.map(digitsOf), admins: admins.map(digitsOf) };
      const made = creator === undefined ? {} : { creator: digitsOf(creator) };
      return shownGroup(world, createGroup(world, { ...plan, ...people, ...made }));
    },
    changeGroup(id, settings, by) {
      const group = groups.get(id);
      if (!group) return null;
      const actor = by === undefined ? actorOf(group) : digitsOf(by);
      return shownGroup(world, changeSettings(world, group, actor, settings));
    },
    changeMembers(id, action, numbers, by) {
      const group = groups.get(id);
      if (!group) return null;
      const people = numbers.map(digitsOf);
      const actor = by === undefined ? actorOf(group, people) : digitsOf(by);
      return changeMembers(world, group, actor, action, people);
    },
    joinGroup(code, number) {
      const joining = join(world, code, digitsOf(number));
      return 'refused' in joining ? null : { id: joining.group.id, outcome: joining.outcome };
    },
    askToJoin(id, number) {
      const group = groups.get(id);
      if (!group) return null;
      askToJoin(world, group, digitsOf(number));
      return shownGroup(world, groups.get(id) ?? group);
    },
    withdrawRequest(id, number) {
      const group = groups.get(id);
      return group !== undefined && withdraw(world, group, digitsOf(number), digitsOf(number));
    },
    loseKey: (times, number) =>
      faults.arm({ kind: 'lose_key', number: number === undefined ? null : digitsOf(number) }, times),
    room: (id, number, limit) => roomChat(world, id, digitsOf(number), limit),
    roomsOf: (number) => roomsOnPhone(world, digitsOf(number)),
    async writeInGroup(id, from, content, context, posting) {
      const messageId = await writeAnyInGroup(world, id, digitsOf(from), content, context, posting);
      return messageId === null ? null : { messageId };
    },
    roomReceipt(id, number, messageId, kind) {
      const digits = digitsOf(number);
      const message = rooms.get(id)?.messages.get(messageId);
      if (!message || message.device === null || (message.readers.get(digits) ?? 'held') === 'held') return false;
      giveRoomReceipt(world, id, message, digits, kind);
      return true;
    },
  };
};

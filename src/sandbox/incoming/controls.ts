/** The controls for what reaches the gateway. */
import { digitsOf, jidOf } from '../addresses.ts';
import type { HandoverShown, IncomingControl } from '../control/incoming.ts';
import type { Handover } from '../handovers.ts';
import { addressIn } from '../groups/group.ts';
import { PHONE_NUMBER, type World } from '../world.ts';
import { publish, writeAnyFromPhone, writeAnyStatus } from '../writing.ts';
import { readOnPhone } from './own-phone.ts';

const stateOf = ({ settledAt, confirmed, handed, answers }: Handover): HandoverShown['state'] => {
  if (confirmed) return 'confirmed';
  if (settledAt !== null) return answers.at(-1)?.type === 'ack' ? 'acknowledged' : 'refused';
  return handed > 0 ? 'handed_over' : 'queued';
};

const shown = (device: string, handover: Handover): HandoverShown => ({
  ...handover,
  device,
  state: stateOf(handover),
});

const read = (world: World, chat: string, id: string): boolean => {
  const { rooms, written } = world.memory.state;
  const room = rooms.get(chat);
  if (!room) {
    const number = digitsOf(chat);
    if (!written.get(number)?.has(id)) return false;
    readOnPhone(world, jidOf(number), id);
    return true;
  }
  const message = room.messages.get(id);
  if (!message || message.from === PHONE_NUMBER) return false;
  readOnPhone(world, chat, id, addressIn(message.addressing, message.from));
  return true;
};

export const incomingControlsOf = (world: World): IncomingControl => {
  const { handovers } = world.memory.state;
  return {
    writeFromPhone: async (to, content, context, posting) => ({
      messageId: await writeAnyFromPhone(world, digitsOf(to), content, context, posting),
    }),
    readOnPhone: (chat, messageId) => read(world, chat, messageId),
    writeStatus: async (from, content, context, posting) => ({
      messageId: await writeAnyStatus(world, digitsOf(from), content, context, posting),
    }),
    publish: async (channel, content) => ({ messageId: await publish(world, channel, content) }),
    handovers(from) {
      const number = from === undefined ? null : digitsOf(from);
      return [...handovers].flatMap(([device, each]) =>
        [...each.values()]
          .filter((handover) => number === null || handover.from === number)
          .map((handover) => shown(device, handover)),
      );
    },
    handover(messageId) {
      const [device, each] = [...handovers].findLast(([, each]) => each.has(messageId)) ?? [];
      const handover = each?.get(messageId);
      return device !== undefined && handover ? shown(device, handover) : null;
    },
  };
};

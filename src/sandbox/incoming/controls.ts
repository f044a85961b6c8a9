/** The controls for what reaches the gateway. */
import { digitsOf } from '../addresses.ts';
import type { HandoverShown, IncomingControl } from '../control/incoming.ts';
import type { Handover } from '../handovers.ts';
import type { World } from '../world.ts';

const stateOf = ({ settledAt, confirmed, handed }: Handover): HandoverShown['state'] => {
  if (settledAt !== null) return confirmed ? 'confirmed' : 'refused';
  return handed > 0 ? 'handed_over' : 'queued';
};

const shown = (device: string, handover: Handover): HandoverShown => ({
  ...handover,
  device,
  state: stateOf(handover),
});

export const incomingControlsOf = ({ memory }: World): IncomingControl => {
  const { handovers } = memory.state;
  return {
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

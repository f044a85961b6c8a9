/**
 * What an endpoint holds from before and no longer asks for: it is dropped, on record.
 *
 * Every request is held against the filter right before it is sent. So nothing that the filter leaves out reaches an
 * address, whichever way it came into a parcel, and whenever the process was killed. `review` only makes it show soon.
 */
import { Fault } from '../../kernel/fault.ts';
import type { EventPlace, Member } from '../records.ts';
import { batchId } from './batch-id.ts';
import type { OutOfTurn } from './out-of-turn.ts';
import type { Item, Reader } from './reader.ts';
import type { RunPorts } from './run-ports.ts';
import type { Parcel, Standing } from './standing.ts';
import { isSamePlace } from './under-way.ts';

export interface Narrowing {
  /** The members of a parcel that the endpoint no longer asks for. @throws Fault when they cannot be read */
  unwantedIn(parcel: Parcel): readonly Member[];
  /** Drops these members. The rest of a batch becomes a batch of its own, because a batch never changes under its id. */
  drop(parcel: Parcel, items: readonly Item[], unwanted: readonly Member[]): void;
  /** After a change of the filter: drops on record what was tried and is left out. Parcels with such events are due at once. */
  review(): void;
}

interface Ports extends Pick<RunPorts, 'records' | 'writer' | 'clock' | 'entropy' | 'wants' | 'filter' | 'eventAt'> {
  readonly endpoint: string;
  readonly standing: Standing;
  readonly reader: Reader;
  readonly outOfTurn: OutOfTurn;
  /** The lanes of a parcel wait for it from now on. */
  readonly stand: (parcel: Parcel) => void;
  readonly keepPlace: () => void;
}

export const createNarrowing = (ports: Ports): Narrowing => {
  const { endpoint, records, writer, clock, standing, reader, outOfTurn } = ports;
  /** The filter of the last review. */
  let reviewed: unknown;

  const isWanted = (place: EventPlace, event = ports.eventAt(place)): boolean => event === null || ports.wants(event);

  /** What cannot be read now is looked at again before it is sent. */
  const isSurelyUnwanted = (place: EventPlace): boolean => {
    try {
      return !isWanted(place);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      return false;
    }
  };

  const record = ({ position, index }: EventPlace): void => {
    writer.add({ type: 'drop', endpoint, place: { position, index } });
  };

  return {
    unwantedIn: ({ members, events }) => members.filter((member, at) => !isWanted(member, events?.[at])),
    drop(parcel, items, unwanted) {
      for (const member of unwanted) record(member);
      writer.add(...standing.settle(parcel));
      reader.remove(new Set(items));
      const { attempts, nextAt } = parcel;
      const members = parcel.members.filter((member) => !unwanted.includes(member));
      const rest = {
        id: batchId(ports.entropy),
        members,
        attempts,
        nextAt,
        alone: false,
        standing: true,
        stored: true,
      };
      if (members.length > 0) ports.stand({ ...rest, since: null });
      ports.keepPlace();
      // The next parcel out of turn is read from its table.
      if (!parcel.alone) return;
      writer.flush();
      outOfTurn.lookAgain();
    },
    review() {
      if (reviewed === ports.filter()) return;
      reviewed = ports.filter();
      const gone = records.unsettled(endpoint).filter(isSurelyUnwanted);
      for (const place of gone) record(place);
      for (const parcel of standing.parcels()) {
        const isConcerned = parcel.members.some((member) => gone.some((place) => isSamePlace(member, place)));
        if (parcel.since === null && isConcerned) parcel.nextAt = clock.now();
      }
    },
  };
};

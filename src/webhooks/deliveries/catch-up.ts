/**
 * Lanes that stood still read on: each finds its own events in the log, from where it stands up to where the endpoint is,
 * and sends them in their order. A lane that finds none flows with the endpoint again.
 */
import type { Recorded } from '../../events/log/log.ts';
import { Fault } from '../../kernel/fault.ts';
import { eventsOf } from '../events/events.ts';
import type { EventPlace, LaneRow } from '../records.ts';
import { createPacking } from './packing.ts';
import type { Item, Reader } from './reader.ts';
import type { RunPorts } from './run-ports.ts';
import type { Standing } from './standing.ts';

interface CatchUpPorts extends RunPorts {
  readonly endpoint: string;
  readonly reader: Reader;
  readonly standing: Standing;
  /** A parcel of a lane is ready, or a lane flows again. */
  readonly ready: () => void;
}

export interface CatchUp {
  /** Begins, unless it is under way. */
  go(): void;
  /** The endpoint asks for something else, or lanes have other names: nothing that was read counts any more. */
  forget(): void;
}

const PAGE = 500;

/** Events that were read ahead, in all lanes together. */
const AHEAD_MAX = 4_096;

/** What follows in a lane right behind a place. */
interface Ahead {
  readonly behind: EventPlace;
  readonly items: readonly Item[];
}

/** The events of each lane that were read and not sent yet, so that a lane reads no page for each of its events. */
const createAhead = () => {
  const byLane = new Map<string, Ahead>();
  let count = 0;
  const clear = (): void => {
    byLane.clear();
    count = 0;
  };
  return {
    clear,
    take({ lane, position, index }: LaneRow): readonly Item[] {
      const found = byLane.get(lane);
      if (!found) return [];
      byLane.delete(lane);
      count -= found.items.length;
      return found.behind.position === position && found.behind.index === index ? found.items : [];
    },
    keep(lane: string, behind: EventPlace | undefined, items: readonly Item[]): void {
      if (!behind || items.length === 0 || items.length > AHEAD_MAX) return;
      if (count + items.length > AHEAD_MAX) clear();
      byLane.set(lane, { behind, items });
      count += items.length;
    },
  };
};

/** The stream of a lane that belongs to no chat. */
const streamOfLane = (lane: string): string | null => (lane.startsWith(':') ? lane.slice(1) : null);

const sessionOfLane = (lane: string): string => lane.slice(0, lane.indexOf('/'));

export const createCatchUp = (ports: CatchUpPorts): CatchUp => {
  const { log, reader, standing, writer } = ports;
  const packing = createPacking({ ...ports, isFree: () => false });
  const ahead = createAhead();
  let isRunning = false;
  /** Somebody asked while it was under way. */
  let isAsked = false;

  const page = (lane: string, after: number, upTo: number): Promise<readonly Recorded[]> | readonly Recorded[] => {
    const stream = streamOfLane(lane);
    if (stream !== null) return log.page({ after, upTo, stream, limit: PAGE });
    // A short way is read at once, so that a lane can reach an endpoint that goes on meanwhile.
    if (upTo - after <= PAGE) return log.page({ after, upTo, limit: PAGE });
    return log.search({ after, upTo, session: sessionOfLane(lane), limit: PAGE });
  };

  const itemsIn = (facts: readonly Recorded[], { lane, position, index }: LaneRow): Item[] =>
    facts
      .flatMap((fact) => [...eventsOf(fact)])
      .filter((event) => event.position > position || event.index > index)
      .filter((event) => ports.wants(event) && ports.orderedLaneOf(event) === lane)
      .map((event) => ({ position: event.position, index: event.index, lane, event }));

  /** The next events of a lane, and up to where it was looked for them. */
  const itemsOf = async (row: LaneRow, max: number): Promise<{ items: readonly Item[]; through: number }> => {
    const kept = ahead.take(row);
    const found = kept.length < max ? [] : [...kept];
    let through = Math.max(row.position - 1, 0);
    while (through < reader.reached() && found.length < max) {
      const upTo = reader.reached();
      const facts = await page(row.lane, through, upTo);
      found.push(...itemsIn(facts, row));
      through = facts.length < PAGE ? upTo : (facts.at(-1)?.position ?? upTo);
    }
    const items = found.slice(0, max);
    ahead.keep(row.lane, items.at(-1), found.slice(max));
    return { items, through };
  };

  /** Whether the lane still is where it was: it may have been set back meanwhile. */
  const isAt = ({ lane, position, index }: LaneRow): boolean =>
    standing.catchingUp().some((row) => row.lane === lane && row.position === position && row.index === index);

  /** True if something is to be done now. */
  const advance = async (row: LaneRow): Promise<boolean> => {
    const terms = ports.batch();
    const { items, through } = await itemsOf(row, terms?.maxEvents ?? 1);
    if (!isAt(row)) return true;
    if (items.length > 0) {
      const parcel = packing.of(items);
      if (!terms) standing.carry(parcel);
      else {
        writer.add(...standing.hold(parcel));
        writer.flush();
      }
      return true;
    }
    // Nothing is awaited from here on, so the endpoint does not move on before its lane flows.
    if (through < reader.reached()) {
      standing.pass(row.lane, Math.max(through, row.position));
      return true;
    }
    if (!reader.isBeyond(row.position)) {
      standing.pass(row.lane, Math.max(through, row.position));
      return false;
    }
    writer.add(...standing.flow(row.lane));
    return true;
  };

  const run = async (): Promise<boolean> => {
    let isChanged = false;
    for (const row of standing.catchingUp()) isChanged = (await advance(row)) || isChanged;
    return isChanged;
  };

  const finish = (isChanged: boolean): void => {
    isRunning = false;
    const again = isChanged || isAsked;
    isAsked = false;
    if (again) ports.ready();
  };

  return {
    forget: ahead.clear,
    go() {
      if (standing.catchingUp().length === 0) return;
      if (isRunning) {
        isAsked = true;
        return;
      }
      isRunning = true;
      run().then(finish, (thrown: unknown) => {
        if (!(thrown instanceof Fault)) ports.defect(thrown);
        finish(false);
      });
    },
  };
};

/** The requests of an endpoint that are under way, with the events and lanes that they keep. */
import type { Millis } from '../../kernel/clock.ts';
import type { EventPlace } from '../records.ts';
import type { Item } from './reader.ts';
import { lanesOf, type Parcel } from './standing.ts';

export interface UnderWay {
  count(): number;
  begin(parcel: Parcel, items: readonly Item[], now: Millis): void;
  end(parcel: Parcel, items: readonly Item[]): void;
  /** Whether an event is not under way, and no other of its lane is. */
  isFree(item: Item): boolean;
  hasLane(lane: string): boolean;
  /** Whether an event that somebody asked for out of turn is under way. */
  hasAlone(): boolean;
  /** The request that has taken an event of the window. */
  taking(item: Item): Parcel | null;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Remembers work that has to wait until nothing is under way. */
  onceIdle(work: () => void): void;
  /** Does such work. True while it has to wait. */
  isWaiting(): boolean;
}

export const isSamePlace = (one: EventPlace, other: EventPlace): boolean =>
  one.position === other.position && one.index === other.index;

export const createUnderWay = (): UnderWay => {
  const parcels = new Set<Parcel>();
  const busy = new Set<string>();
  const taken = new Set<Item>();
  const waiting: (() => void)[] = [];
  let idle = Promise.withResolvers<void>();
  idle.resolve();
  return {
    count: () => parcels.size,
    begin(parcel, items, now) {
      parcel.since = now;
      if (parcels.size === 0) idle = Promise.withResolvers<void>();
      parcels.add(parcel);
      if (!parcel.standing && !parcel.alone) for (const lane of lanesOf(parcel)) busy.add(lane);
      for (const item of items) taken.add(item);
    },
    end(parcel, items) {
      parcels.delete(parcel);
      parcel.since = null;
      if (!parcel.alone) for (const lane of lanesOf(parcel)) busy.delete(lane);
      for (const item of items) taken.delete(item);
      if (parcels.size === 0) idle.resolve();
    },
    isFree: (item) => !taken.has(item) && (item.lane === '' || !busy.has(item.lane)),
    hasLane: (lane) => busy.has(lane),
    hasAlone: () => [...parcels].some(({ alone }) => alone),
    taking(item) {
      if (!taken.has(item)) return null;
      return [...parcels].find(({ members }) => members.some((member) => isSamePlace(member, item))) ?? null;
    },
    idle: () => idle.promise,
    onceIdle: (work) => void waiting.push(work),
    isWaiting() {
      if (waiting.length === 0) return false;
      if (parcels.size > 0) return true;
      for (const work of waiting.splice(0)) work();
      return false;
    },
  };
};

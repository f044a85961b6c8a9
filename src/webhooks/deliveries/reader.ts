/**
 * The part of the log that an endpoint has in hand: events that were read and are not settled, in their order.
 *
 * It reads by pages and holds at most a window of events, without what they say. Its place is the position up to which
 * nothing of it is in hand any more.
 */
import type { Recorded } from '../../events/log/log.ts';
import type { HandedEvent } from '../events/events.ts';
import { eventsOf } from '../events/events.ts';
import type { Member, Range } from '../records.ts';
import { afterPlace } from './ranges.ts';

/** An event in hand. */
export interface Item extends Member {
  readonly event: HandedEvent;
  /** Its fact, where that was read just now. */
  readonly fact?: Recorded;
}

const WINDOW = 256;
/** Facts that one turn looks at, whether or not they lead to events of this endpoint. */
const LOOKED_AT_MAX = 2_000;

export interface ReaderPorts {
  /** The facts after a position; empty at the head of the log. */
  readonly nextPage: (after: number) => readonly Recorded[];
  readonly wants: (event: HandedEvent) => boolean;
  readonly laneOf: (event: HandedEvent) => string;
  /** Whether an event of this lane waits in the log, or is in a parcel already. */
  readonly stands: (event: HandedEvent, lane: string) => boolean;
}

export interface Reader {
  /** Reads until the window is full or the log ends; true if a turn of the event loop should come before more is read. */
  fill(): boolean;
  items(): readonly Item[];
  isFull(): boolean;
  remove(gone: ReadonlySet<Item>): void;
  dropLane(lane: string): void;
  /** Everything that is still to be delivered, in hand or not. */
  ranges(): readonly Range[];
  /** Up to here the log was read for the last time, or will not be read again. */
  reached(): number;
  /** Whether it reads what was never read before, past this position. */
  isBeyond(position: number): boolean;
  /** Forgets what is in hand, and reads these ranges. */
  restart(ranges: readonly Range[]): void;
}

export const createReader = (ports: ReaderPorts, start: readonly Range[]): Reader => {
  let ranges = start;
  let cursor = start[0]?.after ?? 0;
  let items: Item[] = [];
  /** The page that is being read, so that no fact is read for each event that leaves. */
  let page: readonly Recorded[] = [];
  let at = 0;

  const ahead = (): readonly Recorded[] => {
    while ((page[at]?.position ?? Number.POSITIVE_INFINITY) <= cursor) at += 1;
    if (page[at]?.position !== cursor + 1) {
      page = ports.nextPage(cursor);
      at = 0;
    }
    return at === 0 ? page : page.slice(at);
  };

  const last = (): number => ranges.at(-1)?.after ?? 0;
  const inLast = (): boolean => cursor >= last();

  /** The first position after the cursor that is wanted. */
  const hop = (): void => {
    const open = ranges.find(({ upTo }) => upTo === null || upTo > cursor);
    if (open) cursor = Math.max(cursor, open.after);
  };

  const take = (fact: Recorded): void => {
    for (const event of eventsOf(fact)) {
      if (!ports.wants(event)) continue;
      const lane = ports.laneOf(event);
      if (!ports.stands(event, lane)) items.push({ position: event.position, index: event.index, lane, event, fact });
    }
  };

  /** Whether a position is within the ranges. */
  const isOpen = (position: number): boolean =>
    ranges.some(({ after, upTo }) => position > after && (upTo === null || position <= upTo));

  return {
    fill() {
      for (let looked = 0; items.length < WINDOW; ) {
        hop();
        const facts = ahead();
        if (facts.length === 0) return false;
        for (const fact of facts) {
          if (!isOpen(fact.position)) break;
          if (items.length >= WINDOW) return false;
          take(fact);
          cursor = fact.position;
          looked += 1;
        }
        if (looked > LOOKED_AT_MAX) return true;
      }
      return false;
    },
    items: () => items,
    isFull: () => items.length >= WINDOW,
    remove(gone) {
      items = items.filter((item) => !gone.has(item));
    },
    dropLane(lane) {
      items = items.filter((item) => item.lane !== lane);
    },
    ranges() {
      const first = items[0];
      ranges = afterPlace(ranges, first ? Math.min(first.position - 1, cursor) : cursor);
      return ranges;
    },
    reached: () => (inLast() ? cursor : last()),
    isBeyond: (position) => inLast() && cursor >= position,
    restart(fresh) {
      ranges = fresh;
      cursor = fresh[0]?.after ?? 0;
      items = [];
      page = [];
      at = 0;
    },
  };
};

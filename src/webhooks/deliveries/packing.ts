/** Makes parcels of the events in hand: one event each, or batches. */
import type { Millis } from '../../kernel/clock.ts';
import { batchId, EVERY_ALONE } from './batch-id.ts';
import type { ParcelRow } from '../records.ts';
import type { Item, Reader } from './reader.ts';
import type { RunPorts } from './run-ports.ts';
import { type Parcel, parcelOf } from './standing.ts';

interface PackingPorts extends Pick<RunPorts, 'batch' | 'clock' | 'entropy' | 'writer'> {
  readonly endpoint: string;
  readonly reader: Reader;
  /** Whether an event is not under way, and no other of its lane is. */
  readonly isFree: (item: Item) => boolean;
}

export interface Packing {
  /** The next parcel of what is in hand, with its events; null if there is none now. */
  next(now: Millis): readonly [Parcel, readonly Item[]] | null;
  /** A parcel of these events, in a lane that catches up. */
  of(items: readonly Item[]): Parcel;
  again(row: ParcelRow): Parcel;
  /** When a batch that is not full goes; infinite if there is none. */
  readyAt(): Millis;
}

export const createPacking = (ports: PackingPorts): Packing => {
  const { reader, clock, isFree } = ports;
  /** When the first event of the next batch was seen; null if there is none. */
  let gatheringSince: Millis | null = null;

  const parcel = (id: string, items: readonly Item[]): Parcel => ({
    id,
    members: items.map(({ position, index, lane }) => ({ position, index, lane })),
    events: items.map(({ event }) => event),
    facts: items.map(({ fact }) => fact),
    attempts: 0,
    nextAt: clock.now(),
    alone: false,
    standing: false,
    stored: false,
    since: null,
  });

  const of = (items: readonly Item[]): Parcel => {
    const terms = ports.batch() ?? EVERY_ALONE;
    const [first] = items;
    return parcel(terms === EVERY_ALONE && first ? first.event.id : batchId(ports.entropy), items);
  };

  /** A batch is on disk before its first attempt, so that each attempt has the same members. */
  const stored = (batch: Parcel): Parcel => {
    const { id, members, attempts, nextAt, alone } = batch;
    ports.writer.add({ type: 'hold', endpoint: ports.endpoint, parcel: { id, members, attempts, nextAt, alone } });
    batch.stored = true;
    return batch;
  };

  const nextBatch = (now: Millis, { maxEvents, maxDelayMs }: { maxEvents: number; maxDelayMs: number }) => {
    const items = reader.items().filter(isFree).slice(0, maxEvents);
    if (items.length === 0) {
      gatheringSince = null;
      return null;
    }
    gatheringSince ??= now;
    if (items.length < maxEvents && now < gatheringSince + maxDelayMs) return null;
    const batch = stored(of(items));
    if (!ports.writer.flush()) return null;
    gatheringSince = null;
    return [batch, items] as const;
  };

  return {
    next(now) {
      const terms = ports.batch();
      if (terms) return nextBatch(now, terms);
      const item = reader.items().find(isFree);
      return item ? [of([item]), [item]] : null;
    },
    of,
    again: parcelOf,
    readyAt: () =>
      gatheringSince === null ? Number.POSITIVE_INFINITY : gatheringSince + (ports.batch()?.maxDelayMs ?? 0),
  };
};

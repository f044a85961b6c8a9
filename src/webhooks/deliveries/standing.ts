/**
 * The lanes of an endpoint that stand still, and the parcels that hold them back.
 *
 * A lane is a row with a position: everything before is settled, one parcel may be on its way, and what comes later waits
 * in the log. When the parcel is settled, the lane reads its own events from there up to where the endpoint is, and flows
 * with it again. So an endpoint goes on although chats of it stand still, and none of that takes memory.
 */
import type { Millis } from '../../kernel/clock.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { HandedEvent } from '../events/events.ts';
import type { EventPlace, LaneRow, Member, ParcelRow, RecordChange } from '../records.ts';

/** A request, and whether it is under way. */
export interface Parcel {
  readonly id: string;
  readonly members: readonly Member[];
  /** The events of the members, where they are in hand. */
  readonly events?: readonly HandedEvent[];
  /** The facts of the members, where they are in hand. */
  readonly facts?: readonly (Recorded | undefined)[];
  attempts: number;
  nextAt: Millis;
  readonly alone: boolean;
  /** Its lanes stand still until it is settled. */
  standing: boolean;
  /** It is a row, so that it is repeated as it is. */
  stored: boolean;
  /** When the attempt under way began; null if there is none. */
  since: Millis | null;
}

export const parcelOf = (row: ParcelRow): Parcel => ({ ...row, standing: !row.alone, stored: true, since: null });

interface Lane extends EventPlace {
  /** The parcel that holds it back; null if it catches up. */
  readonly parcel: string | null;
}

const LANES_MAX = 1_000;

export const lanesOf = ({ members }: Pick<Parcel, 'members'>): readonly string[] => [
  ...new Set(members.map(({ lane }) => lane).filter((lane) => lane !== '')),
];

/** The last event of a lane in a parcel. */
const lastIn = ({ members }: Pick<Parcel, 'members'>, lane: string): EventPlace => {
  const { position, index } = members.findLast((member) => member.lane === lane) ?? { position: 0, index: 0 };
  return { position, index };
};

export interface Standing {
  has(lane: string): boolean;
  /** Whether an event is in a parcel. */
  holds(event: EventPlace): boolean;
  isFull(): boolean;
  parcels(): readonly Parcel[];
  /** The position of the oldest event that a parcel holds; infinite if there is none. */
  first(): number;
  /** A parcel that is not under way and may go now. */
  due(now: Millis): Parcel | null;
  /** When the next parcel is due; infinite if none is. */
  nextAt(): Millis;
  /** Makes the lanes of a parcel stand still behind it. */
  hold(parcel: Parcel): readonly RecordChange[];
  /** A parcel is settled: its lanes catch up. */
  settle(parcel: Parcel): readonly RecordChange[];
  /** Lanes that catch up, with their places. */
  catchingUp(): readonly LaneRow[];
  /** Puts a parcel of a lane that catches up on its way. */
  carry(parcel: Parcel): void;
  /** A lane has nothing up to this position. */
  pass(lane: string, position: number): void;
  /** The lane flows with the endpoint again. */
  flow(lane: string): readonly RecordChange[];
  /** Sets back every lane that is beyond a position, and forgets the parcels of those lanes. What has no lane stays. */
  setBack(after: number): readonly RecordChange[];
  /** Conversations have other names now. Nothing is under way. */
  rename(nameOf: (lane: string) => string): readonly RecordChange[];
}

/**
 * What becomes of lanes and parcels whose conversations have other names now. A lane keeps what it has under its new name.
 * Lanes that turn out to be one begin together, before the first event that one of them has not settled; what the other
 * had settled since goes again, under its ids.
 */
const renamed = (
  { lanes, parcels }: { readonly lanes: ReadonlyMap<string, Lane>; readonly parcels: ReadonlyMap<string, Parcel> },
  nameOf: (lane: string) => string,
): { readonly lanes: Map<string, Lane>; readonly parcels: Map<string, Parcel> } => {
  const groups = Map.groupBy(lanes, ([lane]) => nameOf(lane));
  const joined = new Set([...groups].filter(([, group]) => group.length > 1).map(([name]) => name));
  const isJoined = (parcel: Parcel): boolean => lanesOf(parcel).some((lane) => joined.has(nameOf(lane)));
  const named = ({ members, ...parcel }: Parcel): Parcel => ({
    ...parcel,
    members: members.map((member) => ({ ...member, lane: member.lane === '' ? '' : nameOf(member.lane) })),
  });
  const beginOf = ({ position, index, parcel: id }: Lane): EventPlace => {
    const first = id === null ? undefined : parcels.get(id)?.members[0];
    return first ? { position: first.position - 1, index: Number.MAX_SAFE_INTEGER } : { position, index };
  };
  const isGone = ({ parcel: id }: Lane): boolean => {
    const parcel = id === null ? undefined : parcels.get(id);
    return parcel !== undefined && isJoined(parcel);
  };
  return {
    parcels: new Map([...parcels].flatMap(([id, parcel]) => (isJoined(parcel) ? [] : [[id, named(parcel)]]))),
    lanes: new Map(
      [...groups].map(([name, group]) => {
        const [[, only] = [name, { position: 0, index: 0, parcel: null }]] = group;
        if (group.length === 1 && !isGone(only)) return [name, only];
        const begins = group.map(([, lane]) => beginOf(lane));
        const first = begins.reduce((one, other) => (isBefore(other, one) ? other : one));
        return [name, { ...first, parcel: null }];
      }),
    ),
  };
};

const isBefore = (one: EventPlace, other: EventPlace): boolean =>
  one.position < other.position || (one.position === other.position && one.index < other.index);

const firstOf = (parcels: ReadonlyMap<string, Parcel>, id: string | null): number =>
  (id === null ? undefined : parcels.get(id)?.members[0]?.position) ?? Number.POSITIVE_INFINITY;

export const createStanding = (
  endpoint: string,
  rows: { readonly lanes: readonly LaneRow[]; readonly held: readonly ParcelRow[] },
): Standing => {
  let parcels = new Map(rows.held.map((row) => [row.id, parcelOf(row)]));
  let lanes = new Map<string, Lane>();
  for (const { lane, position, index } of rows.lanes) lanes.set(lane, { position, index, parcel: null });
  for (const parcel of parcels.values())
    for (const lane of lanesOf(parcel)) lanes.set(lane, { ...lastIn(parcel, lane), parcel: parcel.id });

  const stand = (lane: string, { position, index }: EventPlace): RecordChange => ({
    type: 'stand',
    endpoint,
    lane: { lane, position, index },
  });

  const waiting = (): Parcel[] => [...parcels.values()].filter(({ since }) => since === null);

  return {
    has: (lane) => lanes.has(lane),
    holds: (event) =>
      [...parcels.values()].some(({ members }) =>
        members.some(({ position, index }) => position === event.position && index === event.index),
      ),
    isFull: () => lanes.size >= LANES_MAX || parcels.size >= LANES_MAX,
    parcels: () => [...parcels.values()],
    first: () =>
      Math.min(
        Number.POSITIVE_INFINITY,
        ...[...parcels.values()].flatMap(({ members: [first] }) => first?.position ?? []),
      ),
    due: (now) =>
      waiting()
        .filter(({ nextAt }) => nextAt <= now)
        .toSorted((one, other) => one.nextAt - other.nextAt)[0] ?? null,
    nextAt: () => Math.min(Number.POSITIVE_INFINITY, ...waiting().map(({ nextAt }) => nextAt)),
    hold(parcel) {
      const { id, members, attempts, nextAt, alone } = parcel;
      parcel.standing = true;
      parcel.stored = true;
      parcels.set(id, parcel);
      const held = lanesOf(parcel);
      for (const lane of held) lanes.set(lane, { ...lastIn(parcel, lane), parcel: id });
      return [
        { type: 'hold', endpoint, parcel: { id, members, attempts, nextAt, alone } },
        ...held.map((lane) => stand(lane, lastIn(parcel, lane))),
      ];
    },
    settle(parcel) {
      parcels.delete(parcel.id);
      const held = lanesOf(parcel).filter((lane) => lanes.get(lane)?.parcel === parcel.id);
      for (const lane of held) lanes.set(lane, { ...lastIn(parcel, lane), parcel: null });
      return [
        ...(parcel.stored ? [{ type: 'release', endpoint, parcel: parcel.id } as const] : []),
        ...held.map((lane) => stand(lane, lastIn(parcel, lane))),
      ];
    },
    catchingUp: () =>
      [...lanes].flatMap(([lane, { position, index, parcel }]) => (parcel === null ? [{ lane, position, index }] : [])),
    carry(parcel) {
      parcel.standing = true;
      parcels.set(parcel.id, parcel);
      // The row of the lane stays where it is until the parcel is settled.
      for (const lane of lanesOf(parcel)) lanes.set(lane, { ...lastIn(parcel, lane), parcel: parcel.id });
    },
    pass: (lane, position) => void lanes.set(lane, { position, index: Number.MAX_SAFE_INTEGER, parcel: null }),
    flow(lane) {
      lanes.delete(lane);
      return [{ type: 'flow', endpoint, lane }];
    },
    rename(nameOf) {
      if ([...lanes.keys()].every((lane) => nameOf(lane) === lane)) return [];
      const before = { lanes, parcels };
      ({ lanes, parcels } = renamed(before, nameOf));
      const gone = [...before.parcels.values()].filter(({ id, stored }) => stored && !parcels.has(id));
      return [
        ...gone.map(({ id }) => ({ type: 'release', endpoint, parcel: id }) as const),
        ...[...before.lanes.keys()]
          .filter((lane) => !lanes.has(lane))
          .map((lane) => ({ type: 'flow', endpoint, lane }) as const),
        ...[...lanes].map(([lane, place]) => stand(lane, place)),
      ];
    },
    setBack(after) {
      const changes: RecordChange[] = [];
      const starts = new Map(
        [...lanes].map(([lane, { parcel }]) => [lane, Math.min(after, firstOf(parcels, parcel) - 1)]),
      );
      const isBehind = (parcel: Parcel): boolean =>
        lanesOf(parcel).length > 0 && parcel.members.some(({ position }) => position > after);
      for (const parcel of [...parcels.values()].filter(isBehind)) {
        parcels.delete(parcel.id);
        if (parcel.stored) changes.push({ type: 'release', endpoint, parcel: parcel.id });
      }
      for (const [lane, { position, parcel }] of lanes) {
        // A batch is forgotten as a whole, also what it has of lanes that are not beyond the position.
        const isForgotten = parcel !== null && !parcels.has(parcel);
        if (!isForgotten && (position <= after || parcel !== null)) continue;
        const back = { position: starts.get(lane) ?? after, index: Number.MAX_SAFE_INTEGER };
        lanes.set(lane, { ...back, parcel: null });
        changes.push(stand(lane, back));
      }
      return changes;
    },
  };
};

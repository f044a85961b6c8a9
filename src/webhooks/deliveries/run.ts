/**
 * The deliveries of one endpoint: a few requests at once, in order within each chat.
 *
 * What goes next is decided in `pump`, which is called after everything that may have changed the answer. An attempt ends
 * in `settle`. No state of a delivery is in memory alone: the place of the endpoint moves only over what is settled, or
 * stands in a row. So a process that is killed at any moment delivers again what it had in hand, under the same ids.
 */
import { FAILURES_IN_ROW, type WebhookCommand } from '../../machines/webhook.decide.ts';
import { type Millis, nothingToCancel } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { EventPlace, Range } from '../records.ts';
import { createCatchUp } from './catch-up.ts';
import { type Sent, type Verdict, verdictOf } from './outcome.ts';
import { createPacking } from './packing.ts';
import { withRange } from './ranges.ts';
import { createReader, type Item } from './reader.ts';
import type { RunPorts } from './run-ports.ts';
import { createSettling } from './settling.ts';
import { createStanding, lanesOf, type Parcel } from './standing.ts';

export interface Run {
  /** Something may have changed: the endpoint, the log, or the time. */
  wake(): void;
  /** The endpoint asks for something else, or may not be called for now: what is in hand is read again. */
  reread(): void;
  replay(range: { readonly after: number; readonly upTo: number }): Promise<void>;
  /** Sends an event again, out of turn. */
  redeliver(event: EventPlace & { readonly id: string }): void;
  /** Sends what is next, although the endpoint fails, and tells the actor what came of it. */
  probe(): Promise<void>;
  /** How far the endpoint is behind: facts of the log, and since when the oldest event waits. */
  lag(): { readonly facts: number; readonly oldestAt: Millis | null };
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Cuts off what is under way. */
  stop(): void;
}

/** Requests of one endpoint that are under way at once. */
const PLACES_MAX = 16;
const PLACES_AT_FIRST = 4;
/** The wait after each failure for the endpoint's sake, before it counts as failing. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000];
/** The wait after a failure of our own disk or archive. */
const HINDERED_MS = 60_000;
/** What is due and cannot go is looked at again after this time. */
const BLOCKED_MS = 1_000;
/** A request that takes longer does not keep the place of its endpoint back any more. */
const SLOW_MS = 2_000;

export const createRun = (endpoint: string, ports: RunPorts): Run => {
  const { clock, records, writer, places } = ports;
  const stopping = new AbortController();
  const inHand = new Set<Parcel>();
  const busy = new Set<string>();
  const taken = new Set<Item>();
  const standing = createStanding(endpoint, { lanes: records.lanes(endpoint), held: records.held(endpoint) });
  const start = records.ranges(endpoint) ?? [{ after: ports.startAt(), upTo: null }];
  const reader = createReader(
    {
      nextPage: ports.nextPage,
      wants: ports.wants,
      laneOf: ports.laneOf,
      stands: (event, lane) => (lane === '' ? standing.holds(event) : standing.has(lane)),
    },
    start,
  );
  let allowed = PLACES_AT_FIRST;
  let inRow = 0;
  let quietUntil: Millis = 0;
  let reset: (() => void)[] = [];
  let written = JSON.stringify(start);
  let cancel = nothingToCancel;
  let idle = Promise.withResolvers<void>();
  idle.resolve();

  const isFree = (item: Item): boolean => !taken.has(item) && (item.lane === '' || !busy.has(item.lane));
  const packing = createPacking({ ...ports, endpoint, reader, isFree });
  const settling = createSettling({ ...ports, endpoint });
  const catchUp = createCatchUp({ ...ports, endpoint, reader, standing, ready: () => wake() });

  const keepPlace = (atLeast = 0): void => {
    const ranges = reader.ranges();
    const text = JSON.stringify(ranges);
    const moved = (ranges[0]?.after ?? 0) - ((JSON.parse(written) as Range[])[0]?.after ?? 0);
    if (text === written || (moved >= 0 && moved < atLeast)) return;
    written = text;
    writer.add({ type: 'place', endpoint, ranges });
  };

  const begin = (parcel: Parcel, items: readonly Item[]): Promise<Verdict | null> => {
    parcel.since = clock.now();
    if (inHand.size === 0) idle = Promise.withResolvers<void>();
    inHand.add(parcel);
    if (!parcel.standing && !parcel.alone) for (const lane of lanesOf(parcel)) busy.add(lane);
    for (const item of items) taken.add(item);
    return attempt(parcel, items);
  };

  const attempt = async (parcel: Parcel, items: readonly Item[]): Promise<Verdict | null> => {
    let verdict: Verdict | null = null;
    try {
      const sent = await ports.send(parcel, stopping.signal);
      if (sent.type !== 'cut' && !stopping.signal.aborted) verdict = settle(parcel, items, sent);
    } catch (thrown) {
      verdict = hindered(parcel, items, thrown);
    } finally {
      end(parcel, items);
    }
    return verdict;
  };

  const end = (parcel: Parcel, items: readonly Item[]): void => {
    inHand.delete(parcel);
    places.give();
    parcel.since = null;
    if (!parcel.alone) for (const lane of lanesOf(parcel)) busy.delete(lane);
    for (const item of items) taken.delete(item);
    if (inHand.size === 0) idle.resolve();
    wake();
  };

  /** A body that cannot be made, because the archive or the disk does not answer, is tried again; a defect is a refusal. */
  const hindered = (parcel: Parcel, items: readonly Item[], thrown: unknown): Verdict | null => {
    if (stopping.signal.aborted) return null;
    if (thrown instanceof Fault) {
      ports.logger.warn(
        { webhook: endpoint, code: thrown.code, hint: thrown.hint },
        `no delivery now: ${thrown.message}`,
      );
      quietUntil = clock.now() + HINDERED_MS;
      return null;
    }
    ports.defect(thrown);
    refused(parcel, items, 0);
    return null;
  };

  const release = (parcel: Parcel, items: readonly Item[]): void => {
    writer.add(...standing.settle(parcel));
    reader.remove(new Set(items));
  };

  /** The parcel stands still with its lanes, until its next attempt. */
  const stand = (parcel: Parcel): void => {
    writer.add(...standing.hold(parcel));
    for (const lane of lanesOf(parcel)) reader.dropLane(lane);
  };

  const refused = (parcel: Parcel, items: readonly Item[], waitMs: number): Millis | null => {
    parcel.attempts += 1;
    const nextAt = settling.nextAttempt(parcel.attempts, waitMs);
    if (nextAt === null) {
      release(parcel, items);
      return null;
    }
    parcel.nextAt = nextAt;
    if (parcel.alone) writer.add({ type: 'hold', endpoint, parcel });
    else stand(parcel);
    reader.remove(new Set(items));
    return nextAt;
  };

  const troubled = (verdict: Verdict & { type: 'trouble' }): void => {
    inRow += 1;
    allowed = 1;
    const pause = PAUSES_MS[Math.min(inRow, PAUSES_MS.length) - 1] ?? 0;
    quietUntil = clock.now() + Math.max(pause, verdict.waitMs);
    if (inRow < FAILURES_IN_ROW || !ports.isActive()) return;
    const { trouble, waitMs } = verdict;
    void ports.report({ type: 'recordTrouble', trouble, inRow, waitMs });
  };

  const settle = (parcel: Parcel, items: readonly Item[], sent: Exclude<Sent, { type: 'cut' }>): Verdict => {
    const verdict = verdictOf(sent);
    let nextAt: Millis | null = null;
    if (verdict.type === 'trouble') {
      troubled(verdict);
      nextAt = quietUntil;
    } else {
      inRow = 0;
      allowed = Math.min(allowed + 1, PLACES_MAX);
      if (verdict.type === 'delivered') release(parcel, items);
      if (verdict.type === 'refused') nextAt = refused(parcel, items, verdict.waitMs);
      if (verdict.type === 'gone') {
        quietUntil = clock.now() + HINDERED_MS;
        void ports.report({ type: 'recordGone' });
      }
    }
    settling.record(parcel, { sent, verdict, nextAt });
    keepPlace();
    // The next parcel out of turn is read from its table.
    if (parcel.alone && !writer.flush()) quietUntil = clock.now() + BLOCKED_MS;
    return verdict;
  };

  /** A lane whose request is slow does not keep the place of the others. */
  const passSlow = (now: Millis): void => {
    const first = reader.isFull() ? reader.items()[0] : undefined;
    const slow =
      first &&
      [...inHand].find(({ members }) =>
        members.some(
          ({ lane, position, index }) => lane === first.lane && position === first.position && index === first.index,
        ),
      );
    if (!slow || slow.standing || slow.alone || now - (slow.since ?? now) < SLOW_MS || standing.isFull()) return;
    stand(slow);
    reader.remove(
      new Set(
        reader
          .items()
          .filter(
            (item) =>
              taken.has(item) &&
              slow.members.some(({ position, index }) => item.position === position && item.index === index),
          ),
      ),
    );
    keepPlace();
  };

  const next = (now: Millis): readonly [Parcel, readonly Item[]] | null => {
    const due = standing.due(now);
    if (due) return [due, []];
    const packed = packing.next(now);
    if (packed) return packed;
    const alone = [...inHand].some((parcel) => parcel.alone) ? null : records.nextAlone(endpoint);
    return alone && alone.nextAt <= now ? [packing.again(alone), []] : null;
  };

  const restart = (): boolean => {
    if (reset.length === 0) return false;
    if (inHand.size > 0) return true;
    const works = reset;
    reset = [];
    for (const work of works) work();
    return false;
  };

  const read = (): void => {
    passSlow(clock.now());
    if (!standing.isFull() && reader.fill()) setImmediate(wake);
    keepPlace(1_000);
  };

  const arm = (now: Millis): void => {
    cancel();
    const alone =
      inHand.size === 0 ? (records.nextAlone(endpoint)?.nextAt ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    const at = now < quietUntil ? quietUntil : Math.min(standing.nextAt(), packing.readyAt(), alone);
    const slowAt = reader.isFull() ? now + SLOW_MS : Number.POSITIVE_INFINITY;
    const until = Math.min(at, slowAt);
    // What is due and could not go waits for a place, whose end wakes it, or for the disk.
    const ms = until > now ? until - now : BLOCKED_MS;
    const waits = until !== Number.POSITIVE_INFINITY && (until > now || inHand.size === 0);
    cancel = waits ? clock.after(ms, wake) : nothingToCancel;
  };

  const pump = (): void => {
    const now = clock.now();
    if (restart() || !ports.isActive()) return;
    if (now >= quietUntil) {
      read();
      while (inHand.size < allowed) {
        const found = next(now);
        if (!found || !places.take(wake)) break;
        void begin(...found);
        read();
      }
      catchUp.go();
    }
    arm(now);
  };

  let isPumping = false;
  const wake = (): void => {
    if (isPumping || stopping.signal.aborted) return;
    isPumping = true;
    try {
      pump();
    } catch (thrown) {
      if (!(thrown instanceof Fault)) ports.defect(thrown);
      quietUntil = clock.now() + HINDERED_MS;
      cancel = clock.after(HINDERED_MS, wake);
    } finally {
      isPumping = false;
    }
  };

  /** Runs once nothing is under way, before anything else begins. */
  const onceIdle = (work: () => void): void => {
    reset.push(work);
    wake();
  };

  return {
    wake,
    reread() {
      quietUntil = 0;
      inRow = 0;
      onceIdle(() => reader.restart(reader.ranges()));
    },
    replay: ({ after, upTo }) =>
      new Promise((done) => {
        onceIdle(() => {
          reader.restart(withRange(reader.ranges(), { after, upTo }));
          writer.add(...standing.setBack(after));
          keepPlace();
          writer.flush();
          done();
          setImmediate(wake);
        });
      }),
    redeliver({ id, position, index }) {
      const held = standing
        .parcels()
        .find(({ members }) => members.some((one) => one.position === position && one.index === index));
      const now = clock.now();
      if (held) held.nextAt = now;
      else {
        const members = [{ position, index, lane: '' }];
        writer.add({ type: 'hold', endpoint, parcel: { id, members, attempts: 0, nextAt: now, alone: true } });
        writer.flush();
      }
      wake();
    },
    async probe() {
      await idle.promise;
      if (stopping.signal.aborted) return;
      read();
      const found = next(clock.now());
      if (!found || !places.take(() => {})) return ports.report({ type: 'recordAnswer' });
      const verdict = await begin(...found);
      if (verdict?.type === 'trouble') {
        const { trouble, waitMs } = verdict;
        return ports.report({ type: 'recordProbeFailed', trouble, waitMs });
      }
      return verdict === null ? undefined : ports.report({ type: 'recordAnswer' });
    },
    lag() {
      const place = reader.ranges()[0]?.after ?? 0;
      const waiting = [reader.items()[0]?.event.at, ...standing.parcels().map(packing.atOf)].filter((at) => at != null);
      return {
        facts: Math.max(ports.head() - place, 0),
        oldestAt: waiting.length === 0 ? null : Math.min(...waiting),
      };
    },
    idle: () => idle.promise,
    stop() {
      cancel();
      stopping.abort();
      keepPlace();
    },
  };
};

export type Report = (command: WebhookCommand) => Promise<void>;

/**
 * The deliveries of one endpoint: a few requests at once, in order within each chat.
 *
 * What goes next is decided in `pump`, which is called after everything that may have changed the answer. An attempt ends
 * in `settle`. No state of a delivery is in memory alone: the place of the endpoint moves only over what is settled, or
 * stands in a row. So a process that is killed at any moment delivers again what it had in hand, under the same ids.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Millis, nothingToCancel } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Member, Range } from '../records.ts';
import { BLOCKED_MS, createAftermath, HINDERED_MS } from './aftermath.ts';
import { createCatchUp } from './catch-up.ts';
import { inOneTurn } from './in-one-turn.ts';
import { createNarrowing } from './narrowing.ts';
import type { Verdict } from './outcome.ts';
import { createOutOfTurn } from './out-of-turn.ts';
import { createPacing } from './pacing.ts';
import { createPacking } from './packing.ts';
import { withRange } from './ranges.ts';
import { placeKeeper } from './place-keeper.ts';
import { createReader, type Item } from './reader.ts';
import type { Run, RunPorts } from './run-ports.ts';
import { createStanding, type Parcel } from './standing.ts';
import { createUnderWay, isSamePlace } from './under-way.ts';

/** What came of a request; `dropped` if none was made, null if it was cut off or came to nothing. */
type Ended = Verdict | 'dropped' | null;

/** After this time a request counts as slow. */
const SLOW_MS = 2_000;

export const createRun = (endpoint: string, ports: RunPorts): Run => {
  const { clock, records, writer, places } = ports;
  const stopping = new AbortController();
  const underWay = createUnderWay();
  const standing = createStanding(endpoint, { lanes: records.lanes(endpoint), held: records.held(endpoint) });
  writer.add(...standing.rename(ports.laneNow));
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
  const pacing = createPacing(clock);
  const outOfTurn = createOutOfTurn({ ...ports, endpoint, standing });
  let cancel = nothingToCancel;

  const packing = createPacking({ ...ports, endpoint, reader, isFree: underWay.isFree });
  const catchUp = createCatchUp({ ...ports, endpoint, reader, standing, ready: () => wake() });

  const keepPlace = placeKeeper({ endpoint, reader, writer, start });
  const aftermath = { ...ports, endpoint, standing, reader, pacing, outOfTurn, keepPlace };
  const { settle, hindered, stand } = createAftermath(aftermath);
  const narrowing = createNarrowing({ ...aftermath, stand });
  narrowing.review();

  const begin = (parcel: Parcel, items: readonly Item[]): Promise<Ended> => {
    underWay.begin(parcel, items, clock.now());
    return attempt(parcel, items);
  };

  /** Nothing is written in the turn that found it: a reading transaction may be open. */
  const drop = async (parcel: Parcel, items: readonly Item[], unwanted: readonly Member[]): Promise<void> => {
    await nextTurn();
    if (!stopping.signal.aborted) narrowing.drop(parcel, items, unwanted);
  };

  const attempt = async (parcel: Parcel, items: readonly Item[]): Promise<Ended> => {
    let verdict: Verdict | null = null;
    try {
      const unwanted = narrowing.unwantedIn(parcel);
      if (unwanted.length > 0) {
        await drop(parcel, items, unwanted);
        return 'dropped';
      }
      const removals = writer.removals();
      const sent = await ports.send(parcel, stopping.signal);
      // What was erased meanwhile was in the request, and may be in its answer.
      const isClean = sent.type !== 'answered' || writer.removals() === removals;
      if (sent.type !== 'cut' && !stopping.signal.aborted)
        verdict = settle(parcel, items, isClean ? sent : { ...sent, text: '' });
    } catch (thrown) {
      if (!stopping.signal.aborted) hindered(parcel, items, thrown);
    } finally {
      underWay.end(parcel, items);
      places.give();
      soon();
    }
    return verdict;
  };

  /** A lane whose request is slow does not keep the place of the others. */
  const passSlow = (now: Millis): void => {
    const first = reader.isFull() ? reader.items()[0] : undefined;
    const slow = first && !standing.isFull() ? underWay.taking(first) : null;
    if (!slow || slow.standing || slow.alone || now - (slow.since ?? now) < SLOW_MS) return;
    const gone = new Set(reader.items().filter((item) => slow.members.some((one) => isSamePlace(one, item))));
    stand(slow);
    reader.remove(gone);
    keepPlace();
  };

  const next = (now: Millis): readonly [Parcel, readonly Item[]] | null => {
    const due = standing.due(now);
    if (due) return [due, []];
    const packed = packing.next(now);
    if (packed) return packed;
    const alone = underWay.hasAlone() ? null : outOfTurn.next();
    return alone && alone.nextAt <= now ? [packing.again(alone), []] : null;
  };

  const read = (): void => {
    passSlow(clock.now());
    if (!standing.isFull() && reader.fill()) soon();
    keepPlace(1_000);
  };

  const arm = (now: Millis): void => {
    cancel();
    const alone = (underWay.count() === 0 ? outOfTurn.next()?.nextAt : null) ?? Number.POSITIVE_INFINITY;
    const quietUntil = pacing.quietUntil();
    const at = now < quietUntil ? quietUntil : Math.min(standing.nextAt(), packing.readyAt(), alone);
    const slowAt = reader.isFull() ? now + SLOW_MS : Number.POSITIVE_INFINITY;
    const until = Math.min(at, slowAt);
    // What is due and could not go waits for a place, whose end wakes it, or for the disk.
    const ms = until > now ? until - now : BLOCKED_MS;
    const waits = until !== Number.POSITIVE_INFINITY && (until > now || underWay.count() === 0);
    cancel = waits ? clock.after(ms, wake) : nothingToCancel;
  };

  const sendNext = (now: Millis): void => {
    read();
    // A body that cannot be made ends the turn: it would be the next one again.
    while (underWay.count() < pacing.places() && now >= pacing.quietUntil()) {
      const found = next(now);
      if (!found || !places.take(soon)) return;
      void begin(...found);
      read();
    }
  };

  const pump = (): void => {
    const now = clock.now();
    if (underWay.isWaiting() || !ports.isActive()) return;
    if (now >= pacing.quietUntil()) {
      // A batch is written before it goes, which no reading transaction allows.
      if (ports.batch()) sendNext(now);
      else ports.together(() => sendNext(now));
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
      pacing.quietFor(HINDERED_MS);
      cancel = clock.after(HINDERED_MS, wake);
    } finally {
      isPumping = false;
    }
  };

  /** Answers that arrive in one turn of the event loop lead to one look at what goes next. */
  const soon = inOneTurn(wake);

  const restartAt = (ranges: readonly Range[]): void => {
    reader.restart(ranges);
    catchUp.forget();
  };

  /** The order within a conversation holds across a new name: what is in hand gets its lane again. */
  const rename = (): void => {
    writer.add(...standing.rename(ports.laneNow));
    restartAt(reader.ranges());
  };

  const onceIdle = (work: () => void): void => {
    underWay.onceIdle(work);
    wake();
  };

  return {
    wake,
    reread() {
      pacing.fresh();
      onceIdle(() => {
        restartAt(reader.ranges());
        writer.flush();
        narrowing.review();
      });
    },
    regroup(lanes) {
      const isConcerned = [...lanes].some((lane) => standing.has(lane) || underWay.hasLane(lane));
      if (isConcerned || reader.items().some(({ lane }) => lanes.has(lane))) onceIdle(rename);
    },
    replay: ({ after, upTo }) =>
      new Promise((done) => {
        onceIdle(() => {
          restartAt(withRange(reader.ranges(), { after, upTo }));
          writer.add(...standing.setBack(after));
          keepPlace();
          writer.flush();
          done();
          soon();
        });
      }),
    redeliver(event) {
      outOfTurn.ask(event, clock.now());
      wake();
    },
    lookAgain() {
      outOfTurn.lookAgain();
      wake();
    },
    async probe() {
      await underWay.idle();
      if (stopping.signal.aborted) return;
      underWay.isWaiting();
      read();
      const found = next(clock.now());
      if (!found || !places.take(() => {})) return ports.report({ type: 'recordAnswer' });
      const verdict = await begin(...found);
      if (verdict === 'dropped') return this.probe();
      if (verdict?.type === 'trouble') {
        const { trouble, waitMs } = verdict;
        return ports.report({ type: 'recordProbeFailed', trouble, waitMs });
      }
      return verdict === null ? undefined : ports.report({ type: 'recordAnswer' });
    },
    lag() {
      const place = reader.ranges()[0]?.after ?? 0;
      const facts = Math.max(ports.head() - place, 0);
      // An endpoint that is not called has nothing in hand; the fact that it would read next stands for its events.
      const first = reader.items()[0]?.position ?? (facts > 0 ? place + 1 : Number.POSITIVE_INFINITY);
      const oldest = Math.min(first, standing.first());
      return { facts, oldestAt: oldest === Number.POSITIVE_INFINITY ? null : ports.timeOf(oldest) };
    },
    idle: underWay.idle,
    stop() {
      cancel();
      stopping.abort();
      keepPlace();
    },
  };
};

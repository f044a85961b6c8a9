/**
 * What follows from an attempt: the parcel is settled, stands in its lane until it comes again, or is given up, and the
 * endpoint is told on or given a rest.
 */
import type { Millis } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import { FAILURES_IN_ROW } from '../../machines/webhook.decide.ts';
import { type Sent, type Verdict, verdictOf } from './outcome.ts';
import type { createOutOfTurn } from './out-of-turn.ts';
import type { createPacing } from './pacing.ts';
import type { createReader, Item } from './reader.ts';
import type { RunPorts } from './run-ports.ts';
import { createSettling } from './settling.ts';
import { type createStanding, lanesOf, type Parcel } from './standing.ts';

/** The rest of an endpoint after something here, or its own wish, has kept a delivery from it. */
export const HINDERED_MS = 60_000;
/** The wait for a place or a disk, or for our own archive. */
export const BLOCKED_MS = 1_000;

export interface Aftermath {
  /** After an answer, or none. */
  settle(parcel: Parcel, items: readonly Item[], sent: Exclude<Sent, { type: 'cut' }>): Verdict;
  /** After a request that could not be made. */
  hindered(parcel: Parcel, items: readonly Item[], thrown: unknown): void;
  /** The lanes of a parcel wait for it from now on. */
  stand(parcel: Parcel): void;
}

interface AftermathPorts extends RunPorts {
  readonly endpoint: string;
  readonly standing: ReturnType<typeof createStanding>;
  readonly reader: ReturnType<typeof createReader>;
  readonly pacing: ReturnType<typeof createPacing>;
  readonly outOfTurn: ReturnType<typeof createOutOfTurn>;
  readonly keepPlace: () => void;
}

export const createAftermath = (ports: AftermathPorts): Aftermath => {
  const { endpoint, writer, standing, reader, pacing, outOfTurn, keepPlace } = ports;
  const settling = createSettling(ports);

  const release = (parcel: Parcel, items: readonly Item[]): void => {
    writer.add(...standing.settle(parcel));
    reader.remove(new Set(items));
  };

  const stand = (parcel: Parcel): void => {
    writer.add(...standing.hold(parcel));
    for (const lane of lanesOf(parcel)) reader.dropLane(lane);
  };

  /** A batch that comes again does so with its members, also where no event is to blame. */
  const keepWhole = (parcel: Parcel, items: readonly Item[]): void => {
    if (!parcel.stored || parcel.standing || parcel.alone) return;
    stand(parcel);
    reader.remove(new Set(items));
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

  const troubled = ({ trouble, waitMs }: Verdict & { type: 'trouble' }): void => {
    const inRow = pacing.troubled(waitMs);
    if (inRow >= FAILURES_IN_ROW && ports.isActive())
      void ports.report({ type: 'recordTrouble', trouble, inRow, waitMs });
  };

  const settle = (parcel: Parcel, items: readonly Item[], sent: Exclude<Sent, { type: 'cut' }>): Verdict => {
    const verdict = verdictOf(sent);
    let nextAt: Millis | null = null;
    if (verdict.type === 'trouble' || verdict.type === 'gone') keepWhole(parcel, items);
    if (verdict.type === 'trouble') {
      troubled(verdict);
      nextAt = pacing.quietUntil();
    } else {
      pacing.answered();
      if (verdict.type === 'delivered') release(parcel, items);
      if (verdict.type === 'refused') nextAt = refused(parcel, items, verdict.waitMs);
      if (verdict.type === 'gone') {
        pacing.quietFor(HINDERED_MS);
        void ports.report({ type: 'recordGone' });
      }
    }
    settling.record(parcel, { sent, verdict, nextAt });
    keepPlace();
    // The next parcel out of turn is read from its table.
    if (parcel.alone && !writer.flush()) pacing.quietFor(BLOCKED_MS);
    if (parcel.alone) outOfTurn.lookAgain();
    return verdict;
  };

  /** A body that cannot be made, because the archive or the disk does not answer, is tried again; a defect is a refusal. */
  const hindered = (parcel: Parcel, items: readonly Item[], thrown: unknown): void => {
    if (thrown instanceof Fault) {
      ports.logger.warn(
        { webhook: endpoint, code: thrown.code, hint: thrown.hint },
        `no delivery now: ${thrown.message}`,
      );
      keepWhole(parcel, items);
      pacing.quietFor(HINDERED_MS);
      return;
    }
    ports.defect(thrown);
    refused(parcel, items, 0);
  };

  return { settle, hindered, stand };
};

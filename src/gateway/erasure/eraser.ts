/** Puts an erasure on record: the files that go with it, then the fact that takes the contents. */
import { broughtBy, type FactOf } from '../../events/facts/catalogue.ts';
import { Conflict, type EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { SessionId, StreamName } from '../../kernel/ids.ts';
import type { MediaId } from '../../messages/media.ts';
import type { Reads } from '../../projections/reads.ts';
import { expiryAppend } from '../media/record.ts';
import type { Finder, Found } from './said-about.ts';
import type { Erasing } from './traces.ts';

interface EraserPorts {
  readonly log: Pick<EventLog, 'append'>;
  readonly reads: Pick<Reads, 'media'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly finder: Finder;
}

/** Why, and what somebody named. */
export type Reason = Pick<FactOf<'content.erased'>, 'reason' | 'messageId' | 'person'>;

/** Positions in one fact: some kilobytes. */
const POSITIONS_MAX = 500;

const chunksOf = (positions: readonly number[]): number[][] =>
  Array.from({ length: Math.max(1, Math.ceil(positions.length / POSITIONS_MAX)) }, (_, at) =>
    positions.slice(at * POSITIONS_MAX, (at + 1) * POSITIONS_MAX),
  );

const ascending = (positions: Iterable<number>): number[] => [...new Set(positions)].sort((a, b) => a - b);

export const createEraser = ({ log, reads, clock, finder }: EraserPorts) => {
  const expireFile = async (id: MediaId, caller: Caller): Promise<void> => {
    for (let row = reads.media.byId(id); row !== null && row.expiredAt === null; row = reads.media.byId(id)) {
      try {
        await log.append(expiryAppend(row, 'deleted', clock.now(), caller));
      } catch (thrown) {
        if (!(thrown instanceof Conflict)) throw thrown;
      }
    }
  };

  const append = async (
    stream: StreamName,
    fact: Omit<FactOf<'content.erased'>, 'type' | 'from'>,
    caller: Caller,
  ): Promise<Erasing> => {
    const { by, correlation, causation = null } = caller;
    const entry = { fact: broughtBy({ type: 'content.erased' as const, ...fact }, caller), from: null, to: null };
    const origin = { at: clock.now(), by, correlation, causation };
    const [recorded] = await log.append({ stream, expected: null, entries: [entry], ...origin });
    return recorded as Erasing;
  };

  return {
    /**
     * Files first: their facts say that they are gone, and a crash in between only leaves an erasure to be asked for
     * again. Returns the last fact.
     */
    async erase(
      { session, stream }: { session: SessionId; stream: StreamName },
      found: Found,
      reason: Reason,
      caller: Caller,
    ): Promise<Erasing | null> {
      const files = finder.files(session, found);
      for (const id of files.media) await expireFile(id, caller);
      const quotes = ascending(found.quotes);
      let more: Pick<FactOf<'content.erased'>, 'quotes' | 'media'> = {
        ...(quotes.length > 0 ? { quotes } : {}),
        ...(files.media.length > 0 ? { media: files.media } : {}),
      };
      let last: Erasing | null = null;
      for (const positions of chunksOf(ascending([...found.positions, ...files.positions]))) {
        last = await append(stream, { ...reason, positions, ...more }, caller);
        more = {};
      }
      return last;
    },
  };
};

export type Eraser = ReturnType<typeof createEraser>;

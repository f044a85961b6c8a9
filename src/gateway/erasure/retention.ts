/**
 * Retention of what was said: contents of messages that are older than the days are erased, daily and in small steps.
 *
 * One fact erases what is due in one step of a session. A run starts from the oldest content that is left, so it needs no
 * mark of its own, and one that was cut off is simply run again. A job counts from its end, and stays while it has none.
 * Uploads that no message has used, and the names of groups, are not touched.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import { SYSTEM } from '../../kernel/caller.ts';
import { type Clock, type Millis, nothingToCancel } from '../../kernel/clock.ts';
import { messageOf } from '../../kernel/fault.ts';
import { type SessionId, streamOf } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import type { Reads } from '../../projections/reads.ts';
import { DAY_MS } from '../media/upkeep.ts';
import type { Eraser } from './eraser.ts';
import { type Finder, type Found, nothingFound } from './said-about.ts';
import type { Traces } from './traces.ts';

export interface RetentionPorts {
  readonly log: Pick<EventLog, 'saidAfter'>;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** How long contents are kept; 0 keeps them for ever. */
  readonly days: number;
  readonly finder: Finder;
  readonly eraser: Eraser;
  readonly traces: Traces;
}

export interface Retention {
  /** Runs now and then daily. A run that fails is logged, and the next one tries again. */
  start(): void;
  /** Resolves to the number of facts whose contents were erased. */
  run(): Promise<number>;
  stop(): void;
}

/** Contents in one step. */
const STEP = 200;

const OF_CHATS: ReadonlySet<string> = new Set([
  'message.received',
  'message.repaired',
  'message.edited',
  'message.reacted',
  'poll.voted',
]);

export const createRetention = (ports: RetentionPorts): Retention => {
  const { log, reads, clock, logger, days, finder, eraser, traces } = ports;
  let cancel = nothingToCancel;
  const stopping = new AbortController();

  /** Whether the job of a fact has ended before a time. */
  const hasEnded = ({ stream }: Recorded, before: Millis): boolean => {
    const job = reads.jobs.rowById(stream.slice('job/'.length));
    if (!job || !['completed', 'failed', 'cancelled'].includes(job.status)) return false;
    return (job.completedAt ?? job.startedAt ?? job.queuedAt) < before;
  };

  const isDue = (fact: Recorded, before: Millis): boolean => {
    if (fact.at >= before) return false;
    return OF_CHATS.has(fact.type) || (fact.stream.startsWith('job/') && hasEnded(fact, before));
  };

  /** A repaired message is marked at its first fact. */
  const add = (found: Found, fact: Recorded): void => {
    finder.addFact(found, fact);
    if (fact.type !== 'message.repaired') return;
    for (const row of reads.messages.withKey(fact.header.session ?? '', keyOf(fact.data.messageId)))
      if (row.chat === fact.header.chatId) found.positions.add(row.position);
  };

  const eraseDue = async (due: readonly Recorded[]): Promise<void> => {
    const bySession = new Map<SessionId, Found>();
    for (const fact of due) {
      const { session } = fact.header;
      if (session === null) continue;
      const found = bySession.get(session) ?? nothingFound();
      bySession.set(session, found);
      add(found, fact);
    }
    for (const [session, found] of bySession)
      await eraser.erase({ session, stream: streamOf.content(session) }, found, { reason: 'retention' }, SYSTEM);
  };

  const run = async (): Promise<number> => {
    if (days === 0) return 0;
    const before = clock.now() - days * DAY_MS;
    let erased = 0;
    for (let after = 0; !stopping.signal.aborted; ) {
      const positions = log.saidAfter(after, STEP);
      const facts = positions.flatMap((position) => finder.factAt(position) ?? []);
      const due = facts.filter((fact) => isDue(fact, before));
      await eraseDue(due);
      erased += due.length;
      after = positions.at(-1) ?? after;
      if (positions.length === 0 || facts.every(({ at }) => at >= before)) break;
      await nextTurn();
    }
    if (erased > 0) await traces.remove();
    return erased;
  };

  const start = async (): Promise<void> => {
    cancel = clock.after(DAY_MS, () => void start());
    try {
      const erased = await run();
      if (erased > 0) logger.info({ erased, days }, 'what was said before the days of retention was erased');
    } catch (thrown) {
      logger.warn({ error: messageOf(thrown) }, 'old contents could not be erased; the next run tries again');
    }
  };

  return {
    start: () => void (days > 0 && start()),
    run,
    stop() {
      stopping.abort();
      cancel();
    },
  };
};

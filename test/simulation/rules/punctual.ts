/**
 * What waits for a time goes on at that time, to the millisecond: a retry, a message for later, a restart, the end of a
 * cooling. Whoever was held up until then, by another message or a full disk, goes on when it can.
 */
import type { Recorded } from '../../../src/events/log/log.ts';
import type { Millis } from '../../../src/kernel/clock.ts';
import { partsOfStream } from '../../../src/kernel/ids.ts';
import { type MakeRule, nameOf } from './rule.ts';

/** Whoever was refused by the disk tries again after a second. */
const PATIENCE_MS = 1_500;

/** When the last commit was heard of, and when something last held everything up. */
export interface Times {
  /** Null while one is not heard of yet: the event loop is held up. */
  heardAt: Millis | null;
  disturbedAt: Millis;
}

export const punctualRule =
  (times: Times): MakeRule =>
  (ledger, broken, look) => {
    /** What the last commit before this one changed may have let this one go. */
    let before: Millis | null = 0;
    /** Sessions of which this commit has ended a job in hand: the next may start in the same one. */
    const freed = new Set<string>();

    const dueAt = (fact: Recorded): Millis | null => {
      const { id } = partsOfStream(fact.stream);
      if (fact.type === 'job.started') return ledger.jobs.get(id)?.dueAt ?? null;
      if (fact.by !== 'system') return null;
      if (fact.type === 'session.started') return ledger.sessions.get(id)?.restartAt ?? null;
      return fact.type === 'queue.resumed' ? ledger.queue(id).until : null;
    };

    return {
      begin() {
        before = times.heardAt;
        times.heardAt = null;
        freed.clear();
      },
      each(fact) {
        const session = ledger.jobs.get(partsOfStream(fact.stream).id)?.session ?? '';
        if (fact.from?.startsWith('active') && !fact.to?.startsWith('active')) freed.add(session);
        if (fact.type === 'job.started' && freed.has(session)) return;
        const due = dueAt(fact);
        if (due === null || before === null) return;
        if (due <= before || due <= times.disturbedAt + PATIENCE_MS) return;
        look('what is due goes on to the millisecond');
        if (fact.at !== due) broken(`${nameOf(fact)}: it was due at ${due}, and went on at ${fact.at}`);
      },
    };
  };

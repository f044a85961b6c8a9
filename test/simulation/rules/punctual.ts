/**
 * A deadline is met to the millisecond: a retry, a scheduled message, a restart, the end of a cooling. If another
 * message or a full disk held it up, it is met as soon as possible.
 */
import type { Recorded } from '../../../src/events/log/log.ts';
import type { Millis } from '../../../src/kernel/clock.ts';
import { partsOfStream } from '../../../src/kernel/ids.ts';
import { type MakeRule, nameOf } from './rule.ts';

/** After a refusal by the disk, the actor tries again after a second. */
const PATIENCE_MS = 1_500;

/** When the last commit was announced, and when everything was last held up. */
export interface Times {
  /** Null until the commit is announced: the event loop is held up. */
  heardAt: Millis | null;
  disturbedAt: Millis;
}

export const punctualRule =
  (times: Times): MakeRule =>
  (ledger, broken, look) => {
    /** A change in the previous commit that may have released this one. */
    let before: Millis | null = 0;
    /** Sessions with a job in hand that this commit ends: the next job may start in the same one. */
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

/**
 * Compares the tables with a naive reading of the facts. They change in the transaction of the facts, so this holds at
 * any moment.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Recorded } from '../../../src/events/log/log.ts';
import { partsOfStream, streamOf } from '../../../src/kernel/ids.ts';
import type { JobEntry, Ledger } from '../ledger.ts';
import type { History } from '../history.ts';
import type { Life } from '../life.ts';
import type { Look } from '../tally.ts';
import { jobTold, sessionTold } from '../views.ts';
import type { Broken } from './rule.ts';

/** Compares only the fields of one that the other has. */
const same = (what: string, found: object | null, expected: object | null, broken: Broken): void => {
  const names = Object.keys(expected ?? {});
  const part =
    found && expected ? Object.fromEntries(Object.entries(found).filter(([name]) => names.includes(name))) : found;
  if (isDeepStrictEqual(part, expected && { ...expected })) return;
  broken(`${what}: ${JSON.stringify(part)}, and it should be ${JSON.stringify(expected)}`);
};

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const COUNTED = ['draft', 'waiting', 'active', 'retrying', 'completed', 'failed', 'cancelled', 'dismissed'] as const;

export interface TablesRule {
  take(facts: readonly Recorded[]): void;
  /** Checks what has changed since the last check, or everything. */
  look(life: Life, now: number, all?: boolean): void;
}

export const tablesRule = (ledger: Ledger, history: History, broken: Broken, look: Look): TablesRule => {
  const touched = new Set<string>();
  const ends: { session: string; minute: number; how: 'completed' | 'failed' }[] = [];
  const keys = new Map<string, { position: number }>();

  const job = ({ reads }: Life, id: string): void =>
    same(`job ${id}`, reads.jobs.byId(id), jobTold(history.of(streamOf.job(id))), broken);

  const session = ({ reads }: Life, id: string): void => {
    const told = sessionTold(history.of(streamOf.session(id)));
    // One that was removed is not shown.
    same(`session ${id}`, reads.sessions.byId(id), told?.state === 'removed' ? null : told, broken);
  };

  const queue = ({ reads }: Life, id: string): void => {
    const { state, until, config } = ledger.queue(id);
    same(`queue ${id}`, reads.queues.of(id), { state, until, config }, broken);
  };

  const counts = ({ reads }: Life, id: string, now: number): void => {
    const expected = COUNTED.map((status) => [status, ledger.ofSession(id, status).length]);
    same(`the counts of ${id}`, reads.stats.counts(id), Object.fromEntries(expected), broken);
    const first = Math.floor(now / MINUTE_MS) - HOUR_MINUTES + 1;
    const series = (how: 'completed' | 'failed') => {
      const minutes = Array.from({ length: HOUR_MINUTES }, () => 0);
      for (const end of ends) {
        const place = end.minute - first;
        if (end.session === id && end.how === how && place in minutes) minutes[place] = (minutes[place] ?? 0) + 1;
      }
      return minutes;
    };
    const hour = { completed: series('completed'), failed: series('failed') };
    same(`the last hour of ${id}`, reads.stats.lastHour(id, now), hour, broken);
  };

  const line = ({ reads }: Life, id: string, now: number): void => {
    const busy = new Set(ledger.ofSession(id, 'active').map(({ chat }) => chat));
    const firsts = new Map<string, string>();
    for (const { chat, id: next } of ledger.eligible(id, now)) if (!firsts.has(chat)) firsts.set(chat, next);
    const next = reads.line.next(id, now, 1_000, busy).map(({ jobId }) => jobId);
    same(`the line of ${id}`, next, [...firsts.values()], broken);
  };

  const alarms = ({ reads }: Life): void => {
    const set: { stream: string; at: number }[] = [];
    for (const { id, expiresAt } of ledger.jobs.values()) {
      if (expiresAt !== null) set.push({ stream: streamOf.job(id), at: expiresAt });
    }
    for (const [id, { restartAt }] of ledger.sessions) {
      const { until } = ledger.queue(id);
      if (restartAt !== null) set.push({ stream: streamOf.session(id), at: restartAt });
      if (until !== null) set.push({ stream: streamOf.queue(id), at: until });
    }
    look('no alarm is lost');
    const inOrder = set.toSorted((a, b) => a.at - b.at || (a.stream < b.stream ? -1 : 1));
    same('the alarms', reads.alarms.due(Number.MAX_SAFE_INTEGER), inOrder, broken);
  };

  const remember = (fact: Recorded): void => {
    touched.add(fact.stream);
    const { id } = partsOfStream(fact.stream);
    const known: JobEntry | undefined = ledger.jobs.get(id);
    const minute = Math.floor(fact.at / MINUTE_MS);
    if (known && fact.type === 'job.completed') ends.push({ session: known.session, minute, how: 'completed' });
    if (known && (fact.type === 'job.abandoned' || fact.type === 'job.expired'))
      ends.push({ session: known.session, minute, how: 'failed' });
    const isAccepted = fact.type === 'job.queued' || fact.type === 'job.drafted';
    if (!isAccepted || !fact.data.idempotency) return;
    const { key } = fact.data.idempotency;
    if (!keys.has(key)) keys.set(key, { position: fact.position });
  };

  return {
    take: (facts) => facts.forEach(remember),
    look(life, now, all = false) {
      const streams = all
        ? [...[...ledger.jobs.keys()].map(streamOf.job), ...[...ledger.sessions.keys()].map(streamOf.session)]
        : [...touched];
      touched.clear();
      if (streams.length === 0) return;
      look('tables say what the facts say');
      for (const stream of streams) {
        const { kind, id } = partsOfStream(stream);
        if (kind === 'job') job(life, id);
        if (kind === 'session') session(life, id);
      }
      for (const id of ledger.sessions.keys()) {
        queue(life, id);
        counts(life, id, now);
        line(life, id, now);
      }
      for (const [key, expected] of all ? keys : [])
        same(`key ${key}`, { position: life.log.claimed(key) }, expected, broken);
      alarms(life);
    },
  };
};

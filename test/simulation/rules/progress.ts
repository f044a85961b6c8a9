/**
 * Nothing is forgotten: everything that can continue does, within moments. Checked whenever nothing is pending, and
 * only while no injected fault holds it up. A lost alarm, a lost wake-up and lost news all show here.
 */
import type { Millis } from '../../../src/kernel/clock.ts';
import type { JobEntry, Ledger } from '../ledger.ts';
import type { Look } from '../tally.ts';
import type { SimLink } from '../world.ts';
import type { Broken } from './rule.ts';

/** After a refusal by the disk, or a look that came a moment too early, the next try comes after a second. */
const PATIENCE_MS = 1_500;
/** A keep-alive interval and two unanswered pings. */
const SILENCE_MS = 6_000 + 2 * 3_000 + PATIENCE_MS;

export interface ProgressRule {
  /** Something holds everything up, or did: start counting again. */
  forget(now: Millis): void;
  look(now: Millis): void;
}

/** The state of a session, and the stages of a connection that fit it. */
const CONNECTED: Readonly<Record<string, readonly ReturnType<SimLink['stage']>[]>> = {
  connecting: ['connecting', 'closing', 'qr'],
  qr: ['qr', 'closing'],
  ready: ['open', 'closing'],
  keepalive: ['open', 'closing'],
  timeout: ['closing'],
};

export const progressRule = (
  ledger: Ledger,
  links: () => readonly SimLink[],
  broken: Broken,
  look: Look,
): ProgressRule => {
  const since = new Map<string, Millis>();
  let disturbedAt = 0;

  const lingers = (key: string, now: Millis, patienceMs: number, problem: string, seen: Set<string>): void => {
    seen.add(key);
    const first = since.get(key) ?? now;
    since.set(key, first);
    if (now - first > patienceMs) broken(`for ${now - first} ms ${problem}`);
  };

  const linkOf = (session: string): SimLink | undefined =>
    links().find((link) => link.session === session && (!link.asked() || stateOf(session) === 'timeout'));
  const stateOf = (session: string): string => ledger.sessions.get(session)?.state ?? 'stopped';

  const startable = (session: string, now: Millis): JobEntry | undefined => {
    const { state, config } = ledger.queue(session);
    const free = config.concurrency - ledger.ofSession(session, 'active').length;
    const able = stateOf(session) === 'ready' && state === 'running' && linkOf(session)?.stage() === 'open';
    return able && free > 0 ? ledger.eligible(session, now)[0] : undefined;
  };

  const workedAt = (job: JobEntry): boolean =>
    links().some((link) =>
      link.calls().some(({ kind, key }) => (kind === 'check' ? key === job.chat : key === job.messageId)),
    );

  const sessionProblems = (id: string, now: Millis): [string, number, string][] => {
    const entry = ledger.sessions.get(id);
    const { state: queue, until, version, owesCooling } = ledger.queue(id);
    const link = linkOf(id);
    const stages = CONNECTED[entry?.state ?? ''];
    const problems: [string, number, string][] = [];
    const head = startable(id, now);
    look('what could start starts at once');
    const patienceMs = now - disturbedAt > PATIENCE_MS ? 0 : PATIENCE_MS;
    if (head) problems.push([`start ${head.id} ${ledger.commits()}`, patienceMs, `job ${head.id} could be started`]);
    if (owesCooling) {
      look('a rate limit cools the queue');
      problems.push([`cool ${id} ${version}`, PATIENCE_MS, `the queue of ${id} should be cooling`]);
    }
    if (!entry) return problems;
    const claim = `${id} ${entry.version}`;
    if (entry.restartAt !== null && entry.restartAt <= now) {
      problems.push([`restart ${claim}`, PATIENCE_MS, `${id} should have restarted`]);
    }
    if (queue === 'cooling' && until !== null && until <= now) {
      problems.push([`warm ${id} ${version}`, PATIENCE_MS, `the queue of ${id} should have ended cooling`]);
    }
    if (stages && !(link && stages.includes(link.stage()))) {
      const stage = link?.stage() ?? 'gone';
      problems.push([
        `claim ${claim} ${stage}`,
        PATIENCE_MS,
        `${id} is ${entry.state}, and its connection is ${stage}`,
      ]);
    }
    if (!stages && link) {
      problems.push([`leak ${claim}`, PATIENCE_MS, `${id} is ${entry.state}, and has a connection`]);
    }
    if (stages && link?.silent() && link.stage() === 'open') {
      look('no silence goes unnoticed');
      problems.push([`silence ${link.number}`, SILENCE_MS, `nobody noticed that the peer of ${id} is silent`]);
    }
    return problems;
  };

  return {
    forget(now) {
      since.clear();
      disturbedAt = now;
    },
    look(now) {
      const seen = new Set<string>();
      for (const id of new Set(['default', ...ledger.sessions.keys()])) {
        for (const [key, patienceMs, problem] of sessionProblems(id, now)) lingers(key, now, patienceMs, problem, seen);
      }
      for (const job of ledger.jobs.values()) {
        if (job.status !== 'active') continue;
        look('nobody’s work is forgotten');
        if (workedAt(job)) continue;
        lingers(
          `idle ${job.id} ${job.version}`,
          now,
          PATIENCE_MS,
          `job ${job.id} is in hand and nobody works at it`,
          seen,
        );
      }
      for (const key of since.keys()) if (!seen.has(key)) since.delete(key);
    },
  };
};

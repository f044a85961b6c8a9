/**
 * Everything that says the same says the same: chain, streams and rebuilt tables by the product's own audit, the tables
 * and the naive ledger, the live actors and the fold of their streams. To be asked while all is quiet.
 */
import { isDeepStrictEqual } from 'node:util';
import { streamOf } from '../../../src/kernel/ids.ts';
import { foldStream, type Job } from '../../../src/machines/evolve.ts';
import type { JobEntry, Ledger } from '../ledger.ts';
import type { Life } from '../life.ts';
import type { Broken } from './rule.ts';

const same = (what: string, one: unknown, other: unknown, broken: Broken): void => {
  if (isDeepStrictEqual(one, other)) return;
  broken(`${what}: ${JSON.stringify(one)}, and it should be ${JSON.stringify(other)}`);
};

const jobTables = ({ reads }: Life, job: JobEntry, broken: Broken): void => {
  const view = reads.jobs.byId(job.id);
  if (!view) return broken(`job ${job.id} is on record and in no table`);
  const status = job.status === 'dismissed' ? 'failed' : job.status;
  same(`job ${job.id}, status`, view.status, status, broken);
  same(`job ${job.id}, attempts`, view.attempts, job.attempts, broken);
};

const lineTable = ({ reads }: Life, ledger: Ledger, session: string, now: number, broken: Broken): void => {
  const busy = new Set(ledger.ofSession(session, 'active').map(({ chat }) => chat));
  const firsts = new Map<string, string>();
  for (const { chat, id } of ledger.eligible(session, now)) if (!firsts.has(chat)) firsts.set(chat, id);
  const next = reads.line.next(session, now, 1_000, busy).map(({ jobId }) => jobId);
  same(`the line of ${session}`, next, [...firsts.values()], broken);
};

const COUNTED = ['waiting', 'active', 'retrying', 'completed', 'failed', 'cancelled', 'dismissed'] as const;

const tables = (life: Life, ledger: Ledger, now: number, broken: Broken): void => {
  const { reads } = life;
  for (const job of ledger.jobs.values()) jobTables(life, job, broken);
  const alarms: { stream: string; at: number }[] = [];
  for (const [id, { state, restartAt }] of ledger.sessions) {
    const { state: queue, until, config } = ledger.queue(id);
    same(`session ${id}`, reads.sessions.byId(id)?.state, state, broken);
    same(`queue ${id}`, reads.queues.of(id), { state: queue, until, config }, broken);
    const counts = reads.stats.counts(id);
    for (const status of COUNTED) {
      same(`${status} jobs of ${id}`, counts[status], ledger.ofSession(id, status).length, broken);
    }
    lineTable(life, ledger, id, now, broken);
    if (restartAt !== null) alarms.push({ stream: streamOf.session(id), at: restartAt });
    if (until !== null) alarms.push({ stream: streamOf.queue(id), at: until });
  }
  const inOrder = alarms.toSorted((a, b) => a.at - b.at || (a.stream < b.stream ? -1 : 1));
  same('the alarms', reads.alarms.due(Number.MAX_SAFE_INTEGER), inOrder, broken);
};

const actors = ({ system, log }: Life, ledger: Ledger, broken: Broken): void => {
  const compare = (stream: string, actor: { state(): string | null; snapshot(): unknown }) => {
    const { context } = actor.snapshot() as Job;
    same(`the actor of ${stream}`, { state: actor.state(), context }, foldStream(stream, log.read(stream)), broken);
  };
  for (const { id, session, queue } of system.sessions()) {
    compare(streamOf.session(id), session);
    compare(streamOf.queue(id), queue);
    same(`the configuration of ${id}`, queue.snapshot().context.config, ledger.queue(id).config, broken);
  }
  for (const id of ledger.jobs.keys()) {
    const job = system.jobs.find(id);
    if (job) compare(streamOf.job(id), job);
    else broken(`job ${id} has no actor to be had`);
  }
};

export const agreementRule = async (life: Life, ledger: Ledger, now: number, broken: Broken): Promise<void> => {
  tables(life, ledger, now, broken);
  actors(life, ledger, broken);
  for (const defect of life.system.defects()) broken(`an actor met a defect: ${defect}`);
  const { problem } = await life.audit();
  if (problem !== null) broken(problem);
};

/** Compares live actors with the fold of their streams, and everything with everything by the product's own audit. */
import { isDeepStrictEqual } from 'node:util';
import { type JobId, streamOf } from '../../../src/kernel/ids.ts';
import { foldStream } from '../../../src/machines/evolve.ts';
import type { Job } from '../../../src/machines/job.machine.ts';
import type { Ledger } from '../ledger.ts';
import type { History } from '../history.ts';
import type { Life } from '../life.ts';
import type { Look } from '../tally.ts';
import type { Broken } from './rule.ts';

interface ActorLike {
  state(): string | null;
  snapshot(): unknown;
  idle(): boolean;
}

export interface ActorsRule {
  /** An actor that waits for its commit is skipped: it does not know the result yet. */
  look(life: Life, jobs: Iterable<JobId>): void;
}

type Folded = ReturnType<typeof foldStream>;

/** `history` has the facts of each stream, as they were committed. */
export const actorsRule = (history: History, broken: Broken, look: Look): ActorsRule => {
  const folds = new Map<string, { length: number; folded: Folded }>();
  const fold = (stream: string): Folded => {
    const facts = history.of(stream);
    const known = folds.get(stream);
    if (known?.length === facts.length) return known.folded;
    const folded = foldStream(stream, facts);
    folds.set(stream, { length: facts.length, folded });
    return folded;
  };
  const compare = (stream: string, actor: ActorLike): void => {
    if (!actor.idle()) return;
    look('actors equal their fold');
    const found = { state: actor.state(), context: (actor.snapshot() as Job).context };
    const expected = fold(stream);
    if (isDeepStrictEqual(found, expected)) return;
    broken(`the actor of ${stream}: ${JSON.stringify(found)}, and it should be ${JSON.stringify(expected)}`);
  };
  return {
    look({ system }, jobs) {
      for (const { id, session, queue } of system.sessions()) {
        compare(streamOf.session(id), session);
        compare(streamOf.queue(id), queue);
      }
      for (const id of jobs) {
        const job = system.jobs.find(id);
        if (job) compare(streamOf.job(id), job);
        else broken(`job ${id} has no actor to be had`);
      }
    },
  };
};

/** Call this only while nothing is pending. */
export const auditRule = async (life: Life, ledger: Ledger, broken: Broken, look: Look): Promise<void> => {
  for (const { id, queue } of life.system.sessions()) {
    if (isDeepStrictEqual(queue.snapshot().context.config, ledger.queue(id).config)) continue;
    broken(`the queue of ${id} does not go by its configuration`);
  }
  for (const defect of life.system.defects()) broken(`an actor met a defect: ${defect}`);
  look('the audit finds nothing');
  const { problem } = await life.audit();
  if (problem !== null) broken(problem);
};

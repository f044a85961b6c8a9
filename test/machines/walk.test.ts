import { describe, expect, test } from 'vitest';
import type { Recorded } from '../../src/events/log/log.ts';
import { foldStream } from '../../src/machines/evolve.ts';
import { walkStreams } from '../../src/machines/walk.ts';
import { running } from '../support/running.ts';

/** A log in which a session was paired and a message delivered. */
const history = async (): Promise<readonly Recorded[]> => {
  const { log, queue, ready, fact } = await running();
  await queue();
  await ready();
  await fact('job.completed');
  return log.page({ after: 0, limit: 100 });
};

const firstProblem = (facts: readonly Recorded[]): string | null => {
  const walk = walkStreams();
  for (const fact of facts) {
    const problem = walk(fact);
    if (problem !== null) return problem;
  }
  return null;
};

describe('walking the streams', () => {
  test('finds nothing wrong with what actors wrote', async () => {
    expect(firstProblem(await history())).toBeNull();
  });

  test('finds a fact that its state could not take', async () => {
    const facts = (await history()).filter(({ type }) => type !== 'job.started');
    expect(firstProblem(facts)).toBe(
      'job.validated says that it began in active.validating, but the state was waiting',
    );
  });

  test('finds a state that the machine does not lead to', async () => {
    const facts = (await history()).map((fact) =>
      fact.type === 'job.completed' ? ({ ...fact, to: 'failed' } as const) : fact,
    );
    expect(firstProblem(facts)).toBe(
      'job.completed says that it led to failed, but it leads to completed.acknowledged',
    );
  });

  test('agrees with folding each stream through its machine', async () => {
    const facts = await history();
    for (const stream of new Set(facts.map((fact) => fact.stream))) {
      const own = facts.filter((fact) => fact.stream === stream);
      expect(foldStream(stream, own)?.state).toBe(own.at(-1)?.to);
    }
  });
});

/** Tests a decision as a story: given these facts, when this command comes, it records those facts. */
import { expect } from 'vitest';
import type { AnyStateMachine, SnapshotFrom } from 'xstate';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import type { RefusalCode, Result } from '../../src/kernel/result.ts';
import { evolve, initial, stateOf } from '../../src/machines/evolve.ts';

/** Builds `given(...facts).when(command).records(...facts)`, or `.refuses(code)`, for one machine and its decision. */
export const stories =
  <M extends AnyStateMachine, C>(machine: M, decide: (snapshot: SnapshotFrom<M>, command: C) => Result<Fact[]>) =>
  (...facts: Fact[]) => {
    let snapshot = initial(machine);
    for (const fact of facts) {
      const step = evolve(machine, snapshot, fact);
      if (!step) throw new Error(`The story cannot go from ${stateOf(snapshot)} by ${fact.type}`);
      snapshot = step.snapshot;
    }
    return {
      snapshot,
      when: (command: C) => {
        const decided = decide(snapshot, command);
        return {
          records: (...expected: Fact[]) => expect(decided).toEqual({ ok: true, value: expected }),
          refuses: (code: RefusalCode) => expect(decided).toMatchObject({ ok: false, refusal: { code } }),
        };
      },
    };
  };

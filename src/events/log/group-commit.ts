/**
 * One commit for everyone who asked in the same turn.
 *
 * The first append of a turn asks for the next `setImmediate`; whoever comes until then shares its transaction. There is
 * no timer: while one commit blocks the loop, the next requests collect, so a group grows with the load and an
 * append alone waits for nobody. Everyone is answered after the commit, in the order in which they asked; a commit that
 * throws rejects the whole group with what it threw.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Defect } from '../../kernel/fault.ts';
import type { Answer } from './draft.ts';
import type { Append, Recorded } from './log.ts';

/** A larger group gains nothing and holds up the loop: the rest goes into the next turn. */
const ROWS_MAX = 1_000;

interface Waiting {
  readonly append: Append;
  readonly resolve: (facts: readonly Recorded[]) => void;
  readonly reject: (reason: unknown) => void;
}

export interface GroupCommit {
  add(append: Append): Promise<readonly Recorded[]>;
  /** Resolves once everyone who asked is answered. */
  idle(): Promise<void>;
}

/** How many of those who wait fit into one transaction: at least one. */
const groupSize = (waiting: readonly Waiting[]): number => {
  let rows = 0;
  const size = waiting.findIndex(({ append }) => (rows += append.entries.length) > ROWS_MAX);
  return size < 0 ? waiting.length : Math.max(size, 1);
};

/** `commit` answers each append of a group, or throws and thereby refuses them all. */
export const groupCommit = (commit: (appends: readonly Append[]) => readonly Answer[]): GroupCommit => {
  let waiting: Waiting[] = [];

  const settle = (group: readonly Waiting[]): void => {
    let answers: readonly Answer[];
    try {
      answers = commit(group.map(({ append }) => append));
    } catch (thrown) {
      for (const { reject } of group) reject(thrown);
      return;
    }
    for (const [index, { resolve, reject }] of group.entries()) {
      const answer = answers[index] ?? new Defect('A commit answered fewer appends than it was given');
      if (answer instanceof Error) reject(answer);
      else resolve(answer);
    }
  };

  const turn = (): void => {
    const group = waiting.splice(0, groupSize(waiting));
    if (waiting.length > 0) setImmediate(turn);
    settle(group);
  };

  return {
    add: (append) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(turn);
        waiting.push({ append, resolve, reject });
      }),
    async idle() {
      while (waiting.length > 0) await nextTurn();
    },
  };
};

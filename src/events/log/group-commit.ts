/**
 * One commit for all appends of a turn.
 *
 * The first append of a turn schedules a `setImmediate`; all that arrive before it fires share its transaction. There
 * is no timer: appends collect while a commit is running, so a group grows with the load and a lone append never waits.
 * All are answered after the commit, in the order of their arrival. A failed commit rejects the whole group with its
 * error.
 */
import { Defect } from '../../kernel/fault.ts';
import type { Answer } from './draft.ts';
import type { Append, Recorded } from './log.ts';

/** A larger group gains nothing and blocks the event loop: the rest goes into the next turn. */
const ROWS_MAX = 1_000;

interface Waiting {
  readonly append: Append;
  readonly resolve: (facts: readonly Recorded[]) => void;
  readonly reject: (reason: unknown) => void;
}

export interface GroupCommit {
  add(append: Append): Promise<readonly Recorded[]>;
  /** Resolves once every append is answered. */
  idle(): Promise<void>;
}

/** How many pending appends fit into one transaction: at least one. */
const groupSize = (waiting: readonly Waiting[]): number => {
  let rows = 0;
  const size = waiting.findIndex(({ append }) => (rows += append.entries.length) > ROWS_MAX);
  return size < 0 ? waiting.length : Math.max(size, 1);
};

/** `commit` answers each append of a group. If it rejects, all of them fail. */
export const groupCommit = (commit: (appends: readonly Append[]) => Promise<readonly Answer[]>): GroupCommit => {
  let waiting: Waiting[] = [];
  /** The scheduled turns, one after another; null if nothing is pending. */
  let turns: PromiseWithResolvers<void> | null = null;

  const settle = async (group: readonly Waiting[]): Promise<void> => {
    let answers: readonly Answer[];
    try {
      answers = await commit(group.map(({ append }) => append));
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

  const turn = async (): Promise<void> => {
    await settle(waiting.splice(0, groupSize(waiting)));
    if (waiting.length > 0) {
      setImmediate(begin);
      return;
    }
    turns?.resolve();
    turns = null;
  };

  const begin = (): void => void turn();

  return {
    add: (append) =>
      new Promise((resolve, reject) => {
        waiting.push({ append, resolve, reject });
        if (turns) return;
        turns = Promise.withResolvers();
        setImmediate(begin);
      }),
    async idle() {
      await turns?.promise;
    },
  };
};

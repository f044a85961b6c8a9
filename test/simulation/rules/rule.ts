/** The form of a rule that checks every commit, with the facts before it and those in it. */
import type { Recorded } from '../../../src/events/log/log.ts';
import type { Millis } from '../../../src/kernel/clock.ts';
import type { Ledger } from '../ledger.ts';
import type { Look } from '../tally.ts';

/** Called with a broken promise: a sentence. */
export type Broken = (problem: string) => void;

export interface CommitRule {
  /** The ledger is in its state before the commit. */
  begin?(facts: readonly Recorded[]): void;
  /** A commit failed, and these facts were not recorded. */
  lost?(facts: readonly Recorded[], now: Millis): void;
  /** The ledger contains everything before this fact. */
  each?(fact: Recorded): void;
}

export type MakeRule = (ledger: Ledger, broken: Broken, look: Look) => CommitRule;

export const nameOf = ({ position, stream, type }: Recorded): string => `${stream} ${type} (position ${position})`;

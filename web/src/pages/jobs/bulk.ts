/** Applies one act to many jobs, a few at a time, and counts the successes and the refusals. */
import { ApiProblem, LoggedOut, sentenceOf } from '../../api/problem.ts';
import type { Job } from './job.ts';

export interface Refused {
  /** The gateway's sentence. */
  readonly why: string;
  readonly jobs: readonly Job[];
}

export interface Outcome {
  readonly done: number;
  readonly refused: readonly Refused[];
  /** Jobs that were not reached, because the gateway stopped answering. */
  readonly left: number;
}

const AT_ONCE = 6;

/**
 * A refusal concerns one job, and the others go on. Any other error, such as a gateway that does not answer, ends the run.
 * @throws LoggedOut
 */
export const actOnEach = async (
  jobs: readonly Job[],
  act: (job: Job) => Promise<unknown>,
  progress: (asked: number) => void,
): Promise<Outcome> => {
  const refused = new Map<string, Job[]>();
  const waiting = jobs.values();
  let [asked, done, over] = [0, 0, false];
  const note = (why: string, job: Job): void => {
    refused.set(why, [...(refused.get(why) ?? []), job]);
  };
  const work = async (): Promise<void> => {
    for (const job of waiting) {
      if (over) return;
      try {
        await act(job);
        done += 1;
      } catch (thrown) {
        over ||= !(thrown instanceof ApiProblem) || thrown.status >= 500;
        if (thrown instanceof LoggedOut) throw thrown;
        note(sentenceOf(thrown), job);
      }
      asked += 1;
      progress(asked);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { done, refused: [...refused].map(([why, of]) => ({ why, jobs: of })), left: jobs.length - asked };
};

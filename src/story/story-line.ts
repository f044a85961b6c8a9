/** What one line of the story is made of. */
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';

/** A line of the log; `fields` are for machines, the sentence can be read alone. */
export interface StoryLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, string | number>>;
  readonly sentence: string;
}

/** What a fact does not say itself. */
export interface StoryContext {
  /** A time as the operator's clock shows it. */
  readonly timeOfDay: (at: Millis) => string;
  /** A sentence with its paths below the base path. */
  readonly placed: (sentence: string) => string;
}

/** The request that caused a fact, under the name that the HTTP log lines use, and the address that it came from. */
export const requestOf = ({ correlation, data }: Recorded): Readonly<Record<string, string>> => ({
  ...(correlation === null ? {} : { requestId: correlation }),
  ...('from' in data && data.from != null ? { from: data.from } : {}),
});

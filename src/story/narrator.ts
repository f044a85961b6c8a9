/** Tells the story of what is committed, line by line, as it happens. */
import type { EventLog, Recorded } from '../events/log/log.ts';
import type { Logger } from '../kernel/logger.ts';
import { storyOf } from './story.ts';
import type { StoryContext } from './story-line.ts';
import { timeOfDay } from './words.ts';

/** Writes the lines of every commit from now on. Call what it returns to end it. */
export const narrate = (log: EventLog, logger: Logger, placed: StoryContext['placed']): (() => void) => {
  const tell = (fact: Recorded): void => {
    for (const { level, fields, sentence } of storyOf(fact, { timeOfDay, placed })) logger[level](fields, sentence);
  };
  return log.onCommit((facts) => facts.forEach(tell));
};

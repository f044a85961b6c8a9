/** Tells the story of what is committed, line by line, as it happens. */
import type { EventLog, Recorded } from '../events/log/log.ts';
import { partsOfStream } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Destination, StoryContext } from './story-line.ts';
import { storyOf } from './story.ts';
import { timeOfDay } from './words.ts';

/** Destinations kept in memory; older ones are looked up again. */
const REMEMBERED_MAX = 1_000;

/** Writes the lines of every commit from now on. `lookUp` finds a job's destination. Call what it returns to end it. */
export const narrate = (log: EventLog, logger: Logger, lookUp: StoryContext['destination']): (() => void) => {
  const remembered = new Map<string, Destination>();
  const remember = (job: string, destination: Destination): Destination => {
    remembered.set(job, destination);
    if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value ?? job);
    return destination;
  };
  const destination = (job: string): Destination | null => {
    const known = remembered.get(job);
    if (known) return known;
    const found = lookUp(job);
    return found && remember(job, found);
  };
  const tell = (fact: Recorded): void => {
    if (fact.type === 'job.queued') remember(partsOfStream(fact.stream).id, fact.data);
    for (const { level, fields, sentence } of storyOf(fact, { destination, timeOfDay })) {
      logger[level](fields, sentence);
    }
  };
  return log.onCommit((facts) => facts.forEach(tell));
};

/** Builders of appends for the tests of the log. */
import type { Fact } from '../../src/events/facts/catalogue.ts';
import { sayText, textRef } from '../support/said.ts';
import type { Append, EventLog, Recorded } from '../../src/events/log/log.ts';

export const job = (n: number): string => `job/${n.toString(16).padStart(18, '0')}`;

export const started = (attempt = 1): Fact => ({ type: 'job.started', attempt });
export const completed: Fact = { type: 'job.completed' };
export const paused: Fact = { type: 'queue.paused' };

export const queued = (text: string): Fact => ({
  type: 'job.queued',
  session: 'default',
  chat: '6281234567890@s.whatsapp.net',
  content: textRef(text),
  messageId: '3EB0000000000000000001',
  priority: 'NORMAL',
});

/** An append of these facts to a stream that is expected at this version. */
export const append = (stream: string, expected: number, ...facts: readonly Fact[]): Append => ({
  stream,
  expected,
  entries: facts.map((fact) => ({ fact, from: null, to: 'waiting' })),
  at: Date.UTC(2026, 0, 1),
  by: 'anna',
  correlation: 'request-1',
  causation: null,
});

/** The same, with the text that the first fact names. */
export const appendSaying = (text: string, ...appended: Parameters<typeof append>): Append => {
  const { entries, ...others } = append(...appended);
  const [first, ...rest] = entries;
  return { ...others, entries: first ? [{ ...first, contents: [sayText(text).said] }, ...rest] : [] };
};

/** A log with some of everything: two jobs, a text, a queue. */
export const tell = async (log: EventLog): Promise<readonly Recorded[]> => {
  await log.append(appendSaying('Hello', job(1), 0, queued('Hello')));
  await log.append(append('queue/default', 0, paused));
  await log.append({ ...append(job(1), 1, started()), causation: 1 });
  await log.append(append(job(2), 0, started(), completed));
  await log.append(append(job(1), 2, completed));
  return log.page({ after: 0, limit: 100 });
};

/** The first `count` facts of a follower. */
export const take = async (facts: AsyncIterable<Recorded>, count: number): Promise<Recorded[]> => {
  const taken: Recorded[] = [];
  for await (const fact of facts) if (taken.push(fact) === count) break;
  return taken;
};

export const positions = (facts: readonly Recorded[]): number[] => facts.map(({ position }) => position);

/** 1, 2, … count */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

import { expect, test } from 'vitest';
import { DEFAULT_QUEUE_CONFIG as was } from '../../src/events/facts/queue.ts';
import { machines } from '../../src/machines/kinds.ts';
import { decideQueue, type QueueCommand } from '../../src/machines/queue.decide.ts';
import { queueFacts as facts } from '../support/facts.ts';
import { stories } from './given.ts';

const now = 1_000_000;
const given = stories(machines.queue, (queue, command: QueueCommand) => decideQueue(queue, command, { now }));

test('a change of configuration keeps what it was beside what it is', () => {
  given()
    .when({ type: 'configure', change: { concurrency: 7 } })
    .records({ type: 'queue.configured', config: { ...was, concurrency: 7 }, was });
});

test('a change that changes nothing leaves no fact', () => {
  given()
    .when({ type: 'configure', change: { concurrency: was.concurrency } })
    .records();
});

test('rate limiting cools the queue for as long as it is configured', () => {
  given()
    .when({ type: 'cool', reason: 'rate-overlimit' })
    .records({ type: 'queue.cooled', until: now + was.coolingMs, reason: 'rate-overlimit' });
});

test('cooling never ends a pause that a person asked for', () => {
  given(facts['queue.paused']).when({ type: 'cool', reason: 'rate-overlimit' }).records();
});

test('cooling ends by the alarm that was set for it, and by no earlier one', () => {
  const cooled = { ...facts['queue.cooled'], until: now };
  given(cooled).when({ type: 'endCooling', until: now }).records({ type: 'queue.resumed' });
  given(cooled, { ...cooled, until: now + 1 })
    .when({ type: 'endCooling', until: now })
    .records();
});

test('the configuration outlives a pause', () => {
  const configured = { ...facts['queue.configured'], config: { ...was, maxAttempts: 9 } };
  const { snapshot } = given(configured, facts['queue.paused'], facts['queue.resumed']);
  expect(snapshot.context.config.maxAttempts).toBe(9);
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { narrate } from '../../src/story/narrator.ts';
import { type Logger, silentLogger } from '../../src/kernel/logger.ts';
import { running } from '../support/running.ts';

const listening = () => {
  const lines: string[] = [];
  const logger: Logger = {
    ...silentLogger,
    info: (_, sentence) => void lines.push(sentence),
    warn: (_, sentence) => void lines.push(sentence),
  };
  return { lines, logger };
};

test('the whole way of a message is told as it happens', async () => {
  const { log, queue, ready, fact } = await running();
  await nextTurn();
  const { lines, logger } = listening();
  narrate(log, logger, (sentence) => sentence);
  await queue({ priority: 'HIGH' });
  await ready();
  await fact('job.completed');
  await nextTurn();
  expect(lines).toEqual([
    'message queued for 62812…890, priority HIGH',
    'session default: connecting → ready, connected as 62811…001, messages go out as the queue allows',
    'processing the message to 62812…890 (attempt 1)',
    'validating contact 62812…890',
    'validation successful, 62812…890 is on WhatsApp',
    'sending to 62812…890',
    'completed, WhatsApp has acknowledged the message to 62812…890',
  ]);
});

test('a message from before is told with where it goes, until nobody listens any more', async () => {
  const { log, queue, ready, fact } = await running();
  await queue();
  await nextTurn();
  const { lines, logger } = listening();
  const stop = narrate(log, logger, (sentence) => sentence);
  await ready();
  await fact('job.completed');
  await nextTurn();
  expect(lines.at(-1)).toBe('completed, WhatsApp has acknowledged the message to 62812…890');
  stop();
  await queue();
  await nextTurn();
  expect(lines.at(-1)).toContain('completed');
});

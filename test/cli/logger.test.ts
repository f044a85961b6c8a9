import { describe, expect, test } from 'vitest';
import type { LogFormat } from '../../src/config/config.ts';
import { createLogger } from '../../src/cli/logger.ts';

const written = (format: LogFormat, level: 'info' | 'debug' = 'info') => {
  const lines: string[] = [];
  return { lines, logger: createLogger({ level, format }, { write: (text) => void lines.push(text) }) };
};

describe('JSON lines', () => {
  test('have a level in words, an ISO time, the fields and the message', () => {
    const { lines, logger } = written('json');
    logger.warn({ job: '4f2a', attempt: 1 }, 'attempt 1 failed');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      job: '4f2a',
      attempt: 1,
      msg: 'attempt 1 failed',
    });
  });

  test('below the level are not written', () => {
    const { lines, logger } = written('json');
    logger.debug({}, 'detail');
    expect(lines).toEqual([]);
  });
});

describe('pretty lines', () => {
  test('have a time of day, a level, the message and the fields', () => {
    const { lines, logger } = written('pretty');
    logger.info({ job: '4f2a', to: '62812…890', why: 'two words', nothing: null }, 'message queued');
    expect(lines).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3} INFO  message queued {2}job=4f2a to=62812…890 why="two words"\n$/),
    ]);
  });

  test('show the stack of an error', () => {
    const { lines, logger } = written('pretty');
    logger.error({ err: new Error('boom') }, 'a defect');
    expect(lines[0]).toMatch(/ERROR a defect\nError: boom\n\s+at /);
  });

  test('are one line, whatever a message from outside holds', () => {
    const { lines, logger } = written('pretty');
    logger.warn({}, 'the link closed (bye\n12:00:00.000 INFO  forged\u001b[2J)');
    expect(lines[0]).toContain('the link closed (bye 12:00:00.000 INFO  forged [2J)');
  });
});

test.each<LogFormat>(['json', 'pretty'])('a secret that slips into a %s line is not written', (format) => {
  const { lines, logger } = written(format);
  logger.info(
    { password: 'hunter2', text: 'hunter2', deep: { down: { accessToken: 'hunter2' } }, user: 'anna' },
    'oops',
  );
  expect(lines[0]).toContain('anna');
  expect(lines[0]).not.toContain('hunter2');
});

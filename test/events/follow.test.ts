import { expect, test } from 'vitest';
import { sharedPages } from '../../src/events/log/follow.ts';
import { memoryLog } from '../../src/events/log/memory-log.ts';
import { append, completed, job, positions, tell } from './story.ts';

test('followers at the same place are given one page, which is read once until there is more', async () => {
  const log = memoryLog();
  await tell(log);
  const asked: number[] = [];
  const page: typeof log.page = (selection) => {
    asked.push(selection.after);
    return log.page(selection);
  };
  const nextPage = sharedPages({ head: log.head, page });

  expect(positions(nextPage(2))).toEqual([3, 4, 5, 6]);
  expect(nextPage(2)).toBe(nextPage(2));
  expect(nextPage(6)).toEqual([]);
  expect(nextPage(7)).toEqual([]);
  expect(asked).toEqual([2]);

  await log.append(append(job(3), 0, completed));
  expect(positions(nextPage(2))).toEqual([3, 4, 5, 6, 7]);
  expect(positions(nextPage(6))).toEqual([7]);
  expect(asked).toEqual([2, 2, 6]);
  await log.close();
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { Conflict, type EventLog } from '../../src/events/log/log.ts';
import { memoryLog } from '../../src/events/log/memory-log.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { rounds } from '../support/rounds.ts';
import { append, job, positions, started, upTo } from './story.ts';

/** Appends to a few streams, some at a wrong version, some after a turn of the event loop. */
const steps = fc.array(
  fc.record({
    stream: fc.integer({ min: 1, max: 4 }),
    facts: fc.integer({ min: 1, max: 4 }),
    off: fc.constantFrom(0, 0, 0, 0, 1, -1),
    turn: fc.boolean(),
  }),
  { maxLength: 40 },
);

test.each<[string, () => EventLog]>([
  ['in memory', () => memoryLog()],
  ['in SQLite', () => sqliteLog(openDatabase(':memory:'))],
])(
  'however appends fall into groups, the log %s has no gap and takes exactly those at the right version',
  async (_where, open) => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const log = open();
        const versions = new Map<number, number>();
        const outcomes: Promise<void>[] = [];
        let total = 0;
        for (const { stream, facts, off, turn } of script) {
          if (turn) await nextTurn();
          const version = versions.get(stream) ?? 0;
          const told = log.append(
            append(job(stream), version + off, ...Array.from({ length: facts }, () => started())),
          );
          if (off === 0) {
            const first = total + 1;
            total += facts;
            versions.set(stream, version + facts);
            outcomes.push(told.then((answer) => expect(positions(answer)[0]).toBe(first)));
          } else {
            outcomes.push(expect(told).rejects.toBeInstanceOf(Conflict));
          }
        }
        await Promise.all(outcomes);
        expect(positions(log.page({ after: 0, limit: 1_000 }))).toEqual(upTo(total));
        for (const [stream, version] of versions) {
          expect(log.read(job(stream)).map((fact) => fact.version)).toEqual(upTo(version));
        }
        expect(await log.verify()).toBeNull();
        await log.close();
      }),
      { numRuns: rounds(20) },
    );
  },
);

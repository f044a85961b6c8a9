import { expect, test } from 'vitest';
import { setup } from 'xstate';
import { effect } from '../../src/machines/effect.ts';
import { evolve, initial } from '../../src/machines/evolve.ts';
import { machines } from '../../src/machines/kinds.ts';
import { jobFacts } from '../support/facts.ts';

test('the effects of a step stay what they are when another machine is met for the first time', () => {
  const step = evolve(machines.job, initial(machines.job), jobFacts['job.queued']);
  const other = setup({ actions: { openDoor: effect } }).createMachine({
    initial: 'shut',
    states: { shut: { entry: 'openDoor' } },
  });
  initial(other);
  expect(step?.effects).toEqual(['wakeAt']);
});

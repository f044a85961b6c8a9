import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

const INPUTS = 200;

/** Every run sends different requests; `npm run fuzz -- --seed …` repeats one, and `npm run test:long` sends many more. */
const seed = Date.now() % 1_000_000_000;

test.each([seed])(
  'whatever is asked, the answer is one that the document knows, and a refusal leaves no trace (seed %i)',
  async (seed) => {
    const { inputs, statuses, taken, problem } = await fuzz(seed, INPUTS);
    expect(problem, `npm run fuzz -- --inputs ${INPUTS} --seed ${seed}`).toBeNull();
    expect(inputs).toBe(INPUTS);
    expect(taken.size).toBeGreaterThan(10);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 401, 404, 405, 422]));
  },
);

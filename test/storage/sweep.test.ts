import { expect, test } from 'vitest';
import { sweep, type SweepTerms } from '../../src/storage/media/sweep.ts';
import { manualClock } from '../support/manual-clock.ts';
import { memoryDisk, memoryMedia } from '../support/memory-media.ts';

const DAY = 86_400_000;

/** Takes each text, a day after the one before. */
const world = async (...texts: readonly string[]) => {
  const clock = manualClock();
  const disk = memoryDisk();
  const files = memoryMedia(clock, disk);
  const names = new Map<string, string>();
  const take = async (text: string) => {
    const source = async function* () {
      yield Buffer.from(text);
    };
    const stored = await files.take(source(), { maxBytes: 100, idleMs: 100 });
    names.set(stored.sha256, text);
    return stored;
  };
  for (const text of texts) {
    files.release(await take(text));
    clock.advance(DAY);
  }
  /** Oldest first. */
  const left = () => [...disk.files.keys()].map((sha256) => names.get(sha256));
  /** Sweeps with facts that need these texts. */
  const sweepFor = (needed: readonly string[], terms: Partial<SweepTerms> = {}) =>
    sweep(files, {
      isNeeded: async (sha256) => needed.includes(names.get(sha256) ?? ''),
      before: clock.now(),
      ...terms,
    });
  return { clock, disk, files, take, left, sweepFor };
};

test('a file that no fact needs goes, and every other stays', async () => {
  const { sweepFor, left } = await world('needed', 'left over', 'needed too', 'expired');
  expect(await sweepFor(['needed', 'needed too'])).toEqual({
    removed: 2,
    bytes: 'left over'.length + 'expired'.length,
    needed: 2,
    held: 0,
    young: 0,
    foreign: 0,
    foreignNames: [],
  });
  expect(left()).toEqual(['needed', 'needed too']);
});

test('a young file stays without a question, and no age removes a file that is needed', async () => {
  const { clock, sweepFor, left } = await world('old', 'older than any other, and needed', 'young');
  clock.advance(365 * DAY);
  expect(await sweepFor(['older than any other, and needed'], { before: clock.now() - 366 * DAY })).toMatchObject({
    removed: 1,
    needed: 1,
    young: 1,
  });
  expect(left()).toEqual(['older than any other, and needed', 'young']);
});

test('a file that was taken, and whose fact is not there yet, stays even if the clock jumps', async () => {
  const { clock, files, take, sweepFor, left } = await world();
  const stored = await take('on its way');
  clock.set(1_000 * DAY);
  expect(await sweepFor([])).toMatchObject({ removed: 0, held: 1 });
  files.release(stored);
  expect(await sweepFor([])).toMatchObject({ removed: 1, held: 0 });
  expect(left()).toEqual([]);
});

test('facts that cannot be asked end the sweep, and nothing goes by a guess', async () => {
  const { sweepFor, left } = await world('one', 'two');
  const rebuilding = Promise.reject(new Error('the tables are being rebuilt'));
  await expect(sweepFor([], { isNeeded: () => rebuilding })).rejects.toThrow('rebuilt');
  expect(left()).toEqual(['one', 'two']);
});

test('things that the store did not make are counted, named and left alone', async () => {
  const { disk, sweepFor } = await world('needed');
  for (let n = 0; n < 30; n += 1) disk.foreign.set(`note ${n}`, { bytes: Buffer.from('x'), modifiedAt: 0 });
  const { foreign, foreignNames, removed } = await sweepFor([]);
  expect({ foreign, removed, named: foreignNames.length }).toEqual({ foreign: 30, removed: 1, named: 20 });
  expect(foreignNames[0]).toBe('note 0');
  expect(disk.foreign.size).toBe(30);
});

test('a stop of the process ends the sweep between two files', async () => {
  const { sweepFor, left } = await world('one', 'two', 'three');
  const stop = new AbortController();
  const isNeeded = async () => {
    stop.abort();
    return false;
  };
  expect(await sweepFor([], { isNeeded, signal: stop.signal })).toMatchObject({ removed: 1 });
  expect(left()).toHaveLength(2);
});

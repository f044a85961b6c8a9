/** The processes of the workshop: how many there are, and what happens when one breaks. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { formNeeded } from '../../src/media/policy.ts';
import type { MediaWorkshop, WorkshopOptions } from '../../src/media/workshop.ts';
import { manualClock } from '../support/manual-clock.ts';
import { codeOf, placeOf, processLog, valueOf, workshopFor } from './support/workshop.ts';

const place = placeOf();
afterAll(() => place.clear());

const program = new URL('./support/scripted-bench.ts', import.meta.url);
const NO_TOOLS = { ffmpeg: 'no-such-ffmpeg', ffprobe: 'no-such-ffprobe', prlimit: 'no-such-prlimit' };

const scripted = async (options: Partial<WorkshopOptions> = {}) => {
  const clock = manualClock();
  const log = processLog();
  const workshop = workshopFor(place, { program, clock, tools: NO_TOOLS, ...options, logger: log.logger });
  return { workshop, clock, ...log };
};

/** Begins a job that never ends, and waits until a process has it. */
const hang = async (workshop: MediaWorkshop, name: string) => {
  const path = place.at(`${name}.hangs`);
  const told = workshop.inspect(path, {});
  await expect.poll(() => existsSync(path) && readFileSync(path, 'utf8')).toMatch(/^\d+$/);
  return { told };
};

describe('a process', () => {
  test('is started by the first job, does the next one too, and is ended when idle', async () => {
    const { workshop, clock, started, ended } = await scripted({ idleMs: 1000 });
    expect(started).toEqual([]);
    await workshop.inspect('a', {});
    await workshop.inspect('b', {});
    expect(started).toHaveLength(1);
    clock.advance(1000);
    await expect.poll(() => ended).toEqual(['it was idle']);
    valueOf(await workshop.inspect('c', {}));
    expect(started).toHaveLength(2);
  });

  test('that is over its time is killed and replaced', async () => {
    const { workshop, clock, started, ended } = await scripted({ processesMax: 1 });
    const { told } = await hang(workshop, 'slow');
    const next = workshop.inspect('next', {});
    clock.advance(60_000);
    expect(valueOf(await told).flaw).toMatchObject({ reason: 'overran' });
    expect(valueOf(await next).mimetype).toBe('text/plain');
    expect([started.length, ended]).toEqual([2, ['it took too much time']]);
  });

  test('that dies leaves the type that it has sniffed, and is replaced', async () => {
    const { workshop, started, ended } = await scripted();
    const seen = valueOf(await workshop.inspect('film.dies', {}));
    expect(seen).toMatchObject({ mimetype: 'video/mp4', kind: 'video', size: 5, flaw: { reason: 'overran' } });
    expect(codeOf(formNeeded('video', seen, await workshop.capabilities()))).toBe('media.unreadable');
    expect(codeOf(formNeeded('document', seen, await workshop.capabilities()))).toBe('none');
    valueOf(await workshop.inspect('next', {}));
    expect([started.length, ended]).toEqual([2, ['it ended with 3']]);
  });

  test('that takes too much memory ends itself; what it has written is removed', async () => {
    const log = processLog();
    const workshop = workshopFor(place, { logger: log.logger, rssBytesMax: 1, tools: NO_TOOLS });
    writeFileSync(place.at('large.sticker'), 'half a sticker');
    const told = await workshop.convert(place.put('large.png', 'pixels'), 'sticker', place.at('large.sticker'));
    expect(codeOf(told)).toBe('media.unreadable');
    expect(log.ended).toEqual(['it took too much memory']);
    expect(existsSync(place.at('large.sticker'))).toBe(false);
  });

  test('that cannot be started is a fault of the machine, not of the file', async () => {
    const { workshop } = await scripted({ folder: place.at('no-such-folder') });
    await expect(workshop.inspect('a', {})).rejects.toMatchObject({ code: 'media.workshop_down', retryable: true });
  });
});

test('only so many jobs run and wait; one more is told to come back', async () => {
  const { workshop, started } = await scripted({ processesMax: 2, waitingMax: 1 });
  const running = [await hang(workshop, 'one'), await hang(workshop, 'two')];
  const waiting = workshop.inspect('three', {});
  expect(await workshop.inspect('four', {})).toMatchObject({ refusal: { code: 'gateway.busy', retryAfterS: 5 } });
  expect(started).toHaveLength(2);
  const all = Promise.allSettled([...running.map(({ told }) => told), waiting]);
  await workshop.close();
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(workshop.inspect('five', {})).rejects.toMatchObject({ code: 'media.workshop_down' });
});

test('without ffmpeg what needs it is refused at once, and no process is started', async () => {
  const { workshop, started } = await scripted();
  expect(await workshop.capabilities()).toEqual({
    ffmpeg: null,
    sharp: '0.35.5',
    forms: ['image', 'sticker', 'picture'],
  });
  for (const form of ['audio', 'video', 'gif', 'round'] as const) {
    const told = await workshop.convert('a', form, place.at('out'));
    expect(told).toMatchObject({ refusal: { code: 'media.conversion_unavailable' } });
  }
  expect(started).toEqual([]);
});

test('without ffmpeg and prlimit pictures are read and converted all the same', async () => {
  const workshop = workshopFor(place, { tools: NO_TOOLS });
  const png = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const path = place.put('red.png', png);
  expect(valueOf(await workshop.inspect(path, {}))).toMatchObject({ width: 40, fits: ['image'] });
  valueOf(await workshop.convert(path, 'sticker', place.at('red.webp')));
  expect(await sharp(place.at('red.webp')).metadata()).toMatchObject({ width: 512, height: 512 });
});

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { databaseFile } from '../../src/cli/data-folder.ts';
import { failure } from '../../src/events/facts/failure.ts';
import { openStory, queued, streamOfJob, T0 } from '../projections/story.ts';
import { waybill } from './fake-shell.ts';

let data: string;
let env: Record<string, string>;

/** A job that failed once and waits, in a folder where no server runs. */
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'waybill-inspect-'));
  env = { WAYBILL_DATA: data };
  const story = openStory(databaseFile(data));
  const job = streamOfJob(7);
  await story.tell('session/default', { type: 'session.started' }, T0);
  await story.tell(job, queued(7, { priority: 'HIGH' }), T0 + 1, { text: 'Hello' });
  await story.tell(job, { type: 'job.started', attempt: 1 }, T0 + 20);
  const lost = failure('network_timeout', 'no answer within 20 s');
  await story.tell(job, { type: 'job.failed', attempt: 1, failure: lost, retryAt: T0 + 22_020 }, T0 + 20_020);
  await story.tell('session/default', { type: 'session.stopped', reason: 'asked' }, T0 + 30_000);
  await story.log.close();
  return () => rmSync(data, { recursive: true });
});

const inspect = async (line: string) => {
  const { exit, err, lines } = await waybill(`inspect ${line}`, { env });
  return { exit, err, lines: lines.map((text) => stripVTControlCharacters(text)) };
};

describe('waybill inspect', () => {
  test('tells the facts of a stream, its way, and what it waits for', async () => {
    const { exit, lines } = await inspect(streamOfJob(7));
    expect(exit).toBe(0);
    expect(lines[0]).toBe(`${streamOfJob(7)}  retrying  3 facts in 20 s`);
    const text = lines.join('\n');
    expect(text).toMatch(
      /^2 {2}\S+\.001 +job\.queued +· → waiting +system +message queued for 62812…890, priority HIGH$/m,
    );
    expect(text).toMatch(/^3 {2}\S+ +\+19 ms {2}job\.started +waiting → active\.validating +system/m);
    expect(text).toMatch(/^4 {2}\S+ +\+20 s {2}job\.failed .*network_timeout.*: no answer within 20 s\.$/m);
    expect(lines.at(-2)).toBe('way   waiting → active.validating → retrying');
    expect(lines.at(-1)).toMatch(/^next {2}the next attempt at \S+\.020, 2 s after the last fact$/);
  });

  test("names a message by its caller's own reference, which moves no cursor", async () => {
    const other = join(data, 'named');
    mkdirSync(other);
    const story = openStory(databaseFile(other));
    const job = streamOfJob(8);
    await story.tell(job, queued(8, { clientRef: 'order-1042\n\u009b2J' }), T0, { text: 'Hello' });
    await story.log.close();
    const { lines } = await waybill(`inspect ${job}`, { env: { WAYBILL_DATA: other } });
    expect(stripVTControlCharacters(lines[0] ?? '')).toBe(`${job}  waiting  1 fact  order-1042 ⏎  2J`);
  });

  test('tells what held the message up, among its facts', async () => {
    const other = join(data, 'other');
    mkdirSync(other);
    const story = openStory(databaseFile(other));
    const job = streamOfJob(7);
    await story.tell(job, queued(7), T0, { text: 'Hello' });
    await story.tell('queue/default', { type: 'queue.paused' }, T0 + 20_000);
    await story.tell('queue/default', { type: 'queue.resumed' }, T0 + 23_000);
    await story.tell(job, { type: 'job.started', attempt: 1 }, T0 + 23_010);
    await story.tell('queue/default', { type: 'queue.paused' }, T0 + 60_000);
    await story.log.close();
    env = { WAYBILL_DATA: other };
    const { lines } = await inspect(job);
    const at = lines.findIndex((line) => line.includes('  held  '));
    expect(lines[at]).toMatch(/^ +\S+\.000 +\+20 s {2}held +the queue was paused, for 3 s$/);
    expect(lines[at + 1]).toMatch(/^4 +\S+\.010 +\+3 s {2}job\.started /);
    expect(lines.filter((line) => line.includes('  held  '))).toHaveLength(1);
    const [json = ''] = (await inspect(`${job} --json`)).lines;
    expect(JSON.parse(json)).toMatchObject({
      holds: [{ reason: 'paused', from: new Date(T0 + 20_000).toISOString() }],
    });
  });

  test('goes back to a position, and says what came later', async () => {
    const { lines } = await inspect(`${streamOfJob(7)} --at 3`);
    expect(lines[0]).toContain('active.validating  2 facts in 19 ms');
    expect(lines.at(-1)).toBe('then  1 fact more, after position 3');
  });

  test('finds a stream by the beginning of its name, or of its id', async () => {
    expect((await inspect('session')).lines[0]).toContain('session/default  stopped  2 facts in 30 s');
    expect((await inspect('0000')).lines[0]).toContain(streamOfJob(7));
  });

  test('is one JSON object for programs', async () => {
    const { lines } = await inspect(`${streamOfJob(7)} --json`);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      stream: streamOfJob(7),
      at: 5,
      state: 'retrying',
      context: { attempts: 1 },
      deadline: { what: 'attempt', at: new Date(T0 + 22_020).toISOString() },
      facts: [{ type: 'job.queued' }, { type: 'job.started' }, { type: 'job.failed' }],
    });
  });

  test('says of the queue of a session that nothing has happened to it yet', async () => {
    expect(await inspect('queue/default')).toMatchObject({
      exit: 1,
      lines: [],
      err: expect.stringMatching(/^queue\/default has no facts yet\b/),
    });
    expect((await inspect('queue/sales')).err).toContain('The log has no stream "queue/sales"');
  });

  test('says what there is when there is no such stream', async () => {
    expect(await inspect('job/none')).toMatchObject({
      exit: 1,
      err: expect.stringContaining('The log has no stream "job/none"'),
    });
    expect((await inspect('foo')).err).toContain('Streams are named like job/');
    expect(await inspect(`${streamOfJob(7)} --at soon`)).toMatchObject({ exit: 64 });
  });
});

/** The contract of every `EventLog` for reading, following, verifying and closing. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventLog } from '../../src/events/log/log.ts';
import { append, appendSaying, completed, job, positions, queued, started, take, tell, upTo } from '../events/story.ts';

export const readingContract = (name: string, open: () => EventLog | Promise<EventLog>): void => {
  describe(`${name} keeps the contract of the log: reading`, () => {
    let log: EventLog;

    beforeEach(async () => {
      log = await open();
    });
    afterEach(() => log.close());

    describe('reading', () => {
      test('a stream is read between two positions', async () => {
        await tell(log);
        expect(positions(log.read(job(1)))).toEqual([1, 3, 6]);
        expect(positions(log.read(job(1), { after: 1 }))).toEqual([3, 6]);
        expect(positions(log.read(job(1), { upTo: 3 }))).toEqual([1, 3]);
        expect(positions(log.read(job(1), { after: 1, upTo: 5 }))).toEqual([3]);
      });

      test('a page starts after a position, ends at its limit, and keeps to a stream or a type', async () => {
        await tell(log);
        expect(positions(log.page({ after: 0, limit: 2 }))).toEqual([1, 2]);
        expect(positions(log.page({ after: 4, limit: 10 }))).toEqual([5, 6]);
        expect(positions(log.page({ after: 1, limit: 1, stream: job(1) }))).toEqual([3]);
        expect(positions(log.page({ after: 0, limit: 10, type: 'job.completed' }))).toEqual([5, 6]);
        expect(positions(log.page({ after: 5, limit: 10, type: 'job.completed' }))).toEqual([6]);
        expect(positions(log.page({ after: 0, limit: 10, type: 'job.completed', stream: job(2) }))).toEqual([5]);
        expect(log.page({ after: 0, limit: 10, stream: job(99) })).toEqual([]);
        expect(log.page({ after: 0, limit: 10, type: 'no.such' })).toEqual([]);
      });

      test('a page from the end has the newest first, up to a position, of a stream or a type', async () => {
        await tell(log);
        const newest = { after: 0, newestFirst: true };
        expect(positions(log.page({ ...newest, limit: 2 }))).toEqual([6, 5]);
        expect(positions(log.page({ ...newest, upTo: 4, limit: 10 }))).toEqual([4, 3, 2, 1]);
        expect(positions(log.page({ ...newest, after: 1, limit: 10, stream: job(1) }))).toEqual([6, 3]);
        expect(positions(log.page({ ...newest, upTo: 5, limit: 1, type: 'job.completed' }))).toEqual([5]);
        expect(positions(log.page({ ...newest, limit: 10, type: 'job.completed', stream: job(2) }))).toEqual([5]);
      });

      test('a page of a stream can begin after a version', async () => {
        await tell(log);
        const page = { after: 0, limit: 10, stream: job(1) };
        expect(positions(log.page({ ...page, afterVersion: 1 }))).toEqual([3, 6]);
        expect(positions(log.page({ ...page, afterVersion: 1, newestFirst: true }))).toEqual([6, 3]);
        expect(positions(log.page({ ...page, afterVersion: 1, type: 'job.completed' }))).toEqual([6]);
        expect(log.page({ ...page, afterVersion: 3 })).toEqual([]);
      });

      test('a search finds what is of a session or a chat, in either direction', async () => {
        await tell(log);
        const ofDefault = [1, 2, 3, 6];
        expect(positions(await log.search({ after: 0, limit: 10, session: 'default' }))).toEqual(ofDefault);
        expect(positions(await log.search({ after: 1, limit: 2, session: 'default' }))).toEqual([2, 3]);
        const newest = { after: 0, limit: 2, session: 'default', newestFirst: true };
        expect(positions(await log.search(newest))).toEqual([6, 3]);
        const chatIds = ['900@lid', '6281234567890@s.whatsapp.net'];
        expect(positions(await log.search({ after: 0, limit: 10, chatIds }))).toEqual([1, 3, 6]);
        expect(positions(await log.search({ after: 0, limit: 10, chatIds, type: 'job.started' }))).toEqual([3]);
        expect(await log.search({ after: 0, limit: 10, chatIds, session: 'shop' })).toEqual([]);
        expect(await log.search({ after: 0, limit: 10, session: 'shop' })).toEqual([]);
      });

      test('streams are found by how their name begins', async () => {
        await tell(log);
        expect(log.streams('job/', 10)).toEqual([job(1), job(2)]);
        expect(log.streams('job/', 1)).toEqual([job(1)]);
        expect(log.streams('job/', 10, job(1))).toEqual([job(2)]);
        expect(log.streams('job/', 10, job(2))).toEqual([]);
        expect(log.streams(job(2), 10)).toEqual([job(2)]);
        expect(log.streams('q', 10)).toEqual(['queue/default']);
        expect(log.streams('session/', 10)).toEqual([]);
      });

      test('content is found by the position of the fact that names it; elsewhere there is none', async () => {
        await tell(log);
        await log.append(appendSaying('Goodbye', job(3), 0, queued('Goodbye')));
        expect(log.content(1)).toEqual({ kind: 'text', body: 'Hello' });
        expect(log.content(7)).toEqual({ kind: 'text', body: 'Goodbye' });
        expect([log.content(2), log.content(1, 1), log.content(99)]).toEqual([null, null, null]);
      });

      test('the content of a refused append is not kept', async () => {
        await log.append(appendSaying('Hello', job(1), 4, queued('Hello'))).catch(() => {});
        expect(log.content(1)).toBeNull();
      });
    });

    describe('following', () => {
      test('gives what was there and then what comes, without gap or repeat, while others append', async () => {
        for (const n of upTo(600)) await log.append(append(job(n), 0, started()));
        const following = take(log.follow(0, new AbortController().signal), 1_200);
        for (const n of upTo(600)) await log.append(append(job(n), 1, completed));
        expect(positions(await following)).toEqual(upTo(1_200));
      });

      test('starts after the position that was asked for', async () => {
        await tell(log);
        expect(positions(await take(log.follow(4, new AbortController().signal), 2))).toEqual([5, 6]);
      });

      test('a follower that is slower than the commits misses nothing', async () => {
        await log.append(append(job(0), 0, started()));
        const seen: number[] = [];
        for await (const { position } of log.follow(0, new AbortController().signal)) {
          seen.push(position);
          if (position === 30) break;
          await log.append(append(job(position), 0, started()));
          await log.append(append(job(position), 1, completed));
        }
        expect(seen).toEqual(upTo(30));
      });

      test('ends when its signal aborts, at once or later', async () => {
        await tell(log);
        expect(await take(log.follow(0, AbortSignal.abort()), 1)).toEqual([]);
        const abort = new AbortController();
        const following = take(log.follow(0, abort.signal), 1_000);
        await nextTurn();
        abort.abort();
        expect(positions(await following)).toEqual(upTo(6));
      });

      test('ends when the log closes', async () => {
        await tell(log);
        const following = take(log.follow(0, new AbortController().signal), 1_000);
        await nextTurn();
        await log.close();
        expect(positions(await following)).toEqual(upTo(6));
      });

      test('a listener hears of each commit once, after its callers, until it leaves', async () => {
        const heard: (string | number[])[] = [];
        const leave = log.onCommit((facts) => heard.push(positions(facts)));
        await log.append(append(job(1), 0, started(), completed)).then(() => heard.push('answered'));
        await nextTurn();
        leave();
        await log.append(append(job(2), 0, started()));
        await nextTurn();
        expect(heard).toEqual(['answered', [1, 2]]);
      });
    });

    describe('verifying and closing', () => {
      test('an untouched log verifies, and says how far it is', async () => {
        expect(await log.verify()).toBeNull();
        await tell(log);
        const seen: number[] = [];
        expect(await log.verify((position) => seen.push(position))).toBeNull();
        expect(seen).toEqual([6]);
      });

      test('a log that grows meanwhile verifies', async () => {
        await tell(log);
        const [problem] = await Promise.all([log.verify(), log.append(append(job(7), 0, started()))]);
        expect(problem).toBeNull();
      });

      test('closing waits for the appends under way and refuses new ones', async () => {
        const announced: number[] = [];
        log.onCommit((facts) => announced.push(...positions(facts)));
        const under = log.append(append(job(1), 0, started()));
        const closing = log.close();
        await expect(log.append(append(job(2), 0, started()))).rejects.toMatchObject({ code: 'log.closed' });
        await closing;
        expect(await under).toHaveLength(1);
        expect(announced).toEqual([1]);
        await log.close();
      });
    });
  });
};

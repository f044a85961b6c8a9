/** The contract of every `EventLog` for writing. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import { Claimed, Conflict, type EventLog, type Projector, type Recorded } from '../../src/events/log/log.ts';
import { Defect, Fault } from '../../src/kernel/fault.ts';
import { sayText } from '../support/said.ts';
import {
  append,
  appendSaying,
  completed,
  job,
  positions,
  paused,
  queued,
  started,
  tell,
  upTo,
} from '../events/story.ts';

export interface Subject {
  readonly log: EventLog;
  /** From now on a commit that needs space fails. */
  breakCommits(): void;
  mend(): void;
}

/** More than a full disk has left. */
const LONG = 'x'.repeat(50_000);

const claiming = (n: number) => ({ ...append(job(n), 0, started()), claim: 'key' });

/** Records each transaction that it sees, and throws when it is told to. */
const recorder = (): Projector & { readonly seen: (readonly Recorded[])[]; broken: boolean } => ({
  seen: [],
  broken: false,
  apply(facts) {
    if (this.broken) throw new TypeError('a bug in a projection');
    this.seen.push(facts);
  },
  committed() {},
  settle() {},
});

/** Whether a projection that throws undoes the commit, or leaves the copy behind a log that lies elsewhere. */
type Projecting = 'with the commit' | 'after it';

export const writingContract = (
  name: string,
  open: (project: Projector) => Subject | Promise<Subject>,
  projecting: Projecting = 'with the commit',
): void => {
  describe(`${name} keeps the contract of the log: writing`, () => {
    let subject: Subject;
    let log: EventLog;
    let projector: ReturnType<typeof recorder>;

    beforeEach(async () => {
      projector = recorder();
      subject = await open(projector);
      ({ log } = subject);
    });
    afterEach(() => log.close());

    const appendWithBug = async (): Promise<void> => {
      projector.broken = true;
      const settled = await Promise.allSettled(upTo(2).map((n) => log.append(append(job(n), 0, started()))));
      for (const { reason } of settled as PromiseRejectedResult[]) expect(reason).toBeInstanceOf(Defect);
      expect(log.trouble()).toContain('a bug in a projection');
      expect(log.page({ after: 0, limit: 10 })).toEqual([]);
      projector.broken = false;
    };

    describe('append', () => {
      test('an empty log stands at position 0 with a hash of zeros', () => {
        expect(log.head()).toEqual({ position: 0, hash: '0'.repeat(64) });
        expect(log.page({ after: 0, limit: 10 })).toEqual([]);
        expect(log.read(job(1))).toEqual([]);
      });

      test('what an append answers is what everyone reads', async () => {
        const [first, second] = await log.append({ ...append(job(1), 0, started(), completed), causation: 0 });
        expect(first).toMatchObject({
          position: 1,
          stream: job(1),
          streamId: 1,
          version: 1,
          type: 'job.started',
          schema: 1,
          data: { attempt: 1 },
          at: Date.UTC(2026, 0, 1),
          from: null,
          to: 'waiting',
          causation: 0,
          correlation: 'request-1',
          by: 'anna',
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        });
        expect(log.read(job(1))).toEqual([first, second]);
        expect(log.page({ after: 0, limit: 10 })).toEqual([first, second]);
        expect(log.head()).toEqual({ position: 2, hash: second?.hash });
      });

      test('versions count within a stream, positions across the log, and a stream is numbered by its first fact', async () => {
        const facts = await tell(log);
        expect(facts.map(({ position, version, streamId }) => [position, version, streamId])).toEqual([
          [1, 1, 1],
          [2, 1, 2],
          [3, 2, 1],
          [4, 1, 4],
          [5, 2, 4],
          [6, 3, 1],
        ]);
      });

      test('an append at another version is a conflict that says both, and leaves the others of its turn alone', async () => {
        await log.append(append(job(1), 0, started()));
        const [before, refused, after] = await Promise.allSettled([
          log.append(append(job(2), 0, started())),
          log.append(append(job(1), 0, started())),
          log.append(append(job(3), 0, started())),
        ]);
        expect(before).toMatchObject({ value: [{ position: 2 }] });
        expect(refused).toMatchObject({ reason: { stream: job(1), expected: 0, actual: 1 } });
        expect((refused as PromiseRejectedResult).reason).toBeInstanceOf(Conflict);
        expect(after).toMatchObject({ value: [{ position: 3 }] });
        expect(log.read(job(1))).toHaveLength(1);
      });

      test('a version that the stream has not reached yet is a conflict too', async () => {
        await expect(log.append(append(job(1), 1, started()))).rejects.toBeInstanceOf(Conflict);
      });

      test('a conflict alone writes nothing and is no trouble', async () => {
        await expect(log.append(append(job(1), 7, started()))).rejects.toBeInstanceOf(Conflict);
        expect(log.head().position).toBe(0);
        expect(log.trouble()).toBeNull();
        expect(projector.seen).toEqual([]);
      });

      test('an append may build on another of the same turn', async () => {
        const [, second] = await Promise.all([
          log.append(append(job(1), 0, started())),
          log.append(append(job(1), 1, completed)),
        ]);
        expect(second).toMatchObject([{ version: 2, streamId: 1 }]);
      });

      test('a stream keeps the session and the chat of its first fact, and hands them out with every fact', async () => {
        const header = { session: 'default', chatId: '6281234567890@s.whatsapp.net', priority: 'NORMAL', tenant: null };
        await log.append(append(job(1), 0, queued('Hello')));
        await Promise.all([log.append(append(job(1), 1, started())), log.append(append('queue/shop', 0, paused))]);
        expect(log.read(job(1)).map((fact) => fact.header)).toEqual([header, header]);
        expect(log.page({ after: 2, limit: 1 })[0]?.header).toMatchObject({ session: 'shop', chatId: null });
        expect(projector.seen.flat().map((fact) => fact.header)).toEqual(
          log.page({ after: 0, limit: 10 }).map((fact) => fact.header),
        );
      });

      test('several contents are kept beside the fact that names them, and none that it does not name', async () => {
        const asked = appendSaying('Hello', job(1), 0, queued('Hello'));
        const { said } = sayText('Hello');
        const twice = { ...asked, entries: asked.entries.map((entry) => ({ ...entry, contents: [said, said] })) };
        await expect(log.append(twice)).rejects.toBeInstanceOf(Defect);
        await expect(log.append(appendSaying('Other words', job(1), 0, queued('Hello')))).rejects.toBeInstanceOf(
          Defect,
        );
        await log.append(asked);
        expect([log.content(1), log.content(1, 1)]).toEqual([{ kind: 'text', body: 'Hello' }, null]);
        expect(log.said(1)).toMatchObject({ salt: expect.stringMatching(/^[0-9a-f]{32}$/) });
      });

      test('a key is claimed once, in one commit as in two, and the others learn who holds it', async () => {
        const [first, second, free] = await Promise.allSettled([
          log.append(claiming(1)),
          log.append(claiming(2)),
          log.append(append(job(3), 0, started())),
        ]);
        expect(first).toMatchObject({ value: [{ position: 1 }] });
        expect((second as PromiseRejectedResult).reason).toBeInstanceOf(Claimed);
        expect(second).toMatchObject({ reason: { position: 1 } });
        expect(free).toMatchObject({ value: [{ position: 2 }] });
        await expect(log.append(claiming(4))).rejects.toMatchObject({ position: 1 });
        expect([log.claimed('key'), log.claimed('other')]).toEqual([1, null]);
        expect(log.read(job(2))).toEqual([]);
      });

      test('a key that a failed commit claimed is free', async () => {
        subject.breakCommits();
        const asked = { ...appendSaying(LONG, job(1), 0, queued(LONG)), claim: 'key' };
        await expect(log.append(asked)).rejects.toBeInstanceOf(Fault);
        subject.mend();
        expect(log.claimed('key')).toBeNull();
        await expect(log.append({ ...asked })).resolves.toMatchObject([{ position: 1 }]);
      });

      test('what was built on a refused append is refused as well', async () => {
        const settled = await Promise.allSettled([
          log.append(append(job(1), 5, started())),
          log.append(append(job(1), 6, completed)),
        ]);
        expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      });

      test('what stands behind a refused append is refused as well, of whatever stream and whenever it comes', async () => {
        const refused = append(job(1), 5, started());
        const behind = (stream: string) => log.append({ ...append(stream, 0, started()), behind: refused });
        const settled = await Promise.allSettled([log.append(refused), behind(job(2))]);
        expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
        await expect(behind(job(3))).rejects.toMatchObject({ code: 'log.unavailable', retryable: true });
        expect(log.head().position).toBe(0);
      });

      test('what stands behind an append that was taken is taken', async () => {
        const first = append(job(1), 0, started());
        const second = { ...append(job(2), 0, started()), behind: first };
        expect(await Promise.all([log.append(first), log.append(second)])).toMatchObject([
          [{ position: 1 }],
          [{ position: 2 }],
        ]);
      });

      test('callers are answered in the order in which they asked', async () => {
        const answered: number[] = [];
        await Promise.all(upTo(20).map((n) => log.append(append(job(n), 0, started())).then(() => answered.push(n))));
        expect(answered).toEqual(upTo(20));
      });

      test('nothing is on record before the turn of its commit', async () => {
        const answer = log.append(append(job(1), 0, started()));
        await Promise.resolve();
        expect(log.head().position).toBe(0);
        await answer;
        expect(log.head().position).toBe(1);
      });

      test('an append of no facts only checks the version', async () => {
        expect(await log.append(append(job(1), 0))).toEqual([]);
        await expect(log.append(append(job(1), 1))).rejects.toBeInstanceOf(Conflict);
      });

      test('a fact that could not be read back is refused without showing its value, and harms nobody else', async () => {
        const broken = { ...queued('Hello'), chat: 'not a chat, 0812-3456-7890' } as Fact;
        const [refused, taken] = await Promise.allSettled([
          log.append(append(job(1), 0, started(), broken)),
          log.append(append(job(2), 0, started())),
        ]);
        expect((refused as PromiseRejectedResult).reason).toBeInstanceOf(Defect);
        expect(String((refused as PromiseRejectedResult).reason)).toMatch(new RegExp(`job.queued.*${job(1)}.*chat`));
        expect(String((refused as PromiseRejectedResult).reason)).not.toContain('0812');
        expect(taken).toMatchObject({ value: [{ position: 1 }] });
      });
    });

    describe('one transaction for everyone of a turn', () => {
      test('the projector sees all of a transaction at once, in order', async () => {
        await Promise.all([
          log.append(append(job(1), 0, started(), completed)),
          log.append(append(job(9), 3, started())).catch(() => {}),
          log.append(append(job(2), 0, started())),
        ]);
        await log.append(append(job(2), 1, completed));
        expect(projector.seen.map(positions)).toEqual([[1, 2, 3], [4]]);
      });

      test('more than a thousand rows are split over transactions, and an append never is', async () => {
        const facts = Array.from({ length: 300 }, () => started());
        await Promise.all(upTo(5).map((n) => log.append(append(job(n), 0, ...facts))));
        await log.append(append(job(6), 0, ...Array.from({ length: 1_500 }, () => started())));
        expect(projector.seen.map((seen) => seen.length)).toEqual([900, 600, 1_500]);
        expect(await log.verify()).toBeNull();
      });

      if (projecting === 'with the commit') {
        test('a projector that throws undoes the transaction, and its appends end in a defect', async () => {
          await appendWithBug();
          expect(await log.append(append(job(1), 0, started()))).toMatchObject([{ position: 1, version: 1 }]);
          expect(log.trouble()).toBeNull();
        });
      } else {
        test('a projector that throws leaves the copy behind, and nothing is appended until it is opened again', async () => {
          await appendWithBug();
          await expect(log.append(append(job(3), 0, started()))).rejects.toMatchObject({ code: 'log.copy_behind' });
          expect(log.trouble()).toContain('The copy of the log could not follow it');
        });
      }
    });

    describe('a commit that fails', () => {
      test('acknowledges nobody, keeps nothing and says why, until a later one works', async () => {
        await log.append(append(job(1), 0, started()));
        const head = log.head();
        await nextTurn();
        const announced: number[] = [];
        log.onCommit((facts) => announced.push(...positions(facts)));

        subject.breakCommits();
        const settled = await Promise.allSettled([
          log.append(append(job(1), 1, completed)),
          log.append(appendSaying(LONG, job(2), 0, queued(LONG))),
        ]);
        for (const { reason } of settled as PromiseRejectedResult[]) {
          expect(reason).toBeInstanceOf(Fault);
          expect(reason).toMatchObject({ code: 'log.unavailable', retryable: true });
        }
        expect(log.trouble()).toMatch(/disk is full/);
        expect(log.head()).toEqual(head);
        expect(log.content(2)).toBeNull();

        subject.mend();
        expect(await log.append(append(job(1), 1, completed))).toMatchObject([{ position: 2, version: 2 }]);
        expect(await log.append(append(job(2), 0, started()))).toMatchObject([{ position: 3, streamId: 3 }]);
        expect(log.trouble()).toBeNull();
        expect(await log.verify()).toBeNull();
        await nextTurn();
        expect(announced).toEqual([2, 3]);
      });
    });
  });
};

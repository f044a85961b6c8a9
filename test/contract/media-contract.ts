/** The contract of every store of media files. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ListedFile, type MediaFiles, Stalled, TooLarge } from '../../src/messages/media.ts';
import type { ManualClock } from '../support/manual-clock.ts';

export interface OpenMedia {
  readonly files: MediaFiles;
  readonly clock: ManualClock;
  /** The same files, as a new process opens them. */
  reopened(): MediaFiles;
  /** Writes a part, as a converter does. */
  writePart(path: string, bytes: Uint8Array): void;
  /** Changes a file behind the store's back. */
  damage(sha256: string, bytes: Uint8Array): void;
  /** Puts something into the folder that the store did not make. */
  plant(name: string): void;
  close(): void;
}

const terms = { maxBytes: 5_000_000, idleMs: 30_000 };
const hello = Buffer.from('hello, parcel');
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const HELLO = sha256Of(hello);

async function* chunks(...bytes: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* bytes;
}

/** A source that gives these bytes and then nothing; `asked` resolves when it is asked for more. */
const stalling = (...bytes: readonly Uint8Array[]) => {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const source = async function* (): AsyncGenerator<Uint8Array> {
    yield* bytes;
    resolve();
    await new Promise(() => {});
  };
  return { source: source(), asked };
};

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

const bytesOf = async (files: MediaFiles, ...asked: Parameters<MediaFiles['read']>): Promise<Buffer> =>
  Buffer.concat((await all(files.read(...asked))) as Buffer[]);

const namesIn = async (files: MediaFiles): Promise<(string | null)[]> =>
  (await all(files.list())).map(({ sha256 }) => sha256);

const byName = (one: ListedFile, other: ListedFile): number => (one.name < other.name ? -1 : 1);

const notNeeded = async (): Promise<boolean> => false;

export const mediaContract = (name: string, open: () => OpenMedia): void => {
  describe(name, () => {
    let opened: OpenMedia;
    let files: MediaFiles;
    beforeEach(() => {
      opened = open();
      files = opened.files;
    });
    afterEach(() => opened.close());

    const take = (bytes: Uint8Array) => files.take(chunks(bytes), terms);

    test('bytes come back under their hash, whole or by range, in a new process too', async () => {
      const stored = await files.take(chunks(hello.subarray(0, 5), hello.subarray(5)), terms);
      expect(stored).toEqual({ sha256: HELLO, size: hello.length, path: files.pathOf(HELLO) });
      for (const store of [files, opened.reopened()]) {
        expect(await store.sizeOf(HELLO)).toBe(hello.length);
        expect(await bytesOf(store, HELLO)).toEqual(hello);
        expect(String(await bytesOf(store, HELLO, { start: 7, end: 9 }))).toBe('par');
        expect(String(await bytesOf(store, HELLO, { start: 7, end: 99 }))).toBe('parcel');
        expect(await store.check(HELLO)).toBe('whole');
      }
    });

    test('a file may be empty, or come in one chunk of any size', async () => {
      const empty = await take(new Uint8Array());
      expect(await bytesOf(files, empty.sha256)).toHaveLength(0);
      const large = Buffer.alloc(3_500_001, 'large');
      const { sha256, size } = await take(large);
      expect({ sha256, size }).toEqual({ sha256: sha256Of(large), size: large.length });
      expect((await bytesOf(files, sha256)).equals(large)).toBe(true);
    });

    test('equal bytes share one file, also if they arrive at once', async () => {
      const stored = await Promise.all([take(hello), take(hello), take(Buffer.from('other')), take(hello)]);
      expect(new Set(stored.map(({ sha256 }) => sha256)).size).toBe(2);
      expect(await namesIn(files)).toHaveLength(2);
    });

    test('a source that gives too much is not read further, and nothing of it stays', async () => {
      let given = 0;
      let ended = false;
      const endless = async function* (): AsyncGenerator<Uint8Array> {
        try {
          for (;;) {
            given += 1;
            yield Buffer.alloc(1_000);
          }
        } finally {
          ended = true;
        }
      };
      const failed = await files.take(endless(), { ...terms, maxBytes: 2_500 }).catch((thrown: unknown) => thrown);
      expect(failed).toBeInstanceOf(TooLarge);
      expect(failed).toMatchObject({ size: 3_000, limit: 2_500 });
      expect({ given, ended }).toEqual({ given: 3, ended: true });
      expect(await namesIn(files)).toEqual([]);
      await expect(files.take(chunks(hello), { ...terms, maxBytes: hello.length })).resolves.toMatchObject({
        sha256: HELLO,
      });
    });

    test('a source that gives no byte for too long is given up, and nothing of it stays', async () => {
      const { source, asked } = stalling(hello, new Uint8Array());
      const taken = files.take(source, terms);
      const failed = expect(taken).rejects.toThrow(Stalled);
      await asked;
      opened.clock.advance(terms.idleMs);
      await failed;
      expect(await namesIn(files)).toEqual([]);
    });

    test('empty chunks do not keep a source alive', async () => {
      const source = async function* (): AsyncGenerator<Uint8Array> {
        for (;;) {
          opened.clock.advance(terms.idleMs / 4);
          yield new Uint8Array();
        }
      };
      await expect(files.take(source(), terms)).rejects.toThrow(Stalled);
    });

    test('a slow source may take its time, as long as bytes come', async () => {
      const source = async function* (): AsyncGenerator<Uint8Array> {
        for (const byte of hello) {
          opened.clock.advance(terms.idleMs - 1);
          yield Uint8Array.of(byte);
        }
      };
      expect(await files.take(source(), terms)).toMatchObject({ sha256: HELLO });
    });

    test('a source that fails, or is aborted, fails the take with its own reason', async () => {
      const failing = async function* (): AsyncGenerator<Uint8Array> {
        yield hello;
        throw new Error('the client is gone');
      };
      await expect(files.take(failing(), terms)).rejects.toThrow('the client is gone');

      const stop = new AbortController();
      const { source, asked } = stalling(hello);
      const aborted = expect(files.take(source, { ...terms, signal: stop.signal })).rejects.toThrow('Waybill stops');
      await asked;
      stop.abort(new Error('Waybill stops'));
      await aborted;
      await expect(files.take(chunks(hello), { ...terms, signal: stop.signal })).rejects.toThrow('Waybill stops');
      expect(await namesIn(files)).toEqual([]);
    });

    test('a part that others wrote is adopted, or shared', async () => {
      const [one, other] = [files.scratch('.ogg'), files.scratch('.ogg')];
      expect(one).not.toBe(other);
      opened.writePart(one, hello);
      opened.writePart(other, hello);
      expect(await files.adopt(one)).toEqual({ sha256: HELLO, size: hello.length, path: files.pathOf(HELLO) });
      expect(await files.adopt(other)).toMatchObject({ sha256: HELLO });
      expect(await namesIn(files)).toEqual([HELLO]);
      await expect(files.adopt(one)).rejects.toThrow();
    });

    test('a file that is not there is missing, whatever is asked of it', async () => {
      expect(await files.sizeOf(HELLO)).toBeNull();
      expect(await files.check(HELLO)).toBe('missing');
      expect(await files.remove(HELLO)).toBe(false);
      expect(await files.removeUnless(HELLO, notNeeded)).toBe('missing');
      await expect(bytesOf(files, HELLO)).rejects.toMatchObject({ code: 'media.missing' });
    });

    test('a damaged file is told, and one of another size is replaced by the next take', async () => {
      await take(hello);
      opened.damage(HELLO, Buffer.from('hello, parsel'));
      expect(await files.check(HELLO)).toBe('changed');
      opened.damage(HELLO, hello.subarray(0, 5));
      expect(await files.check(HELLO)).toBe('changed');
      await take(hello);
      expect(await files.check(HELLO)).toBe('whole');
    });

    test('everything that is there is listed, also what the store did not make', async () => {
      const kept = await Promise.all(['a', 'b', 'c'].map((text) => take(Buffer.from(text.repeat(9)))));
      opened.plant('notes.txt');
      files.scratch('.part');
      const listed = await all(files.list());
      expect(listed.filter(({ sha256 }) => sha256 === null)).toMatchObject([{ name: 'notes.txt' }]);
      expect(listed.filter(({ sha256 }) => sha256 !== null).sort(byName)).toEqual(
        kept
          .map(({ sha256 }) => ({
            sha256,
            name: expect.stringContaining(sha256),
            size: 9,
            modifiedAt: expect.any(Number),
          }))
          .sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1)),
      );
    });

    test('a file that a take has answered is held until each caller has released it', async () => {
      const [one, other] = [await take(hello), await take(hello)];
      expect(await files.removeUnless(HELLO, notNeeded)).toBe('held');
      files.release(one);
      files.release(one);
      expect(await files.removeUnless(HELLO, notNeeded)).toBe('held');
      expect(await files.remove(HELLO)).toBe(false);
      files.release(other);
      expect(await files.removeUnless(HELLO, async () => true)).toBe('needed');
      expect(await files.removeUnless(HELLO, notNeeded)).toBe('removed');
      expect(await namesIn(files)).toEqual([]);

      await take(hello);
      expect(await opened.reopened().remove(HELLO)).toBe(true);
    });

    test('a take of the same bytes during a removal is answered with a file that is there', async () => {
      files.release(await take(hello));
      const asked = Promise.withResolvers<void>();
      const answer = Promise.withResolvers<boolean>();
      const removal = files.removeUnless(HELLO, () => {
        asked.resolve();
        return answer.promise;
      });
      await asked.promise;
      const taken = take(hello);
      await take(Buffer.from('other files do not wait'));
      answer.resolve(false);
      expect(await removal).toBe('removed');
      const { sha256 } = await taken;
      expect(await files.check(sha256)).toBe('whole');
      expect(await files.removeUnless(sha256, notNeeded)).toBe('held');
    });

    test('a removal whose question fails removes nothing, and the next one is asked again', async () => {
      files.release(await take(hello));
      const unknown = files.removeUnless(HELLO, () => Promise.reject(new Error('the tables are being rebuilt')));
      await expect(unknown).rejects.toThrow('rebuilt');
      expect(await files.check(HELLO)).toBe('whole');
      expect(await files.remove(HELLO)).toBe(true);
    });
  });
};

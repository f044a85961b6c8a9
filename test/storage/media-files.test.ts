import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test, type TestContext } from 'vitest';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { Defect } from '../../src/kernel/fault.ts';
import type { MediaFiles } from '../../src/messages/media.ts';
import { mediaFolder } from '../../src/storage/media/layout.ts';
import { openMediaFiles } from '../../src/storage/media/media-files.ts';
import { mediaReader } from '../../src/storage/media/media-reader.ts';
import { manualClock } from '../support/manual-clock.ts';
import { folder, waybill } from '../support/process.ts';
import { type SmallDisk, smallDisk } from '../support/small-disk.ts';

const open = (path: string): MediaFiles =>
  openMediaFiles({ folder: path, clock: manualClock(), entropy: systemEntropy });

async function* chunks(...bytes: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* bytes;
}

const take = (files: MediaFiles, ...bytes: readonly Uint8Array[]) =>
  files.take(chunks(...bytes), { maxBytes: 10_000_000, idleMs: 30_000 });

const hello = Buffer.from('hello');
const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const partsIn = (media: string): string[] => readdirSync(join(media, 'scratch'));

test('files are spread over subfolders, and for their owner alone', async () => {
  const media = mediaFolder(join(folder(), 'data'));
  const files = open(media);
  const { path } = await take(files, hello);
  expect(path).toBe(join(media, '2c', HELLO));
  const part = files.scratch('.webp');
  writeFileSync(part, 'converted', { mode: 0o644 });
  const adopted = await files.adopt(part);
  expect([media, join(media, 'scratch'), join(media, '2c')].map(modeOf)).toEqual(['700', '700', '700']);
  expect([path, adopted.path].map(modeOf)).toEqual(['600', '600']);

  chmodSync(media, 0o755);
  open(media);
  expect(modeOf(media)).toBe('700');
});

test('the next start removes the parts of the last, and hands out none of their names again', async () => {
  const media = folder();
  const last = open(media);
  const left = last.scratch('.ogg');
  writeFileSync(left, 'half');
  mkdirSync(last.scratch(''));
  const next = open(media);
  expect(partsIn(media)).toEqual([]);
  expect(next.scratch('.ogg')).not.toBe(left);
});

test('a take that fails leaves no part', async () => {
  const media = folder();
  const files = open(media);
  const failing = async function* (): AsyncGenerator<Uint8Array> {
    yield hello;
    expect(partsIn(media)).toHaveLength(1);
    throw new Error('gone');
  };
  await expect(files.take(failing(), { maxBytes: 10, idleMs: 1 })).rejects.toThrow('gone');
  await expect(files.take(chunks(hello), { maxBytes: 4, idleMs: 1 })).rejects.toThrow('4 bytes');
  expect(partsIn(media)).toEqual([]);
});

test('names that are no hash, and parts from elsewhere, are bugs and lead nowhere', async () => {
  const media = folder();
  const files = open(media);
  writeFileSync(join(media, 'secret'), 'x');
  const link = files.scratch('.png');
  symlinkSync(join(media, 'secret'), link);
  for (const name of ['../secret', '', HELLO.toUpperCase(), `${HELLO}/../x`])
    expect(() => files.pathOf(name)).toThrow(Defect);
  for (const suffix of ['/../x', '.tar.gz', 'png', '.%00']) expect(() => files.scratch(suffix)).toThrow(Defect);
  await expect(files.adopt(join(media, 'secret'))).rejects.toThrow(Defect);
  await expect(files.adopt(link)).rejects.toThrow(Defect);
  expect(existsSync(join(media, 'secret'))).toBe(true);
});

test('whatever has a wrong name, place or form is listed without a hash', async () => {
  const media = folder();
  const files = open(media);
  await take(files, hello);
  const elsewhere = HELLO.replace('2c', '2d');
  writeFileSync(join(media, '2c', elsewhere), 'in the wrong subfolder');
  writeFileSync(join(media, HELLO), 'in no subfolder');
  writeFileSync(join(media, '2c', `${HELLO}~`), 'a copy');
  mkdirSync(join(media, '2d'));
  symlinkSync('/etc/passwd', join(media, '2d', elsewhere));
  mkdirSync(join(media, 'lost+found'));
  writeFileSync(files.scratch('.part'), 'a part');
  const listed = new Map<string, string | null>();
  for await (const { sha256, name } of files.list()) listed.set(name, sha256);
  expect(listed).toEqual(
    new Map([
      [`2c/${HELLO}`, HELLO],
      [`2c/${elsewhere}`, null],
      [`2c/${HELLO}~`, null],
      [`2d/${elsewhere}`, null],
      [HELLO, null],
    ]),
  );
  expect(await files.sizeOf(elsewhere)).toBeNull();
});

test('a folder that is not there yet has no files', async () => {
  const reader = mediaReader(join(folder(), 'media'));
  for await (const { name } of reader.list()) expect(name).toBe('nothing');
  expect(await reader.check(HELLO)).toBe('missing');
});

test('a reader that goes away leaves no file open', async () => {
  const files = open(folder());
  const { sha256, path } = await take(files, Buffer.alloc(1_000_000));
  const openFiles = () =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === path;
      } catch {
        return false;
      }
    });
  const reading = files.read(sha256);
  await once(reading, 'readable');
  expect(openFiles()).toHaveLength(1);
  reading.destroy();
  await once(reading, 'close');
  expect(openFiles()).toEqual([]);
});

test('a folder that cannot be used says what to do', () => {
  const media = join(folder(), 'media');
  writeFileSync(media, 'a file');
  expect(() => open(media)).toThrow(
    expect.objectContaining({ code: 'media.unusable', hint: expect.stringContaining('Move') }),
  );
});

/** Skips the test where such a disk is not available, and says why. */
const diskFor = async ({ skip }: TestContext): Promise<SmallDisk> => {
  const path = join(folder(), 'disk');
  mkdirSync(path);
  const disk = await smallDisk(waybill, path, '2m');
  if (typeof disk === 'string') return skip(disk);
  onTestFinished(() => disk.end());
  return disk;
};

test('a disk that is full or read-only is a Fault that says so; nothing of a take stays on it', async (context) => {
  const disk = await diskFor(context);
  const media = join(disk.outside, 'media');
  const files = open(media);
  await expect(take(files, Buffer.alloc(1_000_000), Buffer.alloc(3_000_000))).rejects.toMatchObject({
    name: 'Fault',
    code: 'log.unavailable',
    message: 'The media cannot be written: the disk is full',
    retryable: true,
  });
  expect(partsIn(media)).toEqual([]);
  const stored = await take(files, hello);

  await disk.makeReadOnly();
  const refused = 'The media cannot be written: the file is read-only';
  await expect(take(files, Buffer.from('other'))).rejects.toThrow(refused);
  files.release(stored);
  await expect(files.remove(HELLO)).rejects.toThrow('The media cannot be removed: the file is read-only');
  expect(await files.check(HELLO)).toBe('whole');
  expect(() => open(media)).toThrow(expect.objectContaining({ code: 'media.unusable' }));
});

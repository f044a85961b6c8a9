/** The file of a message that came in: only the very bytes of the message are stored, and every download ends. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { WHATSAPP_MEDIA_HOST } from '../../src/whatsapp/remote-media.ts';
import type { Download, DownloadTerms, RemoteMedia } from '../../src/whatsapp/remote-media.ts';
import { createDownload, pathOf } from '../../src/whatsapp/media/download.ts';
import { sealedSize } from '../../src/whatsapp/media/unseal.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { memoryDisk, memoryMedia } from '../support/memory-media.ts';
import { cutAfter, type MediaServer, sealed, startMediaServer, status, whole } from '../support/media-server.ts';

const PLAIN = randomBytes(300_000);

let server: MediaServer;
let clock: ManualClock;
let disk = memoryDisk();
let fetchFile: Download;

beforeAll(async () => void (server = await startMediaServer()));
afterAll(() => server.close());
beforeEach(() => {
  clock = manualClock();
  disk = memoryDisk();
  server.asked.length = 0;
  fetchFile = createDownload({ files: memoryMedia(clock, disk), agentOf: () => server.agent, clock });
});

const terms = (changed: Partial<DownloadTerms> = {}): DownloadTerms => ({
  session: 'default',
  hosts: [server.host],
  bytesMax: 1_000_000,
  signal: new AbortController().signal,
  ...changed,
});

const download = (media: RemoteMedia, changed?: Partial<DownloadTerms>) => fetchFile(media, terms(changed));

/** The plain bytes on disk. */
const stored = () => [...disk.files.values()].map(({ bytes }) => bytes);

const flipped = (body: Buffer, at: number): Buffer => {
  const changed = Buffer.from(body);
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return changed;
};

const endless = (response: ServerResponse) => {
  const more = (): void => void response.write(Buffer.alloc(65_536), (failed) => failed ?? more());
  more();
};

const fileAt = (directPath: string | null, url: string | null) =>
  sealed(PLAIN.subarray(0, 1), 'image', { directPath, url }).media.file;

describe('a file that comes', () => {
  test.each(['image', 'sticker', 'video', 'audio', 'document'] as const)('as %s is decrypted', async (kind) => {
    const { media, body } = sealed(PLAIN, kind);
    server.answers(whole(body));
    expect(await download(media)).toMatchObject({ ok: true, file: { size: PLAIN.length } });
    expect(stored()).toEqual([PLAIN]);
    expect(server.asked).toEqual([{ path: '/v/t62/file?ccb=11-4&oe=1', range: undefined }]);
  });

  test.each([0, 1, 15, 16, 17])('of %i bytes has the padding that its length needs', async (length) => {
    const { media, body } = sealed(PLAIN.subarray(0, length));
    expect(body.length).toBe(sealedSize(length));
    server.answers(whole(body));
    expect(await download(media)).toMatchObject({ ok: true, file: { size: length } });
  });

  test('may say neither its length nor its hashes: its MAC is enough', async () => {
    const { media, body } = sealed(PLAIN, 'image', { fileSha256: null, fileEncSha256: null });
    server.answers(whole(body));
    expect((await download({ ...media, size: null })).ok).toBe(true);
  });

  test('goes on where a connection was cut, from the next host if need be', async () => {
    const { media, body } = sealed(PLAIN);
    server.answers(cutAfter(body, 100_000), status(503), whole(body));
    expect((await download(media, { hosts: [server.host, server.host] })).ok).toBe(true);
    expect(stored()).toEqual([PLAIN]);
    const [, second, third] = server.asked;
    expect(second?.range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(third?.range).toBe(second?.range);
  });

  test('goes on at a host that answers with the whole file again', async () => {
    const { media, body } = sealed(PLAIN);
    server.answers(cutAfter(body, 100_000), (response) => void response.writeHead(200).end(body));
    expect((await download(media)).ok).toBe(true);
    expect(stored()).toEqual([PLAIN]);
  });
});

describe('a file that is not the one of its message is not stored', () => {
  test.each<[string, (body: Buffer) => Buffer]>([
    ['with a flipped byte', (body) => flipped(body, 1_000)],
    ['with another MAC', (body) => flipped(body, body.length - 1)],
    ['that is longer', (body) => Buffer.concat([body, Buffer.alloc(16)])],
  ])('%s', async (_, change) => {
    const { media, body } = sealed(PLAIN);
    server.answers(whole(change(body)));
    expect(await download(media)).toEqual({ ok: false, reason: 'damaged' });
    // The MAC finds it too, where the message has no hashes.
    const file = { ...media.file, fileSha256: null, fileEncSha256: null };
    expect(await download({ ...media, size: null, file })).toEqual({ ok: false, reason: 'damaged' });
    expect(stored()).toEqual([]);
  });

  test.each<[string, (media: RemoteMedia) => RemoteMedia]>([
    [
      'with another hash',
      (media) => ({ ...media, file: { ...media.file, fileSha256: sealed(PLAIN).media.file.mediaKey } }),
    ],
    [
      'with another key',
      (media) => ({ ...media, file: { ...media.file, mediaKey: sealed(PLAIN).media.file.mediaKey } }),
    ],
    ['with half a key', (media) => ({ ...media, file: { ...media.file, mediaKey: 'AAAA' } })],
    ['of another kind', (media) => ({ ...media, kind: 'video' })],
    ['of a length that differs by a byte', (media) => ({ ...media, size: PLAIN.length - 1 })],
  ])('%s', async (_, change) => {
    const { media, body } = sealed(PLAIN);
    server.answers(whole(body));
    expect(await download(change(media))).toEqual({ ok: false, reason: 'damaged' });
    expect(stored()).toEqual([]);
  });

  test('whose host sends less than it announces, again and again', async () => {
    const { media, body } = sealed(PLAIN);
    const nothing = cutAfter(Buffer.alloc(10), 0);
    server.answers(cutAfter(body, 50_000), nothing);
    expect(await download(media)).toEqual({ ok: false, reason: 'unreachable' });
    expect([server.asked.length, stored()]).toEqual([2, []]);
  });
});

describe('a download ends', () => {
  test('at the length that the message says, whatever else comes', async () => {
    server.answers(endless);
    expect(await download(sealed(PLAIN).media)).toEqual({ ok: false, reason: 'damaged' });
    expect(stored()).toEqual([]);
  });

  test('at the limit, if the message says no length', async () => {
    server.answers(endless);
    expect(await download({ ...sealed(PLAIN).media, size: null })).toEqual({ ok: false, reason: 'too_large' });
  });

  test('before it begins, if the message says more than the limit', async () => {
    expect(await download(sealed(PLAIN).media, { bytesMax: PLAIN.length - 1 })).toEqual({
      ok: false,
      reason: 'too_large',
    });
    expect(server.asked).toEqual([]);
  });

  test('when a host says nothing, and its connection ends as well', async () => {
    const asked = Promise.withResolvers<ServerResponse>();
    server.answers((response) => asked.resolve(response));
    const downloading = download(sealed(PLAIN).media);
    const closed = once(await asked.promise, 'close');
    clock.advance(30_000);
    expect(await downloading).toEqual({ ok: false, reason: 'timeout' });
    await closed;
  });

  test('when it takes too long in all, although bytes come', async () => {
    const { media, body } = sealed(PLAIN);
    const written = Promise.withResolvers<void>();
    server.answers((response) => {
      response.writeHead(200, { 'Content-Length': body.length });
      response.write(body.subarray(0, 1_000), () => written.resolve());
    });
    const brief = { idleMs: 120_000, totalMs: 60_000 };
    fetchFile = createDownload({ files: memoryMedia(clock, disk), agentOf: () => server.agent, clock, times: brief });
    const downloading = download(media);
    await written.promise;
    clock.advance(60_000);
    expect(await downloading).toEqual({ ok: false, reason: 'timeout' });
  });

  test('with its process: it rejects with the reason, and the part is gone', async () => {
    const asked = Promise.withResolvers<void>();
    server.answers(() => asked.resolve());
    const stop = new AbortController();
    const downloading = download(sealed(PLAIN).media, { signal: stop.signal });
    await asked.promise;
    stop.abort(new Error('the process stops'));
    await expect(downloading).rejects.toThrow('the process stops');
  });

  test.each([
    [403, 'gone'],
    [404, 'gone'],
    [410, 'gone'],
    [429, 'refused'],
    [302, 'refused'],
    [503, 'refused'],
  ])('when the host answers %i', async (code, reason) => {
    server.answers(status(code));
    expect(await download(sealed(PLAIN).media)).toEqual({ ok: false, reason, status: code });
  });

  test('when no host is there', async () => {
    const gone = await startMediaServer();
    await gone.close();
    expect(await download(sealed(PLAIN).media, { hosts: [gone.host] })).toEqual({ ok: false, reason: 'unreachable' });
    expect(await download(sealed(PLAIN).media, { hosts: [] })).toEqual({ ok: false, reason: 'unreachable' });
  });
});

describe('the host is never chosen by a message', () => {
  const hosts = [WHATSAPP_MEDIA_HOST];

  test.each<[string | null, string | null, string | null]>([
    ['/v/file?oe=1', 'https://evil.example/x', '/v/file?oe=1'],
    [null, 'https://mmg.whatsapp.net/v/file?oe=1', '/v/file?oe=1'],
    [null, 'https://media-fra.cdn.whatsapp.net/v/file', '/v/file'],
    [null, 'http://mmg.whatsapp.net/v/file', null],
    [null, 'https://evil.example/v/file', null],
    [null, 'https://whatsapp.net.evil.example/v/file', null],
    [null, 'https://evil-whatsapp.net/v/file', null],
    ['@evil.example/v/file', null, null],
    ['.evil.example/v/file', null, null],
    [null, 'no address', null],
    [null, null, null],
  ])('direct path %s and address %s', (directPath, url, path) => {
    expect(pathOf(fileAt(directPath, url), hosts)).toBe(path);
  });

  test('a path that looks like a host is a path', async () => {
    server.answers(status(404));
    const { media } = sealed(PLAIN, 'image', { directPath: '//evil.example/v/file' });
    expect(await download(media)).toMatchObject({ reason: 'gone' });
    expect(server.asked).toMatchObject([{ path: '//evil.example/v/file' }]);
  });

  test('a file at another host counts as gone, and nobody is called', async () => {
    const { media } = sealed(PLAIN, 'image', { directPath: null, url: 'https://evil.example/v/file' });
    expect(await download(media)).toEqual({ ok: false, reason: 'gone' });
    expect(server.asked).toEqual([]);
  });
});

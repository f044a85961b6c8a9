import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { noFaults } from '../../src/sandbox/faults.ts';
import type { Media } from '../../src/sandbox/kinds/shown.ts';
import { openBodies } from '../../src/sandbox/media/bodies.ts';
import { hostCertificateOf } from '../../src/sandbox/media/certificate.ts';
import { openMedia, type SandboxMedia } from '../../src/sandbox/media/media.ts';
import { plainOf, sealMedia } from '../../src/sandbox/media/sealed.ts';

const BODY = randomBytes(100_000);
const nameOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('base64url');
const NAME = nameOf(BODY);
const BOUNDS = { bodyBytesMax: 200_000, totalBytesMax: 350_000 };

const faults = noFaults();
let media: SandboxMedia;
let agent: Agent;
beforeAll(async () => {
  const seed = randomBytes(32);
  media = await openMedia({ folder: null, port: 0, bounds: BOUNDS }, { seed, entropy: systemEntropy, faults });
  agent = new Agent({ ca: media.ca });
});
afterEach(() => faults.clear());
afterAll(() => media.close());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Rejects if the connection ends before the answer does. */
const ask = (method: string, path: string, body?: Uint8Array, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asking = request(`https://${media.hostname}${path}`, { method, agent, headers }, (response) => {
      response
        .toArray()
        .then(
          (chunks) =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
          reject,
        );
    });
    asking.on('error', reject);
    asking.end(body);
  });
interface Claims {
  readonly kind?: string;
  readonly name?: string;
  readonly auth?: string;
  readonly token?: string;
}
const upload = (body: Uint8Array, claims: Claims = {}): Promise<Answer> => {
  const { kind = 'image', name = nameOf(body), auth = media.auth, token = name } = claims;
  return ask('POST', `/mms/${kind}/${name}?auth=${auth}&token=${token}`, body, {
    'content-length': String(body.length),
  });
};
const json = ({ body }: Answer): unknown => JSON.parse(body.toString());

/** The body in pieces of `step` bytes. */
const pieces = async function* (whole: Buffer, step: number) {
  for (let at = 0; at < whole.length; at += step) yield whole.subarray(at, at + step);
};

describe('the media host', () => {
  test('stores a body under its hash, and gives it back whole and in part', async () => {
    const stored = await upload(BODY);
    const direct_path = `/v/image/${NAME}`;
    expect([stored.status, json(stored)]).toEqual([
      200,
      { url: `https://${media.hostname}${direct_path}`, direct_path },
    ]);
    expect((await ask('GET', direct_path)).body.equals(BODY)).toBe(true);
    const part = await ask('GET', direct_path, undefined, { range: 'bytes=10-19' });
    expect([part.status, part.headers['content-range']]).toEqual([206, 'bytes 10-19/100000']);
    expect(part.body.equals(BODY.subarray(10, 20))).toBe(true);
    const end = await ask('GET', direct_path, undefined, { range: 'bytes=-5' });
    expect(end.body.equals(BODY.subarray(-5))).toBe(true);
    expect((await ask('GET', direct_path, undefined, { range: 'bytes=100000-' })).status).toBe(416);
    expect(await ask('HEAD', direct_path)).toMatchObject({ status: 200, headers: { 'content-length': '100000' } });
  });

  test.for<[string, Parameters<typeof upload>, number]>([
    ['with another auth', [BODY, { auth: 'none' }], 401],
    ['with another token', [BODY, { token: 'none' }], 401],
    ['under the hash of another body', [BODY, { name: nameOf(Buffer.from('other')) }], 400],
    ['of an unknown kind', [BODY, { kind: 'song' }], 404],
    ['with a path for a name', [BODY, { name: '../../etc/passwd' }], 404],
    ['that is too large', [Buffer.alloc(BOUNDS.bodyBytesMax + 1)], 413],
  ])('refuses an upload %s', async ([, given, status]) => {
    expect((await upload(...given)).status).toBe(status);
  });

  test('stops reading a body of unknown length that is too large', async () => {
    const body = Buffer.alloc(BOUNDS.bodyBytesMax + 1);
    const path = `/mms/image/${nameOf(body)}?auth=${media.auth}&token=${nameOf(body)}`;
    expect((await ask('POST', path, body, { 'transfer-encoding': 'chunked' })).status).toBe(413);
    expect((await ask('GET', `/v/image/${nameOf(body)}`)).status).toBe(404);
  });

  test('knows no other path and no other method', async () => {
    expect((await ask('GET', `/v/image/${nameOf(Buffer.from('nothing'))}`)).status).toBe(404);
    expect((await ask('GET', '/')).status).toBe(404);
    expect((await ask('DELETE', `/v/image/${NAME}`)).status).toBe(405);
  });

  test('is trusted by its authority alone, which the seed decides', async () => {
    await expect(fetch(`https://${media.hostname}/`)).rejects.toThrow('fetch failed');
    const one = hostCertificateOf(BODY);
    expect(hostCertificateOf(BODY)).toEqual(one);
    expect(hostCertificateOf(randomBytes(32)).ca).not.toBe(one.ca);
  });
});

describe('an armed fault of the media host', () => {
  test('strikes as often as it was armed, in its direction', async () => {
    await upload(BODY);
    faults.arm({ kind: 'media_refused', code: 410, transfer: 'download' }, 2);
    expect(faults.words()).toEqual(['refuse the download with HTTP 410, 2 times']);
    expect((await upload(BODY)).status).toBe(200);
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await ask('GET', `/v/image/${NAME}`)).status);
    expect(statuses).toEqual([410, 410, 200]);
  });

  test('is a connection that closes, at once or in the middle', async () => {
    faults.arm({ kind: 'media_down', transfer: null }, 2);
    await expect(upload(BODY)).rejects.toThrow();
    await expect(ask('GET', `/v/image/${NAME}`)).rejects.toThrow();
    faults.arm({ kind: 'media_cut', transfer: null }, 2);
    const other = randomBytes(100_000);
    await expect(upload(other)).rejects.toThrow();
    await expect(ask('GET', `/v/image/${NAME}`)).rejects.toThrow('aborted');
    expect((await ask('GET', `/v/image/${nameOf(other)}`)).status).toBe(404);
  });

  test('is a full disk, for uploads alone', async () => {
    faults.arm({ kind: 'media_full', code: 507, transfer: 'upload' }, 1);
    expect((await ask('GET', `/v/image/${NAME}`)).status).toBe(200);
    expect((await upload(BODY)).status).toBe(507);
    expect((await upload(BODY)).status).toBe(200);
  });

  test('is silence, until the host closes', async () => {
    const silent = await openMedia({ folder: null, port: 0 }, { seed: BODY, entropy: systemEntropy, faults });
    faults.arm({ kind: 'media_slow', transfer: null }, 1);
    const asked = new Promise((_, reject) => {
      const asking = request(`https://${silent.hostname}/v/image/${NAME}`, { ca: silent.ca });
      asking.on('error', reject);
      asking.end();
    });
    const struck = new Promise<void>((resolve) => {
      const look = () => (faults.armed().length === 0 ? resolve() : setImmediate(look));
      look();
    });
    await struck;
    await silent.close();
    await expect(asked).rejects.toThrow();
  });
});

describe('the bodies', () => {
  test('are bounded: a new one takes the place of the oldest', async () => {
    const bodies = openBodies(null, { bodyBytesMax: 100, totalBytesMax: 250 });
    const three = [1, 2, 3].map((fill) => Buffer.alloc(100, fill));
    for (const body of three) await bodies.take(nameOf(body), Readable.from([body]));
    expect(three.map((body) => bodies.sizeOf(nameOf(body)))).toEqual([null, 100, 100]);
  });

  test('outlive a restart in their folder, and what was half written does not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waybill-bodies-'));
    const before = openBodies(folder);
    await before.take(NAME, Readable.from([BODY]));
    expect(await before.take(nameOf(Buffer.from('x')), Readable.from([BODY]))).toBe('wrong_hash');
    const broken = async function* () {
      yield BODY;
      throw new Error('gone');
    };
    await expect(before.take(NAME, broken())).rejects.toThrow('gone');
    const after = openBodies(folder);
    expect(readdirSync(folder)).toEqual([NAME]);
    const read = await Readable.from(after.read(NAME, { start: 5, end: 9 })).toArray();
    expect(Buffer.concat(read).equals(BODY.subarray(5, 10))).toBe(true);
    rmSync(folder, { recursive: true });
  });
});

describe('a file that a phone received', () => {
  const KEY = randomBytes(32);
  const PLAIN = randomBytes(1000);
  const { body, sealedSha256, plainSha256 } = sealMedia(PLAIN, KEY, 'image');
  const described: Media = {
    mimetype: 'image/jpeg',
    size: PLAIN.length,
    sha256: plainSha256,
    width: null,
    height: null,
    seconds: null,
    thumbnail: null,
    waveform: null,
    sealed: { directPath: '/v/image/x', key: KEY.toString('base64'), sha256: sealedSha256.toString('base64') },
  };
  const read = (whole: Buffer, about: Media = described, step = 333): Promise<Buffer[]> =>
    Readable.from(plainOf(pieces(whole, step), about, 'image')).toArray();
  /** A changed body, under its own hash. */
  const changed = (at: number): [Buffer, Media] => {
    const other = Buffer.from(body);
    other[at] = (other[at] ?? 0) ^ 1;
    const sha256 = createHash('sha256').update(other).digest('base64');
    return [other, { ...described, sealed: { ...described.sealed, sha256 } }];
  };

  test.for([1, 9, 333, 5000])('is decrypted in pieces of %d bytes', async (step) => {
    expect(Buffer.concat(await read(body, described, step)).equals(PLAIN)).toBe(true);
  });

  test.for<[string, [Buffer, Media], string]>([
    ['one bit of the ciphertext was changed', changed(500), 'MAC'],
    ['one bit of the MAC was changed', changed(body.length - 1), 'MAC'],
    ['the body is another one', [changed(0)[0], described], 'not the one'],
    ['the body ends too early', [body.subarray(0, -20), described], 'not the one'],
    ['the message names another length', [body, { ...described, size: 999 }], '1000 bytes'],
    ['the message names another hash', [body, { ...described, sha256: 'ab' }], 'hash of the decrypted'],
    [
      'the key is another one',
      [body, { ...described, sealed: { ...described.sealed, key: PLAIN.subarray(0, 32).toString('base64') } }],
      'MAC',
    ],
  ])('is broken if %s', async ([, [whole, about], problem]) => {
    await expect(read(whole, about)).rejects.toThrow(problem);
  });
});

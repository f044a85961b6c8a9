/** Files on their way to a host. One that is not as it was stored goes to no host, and the message says so. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { encryptFile } from '../../src/whatsapp/baileys/media/encrypt.ts';
import { createUpload } from '../../src/whatsapp/baileys/media/upload.ts';
import type { MediaFile } from '../../src/whatsapp/media-file.ts';

const BYTES = Buffer.from('a parcel');

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waybill-upload-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fileAt = (path: string): MediaFile => ({
  id: 'med_0193f2c4a5b6c7d8e9',
  path,
  mimetype: 'application/pdf',
  size: BYTES.length,
  sha256: createHash('sha256').update(BYTES).digest('hex'),
  fileName: null,
  width: null,
  height: null,
  seconds: null,
  thumbnail: null,
  waveform: null,
});

/** An upload that fails the test if it asks for a host. */
const uploadTo = (scratch: string) =>
  createUpload({
    conn: {
      hosts: () => Promise.reject(new Error('a host was asked for')),
      forget: () => {},
    },
    kept: { find: () => null, keep: () => {} },
    clock: systemClock,
    agent: new Agent(),
    scratch: () => join(scratch, 'part'),
    newKey: () => new Uint8Array(32),
    times: { mediaIdleMs: 1_000, mediaMs: 1_000 },
  });

test('a file that is missing is gone for good, and the failure does not say its name', async () => {
  const upload = uploadTo(folder)(fileAt(join(folder, 'file')), 'document');
  await expect(upload).rejects.toMatchObject({ failure: { code: 'media_gone', retryable: false }, written: false });
  await expect(upload).rejects.not.toThrow(folder);
});

test('a file that has changed on the disk is not sent', async () => {
  writeFileSync(join(folder, 'file'), 'a barrel');
  await expect(uploadTo(folder)(fileAt(join(folder, 'file')), 'document')).rejects.toMatchObject({
    failure: { code: 'media_gone' },
    written: false,
  });
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a file that cannot be encrypted here is tried again, and the failure names no path', async () => {
  writeFileSync(join(folder, 'file'), BYTES);
  const upload = uploadTo(join(folder, 'nowhere'))(fileAt(join(folder, 'file')), 'document');
  await expect(upload).rejects.toMatchObject({
    failure: { code: 'media_upload_failed', retryable: true, message: 'The file could not be encrypted here: ENOENT.' },
    written: false,
  });
});

test('a large file leaves no memory behind when it is encrypted', async () => {
  const [from, into] = [join(folder, 'file'), join(folder, 'part')];
  writeFileSync(from, '');
  truncateSync(from, 16_777_216);
  const before = process.memoryUsage().arrayBuffers;
  const { size } = await encryptFile({ from, into }, 'document', new Uint8Array(32));
  expect(size).toBe(16_777_216 + 16 + 10);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_194_304);
});

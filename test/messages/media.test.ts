import * as v from 'valibot';
import { expect, test } from 'vitest';
import { MediaSource } from '../../src/messages/media-source.ts';
import { DOCUMENT_MB, MediaId, mediaLimits, Sha256 } from '../../src/messages/media.ts';

test.each([
  ['med_0123456789abcdef01', true],
  ['0123456789abcdef01', false],
  ['med_0123456789abcdef0', false],
  ['med_0123456789ABCDEF01', false],
  ['med_0123456789abcdef01\n', false],
])('%j as a media id: %s', (text, valid) => {
  expect(v.is(MediaId, text)).toBe(valid);
});

test('a hash is 64 lower-case hex digits, so it can be a file name', () => {
  expect(v.is(Sha256, 'a1'.repeat(32))).toBe(true);
  for (const text of ['A1'.repeat(32), 'a1'.repeat(31), '../'.repeat(21), `${'a1'.repeat(32)}\n`])
    expect(v.is(Sha256, text)).toBe(false);
});

const BYTES = Buffer.from('a picture>?').toString('base64');

test.each([
  ['as they are', BYTES],
  ['without padding', BYTES.replaceAll('=', '')],
  ['with less padding', Buffer.from('a picture>').toString('base64').replace('==', '='), 'a picture>'],
  ['in base64url', Buffer.from('a picture>?').toString('base64url')],
  ['in lines', `${BYTES.slice(0, 8)}\r\n${BYTES.slice(8)}\n`],
  ['in a data: URL', `data:image/png;base64,${BYTES}`],
  ['in a data: URL with a parameter', `data:image/png;name=a.png;base64,${BYTES}`],
  ['in a data: URL without a type', `data:;base64,${BYTES}`],
])('bytes in base64 are taken %s', (_, data, text = 'a picture>?') => {
  const source = v.parse(MediaSource, { data });
  expect('data' in source && Buffer.from(source.data, 'base64').toString()).toBe(text);
});

test('bytes have the type of their data: URL, unless another is named', () => {
  const data = `data:image/png;base64,${BYTES}`;
  expect(v.parse(MediaSource, { data })).toMatchObject({ mimetype: 'image/png' });
  expect(v.parse(MediaSource, { data, mimetype: 'image/webp' })).toMatchObject({ mimetype: 'image/webp' });
});

const MB = 1_048_576;

test('each kind has its limit, and only the one of documents is settable', () => {
  const limits = { image: 16 * MB, video: 64 * MB, audio: 16 * MB, sticker: MB };
  expect(mediaLimits()).toEqual({ ...limits, document: 100 * MB });
  expect(mediaLimits(DOCUMENT_MB.max)).toEqual({ ...limits, document: 2_000 * MB });
});

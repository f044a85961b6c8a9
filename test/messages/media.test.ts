import * as v from 'valibot';
import { expect, test } from 'vitest';
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

const MB = 1_048_576;

test('each kind has its limit, and only the one of documents is settable', () => {
  const limits = { image: 16 * MB, video: 64 * MB, audio: 16 * MB, sticker: MB };
  expect(mediaLimits()).toEqual({ ...limits, document: 100 * MB });
  expect(mediaLimits(DOCUMENT_MB.max)).toEqual({ ...limits, document: 2_000 * MB });
});

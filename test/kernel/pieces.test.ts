/** Large files pass through little memory. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { giveBack, givenBack, piecesOf } from '../../src/kernel/pieces.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waybill-pieces-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file is read whole, and all its pieces in one place', async () => {
  const bytes = randomBytes(300_000);
  const file = join(folder, 'file');
  writeFileSync(file, bytes);
  const copies: Buffer[] = [];
  const places = new Set<ArrayBufferLike>();
  for await (const piece of piecesOf(file)) {
    copies.push(Buffer.from(piece));
    places.add(piece.buffer);
  }
  expect(Buffer.concat(copies).equals(bytes)).toBe(true);
  expect(copies.length).toBeGreaterThan(1);
  expect(places.size).toBe(1);
});

test('an empty file has no pieces', async () => {
  writeFileSync(join(folder, 'file'), '');
  for await (const piece of piecesOf(join(folder, 'file'))) expect.fail(`a piece of ${piece.length} bytes`);
});

async function* two(): AsyncGenerator<Uint8Array> {
  yield Uint8Array.of(1, 2);
  yield Uint8Array.of(3);
}

test('a chunk is freed when the next one is requested', async () => {
  const seen: Uint8Array[] = [];
  for await (const chunk of givenBack(two())) {
    expect(seen.map(({ length }) => length)).toEqual(seen.map(() => 0));
    expect(chunk.length).toBeGreaterThan(0);
    seen.push(chunk);
  }
  expect(seen).toHaveLength(2);
});

test('bytes that lie in something larger are left alone', () => {
  const whole = Uint8Array.of(1, 2, 3);
  giveBack(whole.subarray(1));
  expect(whole).toEqual(Uint8Array.of(1, 2, 3));
});

/** A folder with files, with messages that name others, and with uploads that WhatsApp has. `make.ts` made it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { verified } from '../support/command.ts';
import { foldedIn } from './folded.ts';

const SAMPLE = join(import.meta.dirname, 'format-7');
const expected = JSON.parse(readFileSync(join(SAMPLE, 'expected.json'), 'utf8')) as Record<string, unknown>;

/** A copy of the folder, as that version left it. */
const copied = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-sample-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of ['archive', 'media', 'encryption-key'])
    cpSync(join(SAMPLE, part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'waybill.db'), gunzipSync(readFileSync(join(SAMPLE, 'waybill.db.gz'))));
  return folder;
};

test('a folder of format 7 opens: every stream folds to what it was, and jobs and files are shown as they were', async () => {
  expect(await foldedIn(copied())).toMatchObject(expected);
});

test('it has what only this format has: files, edits, withdrawals, forwards, waits and kept uploads', () => {
  const { jobs, media, awaited, uploads } = expected as unknown as {
    jobs: readonly { status: string; content: { kind: string; body?: string } }[];
    media: readonly { file: string }[];
    awaited: readonly string[];
    uploads: number;
  };
  expect(new Set(jobs.map(({ content }) => content.kind))).toEqual(
    new Set(['document', 'forward', 'image', 'poll', 'reaction', 'text']),
  );
  expect(jobs).toContainEqual(expect.objectContaining({ status: 'waiting', content: { kind: 'text', body: 'Hello' } }));
  expect(jobs).toContainEqual(
    expect.objectContaining({ status: 'cancelled', content: { kind: 'text', body: 'By mistake' } }),
  );
  expect(media.map(({ file }) => file)).toEqual(['whole', 'whole', 'whole']);
  expect(awaited).toHaveLength(1);
  expect(uploads).toBe(2);
});

test('once it is brought up to date all of it verifies, its files and its archive too', async () => {
  const folder = copied();
  await foldedIn(folder);
  const { code, output } = await verified(folder);
  expect(output).toContain('media        ok, 3 uploads, every file whole');
  expect(code, output).toBe(0);
});

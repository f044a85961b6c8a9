import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, logIn } from '../support/client.ts';
import { folder } from '../support/process.ts';
import { has, nowhere, type OneForAll, oneForAll, python, runExample } from './run.ts';

const LANGUAGES = [
  { language: 'TypeScript', needs: 'node', command: [process.execPath, 'follow.ts'] },
  { language: 'Python', needs: 'python3', command: [python(), 'follow.py'] },
];

let waybill: OneForAll;
beforeAll(async () => {
  waybill = await oneForAll();
});
afterAll(() => waybill.end());

const send = async (client: Client): Promise<string> => {
  const { body } = await client.post<{ jobId: string }>('/api/whatsapp/send-message', {
    number: '0812-3456-7890',
    message: 'Hello',
  });
  return body.jobId;
};

const positionsIn = (lines: readonly string[]): number[] => lines.map((line) => Number(line.split(' ', 1)[0]));

const hasEnd = (job: string) => (lines: readonly string[]) =>
  lines.some((line) => line.endsWith(`job.completed job/${job}`));

test('followers miss nothing and see nothing twice when they or Waybill restart', {
  timeout: 300_000,
}, async () => {
  const { url } = waybill;
  // A later test covers a program that is not installed.
  const followers = LANGUAGES.filter(({ needs }) => has(needs)).map(({ language, command }) => {
    const env = { WAYBILL_URL: url, WAYBILL_POSITION: join(folder(), 'position') };
    return { language, run: () => runExample(command, env) };
  });
  const runs = followers.map(({ run }) => run());
  const early = await send(await logIn(url));
  await Promise.all(runs.map(({ until }) => until(hasEnd(early))));

  await waybill.restart();
  const client = await logIn(url);
  const late = await send(client);
  await Promise.all(runs.map(({ until }) => until(hasEnd(late))));
  await Promise.all(runs.map(({ kill }) => kill()));

  const job = await send(client);
  for (const [index, { language, run }] of followers.entries()) {
    const again = run();
    await again.until(hasEnd(job));
    const before = positionsIn(runs[index]?.lines() ?? []);
    // Killed after a fact and before saving its position, it sees that fact again.
    const after = positionsIn(again.lines()).filter((position) => position !== before.at(-1));
    const all = [...before, ...after];
    expect(all.length, language).toBeGreaterThan(20);
    expect(all, language).toEqual(all.map((_, index) => index + 1));
  }
});

describe.each(LANGUAGES)('the follower in $language', { timeout: 300_000 }, ({ needs, command }) => {
  const ended = async (env: Readonly<Record<string, string>>) => {
    const { code, said } = await runExample(command, { WAYBILL_URL: waybill.url, ...env }).ended();
    return [code, said];
  };

  test('says so and ends where its password is wrong', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    expect(await ended({ WAYBILL_PASSWORD: 'wrong' })).toEqual([1, 'The email or the password is not right.\n']);
  });

  test('says so and ends where it has no password, or no email', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    expect(await ended({ WAYBILL_PASSWORD: '' })).toEqual([1, 'Set WAYBILL_PASSWORD to your password.\n']);
    expect(await ended({ WAYBILL_EMAIL: '' })).toEqual([1, expect.stringMatching(/^\S.*\n$/)]);
  });

  test('ends quietly where nobody reads on, as in a pipe into head', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const env = { WAYBILL_URL: waybill.url, WAYBILL_POSITION: join(folder(), 'position') };
    const example = runExample(command, env);
    await example.until((lines) => lines.length > 0);
    example.closePipe();
    await send(await logIn(waybill.url));
    const { code, complained } = await example.ended();
    expect([code, complained]).toEqual([0, '']);
  });

  test('waits for a Waybill that does not answer', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const example = runExample(command, { WAYBILL_URL: await nowhere() });
    await example.complains(/^(not connected, trying again: .+\n){2}/);
  });
});

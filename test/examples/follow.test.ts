import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, logIn } from '../support/client.ts';
import { folder } from '../support/process.ts';
import { has, type OneForAll, oneForAll, runExample, startWaybill } from './run.ts';

const LANGUAGES = [
  { language: 'TypeScript', needs: 'node', command: [process.execPath, 'follow.ts'] },
  { language: 'Python', needs: 'python3', command: ['python3', 'follow.py'] },
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

describe.each(LANGUAGES)('the follower in $language', { timeout: 300_000 }, ({ needs, command }) => {
  test('misses nothing and sees nothing twice, whoever of the two restarts', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const data = folder();
    const first = await startWaybill(data);
    const env = { WAYBILL_URL: first.url, WAYBILL_POSITION: join(folder(), 'position') };
    const follower = runExample(command, env);
    await follower.until(hasEnd(await send(await logIn(first.url))));

    expect(await first.process.end('SIGTERM')).toBe(0);
    const second = await startWaybill(data, new URL(first.url).port);
    const client = await logIn(second.url);
    await follower.until(hasEnd(await send(client)));
    await follower.kill();
    const seen = follower.lines();

    const job = await send(client);
    const again = runExample(command, env);
    await again.until(hasEnd(job));
    const before = positionsIn(seen);
    // Killed after a fact and before its position was kept, it sees that one again.
    const after = positionsIn(again.lines()).filter((position) => position !== before.at(-1));
    const all = [...before, ...after];
    expect(all.length).toBeGreaterThan(20);
    expect(all).toEqual(all.map((_, index) => index + 1));
  });

  test('says so and ends where its password is wrong', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const { url } = waybill;
    const { code, said } = await runExample(command, { WAYBILL_URL: url, WAYBILL_PASSWORD: 'wrong' }).ended();
    expect([code, said]).toEqual([1, 'The email or the password is not right.\n']);
  });
});

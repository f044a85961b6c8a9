import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logIn } from '../support/client.ts';
import { has, type OneForAll, oneForAll, runExample } from './run.ts';

const MESSAGE = String.raw`Grüße 👋 "quoted" \ and 'so'`;

let waybill: OneForAll;
beforeAll(async () => {
  waybill = await oneForAll();
});
afterAll(() => waybill.end());

const LANGUAGES = [
  { language: 'curl', needs: 'curl', command: ['sh', 'send.sh'] },
  { language: 'TypeScript', needs: 'node', command: [process.execPath, 'send.ts'] },
  { language: 'Python', needs: 'python3', command: ['python3', 'send.py'] },
  { language: 'PHP', needs: 'php', command: ['php', 'send.php'] },
];

describe.each(LANGUAGES)('the example in $language', { timeout: 300_000 }, ({ needs, command }) => {
  test('sends, waits for the end, and never sends twice under one key', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const { url } = waybill;
    const send = (...args: string[]) => runExample([...command, ...args], { WAYBILL_URL: url }).ended();
    const client = await logIn(url);
    const messages = async () => {
      const { body } = await client.get<{ items: { message: string }[] }>('/api/whatsapp/jobs');
      return body.items.map(({ message }) => message);
    };

    const before = await messages();
    const key = `greeting-${needs}`;
    const first = await send('0812-3456-7890', MESSAGE, key);
    expect(first.said).toMatch(/^queued as [0-9a-f]{18}\ncompleted/);
    expect(first.code).toBe(0);
    expect((await send('0812-3456-7890', MESSAGE, key)).said).toBe(first.said);
    expect(await messages()).toEqual([MESSAGE, ...before]);
  });

  test('ends with 1 where the message does not arrive, or is not taken', async ({ skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const { url } = waybill;
    const send = (number: string) => runExample([...command, number, 'Hello'], { WAYBILL_URL: url }).ended();

    const failed = await send('0812-0000-0404');
    expect(failed).toMatchObject({ code: 1, said: expect.stringContaining('failed') });
    const refused = await send('not a number');
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain('number.invalid');
  });
});

/** The echo bots against one Waybill with the embedded WhatsApp, killed and started again in the middle. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followFacts, logIn } from '../support/client.ts';
import { folder } from '../support/process.ts';
import { ROOT } from '../tidy/source-files.ts';
import { has, type OneForAll, oneForAll, python, runExample } from './run.ts';

const BOTS = [
  { language: 'TypeScript', needs: 'node', program: process.execPath, file: 'echo-bot.ts', contact: '6281377700001' },
  { language: 'Python', needs: 'python3', program: python(), file: 'echo-bot.py', contact: '6281377700002' },
];

let waybill: OneForAll;
beforeAll(async () => {
  waybill = await oneForAll();
});
afterAll(() => waybill.end());

test.for(BOTS)(
  'the bot in $language answers each text once, killed and started again, and with a restart of Waybill',
  {
    timeout: 300_000,
  },
  async ({ needs, program, file, contact }, { skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const { url } = waybill;
    const chat = `${contact}@s.whatsapp.net`;
    const position = join(folder(), 'position');
    writeFileSync(position, '0');
    const start = () => runExample([program, file], { WAYBILL_URL: url, WAYBILL_POSITION: position });
    const write = async (body: string) => {
      const content = { type: 'text', body };
      await (await logIn(url)).post('/api/sandbox/write', { from: contact, content });
    };
    const queued = async (count: number) => {
      const feed = await followFacts(await logIn(url));
      await feed.until(
        (facts) => facts.filter(({ type, data }) => type === 'job.queued' && data['chat'] === chat).length >= count,
      );
      feed.end();
    };

    await write('one');
    const bot = start();
    await queued(1);
    await bot.kill();
    await write('two');
    await waybill.restart();
    // As if it had been killed before it kept its position.
    writeFileSync(position, '0');
    start();
    await queued(2);
    await write('three');
    await queued(3);

    const client = await logIn(url);
    const { body } = await client.get<{ items: { message: string }[] }>(
      `/api/whatsapp/jobs?chatId=${encodeURIComponent(chat)}`,
    );
    expect(body.items.map(({ message }) => message)).toEqual(['three', 'two', 'one']);
  },
);

test.each(BOTS)('the bot in $language has less than 40 lines', ({ file }) => {
  expect(readFileSync(join(ROOT, 'examples', file), 'utf8').split('\n').length).toBeLessThan(41);
});

/** `waybill messages` beside a gateway in this process, over a real socket. */
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../../src/http/edge/serve.ts';
import { AYU, chatting, GROUP } from '../support/chatting.ts';
import { besideAndReady } from './beside.ts';
import { waybill } from './fake-shell.ts';

const running = async () => {
  const run = await besideAndReady();
  const messages = (line: string, more: Parameters<typeof waybill>[1] = {}) =>
    waybill(`messages ${line}`, { env: run.env, ...more });
  return { run, messages, chat: chatting(run.anna.log) };
};

test('prints a chat with the newest message last, and what became of each', async () => {
  const { chat, messages } = await running();
  await chat.receive({ messageId: 'P1', text: 'Is it here?\nReally?', pushName: 'Ayu' });
  await chat.receive({ messageId: 'P2', text: 'It is', direction: 'out', source: 'phone', replyTo: 'P1' });
  await chat.receive({ messageId: 'P3', text: 'red \u001b[31m \u202e', pushName: 'Ayu' });
  await chat.edit('P3', 'blue');
  await chat.react('P2', '👍');
  await chat.remove('P1');
  const { exit, err, lines } = await messages(`--chat ${AYU}`);
  expect([exit, err]).toEqual([0, '']);
  const time = /^\d{4}-\d\d-\d\d \d\d:\d\d {2}/;
  expect(lines.map((line) => line.replace(time, ''))).toEqual([
    'Ayu: Is it here? ⏎ Really? (deleted)',
    'You: ↩ “Is it here?” It is {👍}',
    'Ayu: blue (edited)',
  ]);
  expect((await messages(`--chat ${AYU} --limit 1`)).lines).toEqual(lines.slice(-1));
  const [first = ''] = (await messages(`--chat ${AYU} --json --limit 1`)).lines;
  expect(JSON.parse(first)).toMatchObject({ messageId: 'P3', text: { body: 'blue' } });
});

test('finds words, in one chat or in all', async () => {
  const { chat, messages } = await running();
  await chat.receive({ chat: GROUP, by: AYU, messageId: 'F1', text: 'The parcel is late' });
  await chat.receive({ messageId: 'F2', text: 'My parcel' });
  const found = async (line: string) => (await messages(line)).lines.map((line) => line.split(': ')[1]);
  expect(await found('--search parcel')).toEqual(['The parcel is late', 'My parcel']);
  expect(await found(`--search PARCEL --chat ${AYU}`)).toEqual(['My parcel']);
});

test('lists all from a time on, whatever their number, and from a day by the clock on the wall', async () => {
  const { chat, messages } = await running();
  const who = '6281299900001@s.whatsapp.net';
  const at = new Date(2025, 4, 1).getTime();
  for (let index = 0; index < 205; index += 1)
    await chat.receive({ chat: who, messageId: `S${index}`, text: `${index}`, sentAt: at + (index - 3) * 1_000 });
  const { lines } = await messages(`--chat ${who} --since 2025-05-01`);
  expect(lines).toHaveLength(202);
  expect([lines[0]?.split(': ')[1], lines.at(-1)?.split(': ')[1]]).toEqual(['3', '204']);
  expect((await messages(`--chat ${who} --since ${new Date(at).toISOString()} --limit 2`)).lines).toHaveLength(2);
});

test('follows what comes and what changes, and misses and repeats nothing when the gateway was away', async () => {
  const { run, chat, messages } = await running();
  const who = '6281299900002@s.whatsapp.net';
  await chat.receive({ chat: who, messageId: 'L1', text: 'one' });
  const stop = new AbortController();
  const told: string[] = [];
  let wake: (() => void) | null = null;
  const until = async (count: number) => {
    while (told.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  const heard = (line: string) => {
    told.push(`${line.slice(0, 1)}${line.split(': ')[1]}`);
    wake?.();
  };
  const ended = messages(`--chat ${who} --follow`, { heard, stop: stop.signal });
  await until(1);
  await chat.receive({ chat: '6281299900003@s.whatsapp.net', messageId: 'L9', text: 'elsewhere' });
  await chat.receive({ chat: who, messageId: 'L2', text: 'two' });
  await until(2);
  await chat.edit('L1', 'ONE', { chat: who });
  await until(3);
  await run.server.close();
  await chat.receive({ chat: who, messageId: 'L3', text: 'three' });
  await chat.react('L2', '❤️', { chat: who });
  const { port } = new URL(run.server.url);
  const server = await serve(run.anna.app, { host: '127.0.0.1', port: Number(port) });
  onTestFinished(() => server.close());
  await until(5);
  stop.abort('SIGINT');
  expect((await ended).exit).toBe(0);
  expect(told.slice(0, 3)).toEqual([' one', ' two', '↻ONE (edited)']);
  expect(told.slice(3).toSorted()).toEqual([' three', '↻two {❤️}']);
});

test.each([
  ['', /^waybill messages needs --chat CHAT, or --search WORDS\./],
  ['--search parcel --follow', /^--search looks at what is there/],
  ['--chat a --limit 0', /^--limit needs a number from 1 to 1000, not "0"; --since lists all/],
  ['--chat a --since yesterday', /^--since needs a time such as 2026-11-30/],
])('messages %s is not understood, and says what to do', async (line, sentence) => {
  const { exit, err } = await waybill(`messages ${line}`);
  expect([exit, err]).toEqual([64, expect.stringMatching(sentence)]);
  expect(err).toContain('See: waybill messages --help');
});

test('a chat that is not there ends with the sentence of the gateway', async () => {
  const { messages } = await running();
  expect(await messages('--chat 6281@s.whatsapp.net')).toMatchObject({
    exit: 1,
    err: 'There is no chat with this id on record.',
  });
});

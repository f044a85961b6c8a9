/** `waybill export` beside a gateway in this process, over a real socket. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csvFormat } from '../../src/cli/chats/csv.ts';
import type { HttpClient } from '../../src/cli/http-client.ts';
import { htmlFormat } from '../../src/cli/chats/html.ts';
import type { ChatMessage } from '../../src/cli/chats/message.ts';
import { messagesFrom } from '../../src/cli/chats/pages.ts';
import { chatting } from '../support/chatting.ts';
import { folder } from '../support/process.ts';
import { besideAndReady } from './beside.ts';
import { waybill } from './fake-shell.ts';

const AYU = '6281234567890@s.whatsapp.net';
const NASTY = `<script>alert("1")</script> & 'so'`;

/** A chat with a former text, a reply, a reaction and an own picture. */
const running = async () => {
  const { env, anna } = await besideAndReady();
  const chat = chatting(anna.log);
  await chat.receive({ chat: AYU, messageId: 'E1', text: 'first words', pushName: '=Ayu' });
  await chat.edit('E1', NASTY, { chat: AYU });
  await chat.receive({ chat: AYU, messageId: 'E2', text: '=HYPERLINK("http://a")', replyTo: 'E1' });
  await chat.react('E2', '👍', { chat: AYU, direction: 'out' });
  const out = folder();
  const picture = join(out, 'parcel.png');
  writeFileSync(picture, 'a picture');
  await waybill(
    ['send', '6281234567890', 'Your parcel', '--file', picture, '--as', 'document', '--name', 'page.html', '--wait'],
    {
      env,
    },
  );
  const write = (...line: string[]) => waybill(['export', '--chat', AYU, ...line], { env });
  return { out, write };
};

const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

test('writes each message with its former texts as a line of JSON, and its file beside', async () => {
  const { out, write } = await running();
  const { exit, err, lines } = await write('--format', 'jsonl', '--out', join(out, 'ayu'));
  expect([exit, err]).toEqual([0, '']);
  expect(lines).toEqual([`${join(out, 'ayu', 'messages.jsonl')}: 3 messages, 1 file`]);
  const messages = read(out, 'ayu', 'messages.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ChatMessage & { file: string });
  expect(messages).toMatchObject(
    [
      { messageId: 'E1', text: { body: NASTY }, edits: [{ text: 'first words' }], file: null },
      { messageId: 'E2', replyTo: { messageId: 'E1' }, reactions: [{ emoji: '👍' }] },
      { direction: 'out', type: 'document', document: { caption: 'Your parcel' }, file: /^media\/med_\w+\.html\.txt$/ },
    ].map((each) => (each.file instanceof RegExp ? { ...each, file: expect.stringMatching(each.file) } : each)),
  );
  expect(read(out, 'ayu', messages[2]?.file ?? '')).toBe('a picture');
  expect(await write('--out', join(out, 'ayu', 'messages.jsonl'))).toMatchObject({
    exit: 74,
    err: expect.stringMatching(/is there already\.\nName another place with --out PATH\.$/),
  });
});

test('writes a table in which no cell is a formula', async () => {
  const { out, write } = await running();
  expect((await write('--out', join(out, 'ayu.csv'), '--no-media')).exit).toBe(0);
  const csv = read(out, 'ayu.csv');
  expect(csv).toMatch(/^\ufeffsentAt,direction,from,number,type,text,.*\r\n/);
  expect(csv).toContain(`,in,'=Ayu,'+6281234567890,text,"<script>alert(""1"")</script> & 'so'",`);
  expect(csv).toContain(`,"'=HYPERLINK(""http://a"")",`);
  expect(existsSync(join(out, 'media'))).toBe(false);
});

const message: ChatMessage = {
  messageId: 'M',
  session: 'default',
  chatId: AYU,
  direction: 'in',
  from: { number: null, lid: null, name: null },
  type: 'text',
  text: { body: '' },
  reason: null,
  media: null,
  replyTo: null,
  forwarded: false,
  reactions: [],
  editedAt: null,
  deletedAt: null,
  sentAt: '2026-01-31T12:00:00.000Z',
  jobId: null,
  status: null,
};

test.each(['=1', '+1', '-1', '@A1', '\t=1', '\r=1', ' =1', '＝1', '\n@x'])(
  'the cell %j is text to a spreadsheet',
  (body) => {
    const row = csvFormat().message({ ...message, text: { body } }, null);
    expect(row).toMatch(/,text,"?'/);
  },
);

test('writes a page that holds nothing but text and links to its files', async () => {
  const { out, write } = await running();
  expect((await write('--format', 'html', '--out', join(out, 'page'))).exit).toBe(0);
  const page = read(out, 'page', 'messages.html');
  const [file = ''] = readdirSync(join(out, 'page', 'media'));
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;so&#39;');
  expect(page).toContain('<del dir="auto">first words</del>');
  expect(page).toContain(`<a href="media/${file}" download="page.html">`);
  expect(page).toContain('<a href="#m-E1">');
  expect(page).toMatch(/<title>=Ayu<\/title>/);
  expect(page).not.toMatch(/<script|<link|<iframe|https?:\/\/(?!a)| on\w+=/);
  for (const look of ['color-scheme" content="light dark', '@media print', "script-src 'none'"])
    expect(page).toContain(look);
  expect(page).toMatch(/3 messages<\/p>\n<\/body>\n<\/html>\n$/);
});

test('a page escapes everything that somebody else chose', () => {
  const nasty = `"><img src=x onerror=a>`;
  const media = { state: 'stored', id: 'med_1', mimetype: nasty, size: 1, fileName: nasty, seconds: null };
  const more = {
    messageId: nasty,
    reactions: [{ emoji: nasty, from: message.from }],
    votes: [{ option: nasty, votes: 1 }],
  };
  const replyTo = { messageId: nasty, preview: nasty };
  const from = { number: null, lid: null, name: nasty };
  const said = { ...message, ...more, from, media, replyTo, type: nasty, edits: [{ text: nasty, replacedAt: '' }] };
  const format = htmlFormat();
  const page = format.begin(nasty) + format.message(said, 'media/med_1.bin') + format.message(said, null);
  expect(page).not.toContain('<img src=x');
});

test('a chat is read page by page: the next one is asked for when the last one is used up', async () => {
  let asked = 0;
  const page = { items: Array.from({ length: 200 }, () => message), nextCursor: 'next' };
  const client: HttpClient = {
    ask: async () => ((asked += 1), page),
    open: () => Promise.reject(new Error('no bytes')),
  };
  let seen = 0;
  for await (const _ of messagesFrom(client, { chatId: AYU, session: null }, { since: message.sentAt })) {
    seen += 1;
    expect(asked).toBe(Math.ceil(seen / 200));
    if (seen === 1_001) break;
  }
});

test('an export that cannot be finished leaves no file, and says why', async () => {
  const { out, write } = await running();
  writeFileSync(join(out, 'blocked'), '');
  expect(await write('--format', 'csv', '--out', join(out, 'blocked'))).toMatchObject({
    exit: 74,
    err: expect.stringContaining('blocked/messages.csv cannot be written'),
  });
  mkdirSync(join(out, 'gone'));
  expect((await write('--format', 'csv', '--out', join(out, 'gone', 'a.csv'), '--chat', '6281@lid')).exit).toBe(1);
  expect(readdirSync(join(out, 'gone'))).toEqual([]);
});

test.each([
  ['', /^waybill export needs --chat CHAT\./],
  ['--chat a', /^waybill export needs --format: jsonl, csv, html\./],
  ['--chat a --format pdf', /^--format is jsonl, csv, html, not "pdf"\./],
])('export %s is not understood, and says what to do', async (line, sentence) => {
  const { exit, err } = await waybill(`export ${line}`);
  expect([exit, err]).toEqual([64, expect.stringMatching(sentence)]);
});

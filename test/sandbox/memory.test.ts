import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import type { Entry } from '../../src/sandbox/memory.ts';
import { linkedClient, logIn, type RawClient, rawClient, sandboxForTest } from '../support/raw-client.ts';

const ANNA = '6281234567801';
const jid = (number: string) => `${number}@s.whatsapp.net`;

let folder: string;
let file: string;
let sandbox: Sandbox;
let client: RawClient;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-sandbox-'));
  file = join(folder, 'sandbox.jsonl');
  sandbox = await sandboxForTest({ file });
  client = await linkedClient(sandbox);
});
afterEach(async () => {
  client.end();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

/** Stops the sandbox and starts it again; `between` may change its file. */
const restart = async (between: () => void = () => {}) => {
  client.end();
  await sandbox.close();
  between();
  sandbox = await sandboxForTest({ file });
};
const entries = () =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);

test('keys, pairings and inboxes outlive a restart', async () => {
  const { rootKey } = sandbox;
  await client.send(jid(ANNA), 'hello', 'KEPT');
  await client.send(jid(ANNA), 'hello', 'KEPT');
  sandbox.control.receipt(ANNA, 'KEPT', 'read');
  sandbox.control.deliver(ANNA, 'welcome');
  const before = sandbox.control.inboxes();
  const chat = sandbox.control.chat(ANNA, 50);
  await restart();
  expect(sandbox.control.chat(ANNA, 50).bubbles.map(({ text }) => text)).toEqual(chat.bubbles.map(({ text }) => text));
  expect(sandbox.rootKey).toBe(rootKey);
  expect(sandbox.control.inboxes()).toEqual(before);
  expect(before).toMatchObject([{ number: ANNA, messages: [{ messageId: 'KEPT', copies: 2, receipt: 'read' }] }]);
  client = await logIn(sandbox, client.auth);
  await client.send(jid(ANNA), 'hello', 'KEPT');
  expect(sandbox.control.inboxes(ANNA)[0]?.messages).toMatchObject([{ messageId: 'KEPT', copies: 3 }]);
});

test('a message is in the file by the time that it is acknowledged', async () => {
  await client.send(jid(ANNA), 'hello', 'SAFE');
  expect(entries()).toContainEqual(expect.objectContaining({ type: 'received', number: ANNA }));
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('a chat goes on in its session after a restart', async () => {
  const first = client.incoming();
  sandbox.control.deliver(ANNA, 'first');
  await first;
  await client.send(jid(ANNA), 'an answer');
  await restart();
  client = await logIn(sandbox, client.auth);
  const second = client.incoming();
  sandbox.control.deliver(ANNA, 'second');
  expect((await second).message.message?.conversation).toBe('second');
});

test('what waits for the client, or for a phone that is off, waits still after a restart', async () => {
  await client.send(jid('6281200000005'), 'sleeping?', 'HELD');
  client.end();
  await client.closed();
  const { messageId } = sandbox.control.deliver(ANNA, 'later');
  await restart();
  expect(sandbox.control.inboxes()).toEqual([]);
  sandbox.control.online('6281200000005');
  expect(sandbox.control.inboxes()).toMatchObject([{ number: '6281200000005' }]);
  client = rawClient(sandbox.url, client.auth);
  const receipt = client.next('CB:receipt,id:HELD');
  const { message } = await client.incoming();
  expect(message.key.id).toBe(messageId);
  await receipt;
  await restart();
  expect(sandbox.control.inboxes()).toMatchObject([{ messages: [{ text: 'sleeping?', receipt: 'delivered' }] }]);
});

test('a file that was being written when the process died is read up to there', async () => {
  await client.send(jid(ANNA), 'hello');
  await restart(() => appendFileSync(file, '{"type":"emp'));
  expect(sandbox.control.inboxes(ANNA)[0]?.messages).toHaveLength(1);
  await restart();
  expect(sandbox.control.inboxes(ANNA)[0]?.messages).toHaveLength(1);
});

test('a file is rewritten in its shortest form', async () => {
  await client.send(jid(ANNA), 'hello');
  sandbox.control.clear({ inboxes: true });
  await restart();
  expect(entries().map(({ type }) => type)).not.toContain('emptied');
});

test('one-time keys are used up, and the client is asked for more', async () => {
  // The device uploads five when it logs in and few are left.
  const used = Array.from({ length: 809 }, (_, index) => ({
    type: 'key_used',
    jid: jid('6281100009999:1'),
    id: index + 1,
  }));
  await restart(() => appendFileSync(file, used.map((entry) => `${JSON.stringify(entry)}\n`).join('')));
  client = await logIn(sandbox, client.auth);
  const next = client.auth.creds.nextPreKeyId;
  const uploaded = new Promise<void>((resolve) => {
    client.sock.ev.on('creds.update', ({ nextPreKeyId = 0 }) => {
      if (nextPreKeyId > next) resolve();
    });
  });
  for (let index = 0; index < 5; index += 1) sandbox.control.deliver(`628123456780${index}`, 'hello');
  await uploaded;
});

test('messages of an older file, which holds their text, are shown as before', async () => {
  const message = { id: 'OLD', from: '6281100009999', text: 'hello', at: 1, device: 'x', chat: jid(ANNA), held: false };
  const written = { id: 'NEW', text: 'hi', at: 2, taken: true };
  await restart(() =>
    appendFileSync(
      file,
      `${JSON.stringify({ type: 'received', number: ANNA, message })}\n${JSON.stringify({ type: 'wrote', number: ANNA, message: written })}\n`,
    ),
  );
  expect(sandbox.control.chat(ANNA, 50).bubbles.map(({ text }) => text)).toEqual(['hello', 'hi']);
});

test('a reply, an edit and a reaction outlive a restart', async () => {
  await client.send(jid(ANNA), 'helo', 'FIRST');
  const { control } = sandbox;
  const { messageId } = await control.write(ANNA, { kind: 'text', body: 'Hi' }, { replyTo: 'FIRST' });
  await control.write(ANNA, { kind: 'reaction', to: 'FIRST', emoji: '👍' });
  await control.write(ANNA, { kind: 'edit', of: messageId, content: { kind: 'text', body: 'Hello' } });
  const before = control.chat(ANNA, 50).bubbles.map((bubble) => ({ ...bubble, receipt: expect.any(String) }));
  expect(before).toMatchObject([
    { messageId: 'FIRST', reactions: [{ from: 'contact', emoji: '👍' }] },
    { text: 'Hello', edited: true, replyTo: { messageId: 'FIRST', preview: 'helo' } },
  ]);
  await restart();
  expect(sandbox.control.chat(ANNA, 50).bubbles).toMatchObject(before);
});

test('a file that is none of its own is left alone', async () => {
  const other = join(folder, 'other.txt');
  writeFileSync(other, 'dear diary\n');
  await expect(sandboxForTest({ file: other })).rejects.toMatchObject({ code: 'sandbox.file_unusable' });
  expect(readFileSync(other, 'utf8')).toBe('dear diary\n');
  await expect(sandboxForTest({ file: join(folder, 'no', 'such', 'folder') })).rejects.toMatchObject({
    hint: expect.stringContaining('folder'),
  });
});

test('erased messages are in no phone and not in the file, and neither is what answers quote of them', async () => {
  await client.send(jid(ANNA), 'canary', 'GONE');
  const { messageId } = sandbox.control.deliver(ANNA, 'canary');
  const reply = await sandbox.control.write(ANNA, { kind: 'text', body: 'yes' }, { replyTo: 'GONE' });
  expect(readFileSync(file, 'utf8')).toContain('canary');
  sandbox.control.erase(['GONE', messageId]);
  expect(readFileSync(file, 'utf8')).not.toContain('canary');
  expect(sandbox.control.chat(ANNA, 50).bubbles).toMatchObject([
    { messageId: reply.messageId, replyTo: { messageId: 'GONE', preview: null } },
  ]);
  sandbox.control.deliver(ANNA, 'afterwards');
  expect(readFileSync(file, 'utf8')).toContain('afterwards');
});

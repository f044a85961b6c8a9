/** What the server does with a message of a phone until the device has confirmed it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BinaryNode } from 'baileys';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { linkedClient, type RawClient, rawClient, sandboxForTest } from '../support/raw-client.ts';

const ANNA = '6281234567801';
const BUDI = '6281234567802';

let folder: string;
let file: string;
let sandbox: Sandbox;
let client: RawClient;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-redelivery-'));
  file = join(folder, 'sandbox.jsonl');
  sandbox = await sandboxForTest({ file });
  client = await linkedClient(sandbox);
});
afterEach(async () => {
  client.end();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const handover = (id: string) => sandbox.control.handover(id);
/** Resolves when the message has this state. */
const reached = (id: string, state: string) =>
  new Promise<void>((resolve) => {
    const look = () => handover(id)?.state === state && (forget(), resolve());
    const forget = sandbox.control.onChange(look);
    look();
  });
/** The message stanzas of the next connection, up to the end of its backlog. */
const backlog = (of: RawClient) =>
  new Promise<{ messages: BinaryNode[]; count: string | undefined }>((resolve) => {
    const messages: BinaryNode[] = [];
    of.sock.ws.on('CB:message', (stanza: BinaryNode) => {
      if (stanza.attrs['category'] !== 'peer') messages.push(structuredClone(stanza));
    });
    of.sock.ws.once('CB:ib,,offline', ({ content }: BinaryNode) =>
      resolve({ messages, count: (content as BinaryNode[])[0]?.attrs['count'] }),
    );
  });
const away = async () => {
  client.end();
  await client.closed();
};
const back = () => {
  client = rawClient(sandbox.url, client.auth);
  return backlog(client);
};
const encOf = ({ content }: BinaryNode | undefined = { tag: '', attrs: {} }) => (content as BinaryNode[])[0]?.content;

test('a message waits for the device, is handed over, and is confirmed', async () => {
  await away();
  const { messageId } = sandbox.control.deliver(ANNA, 'are you there?');
  expect(handover(messageId)).toMatchObject({ from: ANNA, group: null, state: 'queued', handed: 0, handedAt: null });
  await back();
  await reached(messageId, 'confirmed');
  expect(handover(messageId)).toMatchObject({
    handed: 1,
    redelivered: 0,
    answers: [{ type: 'inactive', code: null }],
    handedAt: expect.any(Number),
    settledAt: expect.any(Number),
  });
  await away();
  expect(await back()).toEqual({ messages: [], count: '0' });
});

test('without a receipt, the same ciphertext comes again at the next login, in the order of writing', async () => {
  sandbox.control.drop('before_receipt');
  const first = client.next('CB:message');
  const { messageId } = sandbox.control.deliver(ANNA, 'one');
  const live = structuredClone(await first);
  await client.closed();
  expect(handover(messageId)).toMatchObject({ state: 'handed_over', handed: 1, redelivered: 0, answers: [] });
  const second = sandbox.control.deliver(BUDI, 'two');
  const third = sandbox.control.deliver(ANNA, 'three');
  const { messages, count } = await back();
  expect(messages.map(({ attrs }) => [attrs['id'], attrs['offline']])).toEqual([
    [messageId, '0'],
    [second.messageId, '1'],
    [third.messageId, '2'],
  ]);
  expect(count).toBe('3');
  expect(encOf(messages[0])).toEqual(encOf(live));
  expect(messages[0]?.attrs).toEqual({ ...live.attrs, offline: '0' });
  expect(handover(messageId)).toMatchObject({ handed: 2, redelivered: 1 });
  expect(handover(third.messageId)).toMatchObject({ handed: 1, redelivered: 0 });
});

test('a restart of the server changes neither the ciphertext nor the ticks', async () => {
  sandbox.control.drop('after_handing');
  const first = client.next('CB:message');
  const { messageId } = sandbox.control.deliver(ANNA, 'one');
  const live = structuredClone(await first);
  await client.closed();
  const before = sandbox.control.handovers();
  await sandbox.close();
  sandbox = await sandboxForTest({ file });
  expect(sandbox.control.handovers()).toEqual(before);
  const { messages } = await back();
  expect(messages.map(encOf)).toEqual([encOf(live)]);
  expect(handover(messageId)).toMatchObject({ handed: 2, redelivered: 1 });
});

test('what the device refuses is gone, and its writer gets no tick', async () => {
  sandbox.control.drop('before_receipt');
  const { messageId } = sandbox.control.deliver(ANNA, 'first');
  await client.closed();
  // The client has used the key already, and cannot read the message a second time.
  await back();
  await reached(messageId, 'refused');
  expect(handover(messageId)).toMatchObject({ answers: [{ type: 'error', code: 487 }] });
  expect(sandbox.control.chat(ANNA, 10).bubbles).toMatchObject([{ receipt: 'none' }]);
  await away();
  expect(await back()).toEqual({ messages: [], count: '0' });
});

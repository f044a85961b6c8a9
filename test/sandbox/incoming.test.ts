import { jidNormalizedUser, type proto, type WAMessage } from 'baileys';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { linkedClient, type RawClient, rawClient, sandboxForTest } from '../support/raw-client.ts';

let sandbox: Sandbox;
let client: RawClient;
beforeEach(async () => {
  sandbox = await sandboxForTest();
  client = await linkedClient(sandbox);
});
afterEach(() => {
  client.end();
  return sandbox.close();
});

const ANNA = '6281234567801';
const jid = (number: string) => `${number}@s.whatsapp.net`;
const textOf = (message: WAMessage | proto.IWebMessageInfo) => message.message?.conversation;

test('a contact writes, and the client reads it', async () => {
  const arrived = client.incoming();
  const { messageId } = sandbox.control.deliver(ANNA, 'are you there?');
  const { type, message } = await arrived;
  expect(type).toBe('notify');
  expect(message.key).toMatchObject({ id: messageId, remoteJid: jid(ANNA), remoteJidAlt: `900${ANNA}@lid` });
  expect(textOf(message)).toBe('are you there?');
});

test('an answer goes on in the session in which the message came', async () => {
  const arrived = client.incoming();
  sandbox.control.deliver(ANNA, 'ping');
  const { message } = await arrived;
  await client.send(jidNormalizedUser(message.key.remoteJid ?? ''), 'pong');
  const answered = client.incoming();
  sandbox.control.deliver(ANNA, 'thanks');
  expect(textOf((await answered).message)).toBe('thanks');
  expect(sandbox.control.inboxes(ANNA)[0]?.messages).toMatchObject([{ text: 'pong' }]);
});

test('what was written while the client was away comes when it is back', async () => {
  client.end();
  await client.closed();
  sandbox.control.deliver(ANNA, 'one');
  sandbox.control.deliver(ANNA, 'two');
  sandbox.control.deliver('6281234567802', 'three');
  client = rawClient(sandbox.url, client.auth);
  const heard = await new Promise<string[]>((resolve) => {
    const texts: string[] = [];
    client.sock.ev.on('messages.upsert', ({ type, messages }) => {
      for (const message of messages) if (textOf(message)) texts.push(`${type} ${textOf(message)}`);
      if (texts.length === 3) resolve(texts);
    });
  });
  expect(heard).toEqual(['append one', 'append two', 'append three']);
});

test('a receipt that nobody could be told waits too', async () => {
  await client.send(jid(ANNA), 'hello', 'SEEN');
  client.end();
  await client.closed();
  expect(sandbox.control.receipt(ANNA, 'SEEN', 'read')).toBe(true);
  expect(sandbox.control.receipt(ANNA, 'OTHER', 'read')).toBe(false);
  expect(sandbox.control.inboxes(ANNA)[0]?.messages).toMatchObject([{ receipt: 'read' }]);
  client = rawClient(sandbox.url, client.auth);
  const receipt = await client.next('CB:receipt,type:read');
  expect(receipt.attrs).toMatchObject({ id: 'SEEN', from: jid(ANNA) });
});

test('a message that the client cannot read is written again', async () => {
  const first = client.incoming();
  sandbox.control.deliver(ANNA, 'first');
  await first;
  await client.auth.keys.set({ session: { [`900${ANNA}_1.0`]: null, [`${ANNA}.0`]: null } });
  const second = client.incoming();
  sandbox.control.deliver(ANNA, 'second');
  expect(textOf((await second).message)).toBe('second');
});

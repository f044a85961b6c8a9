import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { linkedClient, type RawClient, sandboxForTest } from '../support/raw-client.ts';

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
const OFF = '6281200000005';
const jid = (number: string) => `${number}@s.whatsapp.net`;
const chat = (number = ANNA) => sandbox.control.chat(number, 50);

/** Resolves once the condition holds; checks again at each change. */
const until = (holds: () => boolean) =>
  new Promise<void>((resolve) => {
    if (holds()) return resolve();
    const forget = sandbox.control.onChange(() => {
      if (!holds()) return;
      forget();
      resolve();
    });
  });

test('a chat has both of its sides, and says what has arrived', async () => {
  await client.send(jid(ANNA), 'are you there?', 'ASKED');
  sandbox.control.deliver(ANNA, 'yes');
  expect(chat().bubbles).toMatchObject([
    { messageId: 'ASKED', from: 'gateway', text: 'are you there?', receipt: 'delivered', copies: 1 },
    { from: 'contact', text: 'yes', receipt: 'none' },
  ]);
  await until(() => chat().bubbles[1]?.receipt === 'delivered');
  sandbox.control.receipt(ANNA, 'ASKED', 'read');
  expect(chat()).toMatchObject({ unread: 0, last: { text: 'yes' }, earlier: 0, nature: null, off: false });
  expect(sandbox.control.chat(ANNA, 1)).toMatchObject({ bubbles: [{ text: 'yes' }], earlier: 1 });
});

test('phones are listed with the newest message first, and those that are off with what waits for them', async () => {
  await client.send(jid(OFF), 'sleeping?');
  await client.send(jid(ANNA), 'hello');
  expect(sandbox.control.phones(50)).toMatchObject([
    { number: OFF, off: true, waiting: 1, unread: 0, last: null, nature: expect.stringContaining('off') },
    { number: ANNA, off: false, waiting: 0, unread: 1, last: { text: 'hello' } },
  ]);
  expect(sandbox.control.phones(1)).toHaveLength(1);
  sandbox.control.online(OFF);
  expect(chat(OFF)).toMatchObject({ off: false, waiting: 0, bubbles: [{ text: 'sleeping?' }] });
  sandbox.control.clear({ inboxes: true });
  expect(sandbox.control.phones(50)).toEqual([]);
  expect(chat('6289')).toMatchObject({ number: '6289', bubbles: [], last: null });
});

test('a fault of one kind is ended, and the others stay armed', () => {
  const { control } = sandbox;
  control.loseAck(3, ANNA);
  control.ackError(463, 1);
  control.silence(true);
  expect(control.state().armed).toEqual([
    { kind: 'silence', times: null, code: null, number: null },
    { kind: 'lose_ack', times: 3, code: null, number: ANNA },
    { kind: 'ack_error', times: 1, code: 463, number: null },
  ]);
  control.disarm('lose_ack');
  control.disarm('silence');
  expect(control.state().armed).toMatchObject([{ kind: 'ack_error' }]);
});

test('a listener is called when a fault is armed and when it strikes, once a turn', async () => {
  let heard = 0;
  const forget = sandbox.control.onChange(() => {
    heard += 1;
  });
  sandbox.control.loseAck(1);
  sandbox.control.loseAck(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toBe(1);
  const struck = until(() => sandbox.control.state().armed.length === 1);
  void client.sock.sendMessage(jid(ANNA), { text: 'hello' });
  await struck;
  forget();
  expect(heard).toBeGreaterThan(1);
});

test('a presence without a type tells the name alone, and the account is shown as available only when it says so', async () => {
  const { available } = sandbox.control.state().account;
  for (const [attrs, expected] of [
    [{ name: 'Toko Sari' }, available],
    [{ name: 'Toko Sari', type: 'available' }, true],
    [{}, true],
    [{ type: 'unavailable' }, false],
    [{ name: 'Toko Dewi' }, false],
  ] as const) {
    await client.sock.sendNode({ tag: 'presence', attrs });
    // The server takes stanzas in their order.
    await client.send(jid(ANNA), 'in between');
    expect(sandbox.control.state().account.available).toBe(expected);
  }
});

import { expect, test } from 'vitest';
import { receiptsOf } from '../../src/whatsapp/baileys/receipts.ts';

const at = 1_700_000_000_000;
const NOW = at + 3_000;
const ONE = '3EB0000000000000000001';
const TWO = '3EB0000000000000000002';
const receipt = (attrs: Record<string, string>, more: readonly string[] = []) =>
  receiptsOf(
    {
      tag: 'receipt',
      attrs: { id: ONE, from: '6281200000404@s.whatsapp.net', t: '1700000000', ...attrs },
      content: [{ tag: 'list', attrs: {}, content: more.map((id) => ({ tag: 'item', attrs: { id } })) }],
    },
    NOW,
  );

test('a receipt without a type says that the message was delivered', () => {
  expect(receipt({})).toEqual([{ type: 'receipt', messageId: ONE, kind: 'delivered', at }]);
});

test('a message that was played has been read', () => {
  expect(receipt({ type: 'read' })).toMatchObject([{ kind: 'read' }]);
  expect(receipt({ type: 'played' })).toMatchObject([{ kind: 'played' }]);
});

test('in a group and for a status a receipt says whose it is', () => {
  const person = '6281200000404@s.whatsapp.net';
  for (const from of ['120363000000000001@g.us', 'status@broadcast'])
    expect(receipt({ from, participant: '6281200000404:3@s.whatsapp.net' })).toMatchObject([
      { kind: 'delivered', by: { chatId: from, person } },
    ]);
  expect(receipt({ from: '120363000000000001@g.us' })).toEqual([]);
});

test('one receipt can speak of several messages', () => {
  expect(receipt({}, [TWO])).toMatchObject([{ messageId: ONE }, { messageId: TWO }]);
});

test('messages that Waybill did not send are passed over', () => {
  expect(receipt({ id: 'ABCDEF' }, [TWO])).toMatchObject([{ messageId: TWO }]);
});

test('what is no word of the recipient is passed over', () => {
  for (const type of ['sender', 'retry', 'inactive', 'read-self', 'peer_msg', 'hist_sync', 'server-error'])
    expect(receipt({ type })).toEqual([]);
  expect(receipt({ recipient: '6281200000404@s.whatsapp.net' })).toEqual([]);
});

test('a receipt without a time came now', () => {
  expect(receipt({ t: '' })).toMatchObject([{ at: NOW }]);
  expect(receipt({ t: 'soon' })).toMatchObject([{ at: NOW }]);
});

test('a receipt of the second that is not over came now, and never before its message', () => {
  expect(receipt({ t: String(NOW / 1000) })).toMatchObject([{ at: NOW }]);
  expect(receipt({ t: String(NOW / 1000 + 60) })).toMatchObject([{ at: NOW }]);
});

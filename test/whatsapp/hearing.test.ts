/** What comes in is on record once: the real client, the real wire, phones of the sandbox that write. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Posting } from '../../src/sandbox/control/posting.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

let run: RunningWithSandbox;
beforeAll(async () => {
  run = await runningWithSandbox();
  await run.ready();
});
afterAll(() => run.close());

/** Smaller numbers are those of the sandbox that misbehave on purpose. */
let people = 1_000;
/** A number that nobody has written from yet. */
const somebody = () => `62812345${String((people += 1)).padStart(5, '0')}`;
const chat = (number: string) => `chat/default/${number}@s.whatsapp.net`;
const facts = (number: string) => run.log.read(chat(number));
const text = (body: string) => ({ kind: 'text', body }) as const;
const wordsOf = (number: string) =>
  facts(number).map(({ position, type }) => [type, (run.log.content(position) as { body?: string } | null)?.body]);
const handover = (id: string) => run.control.handover(id);
/** Resolves when the sandbox has this message in this state. */
const reached = (id: string, state: string) =>
  new Promise<void>((resolve) => {
    const look = () => handover(id)?.state === state && (forget(), resolve());
    const forget = run.control.onChange(look);
    look();
  });
const unreadable = (times: number | null): Posting => ({ trouble: { kind: 'undecryptable', how: 'bad_mac', times } });

test('a text of a contact is on record with its words beside the fact, and then it has its tick', async () => {
  const anna = somebody();
  const { messageId } = run.control.deliver(anna, 'are you there?');
  await reached(messageId, 'confirmed');
  const [fact] = facts(anna);
  expect(fact).toMatchObject({
    type: 'message.received',
    header: { session: 'default', chatId: `${anna}@s.whatsapp.net` },
    data: { messageId, direction: 'in', source: 'live', by: `${anna}@s.whatsapp.net`, byOther: `900${anna}@lid` },
    from: null,
    to: null,
  });
  expect(wordsOf(anna)).toEqual([['message.received', 'are you there?']]);
  expect(JSON.stringify(fact)).not.toContain('are you there');
});

test('messages stand in the order in which they were handed over', async () => {
  const [anna, budi] = [somebody(), somebody()];
  for (const words of ['one', 'two', 'three']) run.control.deliver(anna, words);
  run.control.deliver(budi, 'another');
  await run.told(chat(anna), 3);
  await run.told(chat(budi), 1);
  expect(wordsOf(anna).map(([, words]) => words)).toEqual(['one', 'two', 'three']);
});

test('nor does a message overtake one whose sender has an address that is new here', async () => {
  const anna = somebody();
  await Promise.all([
    run.control.write(anna, text('first'), {}, { address: 'number' }),
    run.control.write(anna, text('second'), {}, { address: 'number_alone' }),
  ]);
  await run.told(chat(anna), 2);
  expect(wordsOf(anna)).toEqual([
    ['message.received', 'first'],
    ['message.received', 'second'],
  ]);
});

test('a message whose receipt was lost is handed over again, and gets its tick without a second fact', async () => {
  const anna = somebody();
  run.control.drop('before_receipt');
  const { messageId } = run.control.deliver(anna, 'once');
  await reached(messageId, 'confirmed');
  expect(handover(messageId)).toMatchObject({ redelivered: 1, confirmed: true });
  run.control.deliver(anna, 'and on');
  await run.told(chat(anna), 2);
  expect(wordsOf(anna).map(([, words]) => words)).toEqual(['once', 'and on']);
});

test('a message that cannot be read is on record, and repaired under its id', async () => {
  const anna = somebody();
  run.control.deliver(anna, 'before');
  await run.told(chat(anna), 1);
  const { messageId } = await run.control.write(anna, text('at last'), {}, unreadable(1));
  await run.told(chat(anna), 3);
  expect(facts(anna).slice(1)).toMatchObject([
    { type: 'message.received', data: { messageId, unread: { kind: 'undecryptable', reason: 'bad_mac' } } },
    { type: 'message.repaired', data: { messageId } },
  ]);
  expect(wordsOf(anna).at(-1)).toEqual(['message.repaired', 'at last']);
});

test('what WhatsApp keeps from linked devices is on record as withheld', async () => {
  const anna = somebody();
  const posting: Posting = { trouble: { kind: 'withheld', type: 'view_once' } };
  const { messageId } = await run.control.write(anna, text('look once'), {}, posting);
  await run.told(chat(anna), 1);
  expect(facts(anna)).toMatchObject([{ data: { messageId, unread: { kind: 'withheld', reason: 'view_once' } } }]);
});

test('what was written while nobody was connected is on record as such', async () => {
  const anna = somebody();
  run.control.drop('after_handing');
  const first = run.control.deliver(anna, 'one');
  const second = run.control.deliver(anna, 'two');
  await reached(first.messageId, 'confirmed');
  await reached(second.messageId, 'confirmed');
  expect(wordsOf(anna).map(([, words]) => words)).toEqual(['one', 'two']);
  expect(facts(anna).at(-1)).toMatchObject({ data: { source: 'offline' } });
});

test('an emoji is a fact of its own', async () => {
  const anna = somebody();
  const { messageId } = run.control.deliver(anna, 'hello');
  await run.control.write(anna, { kind: 'reaction', to: messageId, emoji: '👍' });
  await run.told(chat(anna), 2);
  expect(facts(anna)).toMatchObject([
    { type: 'message.received', data: { messageId } },
    { type: 'message.reacted', data: { messageId, direction: 'in' } },
  ]);
});

test('a post of a channel is on record, in its own chat', async () => {
  const channel = '120363000000000001@newsletter';
  const { messageId } = await run.control.publish(channel, text('news'));
  const [fact] = await run.told(`chat/default/${channel}`, 1);
  expect(fact).toMatchObject({ type: 'message.received', messageId, direction: 'in' });
});

test("a message of a group whose sender's key could be read, and nothing else, is on record as undecryptable", async () => {
  const anna = somebody();
  const { id } = run.control.createGroup({ subject: 'Parcels', members: [anna, somebody()] });
  const trouble = { kind: 'undecryptable', how: 'bad_mac', times: 1 } as const;
  const written = await run.control.writeInGroup(id, anna, { kind: 'text', body: 'at noon' }, {}, { trouble });
  const messageId = written?.messageId;
  await run.told(`chat/default/${id}`, 2);
  const unread = { kind: 'undecryptable' };
  expect(run.log.read(`chat/default/${id}`)).toMatchObject([
    { type: 'message.received', data: { messageId, unread } },
    { type: 'message.repaired', data: { messageId } },
  ]);
});

test('the log verifies', async () => {
  expect(await run.log.verify()).toBeNull();
});

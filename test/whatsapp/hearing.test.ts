/** What comes in is on record once: the real client, the real wire, a phone of the sandbox that writes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

const ANNA = '6281234567801';
const BUDI = '6281234567802';
const chat = (number: string) => `chat/default/${number}@s.whatsapp.net`;

let run: RunningWithSandbox;
beforeEach(async () => {
  run = await runningWithSandbox();
  await run.ready();
});
afterEach(() => run.close());

const textAt = (position: number) => run.log.content(position);
const facts = (number: string) => run.log.read(chat(number));

test('a text of a contact is on record with its words beside the fact', async () => {
  const { messageId } = run.control.deliver(ANNA, 'are you there?');
  await run.told(chat(ANNA), 1);
  const [fact] = facts(ANNA);
  expect(fact).toMatchObject({
    type: 'message.received',
    header: { session: 'default', chatId: `${ANNA}@s.whatsapp.net` },
    data: { messageId, direction: 'in', source: 'live', by: `${ANNA}@s.whatsapp.net`, byOther: `900${ANNA}@lid` },
    from: null,
    to: null,
  });
  expect(textAt(fact?.position ?? 0)).toEqual({ kind: 'text', body: 'are you there?' });
  expect(JSON.stringify(fact)).not.toContain('are you there');
});

test('messages stand in the order in which they were handed over', async () => {
  for (const text of ['one', 'two', 'three']) run.control.deliver(ANNA, text);
  run.control.deliver(BUDI, 'another');
  await run.told(chat(ANNA), 3);
  await run.told(chat(BUDI), 1);
  expect(facts(ANNA).map(({ position }) => textAt(position))).toMatchObject([
    { body: 'one' },
    { body: 'two' },
    { body: 'three' },
  ]);
});

test("a message of a group whose sender's key could be read, and nothing else, is on record as undecryptable", async () => {
  const { id } = run.control.createGroup({ subject: 'Parcels', members: [ANNA, BUDI] });
  const trouble = { kind: 'undecryptable', how: 'bad_mac', times: 1 } as const;
  const written = await run.control.writeInGroup(id, ANNA, { kind: 'text', body: 'at noon' }, {}, { trouble });
  const messageId = written?.messageId;
  await run.told(`chat/default/${id}`, 2);
  const unread = { kind: 'undecryptable' };
  expect(run.log.read(`chat/default/${id}`)).toMatchObject([
    { type: 'message.received', data: { messageId, unread } },
    { type: 'message.repaired', data: { messageId } },
  ]);
});

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

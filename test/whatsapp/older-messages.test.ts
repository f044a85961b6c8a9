/** Older messages on request: the real client asks, the phone of the sandbox answers, and each is on record once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANNA as CALLER } from '../support/inside.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

let run: RunningWithSandbox;
beforeAll(async () => {
  run = await runningWithSandbox({ unlinked: true });
});
afterAll(() => run.close());

const ANNA = '6281234570001';
const CHAT = `${ANNA}@s.whatsapp.net`;
const DAY_S = 86_400;
const text = (body: string) => ({ kind: 'text', body }) as const;

test('what was said before the phone was linked is fetched from it, once, in its place', async () => {
  const { control, gateway } = run;
  await control.write(ANNA, text('too old'), {}, { age: 40 * DAY_S });
  const { messageId } = await control.write(ANNA, text('first'), {}, { age: 3 * DAY_S });
  await control.write(ANNA, { kind: 'reaction', to: messageId, emoji: '👍' }, {}, { age: 2 * DAY_S });
  await control.write(ANNA, text('second'), {}, { age: 2 * DAY_S });
  // What the phone had done with the chat comes as a file, and its download is cut half-way.
  control.changeChat(ANNA, 'archive');
  control.mediaFault({ how: 'cut', transfer: 'download' }, 1);
  await run.ready();
  const archived = await run.fact('chat.archived');
  expect([archived.header.chatId, control.state().armed]).toEqual([CHAT, []]);
  await control.write(ANNA, text('live'));
  await run.told(`chat/default/${CHAT}`, 1);
  expect(await gateway.chatHistory.ask('default', 30, CALLER)).toMatchObject({ ok: true, value: { taken: 0 } });
  await run.fact('session.history_ended');
  expect(await gateway.chatHistory.look('default')).toMatchObject({
    ok: true,
    value: { state: 'ended', outcome: 'complete', chats: 1, unanswered: 0, taken: 2 },
  });
  const page = gateway.chats.messages({ session: 'default', chatId: CHAT, limit: 10 });
  const reactions = [{ emoji: '👍' }];
  expect(page).toMatchObject({
    value: {
      items: [
        { source: 'live', text: { body: 'live' } },
        { source: 'history', text: { body: 'second' }, reactions: [] },
        { source: 'history', text: { body: 'first' }, reactions, direction: 'in', messageId },
      ],
    },
  });
  // The notice of the phone is confirmed, so that it does not come again.
  expect(run.journal().some((entry) => entry.type === 'taken' && entry.key.startsWith('peer '))).toBe(true);
});

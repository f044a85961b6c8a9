/** Who is who, as the real client learns it from the sandbox. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

let run: RunningWithSandbox;
beforeAll(async () => {
  run = await runningWithSandbox();
});
afterAll(() => run.close());

test('an answer about devices tells the hidden id of a number, and both are one chat from then on', async () => {
  const number = '6281234501234';
  const chat = `${number}@s.whatsapp.net`;
  const job = await run.queue({ number, text: 'Hello' });
  await run.fact('job.completed', ({ stream }) => stream === `job/${job}`);
  const { data } = await run.fact('contact.found', ({ data }) => data.addresses.includes(chat));
  const lid = data.addresses.find((address) => address.endsWith('@lid')) ?? '';
  expect(data).toEqual({ addresses: [chat, lid], chat });
  const second = await run.queue({ number: lid, text: 'to the hidden id' });
  expect(run.reads.jobs.byId(second)?.chatId).toBe(chat);
  await run.fact('job.completed', ({ stream }) => stream === `job/${second}`);
});

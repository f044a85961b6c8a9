import { expect, test } from 'vitest';
import { openBox } from '../support/box.ts';
import { type Client, type Fact, followFacts, type Job } from '../support/client.ts';
import { verified } from '../support/command.ts';
import { layLinked } from '../support/linked-folder.ts';
import { folder, openGateway, waybill } from '../support/process.ts';
import { gatewayEnv, type Inbox, inboxesOf, pair, startGateway } from '../support/real-gateway.ts';

const CHATS = Array.from({ length: 10 }, (_, index) => `62812000070${String(index).padStart(2, '0')}`);
const PRIORITIES = ['HIGH', 'NORMAL', 'LOW'] as const;
const UNREGISTERED = '0812-0000-0404';
const LOSES_ACK = '0812-0000-0001';

const send = async (client: Client, number: string, message: string, priority = 'NORMAL'): Promise<string> => {
  const { status, body } = await client.post<{ jobId: string }>('/api/whatsapp/send-message', {
    number,
    message,
    priority,
  });
  expect(status).toBe(202);
  return body.jobId;
};

const sendFifty = (client: Client) =>
  Promise.all(
    CHATS.map(async (number, chat) => {
      // One after another within a chat, so that their order is known.
      for (let n = 1; n <= 5; n += 1) await send(client, number, `${n} to ${number}`, PRIORITIES[chat % 3]);
    }),
  );

const fifty = CHATS.map((number) => [number, [1, 2, 3, 4, 5].map((n) => `${n} to ${number}`)]);

const textsIn = (inboxes: readonly Inbox[]) =>
  CHATS.map((number) => [
    number,
    inboxes.find((inbox) => inbox.number === number)?.messages.map(({ text }) => text) ?? [],
  ]);

const ended = (facts: readonly Fact[]): number =>
  facts.filter(({ type }) => type === 'job.completed' || type === 'job.abandoned').length;

test('fifty messages, a wrong number and a lost acknowledgement: everything is delivered once, in order, and on record', async () => {
  const data = folder();
  const { control, env } = await openBox();
  const { process, client } = await startGateway(waybill, data, env);
  await pair(client, control);

  await sendFifty(client);
  const [wrong, lost] = [
    await send(client, UNREGISTERED, 'nobody'),
    await send(client, LOSES_ACK, 'twice, shown once'),
  ];
  const feed = await followFacts(client);
  await feed.until((facts) => ended(facts) === 52);

  expect((await client.get<{ items: Job[] }>('/api/whatsapp/jobs?status=completed&limit=500')).body.items).toHaveLength(
    51,
  );
  expect((await client.get<Job>(`/api/whatsapp/jobs/${wrong}`)).body).toMatchObject({
    status: 'failed',
    attempts: 1,
    failure: { code: 'not_registered', retryable: false },
  });
  const retried = (await client.get<Job>(`/api/whatsapp/jobs/${lost}`)).body;
  expect(retried).toMatchObject({ status: 'completed', attempts: 2 });

  const inboxes = await inboxesOf(control);
  expect(textsIn(inboxes)).toEqual(fifty);
  expect(inboxes.flatMap(({ messages }) => messages).filter(({ copies }) => copies > 1)).toMatchObject([
    { text: 'twice, shown once', copies: 2, messageId: retried.messageId },
  ]);

  expect((await client.post('/api/audit/verify')).body).toMatchObject({ ok: true });
  expect(await process.end('SIGTERM')).toBe(0);
  const verdict = await verified(data);
  expect(verdict.code, verdict.output).toBe(0);
});

test('killed in the middle and started again, it finishes the rest: none lost, none twice, and none through a second process', async () => {
  const data = folder();
  await layLinked(data);
  const { control, env } = await openBox();
  const first = await startGateway(waybill, data, env);
  const before = await followFacts(first.client);
  await sendFifty(first.client);
  await before.until((facts) => ended(facts) >= 10);
  await first.process.end('SIGKILL');

  const second = await openGateway(data, env);
  // Another process on the same folder is refused, and told who has it.
  const third = waybill(['start'], gatewayEnv(data, env));
  const after = await followFacts(second.client);
  await after.until((facts) => ended(facts) === 50);

  expect(
    (await second.client.get<{ items: Job[] }>('/api/whatsapp/jobs?status=completed&limit=500')).body.items,
  ).toHaveLength(50);
  expect(textsIn(await inboxesOf(control))).toEqual(fifty);
  expect(after.facts.map(({ position }) => position)).toEqual(after.facts.map((_, index) => index + 1));
  expect(await third.exited()).toBe(69);
  expect(third.output()).toContain(`process ${process.pid}`);
  await second.stop();
  const verdict = await verified(data);
  expect(verdict.code, verdict.output).toBe(0);
});

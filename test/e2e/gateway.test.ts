import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ADMIN, type Client, clientOf, type Fact, followFacts, type Job, logIn } from './client.ts';
import { type Process, waybill } from './process.ts';

const CHATS = Array.from({ length: 10 }, (_, index) => `62812000070${String(index).padStart(2, '0')}`);
const PRIORITIES = ['HIGH', 'NORMAL', 'LOW'] as const;
const UNREGISTERED = '0812-0000-0404';
const LOSES_ACK = '0812-0000-0001';

interface Inbox {
  readonly number: string;
  readonly messages: readonly { readonly text: string; readonly copies: number; readonly messageId: string }[];
}

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'waybill-e2e-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

/** WhatsApp in a process of its own. */
const startSandbox = async (data: string) => {
  const box = waybill(['sandbox', '--token', 'sandbox-token', '--file', join(data, 'sandbox.jsonl')]);
  const [, url = ''] = await box.line(/^WAYBILL_WHATSAPP_URL=(\S+)$/m);
  const [, rootKey = ''] = await box.line(/^WAYBILL_WHATSAPP_ROOT_KEY=(\S+)$/m);
  const [, control = ''] = await box.line(/controlled at (http:\S+)\/api\/sandbox/);
  return {
    control: clientOf(control, 'sandbox-token'),
    env: { WAYBILL_WHATSAPP_URL: url, WAYBILL_WHATSAPP_ROOT_KEY: rootKey },
  };
};

const startGateway = async (
  data: string,
  env: Record<string, string>,
): Promise<{ process: Process; client: Client }> => {
  const process = waybill(['start'], {
    WAYBILL_DATA: data,
    WAYBILL_PORT: '0',
    WAYBILL_ADMIN_EMAIL: ADMIN.email,
    WAYBILL_ADMIN_PASSWORD: ADMIN.password,
    WAYBILL_ACK_TIMEOUT_MS: '2000',
    ...env,
  });
  const [, url = ''] = await process.line(/^Waybill is listening on (http:\S+)$/m);
  return { process, client: await logIn(url) };
};

/** The phone scans the QR that the gateway shows. */
const pair = async (gateway: Client, sandbox: Client): Promise<void> => {
  const feed = await followFacts(gateway);
  await feed.until((facts) => facts.some(({ type }) => type === 'session.qr_issued'));
  const { body } = await gateway.get<{ qr: string }>('/api/whatsapp/session/qr');
  expect((await sandbox.post('/api/sandbox/scan', { qr: body.qr })).status).toBe(200);
  await feed.until((facts) => facts.some(({ type }) => type === 'session.opened'));
};

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

const inboxesOf = async (sandbox: Client): Promise<readonly Inbox[]> =>
  (await sandbox.get<{ items: Inbox[] }>('/api/sandbox/inbox')).body.items;

const textsIn = (inboxes: readonly Inbox[]) =>
  CHATS.map((number) => [
    number,
    inboxes.find((inbox) => inbox.number === number)?.messages.map(({ text }) => text) ?? [],
  ]);

const ended = (facts: readonly Fact[]): number =>
  facts.filter(({ type }) => type === 'job.completed' || type === 'job.abandoned').length;

test('fifty messages, a wrong number and a lost acknowledgement: everything is delivered once, in order, and on record', async () => {
  const data = folder();
  const { control, env } = await startSandbox(data);
  const { process, client } = await startGateway(data, env);
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
  const verify = waybill(['verify'], { WAYBILL_DATA: data });
  expect(await verify.exited(), verify.output()).toBe(0);
});

test('killed in the middle and started again, it finishes the rest: none lost, none twice', async () => {
  const data = folder();
  const { control, env } = await startSandbox(data);
  const first = await startGateway(data, env);
  await pair(first.client, control);
  const before = await followFacts(first.client);
  await sendFifty(first.client);
  await before.until((facts) => ended(facts) >= 10);
  await first.process.end('SIGKILL');

  const second = await startGateway(data, env);
  const after = await followFacts(second.client);
  await after.until((facts) => ended(facts) === 50);

  expect(
    (await second.client.get<{ items: Job[] }>('/api/whatsapp/jobs?status=completed&limit=500')).body.items,
  ).toHaveLength(50);
  expect(textsIn(await inboxesOf(control))).toEqual(fifty);
  expect(after.facts.map(({ position }) => position)).toEqual(after.facts.map((_, index) => index + 1));
  expect(await second.process.end('SIGTERM')).toBe(0);
  const verify = waybill(['verify'], { WAYBILL_DATA: data });
  expect(await verify.exited(), verify.output()).toBe(0);
});

test('a second process on the same data folder is refused, and told who has it', async () => {
  const data = folder();
  const env = { WAYBILL_WHATSAPP: 'sandbox' };
  const { process } = await startGateway(data, env);
  const second = waybill(['start'], { WAYBILL_DATA: data, WAYBILL_PORT: '0', ...env });
  expect(await second.exited()).toBe(69);
  expect(second.output()).toContain(`process ${process.child.pid}`);
});

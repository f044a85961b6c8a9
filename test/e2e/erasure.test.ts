/** Erasure reaches every byte of the data folder: database, write-ahead log, archive, media, and the file of the sandbox. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { waybill } from '../cli/fake-shell.ts';
import { type Client, type Fact, followFacts } from '../support/client.ts';
import { startGatewayInside } from '../support/gateway-inside.ts';
import { layLinked } from '../support/linked-folder.ts';
import { folder } from '../support/process.ts';
import { ready } from '../support/real-gateway.ts';

const SANDBOX = { WAYBILL_WHATSAPP: 'sandbox' };
const [AYU, BUDI] = ['6281200007500', '6281200007501'];
/** Long enough to be told from random bytes in base64. */
const CANARY = 'nightingale';
/** A file whose bytes are on no other disk. */
const fileOf = (name: string) => Buffer.alloc(40_000, `${name} ${CANARY}, `);

interface Ids {
  readonly jobId: string;
  readonly messageId: string;
}

/** The files below a folder that hold the word, as text or in base64. */
const holding = (data: string): string[] =>
  readdirSync(data, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(data, name)).isFile())
    .filter((name) => {
      const bytes = readFileSync(join(data, name));
      return [0, 1, 2].some((shift) => {
        const coded = Buffer.from(' '.repeat(shift) + CANARY).toString('base64');
        return bytes.includes(CANARY) || bytes.includes(coded.slice(shift === 0 ? 0 : 4, -4));
      });
    })
    .sort();

const until = async (client: Client, done: (facts: readonly Fact[]) => boolean): Promise<void> => {
  const feed = await followFacts(client);
  await feed.until(done);
  feed.end();
};

/** Sends a message, and resolves once it was delivered. */
const send = async (client: Client, to: string, type: string, member: object): Promise<Ids> => {
  const { status, body } = await client.post<Ids>('/api/whatsapp/messages', { to, type, [type]: member });
  expect(status, JSON.stringify(body)).toBe(202);
  const isDelivered = ({ stream, type: fact }: Fact) => stream === `job/${body.jobId}` && fact === 'job.delivered';
  await until(client, (facts) => facts.some(isDelivered));
  return body;
};

/** A contact writes; resolves once it is on record. */
const write = async (client: Client, from: string, content: object): Promise<string> => {
  const { status, body } = await client.post<Ids>('/api/sandbox/write', { from, content });
  expect(status, JSON.stringify(body)).toBe(200);
  const { messageId } = body;
  await until(client, (facts) =>
    facts.some(({ stream, data }) => stream.startsWith('chat/') && Object.values(data).includes(messageId)),
  );
  return messageId;
};

/** A receiver of webhooks that answers with what it was sent, so that its answers have to be erased as well. */
const openEcho = async (): Promise<{ url: string; host: string; heard: () => string }> => {
  let heard = '';
  const echo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    heard += body;
    response.end(body);
  };
  const server = createServer((request, response) => void echo(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}/`, host, heard: () => heard };
};

/** Every event so far was told. */
const told = (client: Client, endpoint: string): Promise<void> =>
  vi.waitFor(
    async () => {
      const { body } = await client.get<{ lag: { facts: number } }>(`/api/webhooks/${endpoint}`);
      expect(body.lag.facts).toBe(0);
    },
    { timeout: 30_000 },
  );

const data64 = (name: string) => ({ data: fileOf(name).toString('base64'), mimetype: 'text/plain' });

const erase = async ({ url, token }: Client, path: string): Promise<Record<string, unknown>> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/whatsapp/${path}/content`, { method: 'DELETE', headers });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
};

test('a message and a person are gone from every file, also where they were archived, and verify is content', async () => {
  const data = join(folder(), 'data');
  await layLinked(data);
  const first = await startGatewayInside(data, SANDBOX);
  await ready(first.client);
  const said = await send(first.client, AYU, 'text', { body: `the ${CANARY} sings` });
  const media = { ...data64('out'), fileName: `${CANARY}.txt` };
  const sent = await send(first.client, BUDI, 'document', { media, caption: `a ${CANARY} in a cage` });
  await send(first.client, BUDI, 'forward', { messageId: said.messageId });
  await first.stop();
  expect((await waybill(`archive --before ${new Date().toISOString()}`, { env: { WAYBILL_DATA: data } })).exit).toBe(0);

  expect(readdirSync(join(data, 'archive'))).toEqual(['000001.jsonl.gz']);

  const echo = await openEcho();
  const { client, stop } = await startGatewayInside(data, { ...SANDBOX, WAYBILL_FETCH_ALLOW: echo.host });
  await ready(client);
  const hook = { name: 'Echo', url: echo.url, events: ['message.*', 'media.*'], startAt: 1 };
  const { body: endpoint } = await client.post<{ id: string }>('/api/webhooks', hook);
  const kept = await write(client, AYU, { type: 'text', body: 'the robin stays' });
  const heard = await write(client, BUDI, { type: 'text', body: `a ${CANARY} for you` });
  await write(client, BUDI, { type: 'edit', of: heard, body: `two ${CANARY} birds` });
  const document = { type: 'document', fileName: `${CANARY}.txt`, caption: CANARY, file: data64('in') };
  await write(client, BUDI, document);
  await until(client, (facts) => facts.filter(({ type }) => type === 'media.stored').length === 2);
  await told(client, endpoint.id);
  expect(echo.heard()).toContain(CANARY);
  expect(holding(data)).toEqual(expect.arrayContaining(['sandbox.jsonl']));
  expect(holding(data).some((name) => name.startsWith('waybill.db'))).toBe(true);
  expect(holding(data).filter((name) => name.startsWith('media'))).toHaveLength(2);

  expect(await erase(client, `messages/${said.messageId}`)).toMatchObject({ state: 'done', erased: 2 });
  const { body: found } = await client.get<{ items: { contactId: string; number: string }[] }>(
    `/api/whatsapp/contacts?search=${BUDI}`,
  );
  expect(await erase(client, `contacts/${found.items[0]?.contactId}`)).toMatchObject({ state: 'done', erased: 3 });

  await told(client, endpoint.id);
  const { body: deliveries } = await client.get<{ items: unknown[] }>(`/api/webhooks/${endpoint.id}/deliveries`);
  expect(deliveries.items.filter((item) => JSON.stringify(item).includes(CANARY))).toEqual([]);

  // While it runs, and after it has stopped.
  expect(holding(data)).toEqual([]);
  expect((await client.get(`/api/whatsapp/messages/${kept}`)).body).toMatchObject({
    text: { body: 'the robin stays' },
  });
  expect((await client.get(`/api/whatsapp/jobs/${sent.jobId}/events`)).status).toBe(200);
  await stop();
  expect(holding(data)).toEqual([]);
  const verified = await waybill('verify', { env: { WAYBILL_DATA: data } });
  expect(verified, verified.err).toMatchObject({ exit: 0, out: expect.stringContaining('chain        ok') });
}, 120_000);

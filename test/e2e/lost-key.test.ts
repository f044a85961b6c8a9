/** The encryption key of a data folder is gone for good: what a start says, and what is left after the keys were given up. */
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Webhook as Verifier } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import { encryptionKeyFile } from '../../src/cli/encryption-key.ts';
import { waybill } from '../cli/fake-shell.ts';
import type { GatewayInside } from '../support/gateway-inside.ts';
import { folder, openGateway } from '../support/process.ts';

interface Came {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Resolves with the first request that comes. */
const receiver = async () => {
  const first = Promise.withResolvers<Came>();
  const came: Came[] = [];
  const take = async (asked: IncomingMessage): Promise<void> => {
    const one = { headers: asked.headers as Record<string, string>, body: await text(asked) };
    came.push(one);
    first.resolve(one);
  };
  const server = createServer((asked, answer) => void take(asked).then(() => answer.writeHead(204).end()));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, came, first: first.promise };
};

const asking =
  ({ client }: GatewayInside) =>
  async (line: string, body?: unknown) => {
    const [method = '', path = ''] = line.split(' ');
    const headers = { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' };
    const answer = await fetch(client.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const said = await answer.text();
    return { status: answer.status, body: (said === '' ? {} : JSON.parse(said)) as Record<string, unknown> };
  };

test('a lost key is refused in plain words, and given up it costs an endpoint its secret and nothing else', async () => {
  const data = join(folder(), 'data');
  const env = { WAYBILL_WHATSAPP: 'sandbox', WAYBILL_FETCH_ALLOW: '127.0.0.1' };
  const { url, came, first } = await receiver();
  const before = await openGateway(data, env);
  const made = await asking(before)('POST /api/webhooks', { name: 'Shop', url, events: ['queue.*'] });
  const hook = `/api/webhooks/${String(made.body['id'])}`;
  expect(made.body['reason']).toBeNull();
  await before.stop();

  rmSync(encryptionKeyFile(data));
  await expect(openGateway(data, env)).rejects.toMatchObject({
    code: 'seal.wrong_key',
    message: expect.stringMatching(/encryption-key is missing/),
    hint: expect.stringMatching(/'waybill keys forget'/),
  });
  const forgotten = await waybill('keys forget', { env: { WAYBILL_DATA: data } });
  expect([forgotten.exit, forgotten.err]).toEqual([0, '']);
  expect(forgotten.out).toContain(`Removed the secrets of ${String(made.body['id'])}: rotate the secret of each`);

  const ask = asking(await openGateway(data, env));
  expect((await ask(`GET ${hook}`)).body).toMatchObject({ name: 'Shop', url, state: 'active', reason: 'no_secret' });
  expect((await ask('POST /api/whatsapp/queue/pause')).status).toBe(200);
  expect((await ask(`POST ${hook}/test`)).body['code']).toBe('webhook.no_secret');
  expect(came).toEqual([]);
  // The event has waited for the new secret.
  const { secret } = (await ask(`POST ${hook}/rotate-secret`, { overlapHours: 1 })).body;
  const { headers, body } = await first;
  expect(new Verifier(String(secret)).verify(body, headers)).toMatchObject({ type: 'queue.paused' });
  expect((await ask(`GET ${hook}`)).body['reason']).toBeNull();
  expect((await ask('GET /api/whatsapp/status')).status).toBe(200);
});

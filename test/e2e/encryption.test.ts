import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { aesSeal, encryptionKeyOf } from '../../src/kernel/seal.ts';
import { sqliteCredentials } from '../support/credentials.ts';
import { openBox } from '../support/box.ts';
import { type Client, followFacts } from '../support/client.ts';
import { command } from '../support/command.ts';
import { folder, openGateway, waybill } from '../support/process.ts';
import { gatewayEnv, pair, startGateway } from '../support/real-gateway.ts';

const NUMBER = '6281200007000';

/** Sends a message, and resolves when WhatsApp has acknowledged it. */
const deliver = async (client: Client): Promise<void> => {
  const { body } = await client.post<{ jobId: string }>('/api/whatsapp/send-message', {
    number: NUMBER,
    message: 'Hello',
  });
  const feed = await followFacts(client);
  await feed.until((facts) =>
    facts.some(({ type, stream }) => type === 'job.completed' && stream === `job/${body.jobId}`),
  );
  feed.end();
};

/** Resolves when the session has been opened this many times. */
const openedTimes = async (client: Client, times: number): Promise<void> => {
  const feed = await followFacts(client);
  await feed.until((facts) => facts.filter(({ type }) => type === 'session.opened').length === times);
  feed.end();
};

const keyOf = (data: string): Buffer =>
  Buffer.from(encryptionKeyOf(readFileSync(join(data, 'encryption-key'), 'utf8').trim()));

/** The private keys of the linked device, read with its encryption key. */
const secretsOf = async (data: string, rootKey: string | undefined): Promise<Buffer[]> => {
  const db = openDatabase(join(data, 'waybill.db'));
  const { creds, keys } = sqliteCredentials(db, aesSeal(keyOf(data), systemEntropy), rootKey).open('default').auth;
  const ids = Array.from({ length: 20 }, (_, id) => String(id + 1));
  const preKeys = Object.values(await keys.get('pre-key', ids));
  db.close();
  expect(creds.account).toBeDefined();
  expect(preKeys.length).toBeGreaterThan(10);
  const pairs = [creds.noiseKey, creds.signedIdentityKey, creds.signedPreKey.keyPair, ...preKeys];
  return [Buffer.from(creds.advSecretKey, 'base64'), ...pairs.map((pair) => Buffer.from(pair.private))];
};

const formsOf = (secret: Buffer) => [
  secret,
  ...(['base64', 'base64url', 'hex'] as const).map((as) => secret.toString(as)),
];

/** Files of a folder that contain one of these secrets, as bytes or as text. */
const filesWith = (path: string, secrets: readonly Buffer[]): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
    .filter((file) => {
      const bytes = readFileSync(join(path, file));
      return secrets.some((secret) => formsOf(secret).some((form) => bytes.includes(form)));
    });

test("WhatsApp's keys are on disk nowhere in the clear, a wrong key changes nothing, a backup opens with the right one", {
  timeout: 240_000,
}, async () => {
  const data = join(folder(), 'data');
  const { control, env } = await openBox();
  const first = await startGateway(waybill, data, env);
  await pair(first.client, control);
  await deliver(first.client);
  const copies = folder();
  expect((await command(['backup', join(copies, 'waybill.db')], { WAYBILL_DATA: data })).code).toBe(0);
  await first.process.end('SIGKILL');

  const secrets = await secretsOf(data, env['WAYBILL_WHATSAPP_ROOT_KEY']);
  expect(filesWith(data, [keyOf(data)])).toEqual(['encryption-key']);
  expect([...filesWith(data, secrets), ...filesWith(copies, secrets)]).toEqual([]);
  for (const form of secrets.flatMap(formsOf)) expect(first.process.output()).not.toContain(form.toString());

  const wrong = await command(['start'], gatewayEnv(data, { ...env, WAYBILL_ENCRYPTION_KEY: 'ab'.repeat(32) }));
  expect(wrong.code).toBe(78);
  expect(wrong.output).toMatch(/^WAYBILL_ENCRYPTION_KEY is not the key .* Nothing was changed\.$/m);

  const restored = join(folder(), 'data');
  mkdirSync(restored, { mode: 0o700 });
  copyFileSync(join(copies, 'waybill.db'), join(restored, 'waybill.db'));
  const keyless = await command(['start'], gatewayEnv(restored, env));
  expect(keyless.code).toBe(78);
  expect(keyless.output).toContain('encryption-key is missing');

  copyFileSync(join(data, 'encryption-key'), join(restored, 'encryption-key'));
  for (const path of [restored, data]) {
    const again = await openGateway(path, env);
    // Without a new QR.
    await openedTimes(again.client, 2);
    await again.stop();
  }
});

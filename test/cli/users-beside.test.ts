/** `waybill user`, and a picture, next to a running gateway: in one process here, over a real socket and a real lock. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { startWaybill } from '../../src/main.ts';
import { folder } from '../support/process.ts';
import { beside } from './beside.ts';
import { waybill } from './fake-shell.ts';

/** The smallest PNG. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('adds, lists, changes and removes people while the gateway runs, and all of it is on record', async () => {
  const { data, env, anna, server, lock, ticket } = await beside();
  lock.announce({ url: server.url, ticket });
  anna.clock.advance(1);
  expect(statSync(join(data, 'lock.json')).mode & 0o777).toBe(0o600);

  const given = { env, input: 'correct horse battery\n' };
  expect(await waybill('user add budi@example.com --password-stdin', given)).toMatchObject({
    exit: 0,
    out: 'Added budi@example.com (operator).',
  });
  expect((await waybill('user role budi@example.com viewer', { env })).out).toBe('budi@example.com is viewer now.');
  expect((await waybill('user password budi@example.com', { env })).out).toMatch(/^Changed .* The password is \S{24} /);
  const { lines } = await waybill('user list', { env });
  expect(lines.map((line) => line.split('\t').slice(0, 2))).toEqual([
    ['anna@example.com', 'admin'],
    ['budi@example.com', 'viewer'],
  ]);
  expect((await waybill('user remove budi@example.com', { env })).exit).toBe(0);
  expect(anna.facts()).toEqual(['user.added', 'user.role_changed', 'user.password_changed', 'user.removed']);
});

/** The whole life of a key. */
const liveAndDie = async (where: { env: Record<string, string> }) => {
  const made = await waybill('api-key create shop --preset sender --sessions default --rate 60', where);
  const [, id = '', key = ''] = /^Made (key_\w+):\n(wb_\w+)$/.exec(made.out) ?? [];
  const { out: list } = await waybill('api-key list', where);
  expect(list).toContain([id, key.slice(0, 9), 'shop', 'never', 'messages:send,'].join('\t'));
  const rotated = await waybill(`api-key rotate ${id} --overlap 0`, where);
  expect(rotated.out).toMatch(/^Rotated key_\w+:\nwb_\w+$/);
  expect((await waybill(`api-key revoke ${id}`, where)).out).toBe(`Revoked ${id}.`);
  expect(await waybill(`api-key revoke ${id}`, where)).toMatchObject({
    exit: 1,
    err: expect.stringContaining('no key'),
  });
  for (const wrong of ['api-key create shop', 'api-key create shop --preset king', 'api-key create shop --scopes fly'])
    expect((await waybill(wrong, where)).exit).toBe(64);
};

test('makes, lists, rotates and revokes API keys, while the gateway runs and while it is stopped', async () => {
  const { env, anna, server, lock, ticket } = await beside();
  lock.announce({ url: server.url, ticket });
  await liveAndDie({ env });
  expect(anna.facts()).toEqual(['key.created', 'key.rotated', 'key.revoked']);
  lock.release();
  await liveAndDie({ env });
});

test('is refused by the gateway with the sentence and the exit that it has without one', async () => {
  const { env, server, lock, ticket } = await beside();
  lock.announce({ url: server.url, ticket });
  expect(await waybill('user remove nobody@example.com', { env })).toMatchObject({
    exit: 1,
    err: expect.stringContaining('no user with this email'),
  });
  expect(await waybill('user remove anna@example.com', { env })).toMatchObject({
    exit: 1,
    err: expect.stringContaining('Nobody else is an administrator'),
  });
});

test('says where to run it, when the gateway cannot be reached from here or is another', async () => {
  const { env, server, lock } = await beside();
  lock.announce({ url: server.url, ticket: 'of another gateway' });
  const unreachable = { exit: 69, err: expect.stringContaining('Run this command where the gateway runs') };
  expect(await waybill('user list', { env })).toMatchObject(unreachable);
  await server.close();
  expect(await waybill('user list', { env })).toMatchObject(unreachable);
});

test('finds the gateway that a start has made, as long as it runs, and sends a picture as one', async () => {
  const env = { WAYBILL_DATA: folder(), WAYBILL_PORT: '0', WAYBILL_HOST: '127.0.0.1' };
  const read = readConfig(env, false);
  if (!read.ok) throw new Error('the configuration is wrong');
  const started = await startWaybill(read.config, silentLogger, () => {});
  onTestFinished(() => started.stop('the test is over'));
  expect((await waybill('user add budi@example.com', { env })).exit).toBe(0);
  const { lines } = await waybill('user list', { env });
  expect(lines.map((line) => line.split('\t')[0])).toEqual(['admin@localhost', 'budi@example.com']);

  const stream = Readable.from([PNG]);
  const { out } = await waybill('send 0812-3456-7890 Look --file -', { env, stream });
  const story = await waybill(`events --stream job/${/queued as (\w+)/.exec(out)?.[1]}`, { env });
  expect(story.out).toContain('"kind":"image"');
});

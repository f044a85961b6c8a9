/** `waybill user` next to a running gateway: in one process here, over a real socket and a real lock. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLocalTicket } from '../../src/access/local-ticket.ts';
import { databaseFile } from '../../src/cli/data-folder.ts';
import { readConfig } from '../../src/config/config.ts';
import { serve } from '../../src/http/edge/serve.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { startWaybill } from '../../src/main.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { lockFolder } from '../../src/storage/sqlite/lock.ts';
import { api } from '../http/api.ts';
import { folder } from '../support/process.ts';
import { waybill } from './fake-shell.ts';

const beside = async () => {
  const data = folder();
  openDatabase(databaseFile(data)).close();
  const localTicket = openLocalTicket(systemEntropy);
  const anna = await api({ localTicket });
  const server = await serve(anna.app, { host: '127.0.0.1', port: 0 });
  const lock = lockFolder(data);
  onTestFinished(async () => {
    lock.release();
    await server.close();
  });
  return { data, env: { WAYBILL_DATA: data }, anna, server, lock, ticket: localTicket.text };
};

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

test('finds the gateway that a start has made, as long as it runs', async () => {
  const env = { WAYBILL_DATA: folder(), WAYBILL_PORT: '0', WAYBILL_HOST: '127.0.0.1' };
  const read = readConfig(env, false);
  if (!read.ok) throw new Error('the configuration is wrong');
  const started = await startWaybill(read.config, silentLogger, () => {});
  onTestFinished(() => started.stop('the test is over'));
  expect((await waybill('user add budi@example.com', { env })).exit).toBe(0);
  const { lines } = await waybill('user list', { env });
  expect(lines.map((line) => line.split('\t')[0])).toEqual(['admin@localhost', 'budi@example.com']);
});

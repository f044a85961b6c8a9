import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { linkedClient, logIn, memoryAuth, type RawClient, rawClient, sandboxForTest } from '../support/raw-client.ts';

const ACCOUNT = '6281100009999';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await sandboxForTest();
});
afterEach(() => sandbox.close());

const qrOf = async (client: RawClient): Promise<string> => (await client.update(({ qr }) => qr !== undefined)).qr ?? '';

test('a QR that is shown to the phone links the device, which then logs in', async () => {
  const auth = memoryAuth();
  const client = rawClient(sandbox.url, auth);
  const qr = await qrOf(client);
  expect(sandbox.control.state()).toMatchObject({ qrWaiting: true, paired: [] });
  expect(sandbox.control.show(qr)).toBe(true);
  expect(await client.closed()).toBe(515);
  expect(sandbox.control.state()).toMatchObject({ qrWaiting: false, paired: [ACCOUNT], connections: [] });

  const again = await logIn(sandbox, auth);
  expect(auth.creds.me).toMatchObject({ id: `${ACCOUNT}:1@s.whatsapp.net`, lid: `900${ACCOUNT}:1@lid` });
  expect(sandbox.control.state().connections).toMatchObject([{ account: ACCOUNT }]);
  again.end();
});

test('a phone that does not scan by itself waits to be asked', async () => {
  sandbox.control.scansByItself(false);
  const client = rawClient(sandbox.url, memoryAuth());
  expect(sandbox.control.scan()).toBe(false);
  const qr = await qrOf(client);
  expect(sandbox.control.show(qr)).toBe(true);
  expect(sandbox.control.scan()).toBe(true);
  expect(await client.closed()).toBe(515);
});

test('a QR that no device shows is not scanned', async () => {
  const client = rawClient(sandbox.url, memoryAuth());
  const [ref, noiseKey, ...rest] = (await qrOf(client)).split(',');
  expect(sandbox.control.show('https://example.org')).toBe(false);
  expect(sandbox.control.show([ref, Buffer.alloc(32).toString('base64'), ...rest].join(','))).toBe(false);
  expect(sandbox.control.scan()).toBe(false);
  expect(sandbox.control.show([ref, noiseKey, ...rest].join(','))).toBe(true);
  await client.closed();
});

test('a code that is typed on the phone links the device', async () => {
  const auth = memoryAuth();
  const client = rawClient(sandbox.url, auth);
  const qr = await qrOf(client);
  expect(sandbox.control.typeCode('ABCD1234')).toBe(false);
  const code = await client.sock.requestPairingCode('6281234567890');
  await client.next('CB:iq,type:result');
  // A phone that scans by itself ignores a device that asked for a code.
  expect(sandbox.control.show(qr)).toBe(true);
  expect(sandbox.control.typeCode(`${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase())).toBe(true);
  expect(await client.closed()).toBe(515);
  (await logIn(sandbox, auth)).end();
  expect(sandbox.control.state().paired).toEqual([ACCOUNT]);
});

test('after a wrong code the right one still links', async () => {
  const client = rawClient(sandbox.url, memoryAuth());
  await qrOf(client);
  const code = await client.sock.requestPairingCode('6281234567890');
  await client.next('CB:iq,type:result');
  const refused = client.next('CB:iq,type:error');
  expect(sandbox.control.typeCode('WRONG123')).toBe(true);
  await refused;
  expect(sandbox.control.typeCode(code)).toBe(true);
  expect(await client.closed()).toBe(515);
});

test('a device that has logged out is not let in again', async () => {
  const client = await linkedClient(sandbox);
  const { auth } = client;
  await client.sock.logout();
  expect(await client.closed()).toBe(401);
  expect(await rawClient(sandbox.url, auth).closed()).toBe(401);
  expect(sandbox.control.state().paired).toEqual([]);
});

test('a device that logs in twice is cut off where it was first', async () => {
  const first = await linkedClient(sandbox);
  const second = rawClient(sandbox.url, first.auth);
  expect(await first.closed()).toBe(440);
  await second.open();
  second.end();
});

test('devices that are linked at the same time get numbers of their own', async () => {
  const auths = [memoryAuth(), memoryAuth(), memoryAuth()];
  const clients = auths.map((auth) => rawClient(sandbox.url, auth));
  const qrs = await Promise.all(clients.map(qrOf));
  for (const qr of qrs) {
    expect(sandbox.control.show(qr)).toBe(true);
    // The device is already being linked.
    expect(sandbox.control.show(qr)).toBe(false);
  }
  await Promise.all(clients.map((client) => client.closed()));
  expect(new Set(auths.map(({ creds }) => creds.me?.id))).toEqual(
    new Set([1, 2, 3].map((device) => `${ACCOUNT}:${device}@s.whatsapp.net`)),
  );
  const again = await Promise.all(auths.map((auth) => logIn(sandbox, auth)));
  const heard = again.map((client) => client.incoming());
  sandbox.control.deliver('6281234567890', 'to all of them');
  for (const { message } of await Promise.all(heard)) expect(message.message?.conversation).toBe('to all of them');
  for (const client of again) client.end();
});

import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { command } from '../support/command.ts';
import { folder, waybill } from '../support/process.ts';

const LISTENING = /^Waybill is listening on (http:\/\/127\.0\.0\.1:\d+)$/m;

const settings = (): Record<string, string> => ({
  WAYBILL_DATA: join(folder(), 'data'),
  WAYBILL_PORT: '0',
  WAYBILL_WHATSAPP: 'sandbox',
});

const logIn = (url: string, email: string, password: string): Promise<Response> =>
  fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });

test('the first start prints a user that can log in, no later one does, and the data folder is for its owner alone', async () => {
  const env = settings();
  const first = waybill(['start'], env);
  const [, email = '', password = ''] = await first.line(/^The first user is (\S+), with the password (\S+) /m);
  const [, url = ''] = await first.line(LISTENING);
  expect((await logIn(url, email, password)).status).toBe(200);
  const { WAYBILL_DATA: data = '' } = env;
  const open = ['', ...readdirSync(data)].filter((name) => (statSync(join(data, name)).mode & 0o077) !== 0);
  expect(open).toEqual([]);
  expect(await first.end('SIGTERM')).toBe(0);

  // Too short for a first user, but this start does not create one.
  const second = waybill(['start'], { ...env, WAYBILL_ADMIN_PASSWORD: 'short' });
  const [, again = ''] = await second.line(LISTENING);
  expect((await logIn(again, email, password)).status).toBe(200);
  expect(await second.end('SIGINT')).toBe(0);
  expect(second.output()).not.toContain('The first user');
  expect(second.output().match(/WAYBILL_ADMIN_PASSWORD has no effect after the first start/g)).toHaveLength(1);
  expect(second.output()).not.toContain(password);
});

test('an address that is taken ends the start with 69, before anything is made', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const address = taken.address();
  const env = settings();
  const refused = await command(['start'], {
    ...env,
    WAYBILL_PORT: String(typeof address === 'object' ? address?.port : ''),
  });
  expect(refused.code).toBe(69);
  expect(refused.output).toContain('Name another address with WAYBILL_HOST and WAYBILL_PORT');
  // No later start could print the password of a user that this one created.
  expect(refused.output).not.toContain('The first user');
  expect(existsSync(env['WAYBILL_DATA'] ?? '')).toBe(false);
});

test('the demo shows everything, finds it as it should be, and leaves nothing behind', async () => {
  const temporary = folder();
  const demo = waybill(['demo', '--once'], { TMPDIR: temporary });
  expect(await demo.exited()).toBe(0);
  const output = demo.output();
  expect(output).toContain('✓ each message ended where it should');
  expect(output).toContain('✓ each of 4 phones shows its messages once, urgent ones first');
  expect(output).toContain('[picture] Your order 1042 is on its way. (📦)  ✓✓ read');
  expect(output).toMatch(/│ Your order 1042 has been packed\.\n +The second box comes tomorrow\./);
  expect(output).toContain('✓ the picture and the voice note arrived byte for byte');
  expect(output).toContain('✓ the message that was corrected while it waited was never shown as it was');
  expect(output).toMatch(
    /Ayu Lestari: ↩ “Your order 1042 has been packed\.” Thank you! Is the second box as big\? \(edited\)/,
  );
  expect(output).toMatch(/: It looked like this one\. \[image, \S+ kB\]\n.*: \[voice, 4 s, /);
  expect(output).toContain('✓ everything that Ayu answered is on record, its files with it');
  expect(output).toMatch(/✓ the history of \d+ facts is whole, and every table agrees with it/);
  expect(output).toMatch(/attempt 1 to \S+ failed \(ack_timeout\), next attempt in 2 s at \d\d:\d\d:\d\d/);
  expect(output).not.toContain('✗');
  expect(readdirSync(temporary)).toEqual([]);
});

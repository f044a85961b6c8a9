/** The receivers of webhooks: they take what is signed, once, whatever is sent again and however they end. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { folder } from '../support/process.ts';
import { has, nowhere, python, runExample } from './run.ts';

const RECEIVERS = [
  { language: 'TypeScript', needs: 'node', program: process.execPath, file: 'webhook.ts' },
  { language: 'Python', needs: 'python3', program: python(), file: 'webhook.py' },
  { language: 'PHP', needs: 'php', program: 'php', file: 'webhook.php' },
];

const SECRET = `whsec_${Buffer.from('the secret of these tests only').toString('base64')}`;
const MINUTE_MS = 60_000;

const event = (id: string) => ({ id, type: 'message.received', data: { text: { body: `the text of ${id}, é` } } });

test.for(RECEIVERS)(
  'the receiver in $language takes each event once, and nothing that is not signed',
  async ({ needs, program, file }, { skip }) => {
    skip(!has(needs), `${needs} is not on this machine`);
    const events = join(folder(), 'events');
    const url = await nowhere();
    const { host, port } = new URL(url);
    const env = { WAYBILL_WEBHOOK_SECRET: SECRET, EVENTS: events, PORT: port };
    const start = async () => {
      const receiver = runExample([program, file], env, needs === 'php' ? ['-S', host] : []);
      await (needs === 'php' ? receiver.complains(/started/) : receiver.until((lines) => lines.length > 0));
      return receiver;
    };
    const send = async (id: string, body: string, { at = new Date(), signature = '' } = {}): Promise<number> => {
      const signed = signature || new Webhook(SECRET).sign(id, at, body);
      const { status } = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': signed,
        },
      });
      return status;
    };
    const one = JSON.stringify(event('evt_one'));
    const batch = JSON.stringify({ id: 'bat_1', events: [event('evt_one'), event('evt_two')] });

    const first = await start();
    const old = new Date(Date.now() - 10 * MINUTE_MS);
    const other = new Webhook(`whsec_${Buffer.from('another secret').toString('base64')}`);
    expect(await send('evt_one', one, { at: old })).toBe(401);
    expect(await send('evt_one', one, { signature: other.sign('evt_one', new Date(), one) })).toBe(401);
    expect(await send('evt_one', one, { signature: 'v1,' })).toBe(401);
    expect(await send('evt_one', one)).toBe(204);
    await first.kill();

    await start();
    const rotated = `${other.sign('evt_one', new Date(), one)} ${new Webhook(SECRET).sign('evt_one', new Date(), one)}`;
    expect(await send('evt_one', one, { signature: rotated })).toBe(204);
    expect(await send('bat_1', batch)).toBe(204);
    expect(readdirSync(events).toSorted()).toEqual(['evt_one.json', 'evt_two.json']);
    expect(JSON.parse(readFileSync(join(events, 'evt_two.json'), 'utf8'))).toEqual(event('evt_two'));
  },
);

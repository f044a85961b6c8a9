import { expect, test } from 'vitest';
import { ADMIN, logIn } from '../support/client.ts';
import { folder, waybill } from '../support/process.ts';
import { socket } from './attached.ts';

/** Reports each module of the bridge that was loaded, and each file of the built program. */
const LISTENING = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      if (/inspect|\\/dist\\//.test(found.url)) console.log('loaded ' + found.url);
      return found;
    },
  });
`)}`;

const start = async (inspect: string) => {
  const process = waybill(
    ['start'],
    {
      WAYBILL_DATA: folder(),
      WAYBILL_PORT: '0',
      WAYBILL_WHATSAPP: 'sandbox',
      WAYBILL_ADMIN_EMAIL: ADMIN.email,
      WAYBILL_ADMIN_PASSWORD: ADMIN.password,
      WAYBILL_INSPECT: inspect,
    },
    { preload: LISTENING },
  );
  const [, url = ''] = await process.line(/listening on (http\S+)/);
  return { process, url };
};

test('without WAYBILL_INSPECT=1 the bridge is not even loaded, and there is no such place', {
  timeout: 300_000,
}, async () => {
  const { process, url } = await start('0');
  const client = await logIn(url);
  expect((await client.post('/api/inspector/ticket')).status).toBe(404);
  expect(process.output()).toMatch(/loaded \S+\/dist\//);
  expect(process.output()).not.toMatch(/loaded \S+\/packages\/inspect-bridge\//);
});

test('with it a viewer sees the session of a real Waybill, and its end does not hold up a stop', {
  timeout: 300_000,
}, async () => {
  const { process, url } = await start('1');
  expect(process.output()).toMatch(/loaded \S+\/packages\/inspect-bridge\/bridge\.ts/);
  const client = await logIn(url);
  const address = `${url.replace('http://', '')}/inspector/ws`;
  const viewer = await socket({ address, token: client.token });
  expect(await viewer.outcome()).toBe(101);
  viewer.ws.send(JSON.stringify({ type: 'xstate.inspecting' }));
  await client.post('/api/whatsapp/session/start');
  await viewer.until((frame) => frame.includes('session.opened'));
  expect(await process.end('SIGTERM')).toBe(0);
  expect(await viewer.closed).toBe(1006);
});

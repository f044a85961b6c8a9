import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Bridge, openBridge, type Service } from '@waybill/inspect-bridge';
import { hearing } from './attached.ts';

const ASKS = JSON.stringify({ type: 'xstate.inspecting' });

const born = { name: 'xstate.init', data: { type: 'xstate.init' }, $$type: 'scxml', type: 'external' } as const;

const service = (sessionId: string, weight = 0): Service => ({
  sessionId,
  id: 'light',
  parent: null,
  machine: { id: 'light', initial: 'red', context: { weight: 'x'.repeat(weight) }, states: { red: {} } },
  state: {
    value: 'red',
    context: {},
    event: born.data,
    _event: born,
    _sessionid: sessionId,
    actions: [],
    activities: {},
    children: {},
    configuration: [],
    transitions: [],
    meta: {},
    events: [],
    done: false,
  },
});

/** A bridge on its own socket, without a check of tokens. */
const open = async (bufferMax = 1_000_000) => {
  const beginnings = hearing<'began' | 'ended'>();
  const bridge: Bridge = openBridge({
    began: () => beginnings.hear('began'),
    ended: () => beginnings.hear('ended'),
    viewersMax: 8,
    bufferMax,
  });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => void bridge.accept(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    bridge.close();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const watch = async () => {
    const ws = new WebSocket(`ws://127.0.0.1:${port}`);
    const frames = hearing<string>();
    ws.on('message', (data: Buffer) => frames.hear(data.toString()));
    await once(ws, 'open');
    ws.send(ASKS);
    return { ...frames, ws, closed: once(ws, 'close') };
  };
  return { bridge, watch, ...beginnings };
};

const registersIn = (frames: readonly string[]) => frames.filter((frame) => frame.includes('"service.register"'));

test('a viewer that does not read is cut off, and the others miss nothing', async () => {
  const { bridge, watch, until } = await open(200_000);
  const [good, slow] = [await watch(), await watch()];
  await until((what) => what === 'began');
  slow.ws.pause();
  let sent = 0;
  for (; sent < 400; sent += 1) {
    bridge.register(service(`light/${sent}`, 100_000));
    await good.until((frame) => frame.includes(`"light/${sent}"`));
    bridge.stop(`light/${sent}`);
  }
  // Only now does it see that it was cut off, after the frames that were on their way.
  slow.ws.resume();
  await slow.closed;
  expect(registersIn(slow.heard).length).toBeLessThan(sent);
  expect(registersIn(good.heard)).toHaveLength(sent);
});

test('after thousands of services only the live ones are left, and nobody is told of them again', async () => {
  const { bridge, watch, until } = await open(100_000_000);
  const early = await watch();
  await until((what) => what === 'began');
  bridge.register(service('light/first'));
  for (let n = 0; n < 11_000; n += 1) {
    bridge.register(service(`light/${n}`));
    bridge.stop(`light/${n}`);
  }
  bridge.register(service('light/last'));
  await early.until((frame) => frame.includes('light/last'));
  expect(registersIn(early.heard).filter((frame) => frame.includes('light/first'))).toHaveLength(1);
  expect(registersIn(early.heard)).toHaveLength(11_002);

  const late = await watch();
  await late.until((frame) => frame.includes('light/last'));
  expect(registersIn(late.heard).map((frame) => (JSON.parse(frame) as Service).sessionId)).toEqual([
    'light/first',
    'light/last',
  ]);
  bridge.report('light/first', { ...born, name: 'switch', data: { type: 'switch' } }, service('light/first').state);
  await late.until((frame) => frame.includes('switch'));
});

test('nothing is left among the globals, and a second bridge shows nothing of the first', async () => {
  const [one, other] = [await open(), await open()];
  const [here, there] = [await one.watch(), await other.watch()];
  await Promise.all([one, other].map(({ until }) => until((what) => what === 'began')));
  one.bridge.register(service('light/here'));
  other.bridge.register(service('light/there'));
  await Promise.all([here, there].map(({ until }) => until((frame) => frame.includes('light/'))));
  expect([...here.heard, ...there.heard].filter((frame) => frame.includes('service.register'))).toHaveLength(2);
  expect(here.heard.every((frame) => !frame.includes('there'))).toBe(true);
  expect(Object.keys(globalThis)).not.toContain('__xstate__');
});

test('what is said while nobody watches goes nowhere', async () => {
  const { bridge, watch, until } = await open();
  bridge.register(service('light/unseen'));
  bridge.report('light/unseen', born, service('light/unseen').state);
  const viewer = await watch();
  await until((what) => what === 'began');
  viewer.ws.close();
  await until((what) => what === 'ended');
  expect(viewer.heard).toEqual([]);
});

import { expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../support/manual-clock.ts';
import { parseAllow } from '../../src/fetching/allow.ts';
import { createPoster, type Posted } from '../../src/fetching/posting.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { LOCAL, rawServer, silentServer, webServer } from './rig.ts';

const post = (port: number, allow = LOCAL): Promise<Posted> => {
  const allowed = parseAllow(allow);
  if (!allowed.ok) throw new Error('not a list of hosts');
  const poster = createPoster({ allow: allowed.value, clock: systemClock, socketsMax: 2, withinMs: 15_000 });
  onTestFinished(poster.close);
  const { signal } = new AbortController();
  return poster.post({ url: `http://${LOCAL}:${port}/`, headers: {}, body: '{}', signal });
};

test('an answer without an end is cut off, and counts by its status', async () => {
  const endless = await webServer((_request, response) => {
    response.writeHead(200);
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', write);
    write();
  });
  const posted = await post(endless);
  expect(posted).toMatchObject({ type: 'answered', status: 200 });
  expect(posted.type === 'answered' && posted.text.length).toBe(4_096);
});

test('connections are used again, all that were open at once', async () => {
  const connections = new Set<unknown>();
  const port = await webServer((request, response) => {
    connections.add(request.socket);
    response.end();
  });
  const allowed = parseAllow(LOCAL);
  if (!allowed.ok) throw new Error('not a list of hosts');
  const poster = createPoster({ allow: allowed.value, clock: systemClock, socketsMax: 8, withinMs: 15_000 });
  onTestFinished(poster.close);
  const { signal } = new AbortController();
  const eightAtOnce = (): Promise<Posted[]> =>
    Promise.all(
      Array.from({ length: 8 }, () =>
        poster.post({ url: `http://${LOCAL}:${port}/`, headers: {}, body: '{}', signal }),
      ),
    );
  for (let round = 0; round < 3; round += 1)
    expect(new Set((await eightAtOnce()).map(({ type }) => type))).toEqual(new Set(['answered']));
  expect(connections.size).toBe(8);
});

test('a redirect is an answer, and is not followed', async () => {
  const port = await webServer((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
  expect(await post(port)).toMatchObject({ type: 'answered', status: 302 });
});

test('a connection that breaks, and bytes that are no HTTP, are no answer', async () => {
  expect(await post(await rawServer(''))).toEqual({ type: 'unanswered', reason: 'answer' });
  expect(await post(await rawServer('no HTTP\r\n\r\n'))).toEqual({ type: 'unanswered', reason: 'answer' });
});

test('an address that is not public is not called', async () => {
  let called = false;
  const port = await webServer((_request, response) => {
    called = true;
    response.end();
  });
  expect(await post(port, 'other.example')).toEqual({ type: 'unanswered', reason: 'address' });
  expect(called).toBe(false);
});

/** A request whose time passes only when the test says so. */
const held = (url: string) => {
  const allowed = parseAllow(LOCAL);
  if (!allowed.ok) throw new Error('not a list of hosts');
  const clock = manualClock();
  const poster = createPoster({ allow: allowed.value, clock, socketsMax: 2, withinMs: 15_000 });
  onTestFinished(poster.close);
  const cutting = new AbortController();
  const posted = poster.post({ url, headers: {}, body: '{}', signal: cutting.signal });
  return { clock, cutting, posted };
};

test('an answer that drips is cut off after a moment, and counts by its status', async () => {
  const begun = Promise.withResolvers<void>();
  const port = await webServer((_request, response) => {
    response.writeHead(200).write('a drop');
    begun.resolve();
  });
  const { clock, posted } = held(`http://${LOCAL}:${port}/`);
  await begun.promise;
  // The head has come when its timer is the only one that is left.
  await expect
    .poll(() => clock.advance(1_000) ?? Promise.race([posted, Promise.resolve(null)]))
    .toMatchObject({ status: 200 });
});

test('a receiver that takes the connection and never shakes hands has its time, and no more', async () => {
  const taken = Promise.withResolvers<void>();
  const port = await silentServer(taken.resolve);
  const { clock, posted } = held(`https://${LOCAL}:${port}/`);
  await taken.promise;
  clock.advance(15_000);
  expect(await posted).toEqual({ type: 'unanswered', reason: 'time' });
});

test('a request that is in hand when the process stops is cut off', async () => {
  const taken = Promise.withResolvers<void>();
  const port = await silentServer(taken.resolve);
  const { cutting, posted } = held(`http://${LOCAL}:${port}/`);
  await taken.promise;
  cutting.abort();
  expect(await posted).toEqual({ type: 'cut' });
});

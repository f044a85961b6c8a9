import { expect, onTestFinished, test } from 'vitest';
import { parseAllow } from '../../src/fetching/allow.ts';
import { createPoster, type Posted } from '../../src/fetching/posting.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { LOCAL, rawServer, webServer } from './rig.ts';

const post = (port: number, allow = LOCAL): Promise<Posted> => {
  const allowed = parseAllow(allow);
  if (!allowed.ok) throw new Error('not a list of hosts');
  const poster = createPoster({ allow: allowed.value, clock: systemClock, socketsMax: 2, withinMs: 15_000 });
  onTestFinished(poster.close);
  const { signal } = new AbortController();
  return poster.post({ url: `http://${LOCAL}:${port}/`, headers: {}, body: Buffer.from('{}'), signal });
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

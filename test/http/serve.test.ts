import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { bind, type HttpServer, serve } from '../../src/http/edge/serve.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Api, api } from './api.ts';

const started: HttpServer[] = [];

const serving = async (): Promise<{ anna: Api; server: HttpServer }> => {
  const anna = await api();
  const server = await serve(anna.app, { host: '127.0.0.1', port: 0 });
  started.push(server);
  return { anna, server };
};

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});

describe('a server', () => {
  test('answers where it says it does', async () => {
    const { anna, server } = await serving();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await fetch(`${server.url}/api/whatsapp/send-message`, {
      method: 'POST',
      headers: { authorization: `Bearer ${anna.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ number: '6281234567890', message: 'Grüße 👋' }),
    });
    expect(answer.status).toBe(202);
    const { jobId } = (await answer.json()) as { jobId: string };
    expect(anna.reads.jobs.byId(jobId)?.message).toBe('Grüße 👋');
  });

  test('keeps an idle connection longer than load balancers do', async () => {
    const { server } = await serving();
    expect((await fetch(`${server.url}/healthz`)).headers.get('keep-alive')).toBe('timeout=75');
  });

  test('that is starting has its port, and says so until it can answer', async () => {
    const server = await bind({ host: '127.0.0.1', port: 0 });
    started.push(server);
    const early = await fetch(`${server.url}/healthz`);
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await early.json()).toMatchObject({
      code: 'server.unavailable',
      detail: expect.stringContaining('starting'),
    });
    server.open((await api()).app);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test('below a base path names it, and the id of the request, in what no route answers', async () => {
    const server = await bind({ host: '127.0.0.1', port: 0, basePath: '/waybill' });
    started.push(server);
    const ask = async (headers: Record<string, string>, path = '/healthz') => {
      const { port } = new URL(server.url);
      const asking = request({ port, path, headers: { 'X-Request-Id': 'mine-7', ...headers } }).end();
      const [answer] = (await once(asking, 'response')) as [IncomingMessage];
      const body = (await json(answer)) as { type: string; requestId: string };
      return [answer.statusCode, answer.headers['x-request-id'], body.type, body.requestId];
    };
    const malformed = [400, 'mine-7', '/waybill/docs#request.malformed', 'mine-7'];
    expect(await ask({})).toEqual([503, 'mine-7', '/waybill/docs#server.unavailable', 'mine-7']);
    expect(await ask({ 'transfer-encoding': 'gzip, chunked' })).toEqual(malformed);
    server.open((await api()).app);
    expect(await ask({ host: 'not a host' })).toEqual(malformed);
  });

  test('takes the address of who logs in from the socket, whatever a header says', async () => {
    const { anna, server } = await serving();
    await fetch(`${server.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9' },
      body: JSON.stringify({ email: 'anna@example.com', password: 'wrong horse' }),
    });
    const [refused] = anna.log.page({ after: 0, limit: 1, type: 'user.login_refused' });
    expect(refused?.data).toMatchObject({ from: '127.0.0.1' });
  });

  test.each([
    ['whose length is said', { 'content-length': String(10_000_000) }],
    ['whose length is not said', { 'transfer-encoding': 'chunked' }],
  ])('refuses a body of 10 MB %s, and goes on', async (_, length) => {
    const { anna, server } = await serving();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sending = request(`${server.url}/api/whatsapp/send-message`, {
      method: 'POST',
      agent,
      headers: { authorization: `Bearer ${anna.token}`, 'content-type': 'application/json', ...length },
    });
    sending.on('error', () => {});
    const answered = once(sending, 'response');
    sending.end(Buffer.alloc(10_000_000, 0x20));
    const [answer] = await answered;
    expect(answer.statusCode).toBe(413);
    answer.resume();
    await once(answer, 'end');
    agent.destroy();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test.each([
    ['is not HTTP', 'hello\r\n\r\n'],
    ['has a header of 20 kB', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['has two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['has a path that is none', 'GET /%zz/%00/..%2f HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ])('answers what %s with a 4xx, and goes on', async (_, bytes) => {
    const { server } = await serving();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.end(bytes);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 4\d\d /);
    socket.destroy();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test('sends the headers of a live feed at once, and events as they come', async () => {
    const { anna, server } = await serving();
    const answer = await fetch(`${server.url}/api/events/live`, { headers: { authorization: `Bearer ${anna.token}` } });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('retry:');
    await anna.send();
    expect((await reader?.read())?.value).toContain('job.queued');
    await reader?.cancel();
  });

  test('stops though a client follows the log and another keeps its connection', async () => {
    const { anna, server } = await serving();
    const answer = await fetch(`${server.url}/api/events/live`, { headers: { authorization: `Bearer ${anna.token}` } });
    await (await fetch(`${server.url}/healthz`)).text();
    const text = answer.text();
    await server.close();
    expect(await text).toBe('retry: 1000\n\n');
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  test('whose port is taken says so, with what to do', async () => {
    const { anna, server } = await serving();
    const port = Number(new URL(server.url).port);
    await expect(serve(anna.app, { host: '127.0.0.1', port })).rejects.toThrow(Fault);
  });
});

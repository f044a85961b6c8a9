/** How large an answer may be and how long it may take. */
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { failureOf, MEDIA, rawServer, rig, textOf, valueOf, webServer } from './rig.ts';

const MINUTE = 60_000;

describe('size', () => {
  const tooLarge = { code: 'media.too_large', members: { limit: 1_000 } };

  test('a body of exactly the bytes allowed passes', async () => {
    const port = await webServer((_, response) => response.end('a'.repeat(1_000)));
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, MEDIA));
    expect(await textOf(answer.body)).toHaveLength(1_000);
  });

  test('one byte more does not, although its size was not announced', async () => {
    const port = await webServer((_, response) => {
      response.write('a'.repeat(1_000));
      response.end('a');
    });
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, MEDIA));
    expect(await failureOf(textOf(answer.body))).toMatchObject(tooLarge);
  });

  test('an announced body that is larger is refused before its first byte', async () => {
    const port = await webServer((_, response) => response.writeHead(200, { 'content-length': 1_001 }).flushHeaders());
    const refusal = {
      ...tooLarge,
      members: { limit: 1_000, size: 1_001 },
      detail: expect.stringMatching(/^The answer of files\.example is larger than the 1000 bytes/),
    };
    expect(await rig().fetch(`http://files.example:${port}/`, MEDIA)).toMatchObject({ ok: false, refusal });
  });

  test('of a file that is only asked for its head nothing is too large', async () => {
    const port = await webServer((_, response) => response.writeHead(200, { 'content-length': 5_000 }).end());
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, { ...MEDIA, method: 'HEAD' }));
    expect(answer.headers['content-length']).toBe('5000');
    expect(await textOf(answer.body)).toBe('');
  });

  test('an endless body is read no further than the limit, and its connection is closed', async () => {
    const closed = Promise.withResolvers<void>();
    const port = await webServer((_, response) => {
      const more = (): void => {
        while (response.write('a'.repeat(100)));
        response.once('drain', more);
      };
      response.once('close', () => closed.resolve());
      more();
    });
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, MEDIA));
    let size = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of answer.body) size += chunk.byteLength;
    };
    expect(await failureOf(read())).toMatchObject(tooLarge);
    expect(size).toBeLessThanOrEqual(1_000);
    await closed.promise;
  });

  test('a reader that has seen enough closes the connection', async () => {
    const closed = Promise.withResolvers<void>();
    const port = await webServer((_, response) => {
      response.once('close', () => closed.resolve());
      response.write('the first bytes');
    });
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, MEDIA));
    for await (const chunk of answer.body) {
      expect(Buffer.from(chunk).toString()).toBe('the first bytes');
      break;
    }
    await closed.promise;
  });
});

describe('time', () => {
  const tooLate = {
    code: 'media.unreachable',
    members: { cause: 'time' },
    detail: expect.stringMatching(/^files\.example took too long/),
  };

  test('a server that never answers has 30 s', async () => {
    const called = Promise.withResolvers<void>();
    const port = await webServer(() => called.resolve());
    const fetcher = rig();
    const result = fetcher.fetch(`http://files.example:${port}/`, MEDIA);
    await called.promise;
    fetcher.clock.advance(30_000);
    expect(await result).toMatchObject({ ok: false, refusal: tooLate });
  });

  test('a resolver that never answers has the same time', async () => {
    const slow = rig({ resolve: () => new Promise(() => {}) });
    for (const work of [slow.fetch('http://files.example/', MEDIA), slow.check('http://files.example/')]) {
      slow.clock.advance(30_000);
      expect(await work).toMatchObject({ ok: false, refusal: tooLate });
    }
  });

  test('redirects share the time of the first call', async () => {
    const fetcher = rig();
    const port = await webServer((_, response) => {
      fetcher.clock.advance(12_000);
      response.writeHead(302, { location: '/next' }).end();
    });
    expect(await fetcher.fetch(`http://files.example:${port}/`, MEDIA)).toMatchObject({ ok: false, refusal: tooLate });
  });

  test('a body may rest for so long, and no longer', async () => {
    const port = await webServer((_, response) => response.write('the first bytes'));
    const fetcher = rig();
    const terms = { ...MEDIA, withinMs: MINUTE, idleMs: 5_000 };
    const { body } = await valueOf(fetcher.fetch(`http://files.example:${port}/`, terms));
    const chunks = body[Symbol.asyncIterator]();
    await chunks.next();
    // The reader takes its time; nothing is late because of that.
    fetcher.clock.advance(6_000);
    const next = chunks.next();
    fetcher.clock.advance(4_999);
    fetcher.clock.advance(1);
    expect(await failureOf(next)).toMatchObject(tooLate);
  });

  test('a body that drips ends with the time in all', async () => {
    const port = await webServer((request, response) => {
      response.write('a');
      request.socket.on('data', () => response.write('a'));
    });
    const fetcher = rig();
    const { body } = await valueOf(fetcher.fetch(`http://files.example:${port}/`, MEDIA));
    const read = async (): Promise<void> => {
      for await (const _ of body) fetcher.clock.advance(30_000);
    };
    expect(await failureOf(read())).toMatchObject(tooLate);
  });

  test('a body that nobody reads is given up, and says so later', async () => {
    const closed = Promise.withResolvers<void>();
    const port = await webServer((_, response) => {
      response.once('close', () => closed.resolve());
      response.write('a');
    });
    const fetcher = rig();
    const { body } = await valueOf(fetcher.fetch(`http://files.example:${port}/`, MEDIA));
    fetcher.clock.advance(30_000);
    await closed.promise;
    expect(await failureOf(textOf(body))).toMatchObject(tooLate);
  });

  test('a finished fetch leaves no timer and no listener behind', async () => {
    const port = await webServer((_, response) => response.end('done'));
    const missing = await rawServer('HTTP/1.1 404 Not Found\r\n\r\n');
    const fetcher = rig();
    const { signal } = new AbortController();
    const terms = { ...MEDIA, signal };
    const { body } = await valueOf(fetcher.fetch(`http://files.example:${port}/`, terms));
    await textOf(body);
    await fetcher.fetch(`http://files.example:${missing}/`, terms);
    await fetcher.check('http://files.example/');
    expect(fetcher.timers()).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('the signal of the caller', () => {
  const reason = new Error('the server stops');

  test('ends a fetch before it begins', async () => {
    await expect(rig().fetch('http://files.example/', { ...MEDIA, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });

  test('ends a fetch that waits for its answer, and one in its body', async () => {
    const called = Promise.withResolvers<void>();
    const port = await webServer(({ url }, response) => {
      if (url === '/body') response.write('a');
      else called.resolve();
    });
    const stop = new AbortController();
    const fetcher = rig();
    const terms = { ...MEDIA, signal: stop.signal };
    const waiting = fetcher.fetch(`http://files.example:${port}/`, terms);
    const { body } = await valueOf(fetcher.fetch(`http://files.example:${port}/body`, terms));
    const chunks = body[Symbol.asyncIterator]();
    await chunks.next();
    const next = chunks.next();
    await called.promise;
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(next).rejects.toBe(reason);
    expect(fetcher.timers()).toBe(0);
  });
});

/** The answer to invalid input: every fault, its place, and the expected form. */
import { describe, expect, test } from 'vitest';
import { jsonFault } from '../../src/http/edge/json-fault.ts';
import type { OpenApi } from './agreement.ts';
import { type Api, api } from './api.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const SEND = 'POST /api/whatsapp/send-message';

let shared: Promise<Api> | null = null;
/** Nothing here changes anything, so all cases share one gateway. */
const gateway = (): Promise<Api> => (shared ??= api());

describe('a body that claims to be JSON and is not', () => {
  test.each([
    ['all', 1, 1],
    ['{"number": 1,}', 1, 14],
    ['{\n  "number": "1",\n  "message": \'Hi\'\n}', 3, 14],
    ['{"a": 1 "b": 2}', 1, 9],
    ['{"a" 1}', 1, 6],
    ['{"a": tru}', 1, 7],
    ['{"a": 01}', 1, 8],
    ['[1, 2', 1, 6],
    ['["\\x"]', 1, 3],
    ['["a\nb"]', 1, 4],
    ['{} {}', 1, 4],
    ['', 1, 1],
  ])('%j is told its place', (text, line, column) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(jsonFault(text)).toEqual({ line, column });
  });

  test('is 400, names line and column, and repeats nothing', async () => {
    const { json } = await gateway();
    const answer = await json(SEND, { body: '{\n  "number": "1",\n  "message": secret\n}', headers: JSON_TYPE });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'request.not_json', line: 3, column: 14, detail: expect.stringContaining('line 3, column 14') },
    });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  test('is told where it stops being UTF-8', async () => {
    const { json } = await gateway();
    const body = Uint8Array.from([...Buffer.from('{\n "message": "a'), 0xff, ...Buffer.from('"}')]);
    expect(await json(SEND, { body, headers: JSON_TYPE })).toMatchObject({
      status: 400,
      body: { code: 'request.not_json', line: 2, column: 15 },
    });
  });

  test('goes deep without harm', () => {
    expect(jsonFault('['.repeat(400_000))).toEqual({ line: 1, column: 400_001 });
  });
});

test('a byte order mark before JSON is no fault, a body of another type is', async () => {
  const { json } = await gateway();
  const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...Buffer.from('{}')]);
  expect((await json(SEND, { body: marked, headers: JSON_TYPE })).body.code).toBe('request.invalid');
  expect(await json(SEND, { body: '{}', headers: { 'content-type': 'text/plain' } })).toMatchObject({
    status: 415,
    body: { code: 'request.unsupported_media_type' },
  });
});

test('an empty body and a compressed one are told apart from bad JSON', async () => {
  const { json } = await gateway();
  expect(await json(SEND, { body: ' ', headers: JSON_TYPE })).toMatchObject({
    status: 400,
    body: { code: 'request.not_json', detail: 'The body is empty: JSON is missing at line 1, column 2.' },
  });
  const compressed = { ...JSON_TYPE, 'content-encoding': 'gzip' };
  const file = { 'content-type': 'text/plain', 'content-encoding': 'br' };
  for (const answer of [
    await json(SEND, { body: '{}', headers: compressed }),
    await json('POST /api/whatsapp/media', { body: 'a', headers: file }),
  ])
    expect(answer).toMatchObject({
      status: 415,
      body: { code: 'request.unsupported_media_type', detail: expect.stringContaining('Content-Encoding') },
    });
  const plain = { ...JSON_TYPE, 'content-encoding': 'identity' };
  expect((await json(SEND, { body: '{}', headers: plain })).status).toBe(422);
});

test('each list takes a limit from 1 to 500', async () => {
  const { json } = await gateway();
  const { paths } = (await json('GET /openapi.json')).body as unknown as OpenApi;
  const lists = Object.entries(paths).flatMap(([path, { get }]) => {
    const parameters = get?.parameters ?? [];
    const limit = parameters.find(({ name }) => name === 'limit');
    return limit && parameters.some(({ name }) => name === 'cursor')
      ? [{ path, minimum: limit.schema?.minimum, maximum: limit.schema?.maximum }]
      : [];
  });
  expect(lists.length).toBeGreaterThan(12);
  expect(lists.filter(({ minimum, maximum }) => minimum !== 1 || maximum !== 500)).toEqual([]);
});

describe('an input that cannot be taken', () => {
  test('is told every fault, and all of them in one line', async () => {
    const { json } = await gateway();
    const { body } = await json(SEND, { json: { message: 7, priority: 'URGENT', sendat: 'tomorrow' } });
    expect(body['errors']).toEqual([
      { path: 'number', message: 'This is missing: text, such as 0812-3456-7890' },
      { path: 'message', message: 'Expected text' },
      { path: 'priority', message: 'Expected one of HIGH, NORMAL, LOW' },
      { path: 'sendat', message: 'This field is not known here' },
    ]);
    expect(body['detail']).toBe(
      'number: This is missing: text, such as 0812-3456-7890; message: Expected text; priority: Expected one of HIGH, NORMAL, LOW; sendat: This field is not known here',
    );
  });

  test.each([
    [SEND, { number: '12', message: '' }, ['message', 'number']],
    [SEND, { number: '', message: '', priority: 'URGENT', foo: 1 }, ['message', 'priority', 'foo', 'number']],
    [SEND, { number: ' ', sendAt: 'soon' }, ['message', 'sendAt', 'number']],
    [SEND, { number: '12', message: 'Hello' }, ['number']],
    [SEND, { number: '12', message: 'Hello', sendAt: '1999-01-01T00:00:00Z' }, ['number', 'sendAt']],
    ['POST /api/whatsapp/session/pairing-code', { number: '12' }, ['number']],
    ['POST /api/auth/login', { email: 7, user: 'anna' }, ['email', 'password', 'user']],
    ['POST /api/whatsapp/queue/clear', { status: 'some', why: 'x' }, ['status', 'why']],
    ['GET /api/whatsapp/jobs?limit=1&limit=2&status=x&status=y', undefined, ['limit', 'status']],
  ])('%s with %j names each field that is wrong', async (line, json, paths) => {
    const answer = await (await gateway()).json(line, json === undefined ? {} : { json });
    const errors = answer.body['errors'] as readonly { path: string }[];
    expect([answer.status, errors.map(({ path }) => path)]).toEqual([422, paths]);
  });

  const message = { number: '6281234567890', message: 'Hello' };
  test.each([
    [
      'a time without its offset',
      SEND,
      { ...message, sendAt: '2026-01-31T12:00:00' },
      /^sendAt: The offset from UTC is missing/,
    ],
    [
      'a time in words',
      SEND,
      { ...message, sendAt: 'tomorrow' },
      /^sendAt: Expected a time with its offset from UTC, such as/,
    ],
    ['a text of blanks', SEND, { ...message, message: ' \n\u200b\u00a0' }, /^message: Expected something to read/],
    ['an empty text', SEND, { ...message, message: '' }, /^message: Expected at least 1 character$/],
    ['too small a number', 'POST /api/whatsapp/queue/config', { concurrency: 0 }, /^concurrency: Expected at least 1$/],
    [
      'too large a number',
      'POST /api/whatsapp/queue/config',
      { concurrency: 51 },
      /^concurrency: Expected at most 50$/,
    ],
    ['a negative limit', 'GET /api/whatsapp/jobs?limit=-1', undefined, /^limit: Expected at least 1$/],
    ['a position before the first', 'GET /api/events?after=-1', undefined, /^after: Expected at least 0$/],
    [
      'an empty list',
      'POST /api/keys',
      { name: 'narrow', preset: 'sender', ips: [] },
      /^ips: Expected at least 1 item$/,
    ],
    [
      'a list that is too long',
      'POST /api/keys',
      { name: 'narrow', preset: 'sender', ips: Array.from({ length: 1_001 }, () => '10.0.0.1') },
      /^ips: Expected at most 1000 items$/,
    ],
    [
      'a file that is missing',
      'PUT /api/whatsapp/groups/120363000000000042@g.us/picture',
      {},
      /^media: This is missing: an object$/,
    ],
    [
      'a place that may be a number or text',
      'POST /api/webhooks/wh_00/replay',
      {},
      /^from: This is missing: a number or text$/,
    ],
    ['an address that may be null', 'PUT /api/whatsapp/session/proxy', {}, /^url: This is missing: text$/],
    [
      'headers that are no object',
      'POST /api/webhooks',
      { name: 'Orders', url: 'https://shop.example/', events: ['message.*'], headers: null },
      /^headers: Expected an object$/,
    ],
    [
      'bounds without an entry',
      'POST /api/keys',
      { name: 'narrow', preset: 'sender', sessions: [] },
      /^sessions: Expected at least 1 item$/,
    ],
    [
      'bounds that are no list',
      'POST /api/keys',
      { name: 'narrow', preset: 'sender', chats: null },
      /^chats: Expected a list$/,
    ],
    [
      'one session in place of a list',
      'POST /api/webhooks',
      { name: 'Orders', url: 'https://shop.example/', events: ['message.*'], sessions: 'default' },
      /^sessions: Expected "\*" or a list$/,
    ],
    [
      'half a number',
      'POST /api/whatsapp/queue/config',
      { concurrency: 1.5 },
      /^concurrency: Expected a whole number$/,
    ],
    [
      'digits for a number',
      'POST /api/whatsapp/queue/config',
      { concurrency: '3' },
      /^concurrency: Expected a number$/,
    ],
  ])('says how %s is written', async (_, line, input, detail) => {
    const { json } = await gateway();
    expect(await json(line, input === undefined ? {} : { json: input })).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(detail), errors: [expect.anything()] },
    });
  });
});

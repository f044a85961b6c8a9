import { beforeAll, describe, expect, test } from 'vitest';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { type Api, api, type Ask } from './api.ts';

const number = '6281234567890';
const chat = '6281234567890@s.whatsapp.net';
const MINUTE_MS = 60_000;
const YEAR_MS = 366 * 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 0, 1);
const iso = (at: number) => new Date(at).toISOString();

describe('a message that can be queued', () => {
  test.each<[what: string, body: Record<string, unknown>, priority: string]>([
    ['with number and text', { number, message: 'Hello' }, 'NORMAL'],
    ['with a priority', { number, message: 'Hello', priority: 'HIGH' }, 'HIGH'],
    ['of 65,536 letters', { number, message: 'a'.repeat(65_536) }, 'NORMAL'],
    ['of 65,536 emoji, which are two units each', { number, message: '😀'.repeat(65_536) }, 'NORMAL'],
    ['at once, with the null that answers show', { number, message: 'Hello', sendAt: null }, 'NORMAL'],
    ['for later, in any zone', { number, message: 'Hello', sendAt: '2026-02-01T09:00:00+07:00' }, 'NORMAL'],
    ['for a time that has just passed', { number, message: 'Hello', sendAt: iso(start - MINUTE_MS) }, 'NORMAL'],
    ['for the last time that is allowed', { number, message: 'Hello', sendAt: iso(start + YEAR_MS) }, 'NORMAL'],
  ])('%s is a waiting job', async (_, body, priority) => {
    const { json, facts, log, userId } = await api();
    const answer = await json('POST /api/whatsapp/send-message', { json: body, headers: { 'x-request-id': 'mine-1' } });
    const { jobId } = answer.body;
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(`/api/whatsapp/jobs/${jobId}`);
    expect(answer.body).toEqual({
      jobId,
      messageId: messageIdOf(jobId),
      chatId: chat,
      status: 'waiting',
      priority,
      queuedAt: iso(start),
      sendAt: typeof body['sendAt'] === 'string' ? iso(Date.parse(body['sendAt'])) : null,
    });
    expect(facts()).toEqual(['job.queued']);
    expect(log.read(`job/${jobId}`)).toMatchObject([{ by: userId, correlation: 'mine-1' }]);
    expect((await json(`GET /api/whatsapp/jobs/${jobId}`)).body).toMatchObject({
      message: body['message'],
      sendAt: answer.body['sendAt'],
    });
  });

  test('has a salt of its own, and so another digest than one that says the same', async () => {
    const { send, log } = await api();
    const jobs = [await send(), await send()];
    const told = jobs.flatMap((job) => log.read(`job/${job}`));
    const contents = told.map(({ data }) => 'content' in data && data.content);
    expect(contents).toEqual([1, 2].map(() => ({ kind: 'text', digest: expect.any(String) })));
    expect(new Set(contents.map((content) => content && content.digest)).size).toBe(2);
    expect(new Set(told.map(({ position }) => log.said(position)?.salt)).size).toBe(2);
  });
});

describe('a message that cannot be queued', () => {
  let anna: Api;
  beforeAll(async () => {
    anna = await api();
  });

  test.each<[what: string, ask: Ask, status: number, code: string, path?: string]>([
    ['without a number', { json: { message: 'Hello' } }, 422, 'request.invalid', 'number'],
    ['with a number that is a number', { json: { number: 62812, message: 'Hello' } }, 422, 'request.invalid', 'number'],
    ['to no possible number', { json: { number: 'Anna', message: 'Hello' } }, 422, 'number.invalid'],
    ['to nothing', { json: { number: '', message: 'Hello' } }, 422, 'number.invalid'],
    ['without a text', { json: { number } }, 422, 'request.invalid', 'message'],
    ['with an empty text', { json: { number, message: '' } }, 422, 'request.invalid', 'message'],
    ['that is too long', { json: { number, message: 'a'.repeat(65_537) } }, 422, 'request.invalid', 'message'],
    ['with too many emoji', { json: { number, message: '😀'.repeat(65_537) } }, 422, 'request.invalid', 'message'],
    ['with half a surrogate pair', { json: { number, message: 'a\ud83d' } }, 422, 'request.invalid', 'message'],
    ['with a NUL', { json: { number, message: 'a\0b' } }, 422, 'request.invalid', 'message'],
    [
      'with an unknown priority',
      { json: { number, message: 'a', priority: 'high' } },
      422,
      'request.invalid',
      'priority',
    ],
    [
      'with a misspelt field',
      { json: { number, message: 'a', prioritty: 'HIGH' } },
      422,
      'request.invalid',
      'prioritty',
    ],
    [
      'without a zone',
      { json: { number, message: 'a', sendAt: '2026-02-01T09:00:00' } },
      422,
      'request.invalid',
      'sendAt',
    ],
    [
      'on the 31st of February',
      { json: { number, message: 'a', sendAt: '2026-02-31T09:00:00Z' } },
      422,
      'request.invalid',
      'sendAt',
    ],
    [
      'too far ahead',
      { json: { number, message: 'a', sendAt: iso(start + YEAR_MS + 1) } },
      422,
      'request.invalid',
      'sendAt',
    ],
    [
      'for a time that has passed',
      { json: { number, message: 'a', sendAt: iso(start - MINUTE_MS - 1) } },
      422,
      'request.invalid',
      'sendAt',
    ],
    [
      'for a time before computers had one',
      { json: { number, message: 'a', sendAt: '1969-07-20T20:17:00Z' } },
      422,
      'request.invalid',
      'sendAt',
    ],
    ['that is a list', { json: [number, 'Hello'] }, 422, 'request.invalid', ''],
    ['that is null', { json: null }, 422, 'request.invalid', ''],
    [
      'that is not JSON',
      { body: '{"number":', headers: { 'content-type': 'application/json' } },
      400,
      'request.not_json',
    ],
    [
      'that is a form',
      { body: 'number=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'request.unsupported_media_type',
    ],
    ['that has no type', { body: new TextEncoder().encode('{}') }, 415, 'request.unsupported_media_type'],
    ['that is empty', { headers: { 'content-type': 'application/json' } }, 400, 'request.not_json'],
    [
      'that is not UTF-8',
      { body: new Uint8Array([0x22, 0xff, 0x22]), headers: { 'content-type': 'application/json' } },
      400,
      'request.not_json',
    ],
    [
      'with an empty key',
      { json: { number, message: 'a' }, headers: { 'idempotency-key': '' } },
      422,
      'request.invalid',
      'Idempotency-Key',
    ],
    [
      'with a key that is too long',
      { json: { number, message: 'a' }, headers: { 'idempotency-key': 'k'.repeat(256) } },
      422,
      'request.invalid',
      'Idempotency-Key',
    ],
  ])('%s is refused, and nothing is recorded', async (_, ask, status, code, path) => {
    const { json, facts } = anna;
    const answer = await json('POST /api/whatsapp/send-message', ask);
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    if (path !== undefined) expect(answer.body['errors']).toMatchObject([{ path }]);
    expect(facts()).toEqual([]);
  });

  test('to a session that nobody started is refused', async () => {
    const { json, facts } = await api();
    const answer = await json('POST /api/whatsapp/send-message?session=sales', { json: { number, message: 'a' } });
    expect(answer).toMatchObject({ status: 404, body: { code: 'session.not_found' } });
    expect(facts()).toEqual([]);
  });

  test('is refused without repeating what it said', async () => {
    const { ask } = await api();
    const answer = await ask('POST /api/whatsapp/send-message', { json: { number, message: 7, priority: 'a secret' } });
    expect(await answer.text()).not.toContain('secret');
  });
});

describe('an idempotency key', () => {
  const key = { 'idempotency-key': 'order-17' };

  test('answers the first job again, and queues nothing', async () => {
    const { json, facts } = await api();
    const first = await json('POST /api/whatsapp/send-message', { json: { number, message: 'Hello' }, headers: key });
    const again = await json('POST /api/whatsapp/send-message', { json: { number, message: 'Hello' }, headers: key });
    expect([first.status, again.status]).toEqual([202, 200]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(facts()).toEqual(['job.queued']);
  });

  test('with another message is a conflict', async () => {
    const { json, facts } = await api();
    await json('POST /api/whatsapp/send-message', { json: { number, message: 'Hello' }, headers: key });
    const other = await json('POST /api/whatsapp/send-message', { json: { number, message: 'Bye' }, headers: key });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency.conflict' } });
    expect(facts()).toEqual(['job.queued']);
  });
});

test('a repeat is answered the first job, also when its time has passed meanwhile', async () => {
  const { json, clock } = await api();
  const ask = {
    json: { number, message: 'Hello', sendAt: iso(start + MINUTE_MS) },
    headers: { 'idempotency-key': 'order-17' },
  };
  const first = await json('POST /api/whatsapp/send-message', ask);
  clock.advance(5 * MINUTE_MS);
  const again = await json('POST /api/whatsapp/send-message', ask);
  expect([again.status, again.body.jobId]).toEqual([200, first.body.jobId]);
  expect(again.body['sendAt']).toBe(iso(start + MINUTE_MS));
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { linkedClient, type RawClient, sandboxForTest } from '../support/raw-client.ts';
import { type Api, api } from './api.ts';

const ANNA = '6281234567801';
const GROUP = '120363000000000042@g.us';

let sandbox: Sandbox;
let client: RawClient;
let json: Api['json'];
beforeAll(async () => {
  sandbox = await sandboxForTest();
  client = await linkedClient(sandbox);
  // What phones write now waits for the next login.
  client.end();
  await client.closed();
  ({ json } = await api({ sandbox: sandbox.control }));
});
afterAll(() => sandbox.close());

const text = (body: string) => ({ type: 'text', body });
const idOf = ({ body }: { body: Readonly<Record<string, unknown>> }): string => String(body['messageId']);
const read = async (chat: string, messageId: string) =>
  (await json('POST /api/sandbox/read-on-phone', { json: { chat, messageId } })).status;
const handover = async (id: string) => (await json(`GET /api/sandbox/handovers/${id}`)).body;

test('everything that phones write waits for the device, and is listed', async () => {
  const mine = await json('POST /api/sandbox/write-from-phone', { json: { to: ANNA, content: text('mine') } });
  const hers = await json('POST /api/sandbox/write', {
    json: { from: ANNA, content: text('hers'), address: 'lid', ageSeconds: 90_000, trouble: { kind: 'absent' } },
  });
  const status = await json('POST /api/sandbox/write-status', { json: { from: ANNA, content: text('status') } });
  const channel = '120363000000000001@newsletter';
  const post = await json('POST /api/sandbox/publish', { json: { channel, content: text('post') } });
  for (const answer of [mine, hers, status, post]) {
    expect(answer.status).toBe(200);
    expect(await handover(idOf(answer))).toMatchObject({ state: 'queued', handed: 0, handedAt: null, answers: [] });
  }
  expect((await json(`GET /api/sandbox/handovers?number=${ANNA}`)).body['items']).toMatchObject([
    { messageId: idOf(hers), from: ANNA, group: null },
    { messageId: idOf(status), group: 'status@broadcast' },
  ]);
  expect(Date.now() - Date.parse(String((await handover(idOf(hers)))['writtenAt']))).toBeGreaterThanOrEqual(90_000_000);
});

test('the own phone reads only what others wrote', async () => {
  const { messageId } = sandbox.control.deliver(ANNA, 'read me');
  expect(await read(ANNA, messageId)).toBe(204);
  expect(await read(ANNA, 'OTHER')).toBe(404);
  expect(await read(GROUP, messageId)).toBe(404);
});

test('a vote goes to a poll of the chat, and a used key to a phone that has used one', async () => {
  const asked = { type: 'poll', question: 'when?', options: ['today', 'tomorrow'] };
  const poll = idOf(await json('POST /api/sandbox/write-from-phone', { json: { to: ANNA, content: asked } }));
  const vote = (from: string) =>
    json('POST /api/sandbox/write', { json: { from, content: { type: 'vote', poll, options: ['today'] } } });
  expect((await vote(ANNA)).status).toBe(200);
  expect(await vote('6281234567802')).toMatchObject({ status: 404, body: { code: 'sandbox.not_found' } });
  const used = { content: text('again'), trouble: { kind: 'used_key' } };
  const again = (from: string) => json('POST /api/sandbox/write', { json: { from, ...used } });
  expect((await again(ANNA)).status).toBe(200);
  expect((await again('6281234567803')).body['detail']).toContain('Write an ordinary message first.');
  const inGroup = await json(`POST /api/sandbox/groups/${GROUP}/write`, { json: { from: '6281200001001', ...used } });
  expect(inGroup.body['detail']).toContain('Write an ordinary message first.');
});

test('what the account wrote on its phone is on the phone of the contact, votes included', async () => {
  const poll = { type: 'poll', question: 'who?', options: ['you', 'me'] };
  const asked = idOf(await json('POST /api/sandbox/write', { json: { from: ANNA, content: poll } }));
  const content = { type: 'vote', poll: asked, options: ['me'] };
  const vote = idOf(await json('POST /api/sandbox/write-from-phone', { json: { to: ANNA, content } }));
  const inbox = (await json(`GET /api/sandbox/inbox?number=${ANNA}`)).body['items'];
  expect(inbox).toMatchObject([{ number: ANNA, messages: expect.any(Array) }]);
  expect(JSON.stringify(inbox)).toContain(JSON.stringify({ type: 'vote', poll: asked, options: ['me'] }));
  expect(JSON.stringify(inbox)).toContain(vote);
});

test.each(['after_handing', 'before_receipt'])('the connection can be dropped %s', async (mode) => {
  const { body } = await json('POST /api/sandbox/drop', { json: { mode } });
  expect(body['armed']).toContainEqual({ kind: `cut_${mode}`, times: 1, code: null, number: null });
});

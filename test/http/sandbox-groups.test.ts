import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { sandboxForTest } from '../support/raw-client.ts';
import { type Api, api } from './api.ts';

const GROUP = '120363000000000042@g.us';
const ACCOUNT = '6281100009999';

let sandbox: Sandbox;
let json: Api['json'];
beforeAll(async () => {
  sandbox = await sandboxForTest();
  ({ json } = await api({ sandbox: sandbox.control }));
});
afterAll(() => sandbox.close());

test('the test group is there from the start, with people of every kind', async () => {
  const { body } = await json('GET /api/sandbox/groups');
  expect(body['items']).toMatchObject([{ id: GROUP, subject: 'Waybill test group', size: 5, messages: 0 }]);
  expect((await json(`GET /api/sandbox/groups/${GROUP}`)).body).toMatchObject({
    addressing: 'lid',
    members: [
      { number: '6281200001001', lid: '9006281200001001@lid', role: 'superadmin', account: false },
      { number: '6281200001002', role: 'member' },
      { number: '6281200000005', role: 'member' },
      { number: '6281200000007', role: 'member' },
      { number: ACCOUNT, role: 'admin', account: true },
    ],
  });
});

test('a group is made as large as wanted, without those who are not on WhatsApp', async () => {
  const { status, body, headers } = await json('POST /api/sandbox/groups', {
    json: {
      subject: 'Parcels',
      members: ['+62 812-0000-1002', '6281200000404'],
      admins: ['6281200001001'],
      size: 1000,
      addressing: 'pn',
      announceOnly: true,
      disappearingSeconds: 86_400,
    },
  });
  expect([status, headers.get('location')]).toEqual([201, `/api/sandbox/groups/${String(body['id'])}`]);
  expect(body).toMatchObject({ size: 1003, addressing: 'pn', announceOnly: true, disappearingSeconds: 86_400 });
  const members = body['members'] as { number: string; role: string }[];
  expect(members.slice(0, 3)).toMatchObject([
    { number: '6281200001001', role: 'superadmin' },
    { number: '6281200001002', role: 'member' },
    { number: ACCOUNT, role: 'member' },
  ]);
  expect(new Set(members.map(({ number }) => number)).size).toBe(1003);
});

test('a group is changed, and each person who is added or removed has an outcome', async () => {
  const { body } = await json('POST /api/sandbox/groups', { json: { subject: 'a', members: ['6281200001001'] } });
  const line = `/api/sandbox/groups/${String(body['id'])}`;
  const settings = { subject: 'b', description: 'ours', locked: true, announceOnly: true, disappearingSeconds: 60 };
  expect((await json(`PATCH ${line}`, { json: settings })).body).toMatchObject(settings);
  const members = ['6281200001002', '6281200000404', '6281200001001'];
  const added = await json(`POST ${line}/participants`, { json: { action: 'add', members } });
  expect(added.body).toEqual({
    results: [
      { number: '6281200001002', ok: true, code: 200 },
      { number: '6281200000404', ok: false, code: 404 },
      { number: '6281200001001', ok: false, code: 409 },
    ],
  });
  const removed = await json(`POST ${line}/participants`, { json: { action: 'remove', members: members.slice(1) } });
  expect(removed.body).toMatchObject({ results: [{ code: 404 }, { code: 406 }] });
});

test('a member writes in a group, and the phones of the others show it', async () => {
  const write = (from: string) =>
    json(`POST /api/sandbox/groups/${GROUP}/write`, {
      json: { from, content: { type: 'text', body: 'good morning' } },
    });
  const { status, body } = await write('6281200001001');
  expect(status).toBe(200);
  const rooms = (await json('GET /api/sandbox/phones/6281200000007/rooms')).body;
  expect(rooms['items']).toMatchObject([
    { id: GROUP, kind: 'group', member: true, last: { messageId: body['messageId'] } },
  ]);
  expect((await json(`GET /api/sandbox/phones/6281200000007/rooms/${GROUP}?limit=5`)).body).toMatchObject({
    id: GROUP,
    number: '6281200000007',
    bubbles: [{ text: 'good morning', author: '6281200001001', from: 'contact', jobId: null }],
    earlier: 0,
  });
  expect(await write('6281234567890')).toMatchObject({ status: 404, body: { code: 'sandbox.not_found' } });
});

test.each<[line: string, body: object | null, status: number]>([
  ['GET /api/sandbox/groups/120363000000000001@g.us', null, 404],
  ['GET /api/sandbox/groups/6281200001001@s.whatsapp.net', null, 422],
  ['PATCH /api/sandbox/groups/120363000000000001@g.us', { subject: 'a' }, 404],
  [`PATCH /api/sandbox/groups/${GROUP}`, { subject: '' }, 422],
  ['POST /api/sandbox/groups', { subject: 'a', members: [] }, 422],
  ['POST /api/sandbox/groups', { subject: 'a', members: ['Anna'] }, 422],
  ['POST /api/sandbox/groups/120363000000000001@g.us/participants', { action: 'add', members: ['6281234'] }, 404],
  [`POST /api/sandbox/groups/${GROUP}/participants`, { action: 'ban', members: ['6281234'] }, 422],
  [`POST /api/sandbox/phones/6281200001001/rooms/${GROUP}/receipt`, { messageId: 'none', kind: 'read' }, 404],
  ['GET /api/sandbox/phones/6281200001001/rooms/elsewhere', null, 422],
])('what cannot be done is refused: %s (%#)', async (line, body, status) => {
  expect((await json(line, body === null ? {} : { json: body })).status).toBe(status);
});

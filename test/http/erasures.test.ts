/** Erasure over HTTP: who may ask for it, and what it answers. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { chatting } from '../support/chatting.ts';
import { ANNA, BACKUPS } from '../support/inside.ts';
import { type Api, api } from './api.ts';

let waybill: Api;
let ayu: string;

beforeAll(async () => {
  waybill = await api();
  await waybill.gateway.sessions.start('default', ANNA);
  await chatting(waybill.log).receive({ messageId: 'M', text: 'a secret' });
  const told = { addresses: ['6281200000001@s.whatsapp.net'], names: { pushName: 'Ayu' } };
  const learned = waybill.system.contacts.learn('default', told);
  await learned?.written;
  ayu = learned?.person.contactId ?? '';
});
afterAll(() => rmSync(BACKUPS, { recursive: true, force: true }));

test('only an administrator may erase, and nothing is erased for others', async () => {
  await waybill.accounts.users.add({ email: 'max@example.com', password: 'correct horse', role: 'operator' }, SYSTEM);
  const { body } = await waybill.json('POST /api/auth/login', {
    json: { email: 'max@example.com', password: 'correct horse' },
    token: null,
  });
  const token = body.accessToken;
  expect((await waybill.ask('DELETE /api/whatsapp/messages/M/content', { token })).status).toBe(403);
  expect((await waybill.ask(`DELETE /api/whatsapp/contacts/${ayu}/content`, { token })).status).toBe(403);
  expect((await waybill.ask('GET /api/erasures/er_1', { token })).status).toBe(403);
  expect((await waybill.json('GET /api/whatsapp/messages/M')).body).toMatchObject({ text: { body: 'a secret' } });
});

test('the answer names the backups that still hold it; the fact says who asked, and the message stays listed', async () => {
  const { body: backup } = await waybill.json('POST /api/admin/backup');
  const { status, body } = await waybill.json('DELETE /api/whatsapp/messages/M/content');
  expect(status).toBe(200);
  expect(body).toMatchObject({ state: 'done', erased: 1, backups: [backup['name']], remains: ['numbers'] });
  expect((await waybill.json(`GET /api/erasures/${String(body['id'])}`)).body).toEqual(body);
  expect(waybill.log.page({ after: 0, limit: 10, type: 'content.erased' })).toMatchObject([
    { by: waybill.userId, stream: 'chat/default/6281200000001@s.whatsapp.net', data: { messageId: 'M' } },
  ]);
  const shown = (await waybill.json('GET /api/whatsapp/messages/M')).body;
  expect(shown).toMatchObject({ type: 'text', text: null, erasedAt: body['erasedAt'] });
});

test('a contact is erased with its chat, and stays listed without a name', async () => {
  await chatting(waybill.log).receive({ messageId: 'M2', text: 'another secret' });
  const { status, body } = await waybill.json(`DELETE /api/whatsapp/contacts/${ayu}/content`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ state: 'done', erased: 1, remains: ['numbers'] });
  expect((await waybill.json(`GET /api/erasures/${String(body['id'])}`)).body).toEqual(body);
  expect((await waybill.json(`GET /api/whatsapp/contacts/${ayu}`)).body).toMatchObject({ name: null, pushName: null });
  expect((await waybill.json('GET /api/whatsapp/messages/M2')).body).toMatchObject({ erasedAt: body['erasedAt'] });
});

test('what is not there is said', async () => {
  expect(await waybill.json('DELETE /api/whatsapp/messages/NONE/content')).toMatchObject({
    status: 404,
    body: { code: 'message.not_on_record' },
  });
  expect(await waybill.json('DELETE /api/whatsapp/contacts/ct_000000000000000000/content')).toMatchObject({
    status: 404,
    body: { code: 'contact.not_found' },
  });
  expect(await waybill.json('GET /api/erasures/er_999')).toMatchObject({
    status: 404,
    body: { code: 'erasure.not_found' },
  });
});

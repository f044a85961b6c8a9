/** The block list both ways: from the API to WhatsApp, and from the account's phone to the record. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AYU, type RoomRig, roomRig } from '../support/room-rig.ts';

let rig: RoomRig;
let contactId: string;
beforeAll(async () => {
  rig = await roomRig();
  await rig.run.control.write(AYU, { kind: 'text', body: 'Hello' });
  const { stream } = await rig.run.fact('contact.found');
  contactId = stream.split('/').at(-1) ?? '';
});
afterAll(() => rig.run.close());

const isBlocked = async () => (await rig.api(`GET /api/whatsapp/contacts/${contactId}`)).body['blocked'];

test('a contact is blocked at WhatsApp and on record, and no longer', async () => {
  expect((await rig.api(`POST /api/whatsapp/contacts/${contactId}/block`)).status).toBe(204);
  expect([rig.run.control.blocked(), await isBlocked()]).toEqual([[AYU], true]);
  expect((await rig.api(`DELETE /api/whatsapp/contacts/${contactId}/block`)).status).toBe(204);
  expect([rig.run.control.blocked(), await isBlocked()]).toEqual([[], false]);
  const unknown = await rig.api('POST /api/whatsapp/contacts/ct_000000000000000000/block');
  expect([unknown.status, unknown.body['code']]).toEqual([404, 'contact.not_found']);
});

test('what the phone blocks is on record, once', async () => {
  const { position } = rig.run.log.head();
  rig.run.control.blockOnPhone(AYU, true);
  await rig.run.fact('contact.blocked', (fact) => fact.position > position);
  expect(await isBlocked()).toBe(true);
  rig.run.control.blockOnPhone(AYU, true);
  rig.run.control.blockOnPhone(AYU, false);
  await rig.run.fact('contact.unblocked', (fact) => fact.position > position);
  const since = rig.run.log.page({ after: position, limit: 10, type: 'contact.blocked' });
  expect([since.length, await isBlocked()]).toEqual([1, false]);
});

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

test('what the phone blocked while nobody was connected is on record after the next opening', async () => {
  const [blocked, free] = ['6281234567888', '6281234567889'];
  rig.run.control.blockOnPhone(free, true);
  const { stream } = await rig.run.fact('contact.blocked', (fact) => fact.stream.includes('/') && fact.position > 0);
  expect(stream).toContain('contact/default/');
  const { position } = rig.run.log.head();
  rig.run.control.drop('close');
  rig.run.control.blockOnPhone(free, false);
  rig.run.control.blockOnPhone(blocked, true);
  const now = await rig.run.fact('contact.blocked', (fact) => fact.position > position);
  const no = await rig.run.fact('contact.unblocked', (fact) => fact.position > position);
  expect([now.by, no.by]).toEqual(['whatsapp', 'whatsapp']);
  // The next opening finds nothing new.
  const { position: after } = rig.run.log.head();
  rig.run.control.drop('close');
  await rig.run.fact('session.opened', (fact) => fact.position > after);
  rig.run.control.blockOnPhone(blocked, false);
  await rig.run.fact('contact.unblocked', (fact) => fact.position > after);
  expect(rig.run.log.page({ after, limit: 10, type: 'contact.blocked' })).toEqual([]);
});

/** The profile of the account, from the route to the phones and back: real client, real wire. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RoomRig, roomRig } from '../support/room-rig.ts';
import { apiOver } from '../support/api-over.ts';
import { ANNA } from '../support/inside.ts';
import { running } from '../support/running.ts';

/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const PROFILE = '/api/whatsapp/session/profile';
const picture = { media: { data: PIXEL, mimetype: 'image/png' } };

let rig: RoomRig;
beforeAll(async () => {
  rig = await roomRig();
});
afterAll(() => rig.run.close());

const account = () => rig.run.control.state().account;

test('the name, the about and the picture are on every device, and are shown again', async () => {
  const change = { name: 'Toko Sari', about: 'Open from 9 to 17', picture };
  expect(await rig.api(`PUT ${PROFILE}`, change)).toMatchObject({ status: 204 });
  const shown = { name: 'Toko Sari', about: 'Open from 9 to 17', pictureUrl: expect.stringContaining('https://') };
  expect(account()).toMatchObject({ profile: shown, available: false });
  expect(await rig.api(`GET ${PROFILE}`)).toMatchObject({ status: 200, body: shown });
});

test('what is left out stays, and null takes away', async () => {
  await rig.api(`PUT ${PROFILE}`, { name: 'Toko Dewi', about: 'Closed', picture });
  expect(await rig.api(`PUT ${PROFILE}`, { about: null, picture: null })).toMatchObject({ status: 204 });
  const shown = { name: 'Toko Dewi', about: null, pictureUrl: null };
  expect(account().profile).toEqual(shown);
  expect((await rig.api(`GET ${PROFILE}`)).body).toEqual(shown);
});

test('a refusal says what was changed before it', async () => {
  // The name goes by the app state, whose queries no armed limit strikes.
  rig.run.control.rateOverlimit(1);
  expect(await rig.api(`PUT ${PROFILE}`, { name: 'Toko Ayu', about: 'Back soon' })).toMatchObject({
    status: 429,
    body: { code: 'rate.limited', done: ['name'], notDone: ['about'] },
  });
  expect(account().profile).toMatchObject({ name: 'Toko Ayu', about: null });
  for (const wrong of [{}, { name: ' ' }, { name: 'a'.repeat(26) }, { picture: { media: {} } }])
    expect(await rig.api(`PUT ${PROFILE}`, wrong)).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
});

test('an availability that was asked for survives a new name', async () => {
  await rig.run.gateway.presence.setAvailability('default', true, ANNA);
  await rig.api(`PUT ${PROFILE}`, { name: 'Toko Budi' });
  expect(account()).toMatchObject({ available: true, profile: { name: 'Toko Budi' } });
});

test('is asked for sparingly, over a connection alone, and the name wants the key of the phone', async () => {
  const fresh = await running();
  const api = await apiOver(fresh);
  expect(await api(`GET ${PROFILE}`)).toMatchObject({ status: 409, body: { code: 'session.not_live' } });
  expect(await api(`PUT ${PROFILE}`, { about: 'x' })).toMatchObject({
    status: 409,
    body: { code: 'session.not_live' },
  });
  await fresh.gateway.sessions.start('default', ANNA);
  await fresh.ready();
  fresh.script.replies.chatting = () => 'no_key';
  expect(await api(`PUT ${PROFILE}`, { name: 'Toko Sari' })).toMatchObject({
    status: 409,
    body: { code: 'session.no_app_state', done: [], notDone: ['name'] },
  });
  for (let asked = 0; asked < 20; asked += 1) expect((await api(`GET ${PROFILE}`)).status).toBe(200);
  expect(await api(`GET ${PROFILE}`)).toMatchObject({ status: 429, body: { code: 'rate.limited' } });
});

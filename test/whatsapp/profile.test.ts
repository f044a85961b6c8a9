/** The profile of the account, from the route to the phones and back: real client, real wire. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AYU, type RoomRig, roomRig } from '../support/room-rig.ts';
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

test('each change of the profile is on record, with its part and its author, and without a word of it', async () => {
  const { position } = rig.run.log.head();
  const since = () =>
    rig.run.log
      .page({ after: position, limit: 100, type: 'session.profile_changed' })
      .map(({ by, data }) => [by, ...Object.values(data)]);
  await rig.api(`PUT ${PROFILE}`, { name: 'Toko Lima', about: 'Open', picture });
  await rig.api(`PUT ${PROFILE}`, { about: null, picture: null });
  const user = since()[0]?.[0];
  expect(user).not.toBe('whatsapp');
  expect(since()).toEqual([
    [user, 'name', false, 'api'],
    [user, 'about', false, 'api'],
    [user, 'picture', false, 'api'],
    [user, 'about', true, 'api'],
    [user, 'picture', true, 'api'],
  ]);
  // The notice of a change that was made here is no news. A later one is.
  await rig.run.control.changeProfile({ about: 'echo', picture: null });
  rig.run.clock.advance(10_000);
  await rig.run.control.changeProfile({ name: 'Toko Enam', about: 'Closed', picture: null });
  const { position: first } = await rig.run.fact('session.profile_changed', (fact) => fact.data.source === 'phone');
  for (const part of ['name', 'about', 'picture'] as const)
    await rig.run.fact('session.profile_changed', ({ data }) => data.source === 'phone' && data.part === part);
  expect(
    new Set(
      since()
        .slice(5)
        .map((each) => each.join(' ')),
    ),
  ).toEqual(new Set(['whatsapp name false phone', 'whatsapp about false phone', 'whatsapp picture true phone']));
  expect(first).toBeGreaterThan(position);
  expect(JSON.stringify(rig.run.log.page({ after: position, limit: 100 }))).not.toMatch(/Toko|Closed/);
});

test('what the phone changes is on record once, however often it is told, and is what the profile shows', async () => {
  const shown = async () => (await rig.api(`GET ${PROFILE}`)).body as unknown as Record<string, string | null>;
  rig.run.clock.advance(10_000);
  const before = await shown();
  const { position } = rig.run.log.head();
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
  const change = { name: 'Toko Tujuh', about: 'Open again', picture: jpeg };
  await rig.run.control.changeProfile(change);
  await rig.run.control.changeProfile(change);
  // A message behind them: when it is on record, all that the phone has told before has come.
  await contactOf('6281234567807');
  for (const part of ['name', 'about', 'picture'] as const)
    await rig.run.fact('session.profile_changed', (fact) => fact.position > position && fact.data.part === part);
  const facts = rig.run.log.page({ after: position, limit: 100, type: 'session.profile_changed' });
  expect(facts.map(({ data }) => Object.values(data).join(' ')).toSorted()).toEqual([
    'about false phone',
    'name false phone',
    'picture false phone',
  ]);
  const now = await shown();
  expect(now).toEqual({ name: 'Toko Tujuh', about: 'Open again', pictureUrl: expect.stringContaining('https://') });
  expect(now['pictureUrl']).not.toBe(before['pictureUrl']);

  rig.run.clock.advance(10_000);
  await rig.run.control.changeProfile({ about: null, picture: null });
  const last = facts.at(-1)?.position ?? 0;
  await rig.run.fact('session.profile_changed', (fact) => fact.position > last && fact.data.part === 'picture');
  expect(await shown()).toEqual({ name: 'Toko Tujuh', about: null, pictureUrl: null });
});

/** Somebody has written to the account, and so is a contact. */
const contactOf = async (number: string): Promise<string> => {
  const { position } = rig.run.log.head();
  rig.run.control.deliver(number, 'Hello');
  const { stream } = await rig.run.fact('contact.found', (fact) => fact.position > position);
  return `/api/whatsapp/contacts/${stream.split('/').at(-1) ?? ''}`;
};

test('a contact shows an about and a picture, and WhatsApp is asked for the picture once', async () => {
  const contact = await contactOf(AYU);
  expect((await rig.api(`GET ${contact}`)).body).not.toHaveProperty('about');
  expect((await rig.api(`GET ${contact}?refresh=true`)).body).toMatchObject({
    number: `+${AYU}`,
    about: expect.stringMatching(/^Hello, this is /),
    pictureUrl: expect.stringContaining('https://'),
  });
  const first = await rig.api.bytes(`GET ${contact}/picture`);
  expect([first.status, first.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(first.bytes.subarray(0, 3)).toEqual(Buffer.of(0xff, 0xd8, 0xff));
  rig.run.control.rateOverlimit(1);
  const known = { 'if-none-match': first.headers.get('etag') ?? '' };
  expect((await rig.api.bytes(`GET ${contact}/picture`)).bytes).toEqual(first.bytes);
  expect((await rig.api.bytes(`GET ${contact}/picture`, known)).status).toBe(304);
  // The armed limit strikes the next question.
  expect((await rig.api.bytes(`GET ${contact}?refresh=true`)).status).toBe(429);
});

test('a contact who hides both shows neither', async () => {
  const contact = await contactOf('6281200000011');
  expect((await rig.api(`GET ${contact}?refresh=true`)).body).toMatchObject({ about: null, pictureUrl: null });
  expect(await rig.api(`GET ${contact}/picture`)).toMatchObject({ status: 404, body: { code: 'contact.no_picture' } });
  const nobody = '/api/whatsapp/contacts/ct_000000000000000000/picture';
  expect(await rig.api(`GET ${nobody}`)).toMatchObject({ status: 404, body: { code: 'contact.not_found' } });
});

test('a picture that does not come whole is no answer, and the session stays connected', async () => {
  const contact = await contactOf('6281234567809');
  rig.run.control.mediaFault({ how: 'down', transfer: 'download' }, 1);
  expect(await rig.api(`GET ${contact}/picture`)).toMatchObject({ status: 502, body: { code: 'whatsapp.no_answer' } });
  expect((await rig.api.bytes(`GET ${contact}/picture`)).status).toBe(200);
});

test('a picture is asked for again after an hour', async () => {
  const contact = await contactOf('6281234567808');
  expect((await rig.api.bytes(`GET ${contact}/picture`)).status).toBe(200);
  rig.run.clock.advance(3_600_000);
  // The login has ended by then.
  const later = await apiOver(rig.run);
  rig.run.control.rateOverlimit(1);
  expect((await later.bytes(`GET ${contact}/picture`)).status).toBe(429);
  expect((await later.bytes(`GET ${contact}/picture`)).status).toBe(200);
});

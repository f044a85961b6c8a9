/** Contacts over HTTP: who is who, by whatever WhatsApp calls them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { failure } from '../../src/events/facts/failure.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { apiOver } from '../support/api-over.ts';
import { chatting } from '../support/chatting.ts';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

const AYU = '6281200000001@s.whatsapp.net';
const AYU_LID = '900100@lid';
const TOKO = '6281200000002@s.whatsapp.net';
const TOKO_LID = '900200@lid';
const GROUP = '120363041234567890@g.us';

let run: Running;
let api: Awaited<ReturnType<typeof apiOver>>;

interface Body {
  readonly [member: string]: unknown;
  readonly items: readonly Body[];
  readonly nextCursor: string | null;
}

const get = async (path: string): Promise<{ status: number; body: Body }> => {
  const { status, body } = await api(`GET /api/whatsapp${path}`);
  return { status, body: body as unknown as Body };
};

const learn = async (told: Parameters<Running['system']['contacts']['learn']>[1]): Promise<string> => {
  const learned = run.system.contacts.learn('default', told);
  await learned?.written;
  return learned?.person.contactId ?? '';
};

let ayu: string;
let toko: string;
let shadow: string;

beforeAll(async () => {
  run = await running();
  api = await apiOver(run);
  await run.gateway.sessions.start('default', ANNA);
  await run.ready();
  ayu = await learn({ addresses: [AYU, AYU_LID], names: { pushName: 'Ayu' } });
  toko = await learn({ addresses: [TOKO], names: { pushName: 'toko', verifiedName: 'Toko Maju' }, business: true });
  shadow = await learn({ addresses: [TOKO_LID], names: { username: 'tokomaju' } });
  const chat = chatting(run.log);
  await chat.receive({ chat: AYU, text: 'Is it here?', messageId: 'A1' });
  await chat.receive({ chat: GROUP, by: AYU_LID, text: 'me too', messageId: 'G1' });
  await chat.react('G1', '👍', { chat: GROUP, by: AYU });
});

describe('a contact', () => {
  test('has the number, the hidden id and the names of a person', async () => {
    expect((await get(`/contacts/${ayu}`)).body).toEqual({
      contactId: ayu,
      session: 'default',
      number: '+6281200000001',
      lid: AYU_LID,
      username: null,
      name: 'Ayu',
      pushName: 'Ayu',
      business: false,
      blocked: false,
    });
    expect((await get(`/contacts/${toko}`)).body).toMatchObject({
      name: 'Toko Maju',
      pushName: 'toko',
      business: true,
    });
    expect(await get('/contacts/ct_000000000000000000')).toMatchObject({
      status: 404,
      body: { code: 'contact.not_found' },
    });
    expect(await get('/contacts/ayu')).toMatchObject({ status: 404, body: { code: 'contact.not_found' } });
  });

  test('leads to its chat, if there is one', async () => {
    const { body } = await get(`/contacts/${ayu}/chat`);
    expect(body).toMatchObject({ chatId: AYU, name: 'Ayu', contact: { contactId: ayu, lid: AYU_LID }, unread: 1 });
    expect(await get(`/contacts/${toko}/chat`)).toMatchObject({ status: 404, body: { code: 'chat.not_found' } });
  });

  test('is named by the messages and reactions of the person, under whatever address', async () => {
    const from = { contactId: ayu, number: '+6281200000001', lid: AYU_LID, name: 'Ayu', username: null };
    expect((await get('/messages/A1')).body).toMatchObject({ from });
    expect((await get('/messages/G1')).body).toMatchObject({ from, reactions: [{ emoji: '👍', from }] });
  });
});

test('contacts are listed page by page, and found by part of a name or number', async () => {
  const first = (await get('/contacts?limit=1')).body;
  expect(first.items).toMatchObject([{ contactId: ayu }]);
  const next = (await get(`/contacts?limit=1&cursor=${first.nextCursor}`)).body;
  expect(next.items).toMatchObject([{ contactId: toko }]);
  const ids = async (search: string) =>
    (await get(`/contacts?search=${encodeURIComponent(search)}`)).body.items.map(({ contactId }) => contactId);
  expect(await ids('AY')).toEqual([ayu]);
  expect(await ids('maju')).toEqual([toko, shadow]);
  expect(await ids('+62 812-0000-0001')).toEqual([ayu]);
  expect(await ids('nobody')).toEqual([]);
  expect((await get('/contacts?cursor=nowhere')).status).toBe(422);
});

test('two contacts that turn out to be one answer under both ids', async () => {
  expect(await learn({ addresses: [TOKO_LID, TOKO] })).toBe(toko);
  const whole = { contactId: toko, lid: TOKO_LID, name: 'Toko Maju' };
  for (const id of [toko, shadow]) expect((await get(`/contacts/${id}`)).body).toMatchObject(whole);
  expect((await get('/contacts')).body.items.map(({ contactId }) => contactId)).toEqual([ayu, toko]);
});

describe('numbers are checked', () => {
  const CHECK = 'POST /api/whatsapp/contacts/check';
  const BRAZIL = '5511912345678@s.whatsapp.net';
  const BRAZIL_OLD = '551112345678@s.whatsapp.net';

  test('in one question; WhatsApp may know one under another address, which is on record from then on', async () => {
    run.script.replies.check = (chat) => {
      if (chat === TOKO) return { registered: false };
      return { registered: true, chatId: chat === BRAZIL ? BRAZIL_OLD : chat };
    };
    const numbers = ['6281200000001', '6281200000002', '5511912345678', '6281200000001'];
    const told = await api(CHECK, { numbers });
    const checkedAt = new Date(run.clock.now()).toISOString();
    const known = { number: '+6281200000001', onWhatsApp: true, chatId: AYU, checkedAt };
    expect(told).toEqual({
      status: 200,
      body: {
        items: [
          known,
          { number: '+6281200000002', onWhatsApp: false, chatId: null, checkedAt },
          { number: '+5511912345678', onWhatsApp: true, chatId: BRAZIL_OLD, checkedAt },
          known,
        ],
      },
    });
    expect(run.system.contacts.of('default', BRAZIL)?.addresses).toEqual([BRAZIL, BRAZIL_OLD]);
  });

  test('only if all can be read, and are numbers', async () => {
    const { status, body } = await api(CHECK, { numbers: ['6281200000001', 'nobody', GROUP, AYU_LID] });
    expect([status, body]).toMatchObject([
      422,
      { errors: [{ path: 'numbers.1' }, { path: 'numbers.2' }, { path: 'numbers.3' }] },
    ]);
    expect((await api(CHECK, { numbers: [] })).status).toBe(422);
    expect((await api(CHECK, { numbers: Array.from({ length: 51 }, () => '6281200000001') })).status).toBe(422);
  });

  test('not more than WhatsApp may be asked, which may say so itself, or nothing', async () => {
    const other = await running();
    const ask = await apiOver(other);
    await other.gateway.sessions.start('default', ANNA);
    const numbers = Array.from({ length: 50 }, (_, at) => `${6281200000001 + at}`);
    const check = async (some = numbers) => {
      const { status, body } = await ask(CHECK, { numbers: some });
      return [status, body['code']];
    };
    expect(await check()).toEqual([409, 'session.not_live']);
    await other.ready();
    for (let count = 0; count < 4; count += 1) expect(await check()).toEqual([200, undefined]);
    expect(await check(['6281200000001'])).toEqual([429, 'rate.limited']);
    expect((await ask(`GET /api/whatsapp/groups?refresh=true`)).status).toBe(429);
    other.clock.advance(10_000);
    expect(await check()).toEqual([429, 'rate.limited']);
    other.script.replies.check = () => new Undelivered(failure('rate_limited', 'rate-overlimit', 429), false);
    expect(await check(['6281200000001'])).toEqual([429, 'rate.limited']);
    other.clock.advance(10_000);
    other.script.replies.check = () => new Undelivered(failure('network_timeout', 'no answer'), false);
    expect(await check(['6281200000001'])).toEqual([502, 'whatsapp.no_answer']);
  });
});

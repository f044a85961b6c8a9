/** What the account does with groups, from the route to the phones and back: real client, real wire. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { streamOf } from '../../src/kernel/ids.ts';
import { ACCOUNT, AYU, BUDI, CITRA, type RoomRig, roomRig, text } from '../support/room-rig.ts';

const PRIVATE = '6281200000011';
/** Lets nobody add it, and has blocked the account. */
const BLOCKER = '6281200000403';
const GONE = '6281200000404';
const LEFT = '6281200000408';
/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const lid = (number: string): string => `900${number}@lid`;
const jid = (number: string): string => `${number}@s.whatsapp.net`;

let rig: RoomRig;
beforeAll(async () => {
  rig = await roomRig();
});
afterAll(() => rig.run.close());

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const ask = async (line: string, json?: object): Promise<Answer> => rig.api(line, json);
const at = (id: string, more = ''): string => `/api/whatsapp/groups/${id}${more}`;

const factsOf = (id: string) => rig.run.log.read(streamOf.group('default', id));
/** The facts of a group after the first `after`, without what is always there. */
const changesOf = (id: string, after: number) =>
  factsOf(id)
    .slice(after)
    .map(({ type, by, data }) => ({ type, by, ...data }));

/** A group whose admin is the account, on record. */
const ownGroup = async (people: readonly string[] = [AYU, BUDI]): Promise<string> => {
  const { body } = await ask('POST /api/whatsapp/groups', { subject: 'Parcels', participants: people });
  return String(body['groupId']);
};

/** A group of Ayu with the account, on record. */
const othersGroup = async (plan: Parameters<RoomRig['group']>[0] = {}): Promise<string> => {
  const id = rig.group(plan);
  await rig.run.told(streamOf.group('default', id), 2);
  return id;
};

/** Waits for a notice that changes something, so that all earlier ones have been heard. */
const settled = async (id: string): Promise<void> => {
  const before = factsOf(id).length;
  rig.run.control.changeGroup(id, { subject: `Heard ${before}` });
  await rig.run.told(streamOf.group('default', id), before + 1);
};

describe('a new group', () => {
  test('has the people whom WhatsApp took, and says of the others why not', async () => {
    const people = [AYU, PRIVATE, BLOCKER, GONE, LEFT];
    const plan = { subject: 'Parcels', participants: people, description: 'ours' };
    const { status, body } = await ask('POST /api/whatsapp/groups', plan);
    expect([status, body]).toMatchObject([
      201,
      {
        subject: 'Parcels',
        description: 'ours',
        joinApproval: false,
        notDone: [],
        members: [
          { id: lid(ACCOUNT), number: `+${ACCOUNT}`, role: 'superadmin' },
          { id: lid(AYU), role: 'member' },
        ],
      },
    ]);
    expect(body['results']).toEqual([
      { participant: AYU, ok: true },
      { participant: PRIVATE, ok: false, code: 403, reason: 'privacy', inviteSent: true },
      { participant: BLOCKER, ok: false, code: 403, reason: 'privacy', inviteSent: false },
      { participant: GONE, ok: false, code: 404, reason: 'not_on_whatsapp' },
      { participant: LEFT, ok: false, code: 408, reason: 'left_recently' },
    ]);
    const id = String(body['groupId']);
    expect(rig.run.control.group(id)?.members.map(({ number }) => number)).toEqual([ACCOUNT, AYU]);
    await settled(id);
    expect(changesOf(id, 0)).toMatchObject([
      { type: 'group.recorded', self: lid(ACCOUNT) },
      { type: 'group.described' },
      { type: 'group.described', by: lid(ACCOUNT) },
      { type: 'group.invited', people: [{ id: lid(PRIVATE) }] },
      { type: 'group.described', by: lid(AYU) },
    ]);
    // Whether the answer or the notice came first.
    expect(factsOf(id).map(({ by }) => by === 'whatsapp')).toEqual([false, false, false, false, true]);
  });

  test('lets somebody in who got an invitation instead', async () => {
    const id = await ownGroup([AYU, PRIVATE]);
    const [invitation] = rig.run.control.group(id)?.invitations ?? [];
    expect(invitation?.number).toBe(PRIVATE);
    expect(rig.run.control.chat(PRIVATE, 10).bubbles.at(-1)).toMatchObject({ text: '[groupInviteMessage]' });
    const before = factsOf(id).length;
    rig.run.control.joinGroup(invitation?.code ?? '', PRIVATE);
    await rig.run.told(streamOf.group('default', id), before + 1);
    expect((await ask(`GET ${at(id)}`)).body).toMatchObject({ size: 3 });
  });
});

describe('a change of a group', () => {
  test('is on the phones, and on record as the change of the person who asked for it', async () => {
    const id = await ownGroup();
    const before = factsOf(id).length;
    const changes = {
      subject: 'Returns',
      description: 'What came back',
      announceOnly: true,
      locked: true,
      joinApproval: true,
      disappearingSeconds: 86_400,
    };
    expect(await ask(`PATCH ${at(id)}`, changes)).toMatchObject({ status: 200, body: changes });
    expect(rig.run.control.group(id)).toMatchObject(changes);
    const [{ by: person } = { by: '' }] = factsOf(id);
    await settled(id);
    const facts = changesOf(id, before);
    expect(facts.slice(0, -1).map(({ type }) => type)).toEqual([
      'group.described',
      'group.described',
      ...Array.from({ length: 4 }, () => 'group.settings_changed'),
    ]);
    expect(
      factsOf(id)
        .slice(before, -1)
        .every(({ by }) => by === person),
    ).toBe(true);
    expect(facts[3]).toMatchObject({ locked: true, by: lid(ACCOUNT) });
    expect(factsOf(id).at(-1)?.by).toBe('whatsapp');
    await ask(`PATCH ${at(id)}`, { description: null });
    expect(rig.run.control.group(id)?.description).toBeNull();
  });

  test('by others is on record as theirs, with who did it', async () => {
    const id = await othersGroup();
    rig.run.control.changeGroup(id, { joinApproval: true }, BUDI);
    await rig.run.told(streamOf.group('default', id), 3);
    expect(factsOf(id).at(-1)).toMatchObject({
      type: 'group.settings_changed',
      by: 'whatsapp',
      data: { joinApproval: true, by: lid(BUDI) },
    });
    expect((await ask(`GET ${at(id)}`)).body).toMatchObject({ joinApproval: true });
  });

  test('that WhatsApp refuses says why, and what was done before it', async () => {
    const id = await othersGroup();
    expect(await ask(`PATCH ${at(id)}`, { subject: 'Ours', announceOnly: true })).toMatchObject({
      status: 403,
      body: { code: 'group.not_admin', done: ['subject'], notDone: ['announceOnly'] },
    });
    const away = rig.group({ withAccount: false });
    const people = { action: 'add', participants: [CITRA] };
    expect(await ask(`POST ${at(away, '/participants')}`, people)).toMatchObject({
      status: 409,
      body: { code: 'group.not_member' },
    });
    rig.run.control.changeMembers(id, 'remove', [ACCOUNT]);
    await rig.run.told(streamOf.group('default', id), 4);
    expect(await ask(`POST ${at(id, '/leave')}`)).toMatchObject({ status: 409, body: { code: 'group.not_member' } });
  });

  test('of its picture is recorded once', async () => {
    const id = await ownGroup();
    const before = factsOf(id).length;
    expect(await ask(`PUT ${at(id, '/picture')}`, { media: { data: PIXEL } })).toMatchObject({ status: 204 });
    expect(rig.run.control.group(id)).toMatchObject({ hasPicture: true });
    expect(await ask(`DELETE ${at(id, '/picture')}`)).toMatchObject({ status: 204 });
    expect(rig.run.control.group(id)).toMatchObject({ hasPicture: false });
    await settled(id);
    expect(changesOf(id, before).slice(0, -1)).toEqual([
      { type: 'group.picture_changed', removed: false, by: lid(ACCOUNT) },
      { type: 'group.picture_changed', removed: true, by: lid(ACCOUNT) },
    ]);
  });

  test('of nothing, of a stranger\u2019s spelling or of a lost connection is refused', async () => {
    const id = await ownGroup();
    expect(await ask(`PATCH ${at(id)}`, {})).toMatchObject({ status: 422 });
    const people = { action: 'add', participants: ['nobody', id] };
    expect(await ask(`POST ${at(id, '/participants')}`, people)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'participants.0' }, { path: 'participants.1' }] },
    });
  });
});

describe('the members of a group', () => {
  test.each(['lid', 'pn'] as const)('come, rise, fall and go in a group of the %s form', async (addressing) => {
    const id = await othersGroup({ addressing, admins: [AYU, ACCOUNT], members: [BUDI] });
    const before = factsOf(id).length;
    const mine = addressing === 'lid' ? lid : jid;
    const change = async (action: string, participants: readonly string[]) =>
      (await ask(`POST ${at(id, '/participants')}`, { action, participants })).body['results'];
    expect(await change('add', [CITRA, BUDI, PRIVATE])).toEqual([
      { participant: CITRA, ok: true },
      { participant: BUDI, ok: false, code: 409, reason: 'already_member' },
      { participant: PRIVATE, ok: false, code: 403, reason: 'privacy', inviteSent: true },
    ]);
    expect(await change('promote', [lid(CITRA)])).toEqual([{ participant: lid(CITRA), ok: true }]);
    expect(await change('demote', [CITRA, AYU])).toEqual([
      { participant: CITRA, ok: true },
      { participant: AYU, ok: false, code: 406, reason: 'creator' },
    ]);
    expect(await change('remove', [CITRA, GONE])).toEqual([
      { participant: CITRA, ok: true },
      { participant: GONE, ok: false, code: 404, reason: 'not_found' },
    ]);
    await settled(id);
    const [member, by] = [mine(CITRA), mine(ACCOUNT)];
    const changed = (action: string) => ({ type: 'group.members_changed', action, members: [{ id: member }], by });
    expect(changesOf(id, before).slice(0, -1)).toMatchObject([
      changed('add'),
      { type: 'group.invited', people: [{ id: mine(PRIVATE) }] },
      changed('promote'),
      changed('demote'),
      changed('remove'),
    ]);
  });

  test('are no more than WhatsApp lets them be', async () => {
    const id = await othersGroup({ admins: [AYU, ACCOUNT], sizeMax: 3 });
    expect((await ask(`POST ${at(id, '/participants')}`, { action: 'add', participants: [CITRA] })).body).toEqual({
      results: [{ participant: CITRA, ok: false, code: 419, reason: 'group_full' }],
    });
  });

  test('get messages after the account has left no more', async () => {
    const id = await ownGroup();
    expect(await ask(`POST ${at(id, '/leave')}`)).toMatchObject({ status: 204 });
    expect(factsOf(id).at(-1)).toMatchObject({ type: 'group.left', data: { reason: 'left', by: lid(ACCOUNT) } });
    expect((await ask(`GET ${at(id)}`)).body).toMatchObject({ leftAt: expect.any(String) });
    expect((await rig.send(id, 'text', text('Still there?'))).end).toMatchObject({
      failure: { code: 'group_not_member' },
    });
  });
});

describe('the invite of a group', () => {
  test('is told to admins, and a new one ends the old one', async () => {
    const id = await ownGroup();
    const before = factsOf(id).length;
    const { body: first } = await ask(`GET ${at(id, '/invite')}`);
    expect(first).toEqual({
      code: rig.run.control.group(id)?.invite,
      link: expect.stringContaining('chat.whatsapp.com'),
    });
    const { body: second } = await ask(`POST ${at(id, '/invite/revoke')}`);
    expect(second['code']).toBe(rig.run.control.group(id)?.invite);
    expect(rig.run.control.joinGroup(String(first['code']), CITRA)).toBeNull();
    expect(rig.run.control.joinGroup(String(second['code']), CITRA)).toEqual({ id, outcome: 'joined' });
    await rig.run.told(streamOf.group('default', id), before + 2);
    expect(changesOf(id, before)).toMatchObject([
      { type: 'group.invite_revoked', by: lid(ACCOUNT) },
      { type: 'group.members_changed', action: 'add', by: lid(CITRA) },
    ]);
    expect(JSON.stringify(rig.run.log.page({ after: 0, limit: 10_000 }))).not.toContain(String(first['code']));
    const others = await othersGroup();
    expect(await ask(`GET ${at(others, '/invite')}`)).toMatchObject({ status: 403, body: { code: 'group.not_admin' } });
  });

  test('leads into a group of others', async () => {
    const id = rig.group({ withAccount: false, description: 'theirs', subject: 'Theirs' });
    const code = rig.run.control.group(id)?.invite ?? '';
    expect((await ask(`GET ${at('invites', `/${code}`)}`)).body).toMatchObject({
      groupId: id,
      subject: 'Theirs',
      description: 'theirs',
      size: 2,
      joinApproval: false,
    });
    expect((await ask(`GET ${at(id)}`)).status).toBe(404);
    const joined = await ask('POST /api/whatsapp/groups/join', { code: `https://chat.whatsapp.com/${code}` });
    expect(joined).toMatchObject({ status: 200, body: { groupId: id, outcome: 'joined' } });
    expect((await ask(`GET ${at(id)}`)).body).toMatchObject({ size: 3, subject: 'Theirs' });
    expect(factsOf(id)[0]?.by).not.toBe('whatsapp');
    await rig.sent(id, 'text', text('Hello, it is me'));
  });

  test('asks the admins where they approve, and leads nowhere once it is revoked', async () => {
    const id = rig.group({ withAccount: false, joinApproval: true });
    const code = rig.run.control.group(id)?.invite ?? '';
    expect((await ask('POST /api/whatsapp/groups/join', { code })).body).toEqual({ groupId: id, outcome: 'requested' });
    expect(rig.run.control.group(id)?.requests).toMatchObject([{ number: ACCOUNT }]);
    rig.run.control.changeMembers(id, 'add', [ACCOUNT]);
    await rig.run.told(streamOf.group('default', id), 1);
    for (const line of [`GET ${at('invites', '/AAAAAAAAAAAAAAAAAAAAAA')}`, 'POST /api/whatsapp/groups/join'] as const) {
      const body = line.startsWith('POST') ? { code: 'AAAAAAAAAAAAAAAAAAAAAA' } : undefined;
      expect(await ask(line, body)).toMatchObject({ status: 404, body: { code: 'group.invite_invalid' } });
    }
    const full = rig.group({ withAccount: false, sizeMax: 2 });
    const last = rig.run.control.group(full)?.invite ?? '';
    expect(await ask('POST /api/whatsapp/groups/join', { code: last })).toMatchObject({
      status: 409,
      body: { code: 'group.full' },
    });
  });
});

describe('those who ask to join', () => {
  test('are approved or rejected, each with an outcome', async () => {
    const id = await othersGroup({ admins: [AYU, ACCOUNT], joinApproval: true });
    const before = factsOf(id).length;
    const code = rig.run.control.group(id)?.invite ?? '';
    expect(rig.run.control.joinGroup(code, CITRA)).toEqual({ id, outcome: 'requested' });
    for (const number of [PRIVATE, LEFT]) rig.run.control.askToJoin(id, number);
    rig.run.control.withdrawRequest(id, LEFT);
    await rig.run.told(streamOf.group('default', id), before + 4);
    expect((await ask(`GET ${at(id, '/requests')}`)).body).toMatchObject({
      items: [
        { id: lid(CITRA), number: `+${CITRA}`, askedAt: expect.any(String), method: 'invite_link' },
        { id: lid(PRIVATE) },
      ],
    });
    const answer = (action: string, participants: readonly string[]) =>
      ask(`POST ${at(id, '/requests')}`, { action, participants });
    expect((await answer('approve', [CITRA, LEFT])).body).toEqual({
      results: [
        { participant: CITRA, ok: true },
        { participant: LEFT, ok: false, code: 404, reason: 'not_found' },
      ],
    });
    expect((await answer('reject', [PRIVATE])).body).toEqual({ results: [{ participant: PRIVATE, ok: true }] });
    await settled(id);
    const requests = (change: string, number: string, by: string) => ({
      type: 'group.requests_changed',
      change,
      people: [{ id: lid(number) }],
      by: lid(by),
    });
    expect(changesOf(id, before).slice(0, -1)).toMatchObject([
      requests('created', CITRA, CITRA),
      requests('created', PRIVATE, PRIVATE),
      requests('created', LEFT, LEFT),
      requests('withdrawn', LEFT, LEFT),
      { type: 'group.members_changed', action: 'add', members: [{ id: lid(CITRA) }], by: lid(ACCOUNT) },
      requests('rejected', PRIVATE, ACCOUNT),
    ]);
  });

  test('are known to admins alone', async () => {
    const id = await othersGroup({ joinApproval: true });
    expect(await ask(`GET ${at(id, '/requests')}`)).toMatchObject({ status: 403, body: { code: 'group.not_admin' } });
  });
});

test('all groups of the account are on record once WhatsApp was asked for them', async () => {
  const id = rig.group({ subject: 'Told at once' });
  const { status, body } = await ask('GET /api/whatsapp/groups?refresh=true&limit=500');
  expect([status, (body['items'] as { groupId: string }[]).map(({ groupId }) => groupId)]).toEqual([
    200,
    expect.arrayContaining([id, '120363000000000042@g.us']),
  ]);
});

/** The groups of a session over HTTP, from what is on record and from WhatsApp. */
import { beforeAll, describe, expect, test } from 'vitest';
import { failure } from '../../src/events/facts/failure.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { apiOver } from '../support/api-over.ts';
import { ACCOUNT, BUDI, GROUP, groupOf } from '../support/groups.ts';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

const OTHER = '120363000000000002@g.us';

let run: Running;
let api: Awaited<ReturnType<typeof apiOver>>;
beforeAll(async () => {
  run = await running();
  api = await apiOver(run);
});

const codeOf = ({ status, body }: { status: number; body: object }) => [status, (body as { code?: string }).code];
const look = (id: string, query = '') => api(`GET /api/whatsapp/groups/${encodeURIComponent(id)}${query}`);

describe('a group', () => {
  test('that is not on record is 404, and needs a connection to be asked for', async () => {
    expect(codeOf(await look(GROUP))).toEqual([404, 'group.not_found']);
    expect(codeOf(await look(GROUP, '?refresh=true'))).toEqual([409, 'session.not_live']);
    expect(codeOf(await look('6281234567890@s.whatsapp.net'))).toEqual([422, 'request.invalid']);
    expect(codeOf(await look(GROUP, '?session=nobody'))).toEqual([404, 'session.not_found']);
  });

  test('that was asked for is shown with its members, and listed', async () => {
    await run.gateway.sessions.start('default', ANNA);
    await run.ready();
    const shown = {
      groupId: GROUP,
      subject: 'Shop',
      size: 3,
      leftAt: null,
      members: [
        { id: '6281110000001@s.whatsapp.net', number: '+6281110000001', lid: null, role: 'member' },
        { number: '+6281200000001', lid: '90001@lid', role: 'admin' },
        { number: '+6281200000002', lid: null, role: 'member' },
      ],
    };
    expect(await look(GROUP, '?refresh=true')).toMatchObject({ status: 200, body: shown });
    expect(await look(GROUP)).toMatchObject({ status: 200, body: shown });
    await look(OTHER, '?refresh=true');
    const first = await api('GET /api/whatsapp/groups?limit=1');
    expect(first.body).toMatchObject({ items: [{ groupId: GROUP }], nextCursor: expect.any(String) });
    const { nextCursor } = first.body as unknown as { nextCursor: string };
    const second = await api(`GET /api/whatsapp/groups?limit=1&cursor=${nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ groupId: OTHER }], nextCursor: null });
  });

  test('names the members who are on record, and tells the other addresses of them', async () => {
    const learned = run.system.contacts.learn('default', {
      addresses: [BUDI, '90002@lid'],
      names: { pushName: 'Budi' },
    });
    await learned?.written;
    const nobody = { contactId: null, name: null };
    const budi = { contactId: learned?.person.contactId, number: '+6281200000002', lid: '90002@lid', name: 'Budi' };
    expect((await look(GROUP)).body).toMatchObject({ members: [nobody, { name: null }, { id: BUDI, ...budi }] });
  });

  test('is asked for again on request, and what WhatsApp refuses is told', async () => {
    run.script.replies.group = () => groupOf(ACCOUNT, { subject: 'Shop and stock' });
    expect((await look(GROUP, '?refresh=true')).body).toMatchObject({ subject: 'Shop and stock' });
    run.script.replies.group = () => new Undelivered(failure('network_timeout', 'no answer'), false);
    expect(codeOf(await look(GROUP, '?refresh=true'))).toEqual([502, 'whatsapp.no_answer']);
    run.script.replies.group = () => new Undelivered(failure('group_not_member', 'no member', 403), false);
    expect(codeOf(await look(GROUP, '?refresh=true'))).toEqual([409, 'group.not_member']);
    expect((await look(GROUP)).body).toMatchObject({ leftAt: expect.any(String) });
  });
});

const no = (status: number | null) => async (): Promise<never> => {
  const code = status === null ? 'network_timeout' : 'protocol_error';
  throw new Undelivered(failure(code, 'WhatsApp did not answer in time.', status), false);
};
const at = (id: string, more = ''): string => `/api/whatsapp/groups/${encodeURIComponent(id)}${more}`;

describe('a change of a group', () => {
  test('needs a connection, and people that can be read', async () => {
    const fresh = await apiOver(await running());
    const plan = { subject: 'Shop', participants: ['6281200000002'] };
    expect(codeOf(await fresh('POST /api/whatsapp/groups', plan))).toEqual([409, 'session.not_live']);
    expect(codeOf(await api('POST /api/whatsapp/groups', { ...plan, participants: [] }))).toEqual([
      422,
      'request.invalid',
    ]);
    const { status, body } = await api('POST /api/whatsapp/groups', { ...plan, participants: ['Budi', GROUP] });
    expect([status, body]).toMatchObject([
      422,
      { errors: [{ path: 'participants.0' }, { path: 'participants.1', message: 'Expected a person, not a group' }] },
    ]);
    expect(codeOf(await api(`PATCH ${at(GROUP)}`, {}))).toEqual([422, 'request.invalid']);
    expect(codeOf(await api(`PATCH ${at(GROUP)}`, { disappearingSeconds: 60 }))).toEqual([422, 'request.invalid']);
    expect(codeOf(await api('POST /api/whatsapp/groups/join', { code: 'a b' }))).toEqual([422, 'request.invalid']);
  });

  test('without an answer may have been done: the next message asks for the group', async () => {
    run.script.replies.group = () => groupOf(ACCOUNT);
    await look(GROUP, '?refresh=true');
    run.script.replies.groupCalls = {};
    const before = run.script.links.at(-1)?.groupsAsked.length ?? 0;
    const told = await api(`PATCH ${at(GROUP)}`, { locked: true, subject: 'New' });
    expect([told.status, told.body]).toMatchObject([
      502,
      { code: 'whatsapp.no_answer', done: [], notDone: ['subject', 'locked'] },
    ]);
    expect((await look(GROUP)).body).toMatchObject({ subject: 'Shop', locked: false });
    await run.queue({ number: GROUP });
    await run.fact('job.completed');
    expect(run.script.links.at(-1)?.groupsAsked.length).toBe(before + 1);
  });

  test.each([
    ['member', 403, [403, 'group.not_admin']],
    ['member', 401, [403, 'group.not_admin']],
    ['admin', 403, [422, 'group.refused']],
    ['member', 404, [409, 'group.not_member']],
    ['member', 406, [422, 'group.refused']],
    ['member', 429, [429, 'rate.limited']],
  ] as const)('of a %s that WhatsApp refuses with %i is told as what it is', async (role, status, told) => {
    const members = groupOf(ACCOUNT).members.map((member) => (member.id === ACCOUNT ? { ...member, role } : member));
    run.script.replies.group = () => groupOf(ACCOUNT, { members });
    run.script.replies.groupCalls = { changeGroup: no(status) };
    expect(codeOf(await api(`PATCH ${at(GROUP)}`, { subject: 'New' }))).toEqual(told);
  });

  test('that WhatsApp says nothing about has no outcome, and puts the record in doubt', async () => {
    const silent = { asked: BUDI, person: null, code: null };
    run.script.replies.group = () => groupOf(ACCOUNT);
    run.script.replies.groupCalls = { changeMembers: async () => [silent] };
    const told = await api(`POST ${at(GROUP, '/participants')}`, { action: 'remove', participants: ['6281200000002'] });
    expect(told.body).toEqual({ results: [{ participant: '6281200000002', ok: false, reason: 'no_answer' }] });
  });

  test('that makes a group without its description says so', async () => {
    run.script.replies.groupCalls = {
      createGroup: async () => ({
        chatId: OTHER,
        group: groupOf(ACCOUNT),
        outcomes: [{ asked: BUDI, person: { id: BUDI }, code: 200 }],
      }),
      changeGroup: no(406),
    };
    const plan = { subject: 'Shop', participants: ['6281200000002'], description: 'Ours' };
    expect(await api('POST /api/whatsapp/groups', plan)).toMatchObject({
      status: 201,
      body: { groupId: OTHER, description: null, notDone: ['description'], results: [{ ok: true }] },
    });
  });

  test('of an invite that leads nowhere, or into a full group', async () => {
    const code = 'AAAAAAAAAAAAAAAAAAAAAA';
    for (const [status, told] of [
      [410, [404, 'group.invite_invalid']],
      [419, [409, 'group.full']],
      [401, [422, 'group.refused']],
    ] as const) {
      run.script.replies.groupCalls = { joinGroup: no(status) };
      expect(codeOf(await api('POST /api/whatsapp/groups/join', { code }))).toEqual(told);
    }
  });
});

test('WhatsApp is asked about groups 20 times at once, and then every 10 seconds', async () => {
  const other = await running();
  const ask = await apiOver(other);
  await other.gateway.sessions.start('default', ANNA);
  await other.ready();
  const line = `GET ${at(GROUP)}?refresh=true`;
  for (let count = 0; count < 20; count += 1) expect((await ask(line)).status).toBe(200);
  expect(codeOf(await ask(line))).toEqual([429, 'rate.limited']);
  expect((await ask(`GET ${at(GROUP)}`)).status).toBe(200);
  other.clock.advance(10_000);
  expect((await ask(line)).status).toBe(200);
  expect(codeOf(await ask(line))).toEqual([429, 'rate.limited']);
});

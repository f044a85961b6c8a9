/** Groups in stanzas, mentions in texts, and the keys for those who get a message. */
import type { BinaryNode } from 'baileys';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { groupIn, groupNewsIn, pictureNewsIn } from '../../src/whatsapp/baileys/groups/group-nodes.ts';
import { outcomesIn } from '../../src/whatsapp/baileys/groups/group-queries.ts';
import { createKnownGroups } from '../../src/whatsapp/baileys/groups/known-groups.ts';
import { createWarming, recipientsOf } from '../../src/whatsapp/baileys/groups/warming.ts';
import { mentionsIn, writeMentions } from '../../src/whatsapp/baileys/mentions.ts';
import type { KnownGroup } from '../../src/whatsapp/group-info.ts';
import { ACCOUNT, AYU, BUDI, GROUP, groupOf } from '../support/groups.ts';

const OWN_LID = '90000@lid';
const self = { number: ACCOUNT, lid: OWN_LID };

const node = (tag: string, attrs: BinaryNode['attrs'] = {}, content: BinaryNode['content'] = ''): BinaryNode => ({
  tag,
  attrs,
  content,
});

const notice = (change: BinaryNode, more: BinaryNode['attrs'] = {}) =>
  groupNewsIn(node('notification', { from: GROUP, type: 'w:gp2', ...more }, [change]), self)?.news;

describe('a group in a stanza', () => {
  test('without an addressing mode is addressed by number; a member may have no other address', () => {
    const members = [
      node('participant', { jid: AYU, lid: '90001@lid', type: 'admin' }),
      node('participant', { jid: BUDI }),
    ];
    const answer = node('iq', {}, [node('group', { id: '120363000000000001', subject: 'Shop' }, members)]);
    expect(groupIn(answer, self)).toEqual({
      chatId: GROUP,
      group: groupOf(ACCOUNT, {
        members: [
          { id: AYU, lid: '90001@lid', role: 'admin' },
          { id: BUDI, role: 'member' },
        ],
      }),
    });
  });

  test('that hides numbers knows its members, and this account, by hidden ids', () => {
    const members = [node('participant', { jid: '90001@lid' })];
    const answer = node('iq', {}, [node('group', { id: '120363000000000001', addressing_mode: 'lid' }, members)]);
    expect(groupIn(answer, self)?.group).toMatchObject({
      addressing: 'lid',
      self: OWN_LID,
      members: [{ id: '90001@lid', role: 'member' }],
    });
  });

  test('is no group if the stanza holds none', () => {
    expect(groupIn(node('iq'), self)).toBeNull();
    expect(groupNewsIn(node('notification', { from: AYU }, [node('locked')]), self)).toBeNull();
  });
});

const remove = (jid: string): BinaryNode => node('remove', {}, [node('participant', { jid })]);

describe('a notice', () => {
  test.each([
    ['announcement', { announceOnly: true }],
    ['not_announcement', { announceOnly: false }],
    ['locked', { locked: true }],
    ['unlocked', { locked: false }],
    ['not_ephemeral', { disappearingSeconds: 0 }],
    ['membership_approval_mode', { joinApproval: true }],
  ])('%s sets %j', (tag, settings) => {
    expect(notice(node(tag), { participant: AYU })).toEqual([{ kind: 'settings', settings, by: AYU }]);
  });

  test('of a timer, a subject, a description and its deletion', () => {
    expect(notice(node('ephemeral', { expiration: '86400' }))).toEqual([
      { kind: 'settings', settings: { disappearingSeconds: 86_400 }, by: null },
    ]);
    expect(notice(node('subject', { subject: 'New' }))).toEqual([
      { kind: 'words', words: { subject: 'New' }, by: null },
    ]);
    expect(notice(node('description', {}, [node('body', {}, Buffer.from('Open'))]))).toEqual([
      { kind: 'words', words: { description: 'Open' }, by: null },
    ]);
    expect(notice(node('description', {}, [node('delete')]))).toEqual([
      { kind: 'words', words: { description: null }, by: null },
    ]);
  });

  test('of a removal is about this account if it names it by either address', () => {
    expect(notice(remove(OWN_LID), { participant: '90001@lid' })).toEqual([
      { kind: 'left', reason: 'removed', by: '90001@lid' },
    ]);
    expect(notice(remove(ACCOUNT), { participant: ACCOUNT })).toEqual([{ kind: 'left', reason: 'left', by: ACCOUNT }]);
    expect(notice(remove(AYU), { participant: AYU })).toEqual([
      { kind: 'members', action: 'remove', members: [{ id: AYU }], by: AYU },
    ]);
  });

  test('of an approval that is off, and of an invite, whose code is left out', () => {
    const off = node('membership_approval_mode', {}, [node('group_join', { state: 'off' })]);
    expect(notice(off)).toEqual([{ kind: 'settings', settings: { joinApproval: false }, by: null }]);
    expect(notice(node('invite', { code: 'abc' }))).toEqual([{ kind: 'invite', by: null }]);
  });

  test('of somebody who asks to join, takes it back or is rejected', () => {
    const people = [node('participant', { jid: AYU })];
    const asked = { kind: 'requests', people: [{ id: AYU }] };
    const revoked = node('revoked_membership_requests', {}, people);
    expect(notice(node('created_membership_requests', {}, people), { participant: AYU })).toEqual([
      { ...asked, change: 'created', by: AYU },
    ]);
    expect(notice(revoked, { participant: AYU })).toEqual([{ ...asked, change: 'withdrawn', by: AYU }]);
    expect(notice(revoked, { participant: BUDI })).toEqual([{ ...asked, change: 'rejected', by: BUDI }]);
  });

  test('of a picture names who changed it', () => {
    const picture = (change: BinaryNode) =>
      pictureNewsIn(node('notification', { from: GROUP, type: 'picture' }, [change]));
    expect(picture(node('set', { author: AYU }))?.news).toEqual([{ kind: 'picture', removed: false, by: AYU }]);
    expect(picture(node('delete', { author: AYU }))?.news).toEqual([{ kind: 'picture', removed: true, by: AYU }]);
    expect(pictureNewsIn(node('notification', { from: AYU, type: 'picture' }, [node('set')]))).toBeNull();
  });

  test('that says nothing which is kept is no news', () => {
    expect(notice(node('member_add_mode'))).toEqual([]);
  });
});

const person = (jid: string, more: BinaryNode['attrs'] = {}, content?: BinaryNode[]): BinaryNode =>
  node('participant', { jid, ...more }, content);
const alone = (asked: string): readonly string[] => [asked];
const spellings = (asked: string): readonly string[] => (asked === BUDI ? [BUDI, '90002@lid'] : [asked]);

describe('the answer for several people', () => {
  test('names them by other addresses than the question', () => {
    const invitation = node('add_request', { code: 'abc', expiration: '1800000000' });
    const told = [person('90002@lid', { error: '403' }, [invitation]), person('90001@lid', { phone_number: AYU })];
    expect(outcomesIn([AYU, BUDI], told, spellings)).toEqual([
      { asked: AYU, person: { id: '90001@lid', number: AYU }, code: 200 },
      {
        asked: BUDI,
        person: { id: '90002@lid' },
        code: 403,
        invitation: { code: 'abc', expiresAt: 1_800_000_000_000 },
      },
    ]);
  });

  test('may leave one over, who is the one that is missing, and says nothing of two', () => {
    expect(outcomesIn([AYU, BUDI], [person(AYU), person('90002@lid')], alone)).toMatchObject([
      { code: 200 },
      { asked: BUDI, person: { id: '90002@lid' }, code: 200 },
    ]);
    expect(outcomesIn([AYU, BUDI], [person('90002@lid')], alone)).toEqual([
      { asked: AYU, person: null, code: null },
      { asked: BUDI, person: null, code: null },
    ]);
  });

  test('about a new group lists no member whom WhatsApp refused', () => {
    const members = [person(ACCOUNT, { type: 'superadmin' }), person(AYU, { error: '403' })];
    const answer = node('iq', {}, [node('group', { id: '120363000000000001' }, members)]);
    expect(groupIn(answer, self)?.group.members).toEqual([{ id: ACCOUNT, role: 'superadmin' }]);
  });
});

const known: KnownGroup = {
  version: 1,
  addressing: 'lid',
  self: OWN_LID,
  members: [
    { id: '90001@lid', number: '6281200000001@s.whatsapp.net', role: 'member' },
    { id: '90002@lid', role: 'member' },
    { id: OWN_LID, number: ACCOUNT, role: 'member' },
  ],
  announceOnly: false,
  locked: false,
  disappearingSeconds: 0,
};

describe('a mention', () => {
  test.each([
    ['Ask @+62 812-0000-0001 today', 'Ask @90001 today'],
    ['Ask @6281200000001, please', 'Ask @90001, please'],
    ['Ask @0812 0000 0001', 'Ask @90001'],
    ['Ask @0062 812 0000 0001', 'Ask @90001'],
    ['Ask @90001', 'Ask @90001'],
    ['Ask @62812000000012', 'Ask @62812000000012'],
    ['Ask +62 812 0000 0001', 'Ask +62 812 0000 0001'],
  ])('"%s" becomes "%s" in a group of hidden ids', (written, sent) => {
    const mentions = mentionsIn(known, ['6281200000001@s.whatsapp.net']);
    expect(mentions.map(({ id }) => id)).toEqual(['90001@lid']);
    expect(writeMentions(written, mentions)).toBe(sent);
  });

  test('of somebody who is no member stays as it was given', () => {
    const mentions = mentionsIn(known, [BUDI]);
    expect(mentions.map(({ id }) => id)).toEqual([BUDI]);
    expect(writeMentions('Ask @+62 812 0000 0002', mentions)).toBe('Ask @6281200000002');
  });
});

test('a group crosses to the thread once for each version, and stays as it is while a message is on its way', () => {
  let version = 1;
  let fetched = 0;
  const groups = createKnownGroups(() => {
    fetched += 1;
    return { ...known, version };
  });
  for (let message = 0; message < 3; message += 1) {
    expect(groups.pin(GROUP, 1)?.version).toBe(1);
    expect(groups.get(GROUP)?.version).toBe(1);
    groups.unpin(GROUP);
  }
  expect(fetched).toBe(1);
  version = 2;
  expect(groups.pin(GROUP, 2)?.version).toBe(2);
  expect(fetched).toBe(2);
});

describe('warming', () => {
  const OLD_KEY = Buffer.from('old');
  const rig = (holders: readonly string[]) => {
    const stored: Record<string, Record<string, unknown>> = {
      'sender-key': { [`${GROUP}::90000_1::7`]: OLD_KEY },
      'sender-key-memory': { [GROUP]: Object.fromEntries(holders.map((jid) => [jid, true])) },
    };
    const asked: { devices: number[]; sessions: string[] } = { devices: [], sessions: [] };
    const socket = {
      authState: {
        creds: { me: { id: '6281110000001:7@s.whatsapp.net', lid: '90000:7@lid' } },
        keys: {
          get: async (type: string, ids: string[]) => Object.fromEntries(ids.map((id) => [id, stored[type]?.[id]])),
          set: async (changes: typeof stored) => {
            for (const [type, values] of Object.entries(changes)) Object.assign((stored[type] ??= {}), values);
          },
        },
      },
      async getUSyncDevices(jids: string[]) {
        asked.devices.push(jids.length);
        return jids.map((jid) => ({ jid, user: jid.split('@', 1)[0] ?? '', device: 0 }));
      },
      async assertSessions(jids: string[]) {
        asked.sessions.push(...jids);
        return true;
      },
    };
    const ports = { socket, clock: systemClock, ask: <T>(question: () => Promise<T>) => question() };
    const warming = createWarming(ports as unknown as Parameters<typeof createWarming>[0]);
    const warm = (group: KnownGroup, fresh = false) =>
      warming.warm(GROUP, String(group.version), () => recipientsOf(group), fresh);
    return { stored, asked, warm, distrust: () => warming.distrust(GROUP) };
  };

  test('makes a new sender key once somebody who has the old one is no member', async () => {
    const { stored, warm } = rig(['90001:3@lid', '90002@lid', '90000@lid']);
    await warm(known);
    expect(stored['sender-key']?.[`${GROUP}::90000_1::7`]).toBe(OLD_KEY);
    await warm({ ...known, version: 2, members: known.members.filter(({ id }) => id !== '90001@lid') });
    expect(stored).toEqual({
      'sender-key': { [`${GROUP}::90000_1::7`]: null },
      'sender-key-memory': { [GROUP]: null },
    });
  });

  test('makes a new sender key for everybody after a message that did not go out', async () => {
    const { stored, asked, warm, distrust } = rig(['90001:3@lid', '90002@lid', '90000@lid']);
    await warm(known);
    const lookups = asked.devices.length;
    await distrust();
    await warm(known);
    expect(stored).toEqual({
      'sender-key': { [`${GROUP}::90000_1::7`]: null },
      'sender-key-memory': { [GROUP]: null },
    });
    expect(asked.devices.length).toBe(2 * lookups);
  });

  test('asks for devices in batches, begins sessions with those who lack the key, and does neither twice', async () => {
    const people = Array.from({ length: 250 }, (_, n) => ({ id: `${80_000 + n}@lid`, role: 'member' }) as const);
    const { asked, warm } = rig(['80000@lid']);
    await warm({ ...known, members: people });
    expect(asked.devices).toEqual([100, 100, 50]);
    expect(asked.sessions).toHaveLength(249);
    await warm({ ...known, members: people });
    expect(asked.devices).toHaveLength(3);
    await warm({ ...known, members: people }, true);
    expect(asked.devices).toHaveLength(6);
  });
});

import { type BaileysEventMap, type GroupParticipant, WAMessageStubType } from 'baileys';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { linkedClient, logIn, type RawClient, rawClient, sandboxForTest } from '../support/raw-client.ts';

const ACCOUNT = '6281100009999';
const ANNA = '6281234567801';
const BUDI = '6281234567802';
const CICI = '6281234567803';
const { GROUP_CREATE, GROUP_PARTICIPANT_ADD, GROUP_CHANGE_SUBJECT } = WAMessageStubType;
const lid = (number: string) => `900${number}@lid`;
const jid = (number: string) => `${number}@s.whatsapp.net`;

let sandbox: Sandbox;
let client: RawClient;
beforeAll(async () => {
  sandbox = await sandboxForTest();
  client = await linkedClient(sandbox);
});
afterEach(() => sandbox.control.clear());
afterAll(async () => {
  client.end();
  await sandbox.close();
});

const told = <E extends keyof BaileysEventMap>(event: E, fits: (news: BaileysEventMap[E]) => boolean = () => true) =>
  new Promise<BaileysEventMap[E]>((resolve) => {
    const listen = (news: BaileysEventMap[E]) => {
      if (!fits(news)) return;
      client.sock.ev.off(event, listen);
      resolve(news);
    };
    client.sock.ev.on(event, listen);
  });
const group = (plan: Partial<Parameters<Sandbox['control']['createGroup']>[0]> = {}): string =>
  sandbox.control.createGroup({ subject: 'Parcels', members: [ANNA, BUDI], ...plan }).id;
const idsOf = (participants: readonly GroupParticipant[]) => participants.map(({ id }) => id);

test('the client hears that its account is in a new group, with all that belongs to it', async () => {
  const created = told('groups.upsert');
  const id = group({ announceOnly: true });
  expect(await created).toMatchObject([
    { id, subject: 'Parcels', author: lid(ANNA), authorPn: jid(ANNA), announce: true, addressingMode: 'lid', size: 3 },
  ]);
});

test.for(['lid', 'pn'] as const)(
  'the client hears who comes, goes, rises and falls in a %s group',
  async (addressing) => {
    const id = group({ addressing });
    const [mine, other] = addressing === 'lid' ? [lid, jid] : [jid, lid];
    for (const action of ['add', 'promote', 'demote', 'remove'] as const) {
      const heard = told('group-participants.update');
      sandbox.control.changeMembers(id, action, [CICI]);
      const news = await heard;
      expect(news).toMatchObject({ id, action, author: mine(ANNA) });
      expect(news.participants).toMatchObject([
        { id: mine(CICI), [addressing === 'lid' ? 'phoneNumber' : 'lid']: other(CICI) },
      ]);
    }
    expect(idsOf((await client.sock.groupMetadata(id)).participants)).toEqual([mine(ANNA), mine(BUDI), mine(ACCOUNT)]);
  },
);

test('the client hears of each setting that was changed', async () => {
  const id = group();
  const { control } = sandbox;
  for (const [settings, update] of [
    [{ subject: 'New' }, { subject: 'New' }],
    [{ description: 'ours' }, { desc: 'ours' }],
    [{ announceOnly: true }, { announce: true }],
    [{ announceOnly: false }, { announce: false }],
    [{ locked: true }, { restrict: true }],
  ] as const) {
    const heard = told('groups.update');
    control.changeGroup(id, settings);
    expect(await heard).toMatchObject([{ id, ...update }]);
  }
  const heard = told('chats.update', ([chat]) => chat?.ephemeralExpiration !== undefined);
  control.changeGroup(id, { disappearingSeconds: 86_400 });
  expect(await heard).toMatchObject([{ id, ephemeralExpiration: 86_400 }]);
  control.changeGroup(id, { description: null, disappearingSeconds: 0 });
  expect(await client.sock.groupMetadata(id)).toMatchObject({ subject: 'New', restrict: true, announce: false });
});

test('the account is removed and invited again, and is told of nothing in between', async () => {
  const id = group();
  const removed = told('group-participants.update');
  sandbox.control.changeMembers(id, 'remove', [ACCOUNT]);
  expect(idsOf((await removed).participants)).toEqual([lid(ACCOUNT)]);
  sandbox.control.changeMembers(id, 'add', [CICI]);
  const invited = told('groups.upsert');
  sandbox.control.changeMembers(id, 'add', [ACCOUNT]);
  expect(await invited).toMatchObject([{ id, size: 4 }]);
});

test('the client makes a group, changes it and leaves it', async () => {
  const { sock } = client;
  const { id } = await sock.groupCreate('Ours', [jid(ANNA), jid('6281200000404')]);
  expect(sandbox.control.group(id)).toMatchObject({
    subject: 'Ours',
    members: [
      { number: ACCOUNT, role: 'superadmin' },
      { number: ANNA, role: 'member' },
    ],
  });
  expect(await sock.groupParticipantsUpdate(id, [jid(BUDI), jid(ANNA)], 'add')).toMatchObject([
    { status: '200', jid: lid(BUDI) },
    { status: '409', jid: lid(ANNA) },
  ]);
  await sock.groupParticipantsUpdate(id, [lid(BUDI)], 'promote');
  await sock.groupParticipantsUpdate(id, [lid(ANNA)], 'remove');
  await sock.groupUpdateSubject(id, 'Ours, renamed');
  await sock.groupUpdateDescription(id, 'what we do');
  await sock.groupSettingUpdate(id, 'announcement');
  await sock.groupSettingUpdate(id, 'locked');
  await sock.groupToggleEphemeral(id, 604_800);
  expect(sandbox.control.group(id)).toMatchObject({
    subject: 'Ours, renamed',
    description: 'what we do',
    announceOnly: true,
    locked: true,
    disappearingSeconds: 604_800,
    members: [{ number: ACCOUNT }, { number: BUDI, role: 'admin' }],
  });
  await sock.groupLeave(id);
  expect(sandbox.control.group(id)?.members).toMatchObject([{ number: BUDI }]);
});

test('a member who is no admin changes only what an open group lets it', async () => {
  const id = group();
  await client.sock.groupUpdateSubject(id, 'by a member');
  await expect(client.sock.groupParticipantsUpdate(id, [jid(CICI)], 'add')).rejects.toMatchObject({ data: 401 });
  await expect(client.sock.groupSettingUpdate(id, 'announcement')).rejects.toMatchObject({ data: 401 });
  sandbox.control.changeGroup(id, { locked: true });
  await expect(client.sock.groupUpdateSubject(id, 'again')).rejects.toMatchObject({ data: 401 });
  expect(sandbox.control.group(id)).toMatchObject({ subject: 'by a member', announceOnly: false });
});

test('what changed while the client was away comes when it is back, once', async () => {
  const id = group();
  client.end();
  await client.closed();
  sandbox.control.changeMembers(id, 'add', [CICI]);
  sandbox.control.changeGroup(id, { subject: 'While away' });
  client = rawClient(sandbox.url, client.auth);
  const offline: (string | undefined)[] = [];
  const stubs = new Promise<unknown[]>((resolve) => {
    const seen: unknown[] = [];
    client.sock.ws.on('CB:notification', ({ attrs }) => void (attrs.type === 'w:gp2' && offline.push(attrs.offline)));
    client.sock.ev.on('messages.upsert', ({ messages }) => {
      for (const { key, messageStubType } of messages) {
        if (key.remoteJid === id && messageStubType !== GROUP_CREATE) seen.push(messageStubType);
      }
      if (seen.length === 2) resolve(seen);
    });
  });
  expect(await stubs).toEqual([GROUP_PARTICIPANT_ADD, GROUP_CHANGE_SUBJECT]);
  expect(offline).not.toContain(undefined);
  // A notice that was confirmed is not sent again.
  await client.sock.groupMetadata(id);
  client.end();
  await client.closed();
  const again = rawClient(sandbox.url, client.auth);
  const count = await again.next('CB:ib,,offline');
  expect(count.content).toMatchObject([{ attrs: { count: '0' } }]);
  again.end();
  await again.closed();
  client = await logIn(sandbox, client.auth);
});

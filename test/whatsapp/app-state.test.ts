/**
 * The app state of the account: written whatever other devices do meanwhile, and read whatever the media host does.
 *
 * The phone and the server are those of the sandbox, without a wire between them and the client.
 */
import { EventEmitter } from 'node:events';
import { type BinaryNode, chatModificationToAppPatch, getBinaryNodeChild, proto } from 'baileys';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type AppStates,
  applyToAppState,
  patchWith,
  snapshotOf,
  sumOf,
} from '../../src/sandbox/app-state/collections.ts';
import { appStateKeyOf } from '../../src/sandbox/app-state/crypto.ts';
import { sealMedia } from '../../src/sandbox/media/sealed.ts';
import { collectionsIn } from '../../src/whatsapp/baileys/chats/app-state-answers.ts';
import { type AppStateSocket, createAppState } from '../../src/whatsapp/baileys/chats/app-state.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { cutAfter, type MediaServer, startMediaServer, status, whole } from '../support/media-server.ts';

const CHAT = '6281234567890@s.whatsapp.net';
const COLLECTION = 'regular_low';
const KEY = appStateKeyOf(Buffer.from('a phone'));

let host: MediaServer;
let clock: ManualClock;
let phone: AppStates;
beforeAll(async () => void (host = await startMediaServer()));
afterAll(() => host.close());
beforeEach(() => {
  clock = manualClock();
  phone = { appState: new Map() };
  host.asked.length = 0;
});

/** The phone changes a chat. */
const change = (name: string, value: proto.ISyncActionValue): void => {
  const action = { index: [name, CHAT], value: { ...value, timestamp: 1 } };
  applyToAppState(phone, patchWith(KEY, COLLECTION, sumOf(phone, KEY, COLLECTION), action, 3));
};
const archive = () => change('archive', { archiveChatAction: { archived: true } });
const pin = () => change('pin_v1', { pinAction: { pinned: true } });

/** Bytes as the media host keeps them, and where a device finds them. */
const atHost = (plain: Uint8Array) => {
  const mediaKey = Buffer.alloc(32, 7);
  const { body, sealedSha256 } = sealMedia(plain, mediaKey, 'app_state');
  return { body, reference: { mediaKey, directPath: '/v/appstate/x', fileEncSha256: sealedSha256 } };
};

const snapshot = () => {
  const { body, reference } = atHost(snapshotOf(phone, COLLECTION));
  const content = proto.ExternalBlobReference.encode(reference).finish();
  return { body, node: { tag: 'snapshot', attrs: {}, content } };
};

const patchNode = (encoded: Uint8Array): BinaryNode => ({ tag: 'patch', attrs: {}, content: encoded });
const lastPatch = () => proto.SyncdPatch.decode(Buffer.from(phone.appState.get(COLLECTION)?.at(-1) ?? '', 'base64'));

interface Answer {
  readonly attrs?: Record<string, string>;
  readonly content?: readonly BinaryNode[];
}

/** A client, and a server that answers each question about the collection in turn; the last answer goes on. */
const rig = ({ key = true, answers = [] as readonly Answer[] } = {}) => {
  const stored = new Map<string, unknown>(key ? [[KEY.id.toString('base64'), { keyData: KEY.data }]] : []);
  const asked: { version: string; whole: boolean; writes: boolean }[] = [];
  const heard: string[] = [];
  const failures: unknown[] = [];
  const refused: string[] = [];
  const left = [...answers];
  const over: (() => void)[] = [];
  const ws = new EventEmitter();
  const settled = new EventEmitter();
  const query = async (iq: BinaryNode): Promise<BinaryNode> => {
    if (iq.attrs['xmlns'] === 'w:m') {
      const hosts = [{ tag: 'host', attrs: { hostname: host.host } }];
      return {
        tag: 'iq',
        attrs: {},
        content: [{ tag: 'media_conn', attrs: { auth: 'x', ttl: '60' }, content: hosts }],
      };
    }
    const collections = collectionsIn(iq).map(({ attrs, content }): BinaryNode => {
      const { name = '', version = '' } = attrs;
      if (name !== COLLECTION) return { tag: 'collection', attrs: { name, version } };
      asked.push({ version, whole: attrs['return_snapshot'] === 'true', writes: Array.isArray(content) });
      const answer = left.length > 1 ? left.shift() : left[0];
      return { tag: 'collection', attrs: { name, ...answer?.attrs }, content: [...(answer?.content ?? [])] };
    });
    return { tag: 'iq', attrs: {}, content: [{ tag: 'sync', attrs: {}, content: collections }] };
  };
  const socket = {
    authState: {
      creds: {
        me: { id: '6281100009999:1@s.whatsapp.net' },
        ...(key ? { myAppStateKeyId: KEY.id.toString('base64') } : {}),
      },
      keys: {
        get: async (_type: string, [id = '']: string[]) => (stored.has(id) ? { [id]: stored.get(id) } : {}),
        set: async (data: Record<string, Record<string, unknown>>) => {
          for (const values of Object.values(data))
            for (const [id, value] of Object.entries(values)) stored.set(id, value);
        },
        transaction: (work: () => Promise<unknown>) => work(),
      },
    },
    appStatePatchMutex: {
      async mutex(work: () => Promise<unknown>) {
        try {
          return await work();
        } finally {
          setImmediate(() => settled.emit('settled'));
        }
      },
    },
    ev: new EventEmitter(),
    ws,
    query,
  };
  const state = createAppState(socket as unknown as AppStateSocket, {
    clock,
    agent: host.agent,
    onOver: (listener) => void over.push(listener),
    changed: ({ change: { type } }) => void heard.push(type),
    failed: (reason) => void failures.push(reason),
    refused: ({ message }) => void refused.push(message),
  });
  /** Resolves when the next reading has ended. */
  const next = () => new Promise<void>((resolve) => settled.once('settled', () => resolve()));
  const read = async (): Promise<void> => {
    const ended = next();
    state.read();
    await ended;
  };
  const write = () => state.change(chatModificationToAppPatch({ pin: true }, CHAT));
  const version = () => (stored.get(COLLECTION) as { version: number } | undefined)?.version ?? null;
  return {
    read,
    next,
    write,
    asked,
    heard,
    failures,
    refused,
    version,
    ws,
    end: () => over.forEach((listener) => listener()),
  };
};

test('a snapshot that is cut half-way goes on where it ended', async () => {
  archive();
  pin();
  const { body, node } = snapshot();
  host.answers(cutAfter(body, 40), whole(body));
  const { read, heard, version, asked } = rig({ answers: [{ content: [node] }] });
  await read();
  expect([heard.toSorted(), version(), asked]).toEqual([
    ['archived', 'pinned'],
    2,
    [{ version: '0', whole: true, writes: false }],
  ]);
  expect(host.asked.map(({ range }) => range)).toEqual([undefined, 'bytes=40-']);
});

test('a snapshot that is damaged, or that the host does not have, is nothing; it is read later, ever more seldom', async () => {
  archive();
  const { body, node } = snapshot();
  const damaged = Buffer.from(body);
  damaged.writeUInt8((damaged[3] ?? 0) ^ 1, 3);
  host.answers(whole(damaged), status(404), whole(body));
  const { read, next, heard, failures, version } = rig({ answers: [{ content: [node] }] });
  await read();
  expect([heard, version(), failures]).toMatchObject([[], null, [{ name: 'DamagedFile' }]]);
  const second = next();
  clock.advance(1_000);
  await second;
  expect([heard, failures[1]]).toMatchObject([[], { name: 'HostFailure' }]);
  clock.advance(9_999);
  const third = next();
  clock.advance(1);
  await third;
  expect([heard, version(), failures.length]).toEqual([['archived'], 1, 2]);
});

test('nothing is tried again once the connection is over', async () => {
  archive();
  host.answers(status(404));
  const { read, failures, end } = rig({ answers: [{ content: [snapshot().node] }] });
  await read();
  end();
  clock.advance(24 * 3_600_000);
  expect([failures.length, host.asked.length]).toEqual([1, 1]);
});

test('a notice of the server is read here, also where a patch is at the media host; Baileys has nothing to read', async () => {
  pin();
  const patch = lastPatch();
  const mutations = proto.SyncdMutations.encode({ mutations: patch.mutations ?? [] }).finish();
  const { body, reference } = atHost(mutations);
  host.answers(whole(body));
  patch.mutations = [];
  patch.externalMutations = reference;
  const outside = proto.SyncdPatch.encode(patch).finish();
  const { next, ws, heard, version } = rig({ answers: [{ content: [patchNode(outside)] }] });
  const notice: BinaryNode = {
    tag: 'notification',
    attrs: { type: 'server_sync', id: '1' },
    content: [{ tag: 'collection', attrs: { name: COLLECTION, version: '1' } }],
  };
  const ended = next();
  ws.emit('CB:notification,type:server_sync', notice);
  await ended;
  expect([heard, version(), getBinaryNodeChild(notice, 'collection')]).toEqual([['pinned'], 1, undefined]);
});

test('a patch under a key that is not here makes the whole state be asked for, once', async () => {
  archive();
  const { body, node } = snapshot();
  host.answers(whole(body));
  const strange = lastPatch();
  for (const { record } of strange.mutations ?? []) if (record) record.keyId = { id: Buffer.from('other') };
  const unreadable: Answer = { content: [patchNode(proto.SyncdPatch.encode(strange).finish())] };
  const { read, heard, asked, failures } = rig({ answers: [unreadable, { content: [node] }, unreadable] });
  await read();
  expect([heard, asked.map((each) => each.whole), failures]).toEqual([['archived'], [true, true], []]);
  await read();
  expect([asked.map((each) => each.whole).slice(2), failures.length]).toEqual([[false, true], 1]);
});

test('a patch is made again after another device was faster', async () => {
  const conflict: Answer = { attrs: { type: 'error' }, content: [{ tag: 'error', attrs: { code: '409' } }] };
  pin();
  const other: Answer = { content: [patchNode(proto.SyncdPatch.encode(lastPatch()).finish())] };
  const { write, asked, version } = rig({ answers: [{}, conflict, other, {}] });
  expect(await write()).toBe('changed');
  expect(asked.filter(({ writes }) => writes).map((each) => each.version)).toEqual(['0', '1']);
  expect(version()).toBe(2);
});

test('a patch that is refused is not counted', async () => {
  const refused: Answer = { attrs: { type: 'error' }, content: [{ tag: 'error', attrs: { code: '400' } }] };
  const { write, asked, version } = rig({ answers: [{}, refused] });
  await expect(write()).rejects.toMatchObject({ failure: { code: 'protocol_error' }, written: false });
  expect(asked.filter(({ writes }) => writes)).toHaveLength(1);
  expect(version()).not.toBe(1);
});

test('without the key of the phone nothing is written', async () => {
  const { write, asked } = rig({ key: false });
  expect(await write()).toBe('no_key');
  expect(asked).toEqual([]);
});

const flipped = (bytes: Uint8Array | null | undefined): Buffer => {
  const copy = Buffer.from(bytes ?? []);
  copy.writeUInt8(copy.readUInt8(0) ^ 1, 0);
  return copy;
};

type Tampering = (patch: proto.SyncdPatch) => void;

const ofRecord =
  (change: (record: proto.ISyncdRecord) => void): Tampering =>
  ({ mutations }) => {
    for (const { record } of mutations ?? []) if (record) change(record);
  };

const tamperings: readonly (readonly [string, string, Tampering])[] = [
  [
    'the value of an entry',
    'MAC of an entry',
    ofRecord((record) => (record.value = { blob: flipped(record.value?.blob) })),
  ],
  ['the name of an entry', 'HMAC index', ofRecord((record) => (record.index = { blob: flipped(record.index?.blob) }))],
  ['the MAC of the patch', 'patch mac', (patch) => (patch.patchMac = flipped(patch.patchMac))],
  ['the MAC of the state', 'patch mac', (patch) => (patch.snapshotMac = flipped(patch.snapshotMac))],
  ['its version', 'patch mac', (patch) => (patch.version = proto.SyncdVersion.create({ version: 7 }))],
  ['its entries, all of them', 'patch mac', (patch) => (patch.mutations = [])],
];

test.each(tamperings)(
  'a patch changes nothing if somebody has changed %s; the whole state is asked for',
  async (_, why, tamper) => {
    archive();
    const { body, node } = snapshot();
    host.answers(whole(body));
    const wrong = lastPatch();
    tamper(wrong);
    const tampered: Answer = { content: [patchNode(proto.SyncdPatch.encode(wrong).finish())] };
    const { read, heard, asked, failures, refused, version } = rig({ answers: [tampered, { content: [node] }] });
    await read();
    expect([heard, version(), failures]).toEqual([['archived'], 1, []]);
    expect(asked.map((each) => each.whole)).toEqual([true, true]);
    expect(refused).toEqual([expect.stringMatching(new RegExp(`^${COLLECTION}, version \\d: .*${why}`))]);
  },
);

test('a patch that follows one which the server keeps back changes nothing', async () => {
  archive();
  pin();
  const { body, node } = snapshot();
  host.answers(whole(body));
  const later: Answer = { content: [patchNode(proto.SyncdPatch.encode(lastPatch()).finish())] };
  const { read, heard, refused, version } = rig({ answers: [later, { content: [node] }] });
  await read();
  expect([heard.toSorted(), version(), refused]).toEqual([
    ['archived', 'pinned'],
    2,
    [`${COLLECTION}, version 2: the MAC of the state does not hold`],
  ]);
});

test('a whole state that lacks an entry is asked for again, and read as far as its entries hold by themselves', async () => {
  archive();
  pin();
  const [lacking, changed] = [0, 1].map(() => proto.SyncdSnapshot.decode(snapshotOf(phone, COLLECTION)));
  lacking?.records.shift();
  for (const record of changed?.records.slice(0, 1) ?? []) record.value = { blob: flipped(record.value?.blob) };
  const hosted = [lacking, changed].map((state) => atHost(proto.SyncdSnapshot.encode(state ?? {}).finish()));
  const answers = hosted.map(
    ({ reference }): Answer => ({
      content: [{ tag: 'snapshot', attrs: {}, content: proto.ExternalBlobReference.encode(reference).finish() }],
    }),
  );
  host.answers(...hosted.map(({ body }) => whole(body)));
  const { read, heard, failures, refused, version } = rig({ answers });
  await read();
  expect([heard, version(), failures]).toEqual([[expect.stringMatching(/^(?:archived|pinned)$/)], 2, []]);
  expect(refused).toEqual(
    ['state', 'entry', 'state'].map((what) =>
      expect.stringMatching(`^${COLLECTION}, version 2: the MAC of (?:the|an) ${what} does not hold`),
    ),
  );
});

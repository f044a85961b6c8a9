/** Writing the app state of the account, whatever other devices do meanwhile. */
import { type BinaryNode, chatModificationToAppPatch, getBinaryNodeChild, type WASocket } from 'baileys';
import { expect, test } from 'vitest';
import { changeAppState } from '../../src/whatsapp/baileys/chats/app-state.ts';

const CHAT = '6281234567890@s.whatsapp.net';
const KEY = 'AAAAAAAB';

/** A socket whose server answers each patch as the test says; `versions` are those that the device has stored. */
const socketWith = ({ key = true, outcomes = [] as readonly string[] } = {}) => {
  const stored = new Map<string, unknown>(key ? [[KEY, { keyData: new Uint8Array(32) }]] : []);
  const asked: { version: string }[] = [];
  let resyncs = 0;
  const socket = {
    authState: {
      creds: { me: { id: '6281100009999:1@s.whatsapp.net' }, ...(key ? { myAppStateKeyId: KEY } : {}) },
      keys: {
        get: async (_type: string, [id = '']: string[]) => (stored.has(id) ? { [id]: stored.get(id) } : {}),
        set: async (data: Record<string, Record<string, unknown>>) => {
          for (const values of Object.values(data))
            for (const [id, value] of Object.entries(values)) stored.set(id, value);
        },
        transaction: (work: () => Promise<unknown>) => work(),
      },
    },
    appStatePatchMutex: { mutex: (work: () => Promise<unknown>) => work() },
    // What another device has written meanwhile is read first.
    resyncAppState: async ([name = '']: string[]) => {
      resyncs += 1;
      stored.set(name, { version: 6 + resyncs, hash: Buffer.alloc(128), indexValueMap: {} });
    },
    query: async (iq: BinaryNode): Promise<BinaryNode> => {
      const collection = getBinaryNodeChild(getBinaryNodeChild(iq, 'sync'), 'collection');
      const code = outcomes[asked.push({ version: collection?.attrs['version'] ?? '' }) - 1];
      const answer: BinaryNode =
        code === undefined
          ? { tag: 'collection', attrs: { type: 'result' } }
          : { tag: 'collection', attrs: { type: 'error' }, content: [{ tag: 'error', attrs: { code } }] };
      return { tag: 'iq', attrs: {}, content: [{ tag: 'sync', attrs: {}, content: [answer] }] };
    },
  };
  const pin = () => changeAppState(socket as unknown as WASocket, chatModificationToAppPatch({ pin: true }, CHAT));
  return { pin, asked, version: () => (stored.get('regular_low') as { version: number } | undefined)?.version };
};

test('a patch is made again after another device was faster', async () => {
  const { pin, asked, version } = socketWith({ outcomes: ['409', '409'] });
  expect(await pin()).toBe('changed');
  expect(asked).toEqual([{ version: '7' }, { version: '8' }, { version: '9' }]);
  expect(version()).toBe(10);
});

test('a patch that is refused is not counted', async () => {
  const { pin, asked, version } = socketWith({ outcomes: ['400'] });
  await expect(pin()).rejects.toMatchObject({ failure: { code: 'protocol_error' }, written: false });
  expect(asked).toHaveLength(1);
  expect(version()).toBe(7);
});

test('without the key of the phone nothing is written', async () => {
  const { pin, asked } = socketWith({ key: false });
  expect(await pin()).toBe('no_key');
  expect(asked).toEqual([]);
});

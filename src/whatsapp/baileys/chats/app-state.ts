/**
 * The app state of the account, which all of its devices share: which chats are archived, pinned, muted, marked.
 *
 * Baileys reads it, and its `chatModify` writes it. But `chatModify` does not notice that the server has refused a patch,
 * because another device was faster, and counts on from a state that nobody has. So patches are written here. And Baileys
 * reads the whole state only together with a long history, which Waybill does not ask for. So it is read here, once the
 * phone has shared the key.
 */
import {
  type BinaryNode,
  type ChatUpdate,
  encodeSyncdPatch,
  getBinaryNodeChild,
  newLTHashState,
  proto,
  type WAPatchCreate,
  type WASocket,
} from 'baileys';
import { undelivered } from '../failures.ts';
import type { ChatSignal } from '../../chatting.ts';
import { changesOfChats } from './chat-signals.ts';

const COLLECTIONS = ['critical_block', 'critical_unblock_low', 'regular_high', 'regular_low', 'regular'] as const;

/** How often a patch is made again because another device was faster. */
const ATTEMPTS_MAX = 4;
const CONFLICT = '409';

type Taken = 'taken' | 'conflict' | 'refused';

const requestOf = (name: string, version: number, patch: proto.ISyncdPatch): BinaryNode => ({
  tag: 'iq',
  attrs: { to: '@s.whatsapp.net', type: 'set', xmlns: 'w:sync:app:state' },
  content: [
    {
      tag: 'sync',
      attrs: {},
      content: [
        {
          tag: 'collection',
          attrs: { name, version: String(version), return_snapshot: 'false' },
          content: [{ tag: 'patch', attrs: {}, content: proto.SyncdPatch.encode(patch).finish() }],
        },
      ],
    },
  ],
});

const outcomeOf = (answer: BinaryNode): Taken => {
  const collection = getBinaryNodeChild(getBinaryNodeChild(answer, 'sync'), 'collection');
  if (collection?.attrs['type'] !== 'error') return 'taken';
  return getBinaryNodeChild(collection, 'error')?.attrs['code'] === CONFLICT ? 'conflict' : 'refused';
};

/**
 * Writes a change. Resolves to `no_key` if the phone has not shared the key.
 * @throws Undelivered, and what Baileys throws when the link closes
 */
export const changeAppState = async (
  { authState: { creds, keys }, appStatePatchMutex, resyncAppState, query }: WASocket,
  change: WAPatchCreate,
): Promise<'changed' | 'no_key'> => {
  const getKey = async (id: string) => (await keys.get('app-state-sync-key', [id]))[id];
  const keyId = creds.myAppStateKeyId;
  if (!keyId || !(await getKey(keyId))) return 'no_key';
  const name = change.type;

  const attempt = async (): Promise<Taken> => {
    await resyncAppState([name], false);
    const before = (await keys.get('app-state-sync-version', [name]))[name] ?? newLTHashState();
    const { patch, state } = await encodeSyncdPatch(change, keyId, before, getKey);
    const outcome = outcomeOf(await query(requestOf(name, before.version, patch)));
    if (outcome === 'taken') await keys.set({ 'app-state-sync-version': { [name]: state } });
    return outcome;
  };

  const write = async (): Promise<'changed'> => {
    for (let count = 1; count <= ATTEMPTS_MAX; count += 1) {
      const outcome = await attempt();
      if (outcome === 'taken') return 'changed';
      if (outcome === 'refused') break;
    }
    throw undelivered('protocol_error', false);
  };
  return appStatePatchMutex.mutex(() => keys.transaction(write, creds.me?.id ?? name));
};

/** Reads the collections that were never read. Nothing happens without the key. */
const readAppState = async ({ authState: { creds, keys }, resyncAppState }: WASocket): Promise<void> => {
  if (!creds.myAppStateKeyId) return;
  const known = await keys.get('app-state-sync-version', [...COLLECTIONS]);
  const unread = COLLECTIONS.filter((name) => known[name] === undefined);
  if (unread.length > 0) await resyncAppState(unread, false);
};

export interface AppStateEars {
  readonly changed: (signal: Extract<ChatSignal, { type: 'chat_changed' }>) => void;
  /** The state could not be read; this link does not try again. */
  readonly failed: (thrown: unknown) => void;
}

/** Hears what other devices change. `read` reads what was never read, once for each link. */
export const hearAppState = (socket: WASocket, { changed, failed }: AppStateEars): { read: () => void } => {
  let hasRead = false;
  const read = (): void => {
    if (hasRead || !socket.authState.creds.myAppStateKeyId) return;
    hasRead = true;
    readAppState(socket).catch(failed);
  };
  // Baileys holds its events back for a while, and folds those of one chat: a mark and its end would be nothing.
  const emit = socket.ev.emit.bind(socket.ev);
  socket.ev.emit = (event, data) => {
    if (event === 'chats.update') for (const signal of changesOfChats(data as ChatUpdate[])) changed(signal);
    return emit(event, data);
  };
  return { read };
};

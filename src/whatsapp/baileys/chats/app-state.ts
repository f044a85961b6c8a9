/**
 * The app state of the account, which all of its devices share: which chats are archived, pinned, muted, marked, and the
 * name of the account.
 *
 * Baileys reads it, and its `chatModify` writes it. But `chatModify` does not notice that the server has refused a patch,
 * because another device was faster, and counts on from a state that nobody has. So patches are written here. And Baileys
 * downloads without a check or a time limit, and reads the whole state only together with a long history, which Waybill
 * does not ask for. So it is read here too, at each opening of the link: what was missed is caught up with.
 */
import type { Agent } from 'node:https';
import {
  type BinaryNode,
  type ChatUpdate,
  encodeSyncdPatch,
  getBinaryNodeChild,
  newLTHashState,
  proto,
  type WAPatchCreate,
  type WAPatchName,
  type WASocket,
} from 'baileys';
import type { Clock } from '../../../kernel/clock.ts';
import type { ChatSignal } from '../../chatting.ts';
import { undelivered } from '../failures.ts';
import { blobBytes } from '../media/blob.ts';
import { createMediaConn } from '../media/media-conn.ts';
import { COLLECTIONS, collectionNamed, collectionsIn, type FetchBlob } from './app-state-answers.ts';
import type { UnprovenState } from './app-state-decoding.ts';
import { syncCollections, type Unread } from './app-state-sync.ts';
import { changesOfChats } from './chat-signals.ts';
import { createTrying } from './trying.ts';

/** How often a patch is made again because another device was faster. */
const ATTEMPTS_MAX = 4;
const CONFLICT = '409';

/** How long the parts at a media host may take, all together, and how large one may be. */
const DOWNLOAD_MS = 60_000;
const BLOB_BYTES_MAX = 32 * 1024 * 1024;

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
  const [collection] = collectionsIn(answer);
  if (collection?.attrs['type'] !== 'error') return 'taken';
  return getBinaryNodeChild(collection, 'error')?.attrs['code'] === CONFLICT ? 'conflict' : 'refused';
};

export type AppStateSocket = Pick<WASocket, 'appStatePatchMutex' | 'authState' | 'ev' | 'query' | 'ws'>;

export interface AppStatePorts {
  readonly clock: Clock;
  /** For the media hosts. */
  readonly agent: Agent;
  /** Calls back when the connection is over. */
  readonly onOver: (listener: () => void) => void;
  readonly changed: (signal: Extract<ChatSignal, { type: 'chat_changed' }>) => void;
  /** Something could not be read; it is tried again later. */
  readonly failed: (reason: unknown) => void;
  /** A part was not what the account's devices have signed. It changes nothing, and the whole state is asked for. */
  readonly refused: (reason: UnprovenState) => void;
}

export interface AppState {
  /** Reads all that is new. Nothing happens without the key. */
  read(): void;
  /**
   * Writes a change. Resolves to `no_key` if the phone has not shared the key.
   * @throws Undelivered, and what Baileys throws when the link closes
   */
  change(change: WAPatchCreate): Promise<'changed' | 'no_key'>;
}

/** Fetches parts at media hosts, as long as the connection lives and the time allows. */
const fetchingOver = (
  { query }: AppStateSocket,
  { clock, agent, onOver }: AppStatePorts,
): (<T>(work: (fetch: FetchBlob) => Promise<T>) => Promise<T>) => {
  const conn = createMediaConn((node) => query(node), clock);
  const over = new AbortController();
  onOver(() => over.abort());
  return async (work) => {
    const late = new AbortController();
    const cancel = clock.after(DOWNLOAD_MS, () => late.abort());
    const signal = AbortSignal.any([over.signal, late.signal]);
    const source = { hosts: async () => (await conn.hosts()).hosts, agent, signal };
    try {
      return await work((reference) =>
        // The hash tells whether a blob is whole. Its size is only said by some.
        blobBytes({ ...reference, size: null }, { kind: 'app_state', bytesMax: BLOB_BYTES_MAX }, source),
      );
    } finally {
      cancel();
    }
  };
};

/** Baileys must not read by itself what a notice says: it only acknowledges one that names nothing. */
const namedIn = (notice: BinaryNode): WAPatchName | null => {
  const name = collectionNamed(getBinaryNodeChild(notice, 'collection')?.attrs['name']);
  // An empty list is not enough: Baileys keeps an index of the children that it has seen.
  delete notice.content;
  return name;
};

export const createAppState = (socket: AppStateSocket, ports: AppStatePorts): AppState => {
  const { appStatePatchMutex, authState, query } = socket;
  const { creds, keys } = authState;
  const fetching = fetchingOver(socket, ports);
  const getKey = async (id: string) => (await keys.get('app-state-sync-key', [id]))[id];

  const sync = (names: readonly WAPatchName[]): Promise<Unread | null> =>
    fetching((fetch) => syncCollections(socket, names, fetch, ports.refused));

  const attempt = async (change: WAPatchCreate, keyId: string): Promise<Taken> => {
    const name = change.type;
    const unread = await sync([name]);
    if (unread) throw unread.reason;
    const before = (await keys.get('app-state-sync-version', [name]))[name] ?? newLTHashState();
    const { patch, state } = await encodeSyncdPatch(change, keyId, before, getKey);
    const outcome = outcomeOf(await query(requestOf(name, before.version, patch)));
    if (outcome === 'taken') await keys.set({ 'app-state-sync-version': { [name]: state } });
    return outcome;
  };

  const write = async (change: WAPatchCreate, keyId: string): Promise<'changed'> => {
    for (let count = 1; count <= ATTEMPTS_MAX; count += 1) {
      const outcome = await attempt(change, keyId);
      if (outcome === 'taken') return 'changed';
      if (outcome === 'refused') break;
    }
    throw undelivered('protocol_error', false);
  };

  const trying = createTrying<WAPatchName>({
    ...ports,
    async attempt(names) {
      const unread = await appStatePatchMutex.mutex(() => sync(names));
      if (unread) ports.failed(unread.reason);
      return unread?.names ?? [];
    },
  });
  const want = (names: readonly WAPatchName[]): void => {
    if (creds.myAppStateKeyId) trying.want(names);
  };

  socket.ws.on('CB:notification,type:server_sync', (notice: BinaryNode) => {
    const name = namedIn(notice);
    if (name) want([name]);
  });
  // Baileys holds its events back for a while, and folds those of one chat: a mark and its end would be nothing.
  const emit = socket.ev.emit.bind(socket.ev);
  socket.ev.emit = (event, data) => {
    if (event === 'chats.update') for (const signal of changesOfChats(data as ChatUpdate[])) ports.changed(signal);
    return emit(event, data);
  };

  return {
    read: () => want(COLLECTIONS),
    async change(change) {
      const keyId = creds.myAppStateKeyId;
      if (!keyId || !(await getKey(keyId))) return 'no_key';
      return appStatePatchMutex.mutex(() => keys.transaction(() => write(change, keyId), creds.me?.id ?? change.type));
    },
  };
};

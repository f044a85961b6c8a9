/**
 * Brings collections of the app state up to date: by the patches since the version on disk, or by a snapshot.
 *
 * Baileys could do this too, but its download ends the thread when a connection is cut, checks nothing and has no time
 * limit. So WhatsApp is asked here, parts at a media host are fetched by our own downloader, and what came is checked as it
 * is decoded (`app-state-decoding.ts`). Where a part does not prove itself, the whole state is asked for, and read as far
 * as it proves itself. One collection that cannot be read holds back no other. Versions are stored only if all of a
 * collection was read, so a later attempt asks for the same again.
 */
import {
  type BinaryNode,
  type ChatMutation,
  type LTHashState,
  newLTHashState,
  processSyncAction,
  type WAPatchName,
  type WASocket,
} from 'baileys';
import { collectionNamed, collectionsIn, type FetchBlob, givenIn } from './app-state-answers.ts';
import { decoded, strictly, UnprovenState } from './app-state-decoding.ts';

export type SyncingSocket = Pick<WASocket, 'authState' | 'query' | 'ev'>;

interface Wanted {
  readonly name: WAPatchName;
  /** The version on disk when the reading began; null if there was none. */
  readonly known: number | null;
  /** The patches did not fit: the whole state is asked for, once. */
  readonly whole: boolean;
}

/** What could not be read, and the first reason. */
export interface Unread {
  readonly names: readonly WAPatchName[];
  readonly reason: unknown;
}

type Keys = SyncingSocket['authState']['keys'];

/** How often WhatsApp is asked at once for what it has not answered yet. */
const ROUNDS_MAX = 100;

const KIND = 'app-state-sync-version';
const KEY_KIND = 'app-state-sync-key';

const stateOf = async (keys: Keys, name: WAPatchName): Promise<LTHashState | null> =>
  (await keys.get(KIND, [name]))[name] ?? null;

const requestOf = (wanted: readonly Wanted[], states: ReadonlyMap<WAPatchName, LTHashState>): BinaryNode => ({
  tag: 'iq',
  attrs: { to: '@s.whatsapp.net', type: 'set', xmlns: 'w:sync:app:state' },
  content: [
    {
      tag: 'sync',
      attrs: {},
      content: wanted.map(({ name, whole }) => {
        const version = states.get(name)?.version ?? 0;
        const attrs = { name, version: String(version), return_snapshot: String(whole || version === 0) };
        return { tag: 'collection', attrs };
      }),
    },
  ],
});

/**
 * Reads the collections, in its own transaction or the caller's, and emits what has changed as Baileys
 * would. Resolves to what could not be read; null if everything was. `refused` hears of each part that did not prove
 * itself, also where the whole state was read in its place.
 * @throws what a query throws
 */
export const syncCollections = async (
  socket: SyncingSocket,
  names: readonly WAPatchName[],
  fetch: FetchBlob,
  refused: (reason: UnprovenState) => void,
): Promise<Unread | null> => {
  const { authState, query, ev } = socket;
  const { creds, keys } = authState;
  const mutations = new Map<string, ChatMutation>();
  const keyOf = async (id: string) => (await keys.get(KEY_KIND, [id]))[id];
  const unread = new Map<WAPatchName, unknown>();
  const failed = ({ name }: Wanted, reason: unknown): null => {
    unread.set(name, reason);
    return null;
  };

  /** Takes one collection of an answer, and names what is still wanted of it. */
  const take = async (wanted: Wanted, before: LTHashState, answer: BinaryNode): Promise<readonly Wanted[]> => {
    const given = await givenIn(wanted.name, answer, fetch).catch((thrown: unknown) => failed(wanted, thrown));
    if (given === null) return [];
    try {
      const doubt = wanted.whole ? refused : strictly;
      const { state, mutations: found } = await decoded(given, before, wanted.known, { keyOf, doubt });
      await keys.set({ [KIND]: { [wanted.name]: state } });
      for (const [index, mutation] of found) mutations.set(index, mutation);
      return given.hasMore ? [{ ...wanted, known: state.version, whole: false }] : [];
    } catch (thrown) {
      if (thrown instanceof UnprovenState) refused(thrown);
      if (!wanted.whole) return [{ ...wanted, whole: true }];
      failed(wanted, thrown);
      return [];
    }
  };

  const round = async (wanted: readonly Wanted[]): Promise<readonly Wanted[]> => {
    const states = new Map<WAPatchName, LTHashState>();
    for (const { name } of wanted) states.set(name, (await stateOf(keys, name)) ?? newLTHashState());
    const answers = collectionsIn(await query(requestOf(wanted, states)));
    const left: Wanted[] = [];
    for (const each of wanted) {
      const answer = answers.find(({ attrs }) => collectionNamed(attrs['name']) === each.name);
      const before = states.get(each.name);
      if (answer && before) left.push(...(await take(each, before, answer)));
      else failed(each, new Error('WhatsApp did not answer this collection'));
    }
    return left;
  };

  const read = async (): Promise<void> => {
    const first = names.map(async (name): Promise<Wanted> => {
      const known = (await stateOf(keys, name))?.version ?? null;
      return { name, known, whole: false };
    });
    let wanted: readonly Wanted[] = await Promise.all(first);
    for (let rounds = 0; rounds < ROUNDS_MAX && wanted.length > 0; rounds += 1) wanted = await round(wanted);
    for (const each of wanted) failed(each, new Error('WhatsApp has more patches than are read at once'));
  };

  await keys.transaction(read, creds.me?.id ?? KIND);
  for (const mutation of mutations.values()) if (creds.me) processSyncAction(mutation, ev, creds.me);
  const [reason] = unread.values();
  return unread.size === 0 ? null : { names: [...unread.keys()], reason };
};

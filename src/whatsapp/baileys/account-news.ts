/**
 * What other devices of the account change of the account itself: its block list and its profile (section 8 of the wire
 * notes).
 *
 * A change that this link has made comes back as a notice too; it is no news.
 */
import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren, jidNormalizedUser, type WASocket } from 'baileys';
import * as v from 'valibot';
import type { ProfilePart } from '../../events/facts/session.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { type ChatId, ConversationId } from '../../kernel/ids.ts';
import type { Signal } from '../port.ts';
import type { Self } from './groups/group-nodes.ts';

type Blocked = Extract<Signal, { type: 'blocked' }>;
type Changed = Extract<Signal, { type: 'profile_changed' }>;

export type AccountSignal = Blocked | Changed | Extract<Signal, { type: 'block_list' }>;

const ACTIONS: Readonly<Record<string, boolean>> = { block: true, unblock: false };

const personIn = ({ attrs }: BinaryNode): ChatId | null => {
  const person = jidNormalizedUser(attrs['jid']);
  return v.is(ConversationId, person) ? person : null;
};

const blockedIn = (notice: BinaryNode): readonly Blocked[] =>
  getBinaryNodeChildren(getBinaryNodeChild(notice, 'blocklist'), 'item').flatMap((item) => {
    const person = personIn(item);
    const blocked = ACTIONS[item.attrs['action'] ?? ''];
    return blocked === undefined || person === null ? [] : [{ type: 'blocked', person, blocked }];
  });

const QUERY: BinaryNode = { tag: 'iq', attrs: { xmlns: 'blocklist', to: '@s.whatsapp.net', type: 'get' } };

/** The people of an answer; null if it holds no list, which is not the same as an empty one. */
const listIn = (answer: BinaryNode): readonly ChatId[] | null => {
  const list = getBinaryNodeChild(answer, 'list');
  return list ? getBinaryNodeChildren(list, 'item').flatMap((item) => personIn(item) ?? []) : null;
};

const isEmpty = ({ content }: BinaryNode): boolean => content === undefined || content.length === 0;

/** The part that a notice about the account is about; null for any other notice. */
const profileIn = (notice: BinaryNode): Changed | null => {
  const child = (tag: string): BinaryNode | undefined => getBinaryNodeChild(notice, tag);
  switch (notice.attrs['type']) {
    case 'picture':
      if (!child('set') && !child('delete')) return null;
      return { type: 'profile_changed', part: 'picture', removed: !child('set') };
    case 'status': {
      const set = child('set');
      return set ? { type: 'profile_changed', part: 'about', removed: isEmpty(set) } : null;
    }
    default:
      return null;
  }
};

/** How long a notice is taken for the echo of a change of this link, or for one more notice of the same change. */
const ECHO_MS = 10_000;

export interface AccountNews {
  /** Asks for the whole block list: somebody may have changed it while this device was away. */
  compare(): Promise<void>;
  /** This link changes a part of the profile; a new name is told with it. */
  changing(part: ProfilePart, name?: string): void;
}

interface AccountPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly self: () => Self;
  readonly tell: (signal: AccountSignal) => void;
}

export const hearAccount = (
  socket: Pick<WASocket, 'authState' | 'ev' | 'query' | 'ws'>,
  { clock, self, tell }: AccountPorts,
): AccountNews => {
  let known = socket.authState.creds.me?.name;
  const told = new Map<ProfilePart, Millis>();

  const tellProfile = (changed: Changed): void => {
    const last = told.get(changed.part);
    if (last !== undefined && clock.now() - last < ECHO_MS) return;
    told.set(changed.part, clock.now());
    tell(changed);
  };

  const isOwn = ({ attrs }: BinaryNode): boolean => {
    const { number, lid } = self();
    return [number, lid].includes(jidNormalizedUser(attrs['from']));
  };

  socket.ws.on('CB:notification,type:account_sync', (notice: BinaryNode) => blockedIn(notice).forEach(tell));
  for (const type of ['picture', 'status']) {
    socket.ws.on(`CB:notification,type:${type}`, (notice: BinaryNode) => {
      const changed = isOwn(notice) ? profileIn(notice) : null;
      if (changed) tellProfile(changed);
    });
  }
  socket.ev.on('creds.update', ({ me }) => {
    const { name } = me ?? {};
    if (!name || name === known) return;
    // The first name is what the device learns when it is linked.
    if (known) tell({ type: 'profile_changed', part: 'name', removed: false });
    known = name;
  });

  return {
    async compare() {
      const people = listIn(await socket.query(QUERY));
      if (people) tell({ type: 'block_list', people });
    },
    changing(part, name) {
      if (name !== undefined) known = name;
      told.set(part, clock.now());
    },
  };
};

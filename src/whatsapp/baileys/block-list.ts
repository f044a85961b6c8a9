/** Changes of the account's block list on its other devices (section 8 of the wire notes). */
import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren, jidNormalizedUser } from 'baileys';
import * as v from 'valibot';
import { ConversationId } from '../../kernel/ids.ts';
import type { Signal } from '../port.ts';

type Blocked = Extract<Signal, { type: 'blocked' }>;

const ACTIONS: Readonly<Record<string, boolean>> = { block: true, unblock: false };

export const blockedIn = (notice: BinaryNode): readonly Blocked[] =>
  getBinaryNodeChildren(getBinaryNodeChild(notice, 'blocklist'), 'item').flatMap(({ attrs }) => {
    const person = jidNormalizedUser(attrs['jid']);
    const blocked = ACTIONS[attrs['action'] ?? ''];
    return blocked === undefined || !v.is(ConversationId, person) ? [] : [{ type: 'blocked', person, blocked }];
  });

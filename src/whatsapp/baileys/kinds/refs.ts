/** The ids of other messages in a message. */
import type { proto } from 'baileys';
import * as v from 'valibot';
import { MessageRef } from '../../../messages/refs.ts';

/** Null for what is no id of a message. */
export const asRef = (id: string | null | undefined): MessageRef | null => (v.is(MessageRef, id) ? id : null);

export const refOf = (key: proto.IMessageKey | null | undefined): MessageRef | null => asRef(key?.id);

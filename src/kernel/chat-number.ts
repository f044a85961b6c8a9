/** A number that stands for a chat of a session in an index, where its names would be most of the index. */
import { hash } from 'node:crypto';
import type { ChatId, SessionId } from './ids.ts';

const BYTES = 6;

/** 48 bits. Two chats may share a number, though hardly: a reader compares the names too. */
export const chatNumber = (session: SessionId, chat: ChatId): number =>
  hash('sha256', `${session}/${chat}`, 'buffer').readUIntBE(0, BYTES);

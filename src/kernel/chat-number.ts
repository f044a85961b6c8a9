/** A number that stands for a chat of a session in an index, where its names would be most of the index. */
import { hash } from 'node:crypto';
import type { ChatId, SessionId } from './ids.ts';

const BYTES = 6;

/** So many numbers are kept; the oldest is dropped first. A hash takes as long as writing a row. */
const KEPT = 1_000;
const kept = new Map<string, number>();

/** 48 bits. Two chats may share a number, though hardly: a reader compares the names too. */
export const chatNumber = (session: SessionId, chat: ChatId): number => {
  const name = `${session}/${chat}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const number = hash('sha256', name, 'buffer').readUIntBE(0, BYTES);
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(name, number);
  return number;
};

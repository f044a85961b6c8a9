/** A number that stands for a chat of a session in an index, where its names would be most of the index. */
import { hash } from 'node:crypto';
import type { ChatId, SessionId } from './ids.ts';

const BYTES = 6;

/** A hash takes as long as writing a row, so up to twice as many numbers are kept: those asked for last. */
const KEPT = 1_000;
let recent = new Map<string, number>();
let before = new Map<string, number>();

const keep = (name: string, number: number): number => {
  // Dropping the older half at once costs nothing; dropping the oldest entry of a map walks over all dropped before.
  if (recent.size >= KEPT) [before, recent] = [recent, new Map()];
  recent.set(name, number);
  return number;
};

/** 48 bits. Two chats may share a number, though hardly: a reader compares the names too. */
export const chatNumber = (session: SessionId, chat: ChatId): number => {
  const name = `${session}/${chat}`;
  const known = recent.get(name);
  if (known !== undefined) return known;
  return keep(name, before.get(name) ?? hash('sha256', name, 'buffer').readUIntBE(0, BYTES));
};

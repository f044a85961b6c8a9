/** The protocol message for what a contact writes. */
import type { proto } from 'baileys/WAProto/index.js';
import { jidOf } from './addresses.ts';
import { type Quoted, withContext } from './kinds/context.ts';
import type { Surroundings } from './kinds/kind.ts';
import { writtenOf } from './kinds/phone-kinds.ts';
import { changes, type Said } from './kinds/shown.ts';
import type { Waiting } from './memory.ts';
import { seconds } from './nodes.ts';
import { PHONE_NUMBER, type World } from './world.ts';

/** A message of a chat, with the number of its sender. */
const found = ({ memory }: World, number: string, id: string): { from: string; said: Said } | null => {
  const received = memory.state.phones.get(number)?.get(id);
  if (received) return { from: PHONE_NUMBER, said: received };
  const written = memory.state.written.get(number)?.get(id);
  return written ? { from: number, said: written } : null;
};

const surroundingsOf = (world: World, number: string, at: number): Surroundings => {
  const surroundings: Surroundings = {
    urlOf: world.media.urlOf,
    // On the contact's phone, the chat is the one with the account.
    keyOf: (id) => ({
      remoteJid: jidOf(PHONE_NUMBER),
      fromMe: found(world, number, id)?.from !== PHONE_NUMBER,
      id,
    }),
    messageOf: (content) => writtenOf(content, surroundings),
    at,
  };
  return surroundings;
};

export const letterOf = (
  world: World,
  { from, content, context, at }: Extract<Waiting, { kind: 'message' }>,
): proto.IMessage => {
  const surroundings = surroundingsOf(world, from, seconds(at));
  const message = writtenOf(content, surroundings);
  if (!context) return message;
  const target = context.replyTo ? found(world, from, context.replyTo.messageId) : null;
  const quoted: Quoted = {
    participant: jidOf(target?.from ?? from),
    message: target && !changes(target.said.content) ? writtenOf(target.said.content, surroundings) : null,
  };
  return withContext(message, context, quoted);
};

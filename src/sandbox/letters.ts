/** The protocol message for what a contact writes. */
import type { proto } from 'baileys/WAProto/index.js';
import { jidOf } from './addresses.ts';
import { addressIn } from './groups/group.ts';
import { roomOf } from './groups/rooms.ts';
import { type Quoted, withContext } from './kinds/context.ts';
import type { Surroundings } from './kinds/kind.ts';
import { writtenOf } from './kinds/phone-kinds.ts';
import { changes, type Said } from './kinds/shown.ts';
import type { Waiting } from './memory.ts';
import { seconds } from './nodes.ts';
import { PHONE_NUMBER, type World } from './world.ts';

type Letter = Extract<Waiting, { kind: 'message' }>;

/** A message of the letter's chat, with the number of its sender. */
const found = (
  { memory: { state } }: World,
  { from, group }: Letter,
  id: string,
): { from: string; said: Said } | null => {
  if (group) {
    const message = roomOf(state, group.room).messages.get(id);
    return message ? { from: message.from, said: message } : null;
  }
  const received = state.phones.get(from)?.get(id);
  if (received) return { from: PHONE_NUMBER, said: received };
  const written = state.written.get(from)?.get(id);
  return written ? { from, said: written } : null;
};

/** The key of a message, as the writer's phone knows it: there, the chat of two is the one with the account. */
const keyFor = (world: World, letter: Letter, id: string): proto.IMessageKey => {
  const { from, group } = letter;
  const author = found(world, letter, id)?.from;
  if (!group) return { remoteJid: jidOf(PHONE_NUMBER), fromMe: author !== PHONE_NUMBER, id };
  const participant = addressIn(group.addressing, author ?? from);
  return { remoteJid: group.room, fromMe: author === from, id, participant };
};

const surroundingsOf = (world: World, letter: Letter): Surroundings => {
  const surroundings: Surroundings = {
    urlOf: world.media.urlOf,
    keyOf: (id) => keyFor(world, letter, id),
    messageOf: (content) => writtenOf(content, surroundings),
    at: seconds(letter.at),
  };
  return surroundings;
};

export const letterOf = (world: World, letter: Letter): proto.IMessage => {
  const { from, group, content, context } = letter;
  const surroundings = surroundingsOf(world, letter);
  const message = writtenOf(content, surroundings);
  if (!context) return message;
  const target = context.replyTo ? found(world, letter, context.replyTo.messageId) : null;
  const quoted: Quoted = {
    participant: addressIn(group?.addressing ?? 'pn', target?.from ?? from),
    message: target && !changes(target.said.content) ? writtenOf(target.said.content, surroundings) : null,
  };
  return withContext(message, context, quoted);
};

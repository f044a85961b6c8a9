/** The protocol message for what a contact writes. */
import type { proto } from 'baileys/WAProto/index.js';
import { type Addressing, addressIn } from './groups/group.ts';
import { roomOf } from './groups/rooms.ts';
import { type Quoted, withContext } from './kinds/context.ts';
import type { Surroundings } from './kinds/kind.ts';
import { writtenOf } from './kinds/phone-kinds.ts';
import { changes, type Said } from './kinds/shown.ts';
import type { Waiting } from './waiting.ts';
import { seconds } from './nodes.ts';
import { PHONE_NUMBER, type World } from './world.ts';

type Letter = Extract<Waiting, { kind: 'message' }>;

/** A message of the letter's chat, with the number of its sender. */
const found = (
  { memory: { state } }: World,
  { from, to, group }: Letter,
  id: string,
): { from: string; said: Said } | null => {
  if (group) {
    const message = roomOf(state, group.room).messages.get(id);
    return message ? { from: message.from, said: message } : null;
  }
  const contact = to ?? from;
  const received = state.phones.get(contact)?.get(id);
  if (received) return { from: PHONE_NUMBER, said: received };
  const written = state.written.get(contact)?.get(id);
  return written ? { from: contact, said: written } : null;
};

/** The addressing of a letter's people. */
const addressingOf = ({ group, posting }: Letter): Addressing =>
  group?.addressing ?? (posting?.address === 'lid' || posting?.address === 'lid_alone' ? 'lid' : 'pn');

/** The key of a message, as the writer's phone knows it: there, the chat of two is the one with the other side. */
const keyFor = (world: World, letter: Letter, id: string): proto.IMessageKey => {
  const { from, to, group } = letter;
  const author = found(world, letter, id)?.from;
  if (!group) {
    const fromMe = author === from || (author === undefined && to === undefined);
    return { remoteJid: addressIn(addressingOf(letter), to ?? PHONE_NUMBER), fromMe, id };
  }
  const participant = addressIn(group.addressing, author ?? from);
  return { remoteJid: group.room, fromMe: author === from, id, participant };
};

/** What a vote in a poll needs: the secret of the poll, and the addresses of its author and the voter. */
const pollFor = (world: World, letter: Letter, id: string): ReturnType<Surroundings['pollOf']> => {
  const poll = found(world, letter, id);
  if (poll?.said.content.kind !== 'poll' || poll.said.content.secret === null) return null;
  const addressing = addressingOf(letter);
  return {
    secret: Buffer.from(poll.said.content.secret, 'base64'),
    author: addressIn(addressing, poll.from),
    voter: addressIn(addressing, letter.from),
  };
};

const surroundingsOf = (world: World, letter: Letter): Surroundings => {
  const surroundings: Surroundings = {
    urlOf: world.media.urlOf,
    keyOf: (id) => keyFor(world, letter, id),
    messageOf: (content) => writtenOf(content, surroundings),
    pollOf: (id) => pollFor(world, letter, id),
    at: seconds(letter.at),
  };
  return surroundings;
};

export const letterOf = (world: World, letter: Letter): proto.IMessage => {
  const { from, content, context } = letter;
  const surroundings = surroundingsOf(world, letter);
  const message = writtenOf(content, surroundings);
  if (!context) return message;
  const target = context.replyTo ? found(world, letter, context.replyTo.messageId) : null;
  const quoted: Quoted = {
    participant: addressIn(addressingOf(letter), target?.from ?? from),
    message: target && !changes(target.said.content) ? writtenOf(target.said.content, surroundings) : null,
  };
  return withContext(message, context, quoted);
};

/** The messages of a chat as the account's phone has them, its own and those of others. */
import type { proto } from 'baileys/WAProto/index.js';
import { addressOf, jidOf } from '../addresses.ts';
import { addressIn } from '../groups/group.ts';
import { letterOf } from '../letters.ts';
import { nameOfNumber } from '../names.ts';
import { seconds } from '../nodes.ts';
import type { Waiting } from '../waiting.ts';
import { PHONE_NUMBER, type World } from '../world.ts';

export type Letter = Extract<Waiting, { kind: 'message' }>;

const ofRoom = ({ memory }: World, room: string): readonly Letter[] =>
  [...(memory.state.rooms.get(room)?.messages.values() ?? [])].map(({ id, from, at, content, context, addressing }) => {
    const group = { room, addressing, epoch: 0, iteration: 0 };
    return { kind: 'message', id, from, at, content, ...(context && { context }), group };
  });

const ofTwo = ({ memory }: World, number: string): readonly Letter[] => {
  const written = [...(memory.state.written.get(number)?.values() ?? [])].map((each) => ({ ...each, from: number }));
  const received = [...(memory.state.phones.get(number)?.values() ?? [])].map((each) => ({
    ...each,
    from: PHONE_NUMBER,
    to: number,
  }));
  return [...written, ...received]
    .toSorted((one, other) => one.at - other.at)
    .map(({ id, at, content, context, ...people }) => {
      const to = 'to' in people ? { to: people.to } : {};
      return { kind: 'message', id, at, content, ...(context && { context }), from: people.from, ...to };
    });
};

/** The messages of a chat, the oldest first. */
export const lettersIn = (world: World, chat: string): readonly Letter[] => {
  const number = addressOf(chat)?.number;
  return number === undefined ? ofRoom(world, chat) : ofTwo(world, number);
};

/** Whether a message stands before the one that is named; a phone without that one goes by its time. */
export const isOlder = (
  letters: readonly Letter[],
  letter: Letter,
  { oldestMsgId, oldestMsgTimestampMs }: { oldestMsgId?: string | null; oldestMsgTimestampMs?: unknown },
): boolean => {
  const place = letters.findIndex(({ id }) => id === oldestMsgId);
  return place < 0 ? letter.at < Number(oldestMsgTimestampMs ?? 0) : letters.indexOf(letter) < place;
};

export const rawInfoOf = (world: World, letter: Letter): proto.IWebMessageInfo => {
  const { id, from, to, at, group } = letter;
  const participant = group ? addressIn(group.addressing, from) : null;
  return {
    key: { remoteJid: group?.room ?? jidOf(to ?? from), fromMe: from === PHONE_NUMBER, id, participant },
    message: letterOf(world, letter),
    messageTimestamp: seconds(at),
    participant,
    pushName: nameOfNumber(from),
  };
};

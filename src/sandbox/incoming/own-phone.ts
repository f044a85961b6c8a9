/** The account's own phone: it writes in chats of two, and reads. Linked devices hear of both. */
import { jidOf } from '../addresses.ts';
import { isOff, react } from '../contacts.ts';
import type { Said } from '../kinds/shown.ts';
import { newMessageId, PHONE_NUMBER, type World } from '../world.ts';
import type { Posting } from '../control/posting.ts';
import { postToAccount, writtenAt } from './writing.ts';

/** The device that hears of the receipts for what the own phone wrote: the one that was linked last. */
const listeningDevice = ({ memory }: World): string | null =>
  [...memory.state.devices.values()].findLast(({ linked }) => linked)?.jid ?? null;

/** Writes to a contact, whose phone receives it like any message of the account. Returns the message's id. */
export const writeFromPhone = (world: World, to: string, said: Said, posting: Posting = {}): string => {
  const id = newMessageId(world.entropy);
  const at = writtenAt(world, posting);
  const device = listeningDevice(world);
  const held = isOff(world, to);
  const message = { id, from: PHONE_NUMBER, ...said, at, device: device ?? '', chat: jidOf(to), held };
  world.memory.record({ type: 'received', number: to, message });
  postToAccount(world, { kind: 'message', id, from: PHONE_NUMBER, to, ...said, at, posting });
  const received = world.memory.state.phones.get(to)?.get(id);
  if (received) react(world, to, received, false);
  return id;
};

/** The phone has read a message of another phone in this chat; `participant` is its author in a group. */
export const readOnPhone = (world: World, chat: string, id: string, participant?: string): void =>
  postToAccount(world, {
    kind: 'read',
    id,
    chat: jidOf(PHONE_NUMBER),
    recipient: chat,
    ...(participant !== undefined && { participant }),
    at: world.clock.now(),
  });

/** The actions of contacts, by themselves or on request: read, answer, come online. */
import { digitsOf } from './addresses.ts';
import type { ReceiptKind } from './control.ts';
import { heldFor, reactToHeld } from './groups/reacting.ts';
import { changes, fileIn, type Said } from './kinds/shown.ts';
import type { PhoneMessage } from './memory.ts';
import type { Posting } from './control/posting.ts';
import { postToAccount, writtenAt } from './incoming/writing.ts';
import { post } from './outbox.ts';
import { behaviourOf } from './test-numbers.ts';
import { newMessageId, type World } from './world.ts';

/** Whether the contact's phone is off. */
export const isOff = (world: World, number: string): boolean =>
  behaviourOf(number)?.kind === 'offline' && !world.memory.state.online.has(number);

/** The contact writes to all devices of the account. Returns the message's id. */
export const write = (world: World, from: string, said: Said, posting: Posting = {}): string => {
  const id = newMessageId(world.entropy);
  const [number, at] = [digitsOf(from), writtenAt(world, posting)];
  world.memory.record({ type: 'wrote', number, message: { id, ...said, at, taken: false } });
  postToAccount(world, { kind: 'message', id, from: number, ...said, at, posting });
  return id;
};

/** The contact's phone reports a message as delivered, read or played. What was played, shows as read. */
export const giveReceipt = (world: World, number: string, message: PhoneMessage, kind: ReceiptKind): void => {
  const { id, device, chat } = message;
  world.memory.record({ type: 'receipted', number, id, receipt: kind === 'delivered' ? kind : 'read' });
  post(world, device, { kind, id, chat, at: world.clock.now() });
};

/** The phone could not read a message. */
export const askForAgain = (world: World, { id, device, chat }: PhoneMessage): void =>
  post(world, device, { kind: 'retry', id, chat, at: world.clock.now() });

/** The phone fetches the file of a message in the background, unless it has done so. */
const fetchFile = (world: World, number: string, { id, content, fetched, held }: PhoneMessage): void => {
  const file = fileIn(content);
  if (!file || fetched || held) return;
  void world.media
    .fetch(file.media, file.use)
    .then((outcome) => world.memory.record({ type: 'fetched', number, id, outcome }));
};

/** Phones that were fetching a file when the sandbox stopped fetch it now. */
export const resumeFetching = (world: World): void => {
  for (const [number, phone] of world.memory.state.phones) {
    for (const message of phone.values()) fetchFile(world, number, message);
  }
};

/** The reaction of the contact's phone to a new message. `copy`: the phone had it already. */
export const react = (world: World, number: string, message: PhoneMessage, copy: boolean): void => {
  if (message.held) return;
  const kind = behaviourOf(number)?.kind;
  fetchFile(world, number, message);
  giveReceipt(world, number, message, 'delivered');
  if (kind === 'reads') giveReceipt(world, number, message, 'read');
  if (kind === 'echoes' && !copy && !changes(message.content)) write(world, number, { content: message.content });
};

/** A phone that was off comes online and receives its pending messages. */
export const comeOnline = (world: World, number: string): void => {
  if (!isOff(world, number)) return;
  const heldInRooms = heldFor(world, number);
  const held = [...(world.memory.state.phones.get(number)?.values() ?? [])].filter((message) => message.held);
  world.memory.record({ type: 'came_online', number, at: world.clock.now() });
  for (const { id } of held) {
    const message = world.memory.state.phones.get(number)?.get(id);
    if (message) react(world, number, message, false);
  }
  reactToHeld(world, number, heldInRooms);
};

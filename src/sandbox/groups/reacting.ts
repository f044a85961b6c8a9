/** What phones do with a message to their group: they fetch its file, report it, answer it, or ask for it again. */
import type { ReceiptKind } from '../control.ts';
import { changes, fileIn } from '../kinds/shown.ts';
import type { LinkedDevice } from '../memory.ts';
import { post } from '../outbox.ts';
import { behaviourOf } from '../test-numbers.ts';
import type { World } from '../world.ts';
import { type Addressing, addressIn, mayWrite } from './group.ts';
import { type RoomMessage, roomOf } from './rooms.ts';
import { writeInGroup } from './writing.ts';

const messageIn = (world: World, room: string, id: string): RoomMessage | undefined =>
  roomOf(world.memory.state, room).messages.get(id);

/** A member's phone reports a message of the account as delivered, read or played. */
export const giveRoomReceipt = (
  world: World,
  room: string,
  { id, device, addressing }: RoomMessage,
  number: string,
  kind: ReceiptKind,
): void => {
  if (device === null) return;
  world.memory.record({ type: 'room_receipted', room, id, number, receipt: kind === 'delivered' ? kind : 'read' });
  const participant = addressIn(addressing, number);
  post(world, device, { kind, id, chat: room, participant, at: world.clock.now() });
};

/** One fetch stands for those of all phones: they would fetch the same file. */
const fetchFile = (world: World, room: string, { id, content, fetched }: RoomMessage): void => {
  const file = fileIn(content);
  if (!file || fetched) return;
  void world.media
    .fetch(file.media, file.use)
    .then((outcome) => world.memory.record({ type: 'room_fetched', room, id, outcome }));
};

/** Phones that were fetching a file when the sandbox stopped fetch it now. */
export const resumeRoomFetching = (world: World): void => {
  for (const [room, { messages }] of world.memory.state.rooms) {
    for (const message of messages.values()) fetchFile(world, room, message);
  }
};

/** `copy`: the phone had it already. */
const react = (world: World, room: string, message: RoomMessage, number: string, copy: boolean): void => {
  const group = world.memory.state.groups.get(room);
  const kind = behaviourOf(number)?.kind;
  if (group?.receipts !== false) giveRoomReceipt(world, room, message, number, 'delivered');
  if (kind === 'reads') giveRoomReceipt(world, room, message, number, 'read');
  if (kind === 'echoes' && group && mayWrite(group, number) && !copy && !changes(message.content)) {
    writeInGroup(world, group, number, { content: message.content });
  }
};

/** The phones that are on react to a message that has just arrived. A copy is reported as delivered again. */
export const reactAll = (world: World, room: string, id: string): void => {
  const message = messageIn(world, room, id);
  if (!message) return;
  fetchFile(world, room, message);
  for (const [number, reading] of message.readers) {
    if (reading !== 'held') react(world, room, message, number, reading !== 'none');
  }
};

/** The phone has come online, and reacts to what waited for it. */
export const reactToHeld = (world: World, number: string, held: readonly (readonly [room: string, id: string])[]) => {
  for (const [room, id] of held) {
    const message = messageIn(world, room, id);
    if (message) react(world, room, message, number, false);
  }
};

/** What waits for a phone that is off, in all rooms. */
export const heldFor = (world: World, number: string): [room: string, id: string][] =>
  [...world.memory.state.rooms].flatMap(([room, { messages }]) =>
    [...messages.values()]
      .filter(({ readers }) => readers.get(number) === 'held')
      .map(({ id }): [string, string] => [room, id]),
  );

interface Unread {
  readonly id: string;
  readonly room: string;
  readonly addressing: Addressing;
  readonly device: Pick<LinkedDevice, 'jid'>;
}

/** The phones cannot read a message. Those that are on ask for it again. */
export const askAgain = (world: World, { id, room, addressing, device }: Unread, numbers: readonly string[]): void => {
  for (const number of numbers) {
    const participant = addressIn(addressing, number);
    post(world, device.jid, { kind: 'retry', id, chat: room, participant, at: world.clock.now() });
  }
};

/** A phone asks once more for a message that it has; false if it has no such message of the account. */
export const askForAgainInRoom = (world: World, room: string, id: string, number: string): boolean => {
  const message = messageIn(world, room, id);
  if (!message?.device || !message.readers.has(number)) return false;
  askAgain(world, { id, room, addressing: message.addressing, device: { jid: message.device } }, [number]);
  return true;
};

/** The files of messages, decrypted for somebody who looks at a phone. */
import type { ReceivedFile } from './control.ts';
import { isOnPhone } from './groups/rooms.ts';
import { fileIn, type Said } from './kinds/shown.ts';
import type { World } from './world.ts';

/** A message of a group, or a status, that this phone has. */
const inRooms = ({ memory }: World, number: string, id: string): Said | undefined => {
  for (const { messages } of memory.state.rooms.values()) {
    const message = messages.get(id);
    if (message && isOnPhone(message, number)) return message;
  }
  return undefined;
};

/** Null if there is no such message, if it has no file, or if the file is broken. */
export const fileOf = async (world: World, number: string, id: string): Promise<ReceivedFile | null> => {
  const { phones, written } = world.memory.state;
  const message = phones.get(number)?.get(id);
  if (message?.held) return null;
  const content = (message ?? written.get(number)?.get(id) ?? inRooms(world, number, id))?.content;
  const file = content ? fileIn(content) : null;
  if (!file) return null;
  const { media, use } = file;
  const { state } = await world.media.fetch(media, use);
  if (state !== 'whole') return null;
  return { mimetype: media.mimetype, size: media.size, sha256: media.sha256, open: () => world.media.open(media, use) };
};

/** A contact writes, to the account or in a group: its file is stored on the media host, then the message goes out. */
import { digitsOf } from './addresses.ts';
import { write } from './contacts.ts';
import type { Written, WrittenContext } from './control.ts';
import { mayWrite } from './groups/group.ts';
import { roomOf } from './groups/rooms.ts';
import { writeInGroup } from './groups/writing.ts';
import { changes, type Context, type Media, type MediaUse, readableOf, type Said, type Shown } from './kinds/shown.ts';
import type { World } from './world.ts';

const SECRET_BYTES = 32;

type WithFile = Extract<Written, { file: unknown }>;

const mediaOf = async (
  world: World,
  { bytes, mimetype, ...facts }: WithFile['file'],
  use: MediaUse,
): Promise<Media> => ({
  mimetype,
  width: facts.width ?? null,
  height: facts.height ?? null,
  seconds: facts.seconds ?? null,
  thumbnail: facts.thumbnail ?? null,
  waveform: facts.waveform ?? null,
  ...(await world.media.seal(bytes, use)),
});

const shownOf = async (world: World, content: Written): Promise<Shown> => {
  if ('file' in content) {
    const { file, ...rest } = content;
    return { ...rest, media: await mediaOf(world, file, content.kind) };
  }
  if (content.kind !== 'poll') return content;
  return { ...content, secret: content.secret ?? Buffer.from(world.entropy.bytes(SECRET_BYTES)).toString('base64') };
};

/** A message that is quoted, where the writer's phone finds it. */
type Find = (id: string) => Said | undefined;

const contextOf = (find: Find, { replyTo, ...context }: WrittenContext): Context => {
  if (replyTo === undefined) return context;
  const content = find(replyTo)?.content;
  return {
    ...context,
    replyTo: { messageId: replyTo, preview: content && !changes(content) ? readableOf(content) : null },
  };
};

/** Rejects if the file is larger than the host stores. */
const saidOf = async (world: World, written: Written, context: WrittenContext, find: Find): Promise<Said> => {
  const content = await shownOf(world, written);
  const circumstances = contextOf(find, context);
  return Object.keys(circumstances).length === 0 ? { content } : { content, context: circumstances };
};

/** Returns the message's id. Rejects if the file is larger than the host stores. */
export const writeAny = async (
  world: World,
  from: string,
  written: Written,
  context: WrittenContext = {},
): Promise<string> => {
  const { phones, written: sent } = world.memory.state;
  const number = digitsOf(from);
  const find: Find = (id) => phones.get(number)?.get(id) ?? sent.get(number)?.get(id);
  return write(world, from, await saidOf(world, written, context, find));
};

/** Returns the message's id; null if this person may not write in the group. Rejects as `writeAny` does. */
export const writeAnyInGroup = async (
  world: World,
  room: string,
  from: string,
  written: Written,
  context: WrittenContext = {},
): Promise<string | null> => {
  const group = world.memory.state.groups.get(room);
  if (!group || !mayWrite(group, from)) return null;
  const { disappearingSeconds: expiration } = group;
  const lasting = expiration > 0 ? { expiration, ...context } : context;
  const { messages } = roomOf(world.memory.state, room);
  return writeInGroup(world, group, from, await saidOf(world, written, lasting, (id) => messages.get(id)));
};

/** A contact writes, to the account or in a group: its file is stored on the media host, then the message goes out. */
import { Fault } from '../kernel/fault.ts';
import { digitsOf } from './addresses.ts';
import { write } from './contacts.ts';
import type { Written, WrittenContext } from './control.ts';
import { mayWrite, STATUS } from './groups/group.ts';
import { roomOf } from './groups/rooms.ts';
import { writeInGroup, writeStatus } from './groups/writing.ts';
import { writeFromPhone } from './incoming/own-phone.ts';
import type { Posting } from './control/posting.ts';
import { postToAccount } from './incoming/writing.ts';
import { changes, type Context, type Media, type MediaUse, readableOf, type Said, type Shown } from './kinds/shown.ts';
import { newMessageId, PHONE_NUMBER, type World } from './world.ts';

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

const assertUsedKey = ({ memory }: World, from: string, { trouble }: Posting, room: string | null = null): void => {
  if (trouble?.kind !== 'used_key') return;
  const before = [...memory.state.handovers.values()].flatMap((each) => [...each.values()]);
  if (before.some((message) => message.from === from && message.group === room)) return;
  throw new Fault('sandbox.no_used_key', 'This phone has used no key yet, because it has written nothing here.', {
    hint: 'Write an ordinary message first.',
    retryable: false,
  });
};

const assertPoll = (said: Said | undefined): void => {
  if (said?.content.kind === 'poll' && said.content.secret !== null) return;
  throw new Fault('sandbox.no_poll', 'The phone has no poll with this id, or does not know its secret.', {
    hint: 'Vote in a poll of this chat.',
    retryable: false,
  });
};

/** Rejects if the file is larger than the host stores. */
const saidOf = async (world: World, written: Written, context: WrittenContext, find: Find): Promise<Said> => {
  const content = await shownOf(world, written);
  if (content.kind === 'vote') assertPoll(find(content.poll));
  const circumstances = contextOf(find, context);
  return Object.keys(circumstances).length === 0 ? { content } : { content, context: circumstances };
};

/** Finds a message in the chat with a contact. */
const inChatWith =
  ({ memory }: World, number: string): Find =>
  (id) =>
    memory.state.phones.get(number)?.get(id) ?? memory.state.written.get(number)?.get(id);

/** Returns the message's id. Rejects if the file is larger than the host stores, and for a vote without a poll. */
export const writeAny = async (
  world: World,
  from: string,
  written: Written,
  context: WrittenContext = {},
  posting: Posting = {},
): Promise<string> => {
  const number = digitsOf(from);
  assertUsedKey(world, number, posting);
  return write(world, number, await saidOf(world, written, context, inChatWith(world, number)), posting);
};

/** The account's own phone writes to a contact. Otherwise as `writeAny`. */
export const writeAnyFromPhone = async (
  world: World,
  to: string,
  written: Written,
  context: WrittenContext = {},
  posting: Posting = {},
): Promise<string> => {
  assertUsedKey(world, PHONE_NUMBER, posting);
  return writeFromPhone(world, to, await saidOf(world, written, context, inChatWith(world, to)), posting);
};

/** A contact publishes a status. Otherwise as `writeAny`. */
export const writeAnyStatus = async (
  world: World,
  from: string,
  written: Written,
  context: WrittenContext = {},
  posting: Posting = {},
): Promise<string> => {
  assertUsedKey(world, from, posting, STATUS);
  const { messages } = roomOf(world.memory.state, STATUS);
  return writeStatus(world, from, await saidOf(world, written, context, (id) => messages.get(id)), posting);
};

/** A channel publishes a post. Otherwise as `writeAny`. */
export const publish = async (world: World, channel: string, written: Written): Promise<string> => {
  const id = newMessageId(world.entropy);
  const said = await saidOf(world, written, {}, () => undefined);
  postToAccount(world, { kind: 'message', id, from: digitsOf(channel), channel, ...said, at: world.clock.now() });
  return id;
};

/** Returns the message's id; null if this person may not write in the group. Rejects as `writeAny` does. */
export const writeAnyInGroup = async (
  world: World,
  room: string,
  from: string,
  written: Written,
  context: WrittenContext = {},
  posting: Posting = {},
): Promise<string | null> => {
  const group = world.memory.state.groups.get(room);
  if (!group || !mayWrite(group, from)) return null;
  assertUsedKey(world, from, posting, room);
  const { disappearingSeconds: expiration } = group;
  const lasting = expiration > 0 ? { expiration, ...context } : context;
  const { messages } = roomOf(world.memory.state, room);
  return writeInGroup(world, group, from, await saidOf(world, written, lasting, (id) => messages.get(id)), posting);
};

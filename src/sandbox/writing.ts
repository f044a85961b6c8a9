/** A contact writes: its file is encrypted and stored on the media host, then the message goes out. */
import { digitsOf } from './addresses.ts';
import { write } from './contacts.ts';
import type { Written, WrittenContext } from './control.ts';
import { changes, type Context, type Media, type MediaUse, readableOf, type Shown } from './kinds/shown.ts';
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

/** The text that stands for a message in a quote of it. */
const previewOf = ({ memory: { state } }: World, number: string, id: string): string | null => {
  const content = (state.phones.get(number)?.get(id) ?? state.written.get(number)?.get(id))?.content;
  return content && !changes(content) ? readableOf(content) : null;
};

const contextOf = (world: World, number: string, { replyTo, ...context }: WrittenContext): Context => ({
  ...context,
  ...(replyTo !== undefined && { replyTo: { messageId: replyTo, preview: previewOf(world, number, replyTo) } }),
});

/** Returns the message's id. Rejects if the file is larger than the host stores. */
export const writeAny = async (
  world: World,
  from: string,
  written: Written,
  context: WrittenContext = {},
): Promise<string> => {
  const content = await shownOf(world, written);
  const circumstances = contextOf(world, digitsOf(from), context);
  return write(
    world,
    from,
    Object.keys(circumstances).length === 0 ? { content } : { content, context: circumstances },
  );
};

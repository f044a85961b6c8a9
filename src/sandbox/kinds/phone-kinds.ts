/** All kinds of message, as phones read and write them. A kind of `shown.ts` without a row here does not compile. */
import type { proto } from 'baileys/WAProto/index.js';
import { audio, voice } from './audio.ts';
import { contacts } from './contacts.ts';
import { contextOf } from './context.ts';
import { deletion } from './delete.ts';
import { document } from './document.ts';
import { editWith } from './edit.ts';
import { opened } from './envelope.ts';
import { image } from './image.ts';
import type { PhoneKind, StanzaMarks, Surroundings } from './kind.ts';
import { location } from './location.ts';
import { poll } from './poll.ts';
import { reaction } from './reaction.ts';
import { changes, type Lasting, readableOf, type Said, type Shown, type ShownKind, type ShownOf } from './shown.ts';
import { sticker } from './sticker.ts';
import { text } from './text.ts';
import { timer } from './timer.ts';
import { video } from './video.ts';
import { vote } from './vote.ts';

const nameOf = (message: proto.IMessage): string =>
  Object.keys(message).find((name) => name !== 'messageContextInfo') ?? 'empty';

const unknown: PhoneKind<ShownOf<'unknown'>> = {
  read: (message) => ({ kind: 'unknown', name: nameOf(message) }),
  write: ({ name }) => ({ conversation: `[${name}]` }),
  marks: () => ({ type: 'text' }),
};

/** `unknown` reads everything, so it is the last. */
const kinds: { readonly [K in ShownKind]: PhoneKind<ShownOf<K>> } = {
  text,
  image,
  video,
  audio,
  voice,
  document,
  sticker,
  location,
  contacts,
  poll,
  reaction,
  edit: editWith((message) => lastingIn(message)),
  delete: deletion,
  vote,
  timer,
  unknown,
};

const kindOf = <K extends ShownKind>({ kind }: { readonly kind: K }): PhoneKind<ShownOf<K>> => kinds[kind];

const contentIn = (message: proto.IMessage): Shown => {
  for (const kind of Object.values(kinds)) {
    const content = kind.read(message);
    if (content) return content;
  }
  return unknown.read(message) ?? { kind: 'unknown', name: 'empty' };
};

/** The new content of an edit. An edit or reaction inside an edit means nothing. */
const lastingIn = (message: proto.IMessage): Lasting => {
  const content = contentIn(opened(message).message);
  return changes(content) ? { kind: 'unknown', name: nameOf(message) } : content;
};

/** What the phone shows of a message; null for a message between devices, which it does not show. */
export const saidIn = (sent: proto.IMessage): Said | null => {
  const { message, viewOnce } = opened(sent);
  const content = contentIn(message);
  if (content.kind === 'unknown' && message.protocolMessage) return null;
  const context = contextOf(message, viewOnce, (quoted) => readableOf(lastingIn(quoted)));
  return Object.keys(context).length === 0 ? { content } : { content, context };
};

export const writtenOf = (content: Shown, surroundings: Surroundings): proto.IMessage =>
  kindOf(content).write(content, surroundings);

export const marksOf = (content: Shown): StanzaMarks => kindOf(content).marks(content);

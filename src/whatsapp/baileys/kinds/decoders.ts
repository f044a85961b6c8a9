/**
 * The decoders of all kinds of message. A kind of `src/messages` without a row here does not compile. A member of
 * `proto.Message` that no row reads is of a kind that this Waybill does not know.
 */
import type { proto } from 'baileys';
import * as v from 'valibot';
import { Content, type ContentKind, type ContentOf } from '../../../messages/content.ts';
import type { Deleted, Edited, HeardFile, Reacted, Spoken, TimerSet, Voted } from '../../heard.ts';
import { audioIn } from './audio.ts';
import { contactsIn } from './contacts.ts';
import { deletionIn } from './delete.ts';
import { documentIn } from './document.ts';
import { editIn } from './edit.ts';
import type { Opened } from './envelopes.ts';
import { imageIn } from './image.ts';
import type { Decoded, Decoder, Within } from './kind.ts';
import { locationIn } from './location.ts';
import { pollIn, voteIn } from './poll.ts';
import { reactionIn } from './reaction.ts';
import { stickerIn } from './sticker.ts';
import { textIn } from './text.ts';
import { timerIn } from './timer.ts';
import { videoIn } from './video.ts';
import { voiceIn } from './voice.ts';

export type Change = Edited | Deleted | Reacted | Voted | TimerSet;

/** Kinds that change another message, or the chat. */
const changes: Readonly<Record<'reaction' | 'edit' | 'delete' | 'vote' | 'timer', Decoder<Change>>> = {
  reaction: reactionIn,
  edit: editIn,
  delete: deletionIn,
  vote: voteIn,
  timer: timerIn,
};

/** Text is the last: a client may write an empty one beside the member that counts. */
const contents: { readonly [K in Exclude<ContentKind, keyof typeof changes>]: Decoder<Decoded<ContentOf<K>>> } = {
  image: imageIn,
  video: videoIn,
  audio: audioIn,
  voice: voiceIn,
  document: documentIn,
  sticker: stickerIn,
  location: locationIn,
  contacts: contactsIn,
  poll: pollIn,
  // It comes as the kind that it passes on, with a mark in its context.
  forward: {},
  text: textIn,
};

type Row<R> = readonly [member: string, read: (member: never, within: Within) => R | null];

const rowsOf = <R>(table: Readonly<Record<string, Decoder<R>>>): readonly Row<R>[] =>
  Object.values(table).flatMap((decoder) => Object.entries(decoder) as unknown as Row<R>[]);

const CHANGES = rowsOf(changes);
const CONTENTS = rowsOf<Decoded<Content>>(contents);

/** The first row that can read its member of the message. */
const firstIn = <R>(rows: readonly Row<R>[], message: proto.IMessage, within: Within) => {
  const members = message as Readonly<Record<string, unknown>>;
  for (const [member, read] of rows) {
    const value = members[member];
    const said = value == null ? null : read(value as never, within);
    if (said !== null) return { member, said };
  }
  return null;
};

/** The change to another message or the chat that a message is; null for one that stands alone. */
export const changeIn = ({ message, ...around }: Opened, read: Within['read']): Change | null =>
  firstIn(CHANGES, message, { ...around, read })?.said ?? null;

export interface Found {
  readonly member: string;
  readonly content: Content;
  readonly file: HeardFile | null;
}

const readsNothing = (): Spoken | null => null;

/** What a message says; null if it is of no known kind, or its content is none that can be kept. */
export const contentIn = ({ message, ...around }: Opened): Found | null => {
  const found = firstIn(CONTENTS, message, { ...around, read: readsNothing });
  return found && v.is(Content, found.said.content) ? { member: found.member, ...found.said } : null;
};

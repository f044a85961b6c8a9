/** Every kind of message that the API takes: the table does not compile while one is missing. */
import type { Schema } from '../api/shape.ts';
import type { IconName } from '../ui/icon-name.ts';
import { audio } from './audio.ts';
import { contacts } from './contacts.ts';
import { deletion } from './delete.ts';
import { document } from './document.ts';
import { edit } from './edit.ts';
import { forward } from './forward.ts';
import { image } from './image.ts';
import type { Kind, KindWords, Member, Shown } from './kind.ts';
import { location } from './location.ts';
import { poll } from './poll.ts';
import { reaction } from './reaction.ts';
import { sticker } from './sticker.ts';
import { text } from './text.ts';
import { video } from './video.ts';
import { voice } from './voice.ts';

const KINDS: { readonly [K in Kind]: KindWords<K> } = {
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
  edit,
  delete: deletion,
  forward,
};

/** A kind that is known only while the page runs. Its members are what the row itself made or is given to show. */
type AnyKind = Omit<KindWords<Kind>, 'preview' | 'memberOf' | 'valuesOf'> & {
  readonly preview: (member: Shown<Kind>) => string;
  readonly memberOf: (values: Readonly<Record<string, string>>) => Member<Kind>;
  readonly valuesOf: (member: Shown<Kind>) => Readonly<Record<string, string>>;
};

export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

export const wordsOf = (kind: Kind): AnyKind => KINDS[kind] as unknown as AnyKind;

/** The part of a job that holds what it says: its type, and the member of that name. */
export type Said = Pick<Schema<'Job'>, 'type' | Kind>;

/** The kind and the member of a job; null once its content was erased, and for a kind that this page does not know yet. */
export const saidBy = (job: Said): { readonly kind: Kind; readonly member: Shown<Kind> } | null => {
  const { type } = job;
  const member = type === null ? undefined : job[type];
  if (type === null || member === undefined || !Object.hasOwn(KINDS, type)) return null;
  return { kind: type, member: member as Shown<Kind> };
};

export interface Line {
  readonly kind: Kind | null;
  readonly icon: IconName;
  readonly word: string;
  readonly text: string;
}

/** One line about what a job says. A forward has the words of the message that it passes on. */
export const lineOfJob = (job: Said & Pick<Schema<'Job'>, 'message'>): Line => {
  const said = saidBy(job);
  if (said === null) return { kind: null, icon: 'minus', word: 'Erased', text: 'Its content was erased.' };
  const { icon, word, preview } = wordsOf(said.kind);
  const lent = said.kind === 'forward' ? job.message : null;
  return { kind: said.kind, icon, word, text: lent ?? preview(said.member) };
};

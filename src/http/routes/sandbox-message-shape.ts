/** A message as a phone of the sandbox shows it: the same for inboxes and chats. */
import * as v from 'valibot';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import type { Bubble, Displayed } from '../../sandbox/control.ts';
import { IsoTime, iso } from '../contract/shapes.ts';

const Text = v.nullable(v.string());
const Count = v.pipe(v.number(), v.integer());

/** Only these fields of a file are shown; its key and its place on the media host are not. */
const MediaShape = v.pipe(
  v.object({
    mimetype: v.string(),
    size: v.pipe(Count, v.description('Of the plain bytes, as the message says.')),
    sha256: v.pipe(v.string(), v.description('Of the plain bytes, in hex, as the message says.')),
    width: v.nullable(Count),
    height: v.nullable(Count),
    seconds: v.nullable(Count),
    thumbnail: v.pipe(Text, v.description('A small JPEG, base64.')),
    waveform: v.pipe(Text, v.description('64 heights from 0 to 100, base64.')),
  }),
  v.metadata({ ref: 'SandboxMedia' }),
);

const LASTING = [
  v.object({
    type: v.literal('text'),
    body: v.string(),
    preview: v.optional(
      v.object({
        url: v.string(),
        title: Text,
        description: Text,
        thumbnail: v.optional(v.pipe(v.string(), v.description('A small JPEG, base64.'))),
      }),
    ),
    background: v.optional(v.pipe(v.string(), v.description('Of a status.'))),
    font: v.optional(v.pipe(v.string(), v.description("Of a status, by WhatsApp's name."))),
  }),
  v.object({ type: v.literal('image'), caption: Text, media: MediaShape }),
  v.object({
    type: v.literal('video'),
    caption: Text,
    gif: v.pipe(v.boolean(), v.description('Plays by itself, again and again.')),
    note: v.pipe(v.boolean(), v.description('A round video note.')),
    media: MediaShape,
  }),
  v.object({ type: v.literal('audio'), media: MediaShape }),
  v.object({ type: v.literal('voice'), media: MediaShape }),
  v.object({ type: v.literal('document'), fileName: v.string(), caption: Text, media: MediaShape }),
  v.object({ type: v.literal('sticker'), animated: v.boolean(), media: MediaShape }),
  v.object({ type: v.literal('location'), latitude: v.number(), longitude: v.number(), name: Text, address: Text }),
  v.object({ type: v.literal('contacts'), contacts: v.array(v.object({ name: v.string(), vcard: v.string() })) }),
  v.object({
    type: v.literal('poll'),
    question: v.string(),
    options: v.array(v.string()),
    selectable: v.pipe(Count, v.description('How many options a voter may choose; 0 for any number.')),
  }),
  v.object({
    type: v.literal('unknown'),
    name: v.pipe(v.string(), v.description('The kind of message in the protocol.')),
  }),
] as const;

const DetailsShape = v.pipe(
  v.variant('type', [
    ...LASTING,
    v.object({
      type: v.literal('reaction'),
      to: v.pipe(v.string(), v.description('The message with this id.')),
      emoji: v.pipe(v.string(), v.description('Empty when it is removed.')),
    }),
    v.object({ type: v.literal('edit'), of: v.string(), content: v.variant('type', LASTING) }),
    v.object({ type: v.literal('delete'), of: v.string() }),
    v.object({ type: v.literal('vote'), poll: v.string(), options: v.array(v.string()) }),
    v.object({
      type: v.literal('timer'),
      seconds: v.pipe(Count, v.description('After so many seconds messages disappear; 0 if they stay.')),
    }),
  ]),
  v.metadata({ ref: 'SandboxDetails' }),
);

/** Its fields are part of an inbox message and of a bubble. */
export const DISPLAYED = {
  type: v.pipe(v.string(), v.description('The kind of message, as `details` names it too.')),
  details: v.pipe(v.nullable(DetailsShape), v.description('What the phone shows; null for a deleted message.')),
  file: v.pipe(
    v.nullable(v.object({ state: v.picklist(['arriving', 'whole', 'broken']), problem: Text })),
    v.description('What became of its file at the phone; null if it has none.'),
  ),
  replyTo: v.nullable(v.object({ messageId: v.string(), preview: Text })),
  mentions: v.pipe(v.array(v.string()), v.description('Addresses, or `all`.')),
  forwarded: v.pipe(Count, v.description('How often it was forwarded; 0 for an original.')),
  expiration: v.pipe(v.nullable(Count), v.description('Seconds after which it disappears.')),
  viewOnce: v.boolean(),
};

type Content = Displayed['content'];

/** The API names kinds by `type`. */
const retyped = (content: Content): object => ({
  ...content,
  type: content.kind,
  ...(content.kind === 'edit' && { content: retyped(content.content) }),
});

export const displayedAnswer = (message: Displayed, deleted = false) => ({
  type: message.type,
  details: deleted ? null : v.parse(DetailsShape, retyped(message.content)),
  file: message.file,
  replyTo: message.replyTo,
  mentions: [...message.mentions],
  forwarded: message.forwarded,
  expiration: message.expiration,
  viewOnce: message.viewOnce,
});

/** The fields of a bubble that are the same in a chat of two and in a group. */
export const BUBBLE = {
  messageId: v.string(),
  jobId: v.pipe(v.nullable(v.string()), v.description('The job that sent the message; null if a contact wrote it.')),
  from: v.pipe(v.picklist(['gateway', 'contact']), v.description('Who wrote it.')),
  text: v.pipe(v.string(), v.description('What a person reads; for other kinds, what stands for them in a list.')),
  ...DISPLAYED,
  edited: v.boolean(),
  deleted: v.boolean(),
  at: IsoTime,
  copies: v.pipe(v.number(), v.integer(), v.description('How many times it arrived; the phone shows the first.')),
};

export const bubbleAnswer = (said: Omit<Bubble, 'reactions' | 'receipt'>) => ({
  messageId: said.messageId,
  jobId: said.from === 'gateway' ? jobOfMessage(said.messageId) : null,
  from: said.from,
  text: said.text,
  ...displayedAnswer(said, said.deleted),
  edited: said.edited,
  deleted: said.deleted,
  at: iso(said.at),
  copies: said.copies,
});

/** A contact writes a message of any kind to the gateway. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { Fault } from '../../kernel/fault.ts';
import type { SandboxControl, Written, WrittenContext } from '../../sandbox/control.ts';
import { ADDRESSES, type Posting, UNAVAILABLE, UNDECRYPTABLE } from '../../sandbox/control/posting.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';
import { body } from '../edge/parse.ts';
import { problem } from '../contract/problem.ts';
import { Digits, MessageId } from './sandbox-shape.ts';

const TEXT_MAX = 65_536;
const MENTIONS_MAX = 1_024;

const Text = v.pipe(v.string(), v.maxLength(TEXT_MAX));
const Filled = v.pipe(Text, v.minLength(1));
const Maybe = v.optional(v.nullable(Text), null);
const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000));
const MaybeCount = v.optional(v.nullable(Count), null);
const Base64 = v.pipe(v.string(), v.base64());

const File = v.pipe(
  v.strictObject({
    data: v.pipe(Base64, v.description('The bytes, base64.')),
    mimetype: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
    width: MaybeCount,
    height: MaybeCount,
    seconds: MaybeCount,
    thumbnail: v.optional(v.nullable(v.pipe(Base64, v.description('A small JPEG, base64.'))), null),
    waveform: v.optional(v.nullable(Base64), null),
  }),
  v.transform(({ data, ...facts }) => ({ ...facts, bytes: Buffer.from(data, 'base64') })),
);

export const Content = v.variant('type', [
  v.strictObject({ type: v.literal('text'), body: Filled }),
  v.strictObject({ type: v.literal('image'), caption: Maybe, file: File }),
  v.strictObject({
    type: v.literal('video'),
    caption: Maybe,
    gif: v.nullish(v.boolean(), false),
    note: v.nullish(v.boolean(), false),
    file: File,
  }),
  v.strictObject({ type: v.literal('audio'), file: File }),
  v.strictObject({ type: v.literal('voice'), file: File }),
  v.strictObject({ type: v.literal('document'), fileName: Filled, caption: Maybe, file: File }),
  v.strictObject({ type: v.literal('sticker'), animated: v.nullish(v.boolean(), false), file: File }),
  v.strictObject({
    type: v.literal('location'),
    latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
    longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
    name: Maybe,
    address: Maybe,
  }),
  v.strictObject({
    type: v.literal('contacts'),
    contacts: v.pipe(v.array(v.strictObject({ name: Text, vcard: Filled })), v.minLength(1), v.maxLength(100)),
  }),
  v.strictObject({
    type: v.literal('poll'),
    question: Filled,
    options: v.pipe(v.array(Filled), v.minLength(2), v.maxLength(12)),
    selectable: v.optional(v.pipe(Count, v.maxValue(12)), 0),
  }),
  v.strictObject({ type: v.literal('reaction'), to: MessageId, emoji: v.pipe(v.string(), v.maxLength(64)) }),
  v.strictObject({ type: v.literal('edit'), of: MessageId, body: Filled }),
  v.strictObject({ type: v.literal('delete'), of: MessageId }),
  v.strictObject({
    type: v.literal('vote'),
    poll: MessageId,
    options: v.pipe(v.array(Filled), v.maxLength(12), v.description('None to take the vote back.')),
  }),
  v.strictObject({
    type: v.literal('timer'),
    seconds: v.pipe(Count, v.description('Lets messages of the chat disappear after so many seconds; 0 keeps them.')),
  }),
]);

const Trouble = v.variant('kind', [
  v.strictObject({
    kind: v.literal('undecryptable'),
    how: v.picklist(UNDECRYPTABLE),
    times: v.pipe(
      v.optional(v.nullable(v.pipe(Count, v.minValue(1))), 1),
      v.description('How many ciphertexts cannot be read, repeats included; null for all.'),
    ),
  }),
  v.strictObject({ kind: v.literal('used_key') }),
  v.strictObject({ kind: v.literal('withheld'), type: v.picklist(UNAVAILABLE) }),
  v.strictObject({ kind: v.literal('absent') }),
  v.strictObject({ kind: v.literal('bot') }),
]);

/** What a contact writes, and under which circumstances. */
export const Write = v.strictObject({
  from: Digits,
  content: Content,
  replyTo: v.nullish(MessageId),
  mentions: v.nullish(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(64))), v.maxLength(MENTIONS_MAX))),
  forwarded: v.nullish(Count),
  expiration: v.nullish(Count),
  viewOnce: v.nullish(v.boolean()),
  trouble: v.pipe(v.nullish(Trouble), v.description('What is wrong with it when it reaches linked devices.')),
  ageSeconds: v.pipe(v.nullish(Count), v.description('How long ago it was written.')),
  address: v.pipe(
    v.nullish(v.picklist(ADDRESSES)),
    v.description('How the person is named: by number or by LID, with the other one beside it or alone.'),
  ),
});

/** The content in the words of the sandbox. */
export const writtenOf = (content: v.InferOutput<typeof Content>): Written => {
  switch (content.type) {
    case 'poll': {
      const { type: kind, ...rest } = content;
      return { kind, ...rest, secret: null };
    }
    case 'edit':
      return { kind: 'edit', of: content.of, content: { kind: 'text', body: content.body } };
    default: {
      const { type: kind, ...rest } = content;
      return { kind, ...rest } as Written;
    }
  }
};

/** Fields that were left out are left out of the message. */
export const contextOf = ({
  replyTo,
  mentions,
  forwarded,
  expiration,
  viewOnce,
}: Omit<v.InferOutput<typeof Write>, 'from'>) =>
  Object.fromEntries(
    Object.entries({ replyTo, mentions, forwarded, expiration, viewOnce }).filter(
      ([, value]) => value !== undefined && value !== null,
    ),
  ) satisfies WrittenContext;

/** How it reaches linked devices, in the words of the sandbox. */
export const postingOf = ({ trouble, ageSeconds, address }: Omit<v.InferOutput<typeof Write>, 'from'>): Posting => ({
  ...(trouble && { trouble }),
  ...(ageSeconds && { age: ageSeconds }),
  ...(address && { address }),
});

export const WRITTEN = { 200: { description: 'The message.', content: v.object({ messageId: v.string() }) } };

/** Answers with the id of a message, or says what the phone lacks: `unless` is for a message that was not written. */
export const asWritten = async (
  c: Context<Env>,
  writing: Promise<{ messageId: string } | null>,
  unless = '',
): Promise<Response> => {
  try {
    const written = await writing;
    return written ? c.json({ messageId: written.messageId }) : problem(c, 'sandbox.not_found', unless);
  } catch (error) {
    if (error instanceof Fault) return problem(c, 'sandbox.not_found', `${error.message} ${error.hint}`);
    throw error;
  }
};

export const sandboxWrite = (control: SandboxControl) =>
  new Hono<Env>().post(
    '/write',
    describe({
      tag: 'Sandbox',
      scope: 'sandbox:control',
      summary: 'Write a message of any kind from a contact',
      description: 'Its file is encrypted and put on the media host of the sandbox first.',
      answers: WRITTEN,
      problems: ['sandbox.not_found', ...BODY_PROBLEMS],
    }),
    body(Write),
    (c) => {
      const given = c.req.valid('json');
      const { from, content } = given;
      return asWritten(c, control.write(from, writtenOf(content), contextOf(given), postingOf(given)));
    },
  );

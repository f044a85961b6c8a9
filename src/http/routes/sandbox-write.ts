/** A contact writes a message of any kind to the gateway. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { SandboxControl, Written, WrittenContext } from '../../sandbox/control.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';
import { body } from '../edge/parse.ts';
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

const Content = v.variant('type', [
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
export const contextOf = ({ replyTo, mentions, forwarded, expiration, viewOnce }: v.InferOutput<typeof Write>) =>
  Object.fromEntries(
    Object.entries({ replyTo, mentions, forwarded, expiration, viewOnce }).filter(
      ([, value]) => value !== undefined && value !== null,
    ),
  ) satisfies WrittenContext;

export const sandboxWrite = (control: SandboxControl) =>
  new Hono<Env>().post(
    '/write',
    describe({
      tag: 'Sandbox',
      summary: 'Write a message of any kind from a contact',
      description: 'Its file is encrypted and put on the media host of the sandbox first.',
      answers: { 200: { description: 'The message.', content: v.object({ messageId: v.string() }) } },
      problems: BODY_PROBLEMS,
    }),
    body(Write),
    async (c) => {
      const given = c.req.valid('json');
      return c.json(await control.write(given.from, writtenOf(given.content), contextOf(given)));
    },
  );

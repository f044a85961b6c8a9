/** The phones of contacts as people see them: a list, and single chats with both sides. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Bubble, ContactPhone, SandboxControl } from '../../sandbox/control.ts';
import { describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';
import { BUBBLE, bubbleAnswer } from './sandbox-message-shape.ts';
import { Digits } from './sandbox-shape.ts';
import { Limit } from '../contract/shapes.ts';

const BubbleShape = v.pipe(
  v.object({
    ...BUBBLE,
    reactions: v.array(v.object({ from: v.picklist(['gateway', 'contact']), emoji: v.string() })),
    receipt: v.pipe(v.picklist(['none', 'delivered', 'read']), v.description('What the other side has confirmed.')),
  }),
  v.metadata({ ref: 'SandboxBubble' }),
);

const PhoneShape = v.pipe(
  v.object({
    number: v.string(),
    nature: v.pipe(
      v.nullable(v.string()),
      v.description('What is special about the number; null for an ordinary one.'),
    ),
    off: v.pipe(v.boolean(), v.description('The phone is off, until `online` brings it back.')),
    waiting: v.pipe(
      v.number(),
      v.integer(),
      v.description('The number of messages that wait because the phone is off.'),
    ),
    unread: v.pipe(v.number(), v.integer(), v.description('The number of unread messages on the phone.')),
    last: v.nullable(BubbleShape),
  }),
  v.metadata({ ref: 'SandboxPhone' }),
);

const ChatShape = v.pipe(
  v.object({
    ...PhoneShape.entries,
    bubbles: v.pipe(v.array(BubbleShape), v.description('The newest ones, oldest first.')),
    earlier: v.pipe(v.number(), v.integer(), v.description('How many older ones are left out.')),
  }),
  v.metadata({ ref: 'SandboxChat' }),
);

const LimitQuery = v.strictObject({ limit: Limit });

const bubble = (said: Bubble) => ({
  ...bubbleAnswer(said),
  reactions: said.reactions.map(({ from, emoji }) => ({ from, emoji })),
  receipt: said.receipt,
});

const phone = ({ number, nature, off, waiting, unread, last }: ContactPhone) => ({
  number,
  nature,
  off,
  waiting,
  unread,
  last: last && bubble(last),
});

export const sandboxChats = (control: SandboxControl) =>
  new Hono<Env>()
    .get(
      '/phones',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: "List the contacts' phones",
        description: 'The contacts that have exchanged messages with the account, the newest message first.',
        answers: { 200: { description: 'The phones.', content: v.object({ items: v.array(PhoneShape) }) } },
        problems: ['request.invalid'],
      }),
      query(LimitQuery),
      (c) => c.json({ items: control.phones(c.req.valid('query').limit).map(phone) }),
    )
    .get(
      '/phones/:number',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: 'Look at a chat',
        description: 'The messages of both sides, as the phone shows them. Every number has a chat.',
        answers: { 200: { description: 'The chat.', content: ChatShape } },
        problems: ['request.invalid'],
      }),
      params(v.object({ number: Digits })),
      query(LimitQuery),
      (c) => {
        const chat = control.chat(c.req.valid('param').number, c.req.valid('query').limit);
        return c.json({ ...phone(chat), bubbles: chat.bubbles.map(bubble), earlier: chat.earlier });
      },
    );

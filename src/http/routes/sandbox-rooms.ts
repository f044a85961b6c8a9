/** The groups and statuses on the phones of the sandbox. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { SandboxControl } from '../../sandbox/control.ts';
import type { RoomBubble } from '../../sandbox/control/groups.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { problem } from '../contract/problem.ts';
import { Limit } from '../contract/shapes.ts';
import type { Env } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { BUBBLE, bubbleAnswer } from './sandbox-message-shape.ts';
import { Digits, MessageId } from './sandbox-shape.ts';

export const GroupId = v.pipe(
  v.string(),
  v.regex(/^\d{1,32}(?:-\d{1,32})?@g\.us$/, 'Expected the id of a group, which ends with @g.us'),
  v.description('The id of a group.'),
);

const RoomId = v.pipe(
  v.string(),
  v.regex(
    /^(?:\d{1,32}(?:-\d{1,32})?@g\.us|status@broadcast)$/,
    'Expected the id of a group, which ends with @g.us, or status@broadcast',
  ),
  v.description('The id of a group, or `status@broadcast`.'),
);

const Count = v.pipe(v.number(), v.integer());

const BubbleShape = v.pipe(
  v.object({
    ...BUBBLE,
    author: v.pipe(v.string(), v.description('The number of the person who wrote it.')),
    reactions: v.array(v.object({ from: v.picklist(['gateway', 'contact']), author: v.string(), emoji: v.string() })),
    receipt: v.pipe(v.picklist(['none', 'delivered', 'read']), v.description('What this phone has confirmed.')),
    receipts: v.pipe(
      v.object({ readers: Count, delivered: Count, read: Count }),
      v.description('How many phones can read it, and how many of them have confirmed it.'),
    ),
  }),
  v.metadata({ ref: 'SandboxRoomBubble' }),
);

const RoomShape = v.object({
  id: v.string(),
  kind: v.picklist(['group', 'status']),
  subject: v.pipe(v.nullable(v.string()), v.description('Null for statuses.')),
  member: v.pipe(v.boolean(), v.description('Whether this person is a member of the group now.')),
  last: v.nullable(BubbleShape),
});

const RoomChatShape = v.pipe(
  v.object({
    id: v.string(),
    number: v.pipe(v.string(), v.description('Whose phone it is.')),
    bubbles: v.pipe(v.array(BubbleShape), v.description('The newest ones, oldest first.')),
    earlier: v.pipe(Count, v.description('How many older ones are left out.')),
  }),
  v.metadata({ ref: 'SandboxRoomChat' }),
);

const bubble = (said: RoomBubble) => ({
  ...bubbleAnswer(said),
  author: said.author,
  reactions: said.reactions.map(({ from, author, emoji }) => ({ from, author, emoji })),
  receipt: said.receipt,
  receipts: { ...said.receipts },
});

const Receipt = v.strictObject({ messageId: MessageId, kind: v.picklist(['delivered', 'read', 'played']) });

export const sandboxRooms = (control: SandboxControl) =>
  new Hono<Env>()
    .get(
      '/phones/:number/rooms',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: 'List the groups of a phone',
        description: 'Its groups, those that it has left with messages, and its statuses if it has seen any.',
        answers: { 200: { description: 'The rooms.', content: v.object({ items: v.array(RoomShape) }) } },
        problems: ['request.invalid'],
      }),
      params(v.object({ number: Digits })),
      (c) => {
        const rooms = control.roomsOf(c.req.valid('param').number);
        return c.json({ items: rooms.map((room) => ({ ...room, last: room.last && bubble(room.last) })) });
      },
    )
    .get(
      '/phones/:number/rooms/:id',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: 'Look at a group on a phone',
        description:
          'The messages that this phone wrote and those that it could read, in a group or of `status@broadcast`.',
        answers: { 200: { description: 'The messages.', content: RoomChatShape } },
        problems: ['request.invalid'],
      }),
      params(v.object({ number: Digits, id: RoomId })),
      query(v.strictObject({ limit: Limit })),
      (c) => {
        const { id, number } = c.req.valid('param');
        const { bubbles, ...room } = control.room(id, number, c.req.valid('query').limit);
        return c.json({ ...room, bubbles: bubbles.map(bubble) });
      },
    )
    .post(
      '/phones/:number/rooms/:id/receipt',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Send a receipt for a message of a group from a phone',
        answers: { 200: { description: 'The messages of the room on this phone.', content: RoomChatShape } },
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      params(v.object({ number: Digits, id: RoomId })),
      body(Receipt),
      (c) => {
        const { id, number } = c.req.valid('param');
        const { messageId, kind } = c.req.valid('json');
        if (!control.roomReceipt(id, number, messageId, kind)) {
          return problem(c, 'sandbox.not_found', 'This phone has no such message in this group; look at its rooms.');
        }
        const { bubbles, ...room } = control.room(id, number, 100);
        return c.json({ ...room, bubbles: bubbles.map(bubble) });
      },
    );

/** Chats beside their messages: who types, who is there, and what the account's phone does with a chat. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { SandboxControl } from '../../sandbox/control.ts';
import { CHAT_CHANGES, TYPING } from '../../sandbox/control/chats.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { Time } from '../contract/shapes.ts';
import type { Env } from '../edge/env.ts';
import { body } from '../edge/parse.ts';
import { GroupId } from './sandbox-rooms.ts';
import { Digits } from './sandbox-shape.ts';

const Type = v.strictObject({
  from: Digits,
  state: v.picklist(TYPING),
  group: v.optional(GroupId),
});

const Appear = v.strictObject({
  number: Digits,
  available: v.boolean(),
  lastSeenAt: v.optional(v.pipe(Time, v.description('Left out, the contact does not show it.'))),
});

const Change = v.strictObject({
  chat: v.union([GroupId, Digits]),
  change: v.picklist(CHAT_CHANGES),
  until: v.optional(v.pipe(Time, v.description('The end of a mute; left out, there is none.'))),
});

const Block = v.strictObject({
  number: Digits,
  blocked: v.optional(v.boolean(), true),
});

const ChatOnPhoneShape = v.pipe(
  v.object({
    chat: v.pipe(v.string(), v.description('A number, or the id of a group.')),
    archived: v.boolean(),
    pinned: v.boolean(),
    mutedUntil: v.pipe(
      v.nullable(v.number()),
      v.description('Milliseconds since 1970; -1 for a mute without an end, null if it is not muted.'),
    ),
    markedUnread: v.boolean(),
  }),
  v.metadata({ ref: 'SandboxChatOnPhone' }),
);

export const sandboxChatControls = (control: SandboxControl) =>
  new Hono<Env>()
    .post(
      '/type',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Let a contact type',
        description: 'To the account, or in a group. Nothing of it is kept for a device that is away.',
        answers: { 204: { description: 'The linked devices that are connected were told.' } },
        problems: BODY_PROBLEMS,
      }),
      body(Type),
      (c) => {
        const { from, state, group } = c.req.valid('json');
        control.type(from, state, group);
        return c.body(null, 204);
      },
    )
    .post(
      '/appear',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Let a contact come or go',
        description:
          'Linked devices that asked for the presence of the contact are told, while the account is available.',
        answers: { 204: { description: 'They were told.' } },
        problems: BODY_PROBLEMS,
      }),
      body(Appear),
      (c) => {
        const { number, available, lastSeenAt } = c.req.valid('json');
        control.appear(number, available, lastSeenAt);
        return c.body(null, 204);
      },
    )
    .post(
      '/change-chat',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: "Archive, pin, mute or mark a chat on the account's own phone",
        answers: { 204: { description: 'Linked devices are told that the app state has changed.' } },
        problems: BODY_PROBLEMS,
      }),
      body(Change),
      (c) => {
        const { chat, change, until } = c.req.valid('json');
        control.changeChat(chat, change, until);
        return c.body(null, 204);
      },
    )
    .get(
      '/chats-on-phone',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: "List the chats that were changed, as the account's own phone has them",
        answers: { 200: { description: 'The chats.', content: v.object({ items: v.array(ChatOnPhoneShape) }) } },
      }),
      (c) => c.json({ items: control.chatsOnPhone().map((chat) => ({ ...chat })) }),
    )
    .post(
      '/block',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: "Block a contact on the account's own phone",
        description: 'With `blocked: false` it is blocked no longer.',
        answers: { 204: { description: 'Linked devices that are connected were told.' } },
        problems: BODY_PROBLEMS,
      }),
      body(Block),
      (c) => {
        const { number, blocked } = c.req.valid('json');
        control.blockOnPhone(number, blocked);
        return c.body(null, 204);
      },
    )
    .get(
      '/blocked',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'List the contacts that the account has blocked',
        description: 'On its phone or by the gateway, by number.',
        answers: { 200: { description: 'The numbers.', content: v.object({ items: v.array(v.string()) }) } },
      }),
      (c) => c.json({ items: [...control.blocked()] }),
    );

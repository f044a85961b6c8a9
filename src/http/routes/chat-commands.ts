/** Commands for a chat beside sending: reading, typing, and what all devices of the account share about it. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { type ChatWish, TYPING, TYPING_SECONDS_MAX } from '../../gateway/chats/chat-commands.ts';
import type { Result } from '../../kernel/result.ts';
import { MessageRef } from '../../messages/refs.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { SessionQuery, Time } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { ChatParam } from './chat-message-shape.ts';

const OfChat = v.object({ chatId: ChatParam });

const Read = v.pipe(
  v.strictObject({
    upTo: v.optional(v.pipe(MessageRef, v.description('The last message that was read; the last one of the chat.'))),
  }),
  v.metadata({ ref: 'ReadChat' }),
);

const Type = v.pipe(
  v.strictObject({
    state: v.picklist(TYPING),
    seconds: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1, 'Expected at least 1'),
        v.maxValue(TYPING_SECONDS_MAX, `Expected at most ${TYPING_SECONDS_MAX}`),
        v.description(`After so many seconds it pauses by itself; ${TYPING_SECONDS_MAX} when left out.`),
      ),
    ),
  }),
  v.metadata({ ref: 'TypeInChat' }),
);

/** WhatsApp's own clients offer 8 hours, a week, and for ever. */
const MUTE_SECONDS_MAX = 10 * 365 * 86_400;

const Mute = v.pipe(
  v.strictObject({
    seconds: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1, 'Expected at least 1'),
        v.maxValue(MUTE_SECONDS_MAX, `Expected at most ${MUTE_SECONDS_MAX}`),
        v.description('For how long.'),
      ),
    ),
    until: v.optional(v.pipe(Time, v.description('Until when. Without it and `seconds`, until somebody unmutes it.'))),
  }),
  v.check(
    ({ seconds, until }) => seconds === undefined || until === undefined,
    'Expected "seconds" or "until", not both',
  ),
  v.metadata({ ref: 'MuteChat' }),
);

/** What WhatsApp's own clients offer: off, a day, a week, 90 days. */
const TIMERS = [0, 86_400, 604_800, 7_776_000] as const;

const Timer = v.pipe(
  v.strictObject({
    seconds: v.pipe(
      v.picklist(TIMERS, `Expected one of ${TIMERS.join(', ')}`),
      v.description('0 keeps the messages; a day, a week or 90 days.'),
    ),
  }),
  v.metadata({ ref: 'ChatTimer' }),
);

const CONNECTED = ['session.not_found', 'session.not_live', 'whatsapp.no_answer'] as const;
const DONE = { 204: { description: 'It is done, and on record.' } };

const STEPS: readonly { readonly step: string; readonly wish: ChatWish; readonly summary: string }[] = [
  { step: 'archive', wish: 'archived', summary: 'Archive a chat' },
  { step: 'unarchive', wish: 'unarchived', summary: 'Take a chat out of the archive' },
  { step: 'pin', wish: 'pinned', summary: 'Pin a chat' },
  { step: 'unpin', wish: 'unpinned', summary: 'Unpin a chat' },
  { step: 'unmute', wish: 'unmuted', summary: 'Unmute a chat' },
  { step: 'unread', wish: 'marked_unread', summary: 'Mark a chat as unread' },
];

const ON_ALL_DEVICES = 'On all devices of the account, its phone included.';

const answer = (c: Context<Env>, done: Result<void>): Response =>
  done.ok ? c.body(null, 204) : refused(c, done.refusal);

export const chatCommandRoutes = ({ gateway: { chatCommands }, clock }: HttpDeps) => {
  const routes = new Hono<Env>()
    .post(
      '/chats/:chatId/read',
      describe({
        tag: 'Chats',
        scope: 'chats:write',
        reach: 'one-chat',
        summary: 'Read a chat',
        description:
          'Sends read receipts for the messages that came in since the chat was last read: their authors see blue ticks, unless this account hides that it reads. Nothing is read otherwise, unless `WAYBILL_AUTO_READ` is 1.',
        answers: DONE,
        problems: ['chat.not_found', 'message.not_found', ...CONNECTED, ...BODY_PROBLEMS],
      }),
      params(OfChat),
      query(SessionQuery),
      body(Read, { whenEmpty: {} }),
      async (c) => {
        const chat = { ...c.req.valid('param'), ...c.req.valid('query') };
        return answer(c, await chatCommands.read(chat, c.req.valid('json').upTo, callerOf(c)));
      },
    )
    .post(
      '/chats/:chatId/typing',
      describe({
        tag: 'Chats',
        scope: 'chats:write',
        reach: 'one-chat',
        summary: 'Show that the account types',
        description:
          'Or that it records, or has paused. The account is shown as available meanwhile, because WhatsApp shows nothing otherwise. It ends after `seconds`, and when a message goes out to the chat. The chat need not be on record.',
        answers: { 204: { description: 'WhatsApp was told.' } },
        problems: ['chat.not_found', ...CONNECTED, ...BODY_PROBLEMS],
      }),
      params(OfChat),
      query(SessionQuery),
      body(Type),
      async (c) => {
        const { state, seconds } = c.req.valid('json');
        const chat = { ...c.req.valid('param'), ...c.req.valid('query') };
        return answer(c, await chatCommands.type(chat, state, seconds));
      },
    )
    .post(
      '/chats/:chatId/mute',
      describe({
        tag: 'Chats',
        scope: 'chats:write',
        reach: 'one-chat',
        summary: 'Mute a chat',
        description: `${ON_ALL_DEVICES} Messages still come in.`,
        answers: DONE,
        problems: ['chat.not_found', 'session.no_app_state', ...CONNECTED, ...BODY_PROBLEMS],
      }),
      params(OfChat),
      query(SessionQuery),
      body(Mute, { whenEmpty: {} }),
      async (c) => {
        const { seconds, until } = c.req.valid('json');
        const chat = { ...c.req.valid('param'), ...c.req.valid('query') };
        const end = seconds === undefined ? (until ?? null) : clock.now() + seconds * 1_000;
        return answer(c, await chatCommands.mute(chat, end, callerOf(c)));
      },
    )
    .put(
      '/chats/:chatId/disappearing',
      describe({
        tag: 'Chats',
        scope: 'chats:write',
        reach: 'one-chat',
        summary: 'Let messages disappear',
        description:
          'Messages of the chat disappear from phones after so many seconds, on both sides; Waybill keeps its record. The other side is told. The chat need not be on record.',
        answers: DONE,
        problems: ['chat.not_found', 'group.not_admin', 'group.not_member', ...CONNECTED, ...BODY_PROBLEMS],
      }),
      params(OfChat),
      query(SessionQuery),
      body(Timer),
      async (c) => {
        const chat = { ...c.req.valid('param'), ...c.req.valid('query') };
        return answer(c, await chatCommands.setTimer(chat, c.req.valid('json').seconds, callerOf(c)));
      },
    );
  for (const { step, wish, summary } of STEPS) {
    routes.post(
      `/chats/:chatId/${step}`,
      describe({
        tag: 'Chats',
        scope: 'chats:write',
        reach: 'one-chat',
        summary,
        description: ON_ALL_DEVICES,
        answers: DONE,
        problems: ['chat.not_found', 'request.invalid', 'session.no_app_state', ...CONNECTED],
      }),
      params(OfChat),
      query(SessionQuery),
      async (c) => {
        const chat = { ...c.req.valid('param'), ...c.req.valid('query') };
        return answer(c, await chatCommands.change(chat, wish, callerOf(c)));
      },
    );
  }
  return routes;
};

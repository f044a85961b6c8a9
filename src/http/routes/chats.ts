/** Reads chats, and the messages in them. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Chat } from '../../gateway/chats/chat-list.ts';
import { CHAT_KINDS, ConversationId, SessionId } from '../../kernel/ids.ts';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, IsoTime, iso, isoOrNull, Limit, pageOf, Session, Time } from '../contract/shapes.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';
import { ChatMessageShape, ChatParam, MESSAGE_TYPES, PersonShape } from './chat-message-shape.ts';

export const ChatShape = v.pipe(
  v.object({
    chatId: ConversationId,
    session: SessionId,
    kind: v.pipe(v.picklist(CHAT_KINDS), v.description('By its address.')),
    name: v.pipe(
      v.nullable(v.string()),
      v.description('The subject of a group, or the name that a person has chosen; null where none is known.'),
    ),
    contact: v.pipe(v.nullable(PersonShape), v.description('The person of a chat with one.')),
    unread: v.pipe(
      v.number(),
      v.integer(),
      v.description('How many messages came in since the account last wrote, or read up to.'),
    ),
    markedUnread: v.pipe(v.boolean(), v.description('Somebody has marked it as unread, here or on the phone.')),
    archived: v.boolean(),
    pinned: v.boolean(),
    mutedUntil: v.pipe(
      v.nullable(IsoTime),
      v.description('Null if it is not muted now; `9999-12-31T23:59:59.999Z` for a mute without an end.'),
    ),
    disappearingSeconds: v.pipe(
      v.number(),
      v.integer(),
      v.description('After so many seconds messages disappear from phones; 0 if they stay.'),
    ),
    lastMessage: v.nullable(ChatMessageShape),
    activeAt: v.pipe(IsoTime, v.description('The time of the last activity, to the second.')),
  }),
  v.metadata({ ref: 'Chat' }),
);

export const SearchWords = v.pipe(v.string(), v.maxLength(200), v.regex(/\S/, 'Expected a word'));

const ChatList = v.strictObject({
  session: Session,
  search: v.optional(
    v.pipe(SearchWords, v.description('Part of a name or of a number, at least three digits.'), v.examples(['ayu'])),
  ),
  unread: v.optional(
    v.pipe(
      v.picklist(['true', 'false']),
      v.description('Only chats that are unread or marked as such, or only the others.'),
    ),
  ),
  kind: v.optional(v.picklist(CHAT_KINDS)),
  limit: Limit,
  cursor: Cursor,
});

const PLACE = 'The id of a message in this chat, or a cursor.';
const Place = v.pipe(v.string(), v.maxLength(512));

const MessageList = v.strictObject({
  session: Session,
  before: v.optional(v.pipe(Place, v.description(`Only messages before this one. ${PLACE}`))),
  after: v.optional(v.pipe(Place, v.description(`Only messages after this one, the next ones. ${PLACE}`))),
  since: v.optional(v.pipe(Time, v.description('Only messages of this time or later, the next ones.'))),
  type: v.optional(v.picklist(MESSAGE_TYPES)),
  direction: v.optional(v.picklist(['in', 'out'])),
  limit: Limit,
  cursor: Cursor,
});

export const chatAnswer = ({ activeAt, mutedUntil, ...chat }: Chat) => ({
  ...chat,
  mutedUntil: isoOrNull(mutedUntil),
  activeAt: iso(activeAt),
});

export const chatRoutes = ({ gateway: { chats, within } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/chats',
      describe({
        tag: 'Chats',
        scope: 'messages:read',
        reach: 'chats',
        summary: 'List the chats',
        description:
          'Last activity first. With `search` or `unread`, a page looks at the next 500 chats: it may hold fewer than the limit, even none, and `nextCursor` goes on.',
        answers: { 200: { description: 'A page of chats.', content: pageOf(ChatShape) } },
        problems: ['request.invalid', 'session.not_found'],
      }),
      query(ChatList),
      (c) => {
        const { unread, ...asked } = c.req.valid('query');
        const reached = within.chatsIn(c.get('identity').reach, asked.session);
        const page = chats.list({ ...asked, reached, ...(unread === undefined ? {} : { unread: unread === 'true' }) });
        if (!page.ok) return refused(c, page.refusal);
        return c.json({ items: page.value.items.map(chatAnswer), nextCursor: page.value.nextCursor });
      },
    )
    .get(
      '/chats/:chatId',
      describe({
        tag: 'Chats',
        scope: 'messages:read',
        reach: 'one-chat',
        summary: 'Look at a chat',
        answers: { 200: { description: 'The chat.', content: ChatShape } },
        problems: ['chat.not_found', 'request.invalid', 'session.not_found'],
      }),
      params(v.object({ chatId: ChatParam })),
      query(v.strictObject({ session: Session })),
      (c) => {
        const found = chats.byId(c.req.valid('query').session, c.req.valid('param').chatId);
        return found.ok ? c.json(chatAnswer(found.value)) : refused(c, found.refusal);
      },
    )
    .get(
      '/chats/:chatId/messages',
      describe({
        tag: 'Chats',
        scope: 'messages:read',
        reach: 'one-chat',
        summary: 'List the messages of a chat',
        description:
          "Newest first: what came in, what was written on the phone, and jobs once WhatsApp has acknowledged them. Messages of the history stand where WhatsApp's time puts them, all others in the order in which they were recorded. A cursor stays good whatever comes in between. With `type` or `direction`, a page looks at the next 1,000 messages: it may hold fewer than the limit, even none, and `nextCursor` goes on. After `after` or `since`, it goes on to newer messages.",
        answers: { 200: { description: 'A page of messages.', content: pageOf(ChatMessageShape) } },
        problems: ['chat.not_found', 'request.invalid', 'session.not_found'],
      }),
      params(v.object({ chatId: ChatParam })),
      query(MessageList),
      (c) => {
        const page = chats.messages({ ...c.req.valid('query'), ...c.req.valid('param') });
        return page.ok ? c.json(page.value) : refused(c, page.refusal);
      },
    );

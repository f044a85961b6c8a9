/** Finds messages that are on record: by their words, or by their id. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { WrittenAddress } from '../../kernel/ids.ts';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, Limit, pageOf, Session, Time } from '../contract/shapes.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';
import { ChatMessageDetailShape, ChatMessageShape, ChatParam } from './chat-message-shape.ts';

const Search = v.strictObject({
  session: Session,
  search: v.pipe(
    v.string(),
    v.maxLength(200),
    v.regex(/\S/, 'Expected a word'),
    v.description('Whole words that the message has to contain, in any case and with or without accents.'),
    v.examples(['parcel', '包裹']),
  ),
  chatId: v.optional(v.pipe(ChatParam, v.description('Only messages of this chat.'))),
  from: v.optional(v.pipe(WrittenAddress, v.description('Only messages by this person, as an address.'))),
  since: v.optional(v.pipe(Time, v.description('Only messages of this time or later, to the second.'))),
  until: v.optional(v.pipe(Time, v.description('Only messages before this time, to the second.'))),
  limit: Limit,
  cursor: Cursor,
});

const MessageQuery = v.strictObject({
  session: Session,
  chatId: v.optional(v.pipe(ChatParam, v.description('Decides where several chats have a message with this id.'))),
});

export const recordedMessageRoutes = ({ gateway: { chats, within } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/messages',
      describe({
        tag: 'Chats',
        scope: 'messages:read',
        reach: 'chats',
        summary: 'Search messages',
        description:
          'Newest first, over texts, captions, questions, places and names of files, as they are after their edits.',
        answers: { 200: { description: 'A page of messages.', content: pageOf(ChatMessageShape) } },
        problems: ['gateway.busy', 'request.invalid', 'session.not_found'],
      }),
      query(Search),
      async (c) => {
        const asked = c.req.valid('query');
        const page = await chats.search({ ...asked, reached: within.chatsIn(c.get('identity').reach, asked.session) });
        return page.ok ? c.json(page.value) : refused(c, page.refusal);
      },
    )
    .get(
      '/messages/:messageId',
      describe({
        tag: 'Chats',
        scope: 'messages:read',
        reach: 'chats',
        summary: 'Look at a message',
        description:
          'With what its edits have replaced, the votes of a poll, and in groups the receipts of each recipient. A job is found here once WhatsApp has acknowledged it.',
        answers: { 200: { description: 'The message.', content: ChatMessageDetailShape } },
        problems: ['message.ambiguous', 'message.not_on_record', 'request.invalid', 'session.not_found'],
      }),
      params(v.object({ messageId: v.string() })),
      query(MessageQuery),
      (c) => {
        const { session, chatId } = c.req.valid('query');
        const reached = within.chatsIn(c.get('identity').reach, session);
        const found = chats.message(session, c.req.valid('param').messageId, { chatId, reached });
        return found.ok ? c.json(found.value) : refused(c, found.refusal);
      },
    );

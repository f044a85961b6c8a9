/** Asks for the file of a message again. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { WrittenAddress } from '../../kernel/ids.ts';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Session } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';
import { MediaShape, mediaAnswer } from './media-shape.ts';

const MessageParam = v.object({
  messageId: v.pipe(v.string(), v.maxLength(128), v.examples(['3AD4F1C767D82B60E5A9'])),
});

const FetchQuery = v.strictObject({
  session: Session,
  chatId: v.optional(
    v.pipe(WrittenAddress, v.description('Decides between two chats that have a message with this id.')),
  ),
});

export const mediaFetchRoutes = ({ gateway }: HttpDeps) =>
  new Hono<Env>().post(
    '/messages/:messageId/media/fetch',
    describe({
      tag: 'Media',
      scope: 'media:write',
      reach: 'one-session',
      summary: 'Fetch the file of a message',
      description:
        'For a file that was too large to be fetched by itself, that failed, or whose time was over. The answer comes at once, and its `state` is `pending` until the file is here. A file that is here already is answered as it is.',
      answers: { 202: { description: 'The file is being fetched, or is here.', content: MediaShape } },
      problems: [
        'media.not_found',
        'media.withheld',
        'message.ambiguous',
        'session.not_found',
        'request.invalid',
        'gateway.busy',
      ],
    }),
    params(MessageParam),
    query(FetchQuery),
    async (c) => {
      const message = { ...c.req.valid('param'), ...c.req.valid('query') };
      const told = await gateway.media.fetchAgain(message, callerOf(c));
      return told.ok ? c.json(mediaAnswer(told.value), 202) : refused(c, told.refusal);
    },
  );

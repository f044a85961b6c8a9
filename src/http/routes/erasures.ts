/** Erases what was said, by a message or by a person, for administrators. The facts stay. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { type Erasure, REMAINS } from '../../gateway/erasure/shown-erasure.ts';
import type { Result } from '../../kernel/result.ts';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { IsoTime, Session, SessionQuery } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';
import { ChatParam } from './chat-message-shape.ts';
import { ContactParam } from './contact-picture.ts';

const ErasureShape = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.description('For `GET /api/erasures/{id}`.'), v.examples(['er_8124'])),
    state: v.pipe(
      v.picklist(['done', 'pending']),
      v.description(
        '`pending` while a reader of the database, such as a backup that is being made, keeps earlier versions of its pages. It becomes `done` by itself.',
      ),
    ),
    erased: v.pipe(v.number(), v.integer(), v.description('How many messages were erased.')),
    erasedAt: IsoTime,
    backups: v.pipe(
      v.array(v.string()),
      v.description('Backups that were made before: they still hold what was erased. Delete them, or keep them apart.'),
    ),
    remains: v.pipe(
      v.array(v.picklist(REMAINS)),
      v.description(
        'What cannot be erased. `numbers`: phone numbers name the chats of the log. `plain_digests`: texts of older versions have digests without a salt, from which a short text can be guessed. `client_refs`: the caller’s own names of jobs. `shared_files`: a file that another message has too.',
      ),
    ),
  }),
  v.metadata({ ref: 'Erasure' }),
);

const answerOf = ({ at, ...erasure }: Erasure) => ({ ...erasure, erasedAt: new Date(at).toISOString() });

const ERASES = {
  200: { description: 'It is gone, also from the write-ahead log.', content: ErasureShape },
  202: {
    description: 'It is gone from every answer. `GET /api/erasures/{id}` says when its last traces are gone too.',
    content: ErasureShape,
    headers: { Location: 'Where to ask for it.' },
  },
};

const erased = (c: Context<Env>, told: Result<Erasure>) => {
  if (!told.ok) return refused(c, told.refusal);
  const answer = answerOf(told.value);
  return answer.state === 'done'
    ? c.json(answer, 200)
    : c.json(answer, 202, { Location: `/api/erasures/${answer.id}` });
};

export const contentRoutes = (deps: HttpDeps) =>
  new Hono<Env>().route('/', messageContentRoutes(deps)).route('/', contactContentRoutes(deps));

const contactContentRoutes = ({ gateway: { contacts } }: HttpDeps) =>
  new Hono<Env>().delete(
    '/contacts/:contactId/content',
    describe({
      tag: 'Contacts',
      scope: 'admin',
      summary: 'Erase what a contact said',
      description:
        'Their names, everything in the chat with them, in both directions, and in groups their own messages with what others said of these. The contact, its addresses and its messages stay listed; their facts stay, and the chain of the log still verifies. Names that WhatsApp tells afterwards are recorded again. A job to them that has not ended is refused. For administrators.',
      answers: ERASES,
      problems: ['contact.not_found', 'message.not_ended', 'request.invalid', 'session.not_found'],
    }),
    params(ContactParam),
    query(SessionQuery),
    async (c) => {
      const { session } = c.req.valid('query');
      return erased(c, await contacts.erase(session, c.req.valid('param').contactId, callerOf(c)));
    },
  );

const messageContentRoutes = ({ gateway: { erasures } }: HttpDeps) =>
  new Hono<Env>().delete(
    '/messages/:messageId/content',
    describe({
      tag: 'Chats',
      scope: 'admin',
      summary: 'Erase what a message said',
      description:
        'What it said, its former wordings, its file, its reactions and votes, and what answers quote of it. The message stays listed, with `erasedAt`, and the member of its type is null; its facts stay, and the chain of the log still verifies. At WhatsApp and on phones it stays: to take it back there, send a `delete` first. A message that is handed over again is not recorded again. For administrators.',
      answers: ERASES,
      problems: [
        'message.ambiguous',
        'message.not_ended',
        'message.not_on_record',
        'request.invalid',
        'session.not_found',
      ],
    }),
    params(v.object({ messageId: v.string() })),
    query(
      v.strictObject({
        session: Session,
        chatId: v.optional(
          v.pipe(ChatParam, v.description('Decides where several chats have a message with this id.')),
        ),
      }),
    ),
    async (c) => {
      const { session, chatId } = c.req.valid('query');
      return erased(c, await erasures.message(session, c.req.valid('param').messageId, chatId, callerOf(c)));
    },
  );

export const erasureRoutes = ({ gateway: { erasures } }: HttpDeps) =>
  new Hono<Env>().get(
    '/erasures/:id',
    describe({
      tag: 'Chats',
      scope: 'admin',
      summary: 'Look at an erasure',
      description: 'Also at one from before a restart. For administrators.',
      answers: { 200: { description: 'The erasure.', content: ErasureShape } },
      problems: ['erasure.not_found'],
    }),
    params(v.object({ id: v.string() })),
    (c) => {
      const found = erasures.byId(c.req.valid('param').id);
      return found.ok ? c.json(answerOf(found.value)) : refused(c, found.refusal);
    },
  );

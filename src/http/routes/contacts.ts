/** Shows the people of a session. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { ContactId, SessionId } from '../../kernel/ids.ts';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, Limit, pageOf, Session, SessionQuery } from '../contract/shapes.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';
import { person } from './chat-message-shape.ts';
import { chatAnswer, ChatShape, SearchWords } from './chats.ts';

const ContactShape = v.pipe(
  v.object({
    ...person,
    contactId: ContactId,
    session: SessionId,
    pushName: v.pipe(v.nullable(v.string()), v.description('The name that the person has chosen.')),
    business: v.pipe(v.boolean(), v.description('A business, whose name WhatsApp has verified.')),
    blocked: v.pipe(v.boolean(), v.description('The account takes no messages of this person.')),
  }),
  v.metadata({ ref: 'Contact' }),
);

const ContactList = v.strictObject({
  session: Session,
  search: v.optional(
    v.pipe(
      SearchWords,
      v.description('Part of a name, of the username or of a number, at least three digits.'),
      v.examples(['ayu']),
    ),
  ),
  limit: Limit,
  cursor: Cursor,
});

const Id = v.object({ contactId: v.pipe(ContactId, v.examples(['ct_019a9f3c2b40004d2a'])) });

export const contactRoutes = ({ gateway: { contacts } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/contacts',
      describe({
        tag: 'Contacts',
        summary: 'List the contacts',
        description:
          'Everybody who has written, and those of whom WhatsApp has told more than the number that was written to; the oldest first. With `search`, a page looks at the next 500 contacts: it may hold fewer than the limit, even none, and `nextCursor` goes on.',
        answers: { 200: { description: 'A page of contacts.', content: pageOf(ContactShape) } },
        problems: ['request.invalid', 'session.not_found'],
      }),
      query(ContactList),
      (c) => {
        const page = contacts.list(c.req.valid('query'));
        return page.ok ? c.json(page.value) : refused(c, page.refusal);
      },
    )
    .get(
      '/contacts/:contactId',
      describe({
        tag: 'Contacts',
        summary: 'Look at a contact',
        description: 'A contact that turned out to be another one has been merged into it, and both ids answer.',
        answers: { 200: { description: 'The contact.', content: ContactShape } },
        problems: ['contact.not_found', 'request.invalid', 'session.not_found'],
      }),
      params(Id),
      query(SessionQuery),
      (c) => {
        const found = contacts.byId(c.req.valid('query').session, c.req.valid('param').contactId);
        return found.ok ? c.json(found.value) : refused(c, found.refusal);
      },
    )
    .get(
      '/contacts/:contactId/chat',
      describe({
        tag: 'Contacts',
        summary: 'Look at the chat with a contact',
        answers: { 200: { description: 'The chat.', content: ChatShape } },
        problems: ['chat.not_found', 'contact.not_found', 'request.invalid', 'session.not_found'],
      }),
      params(Id),
      query(SessionQuery),
      (c) => {
        const found = contacts.chat(c.req.valid('query').session, c.req.valid('param').contactId);
        return found.ok ? c.json(chatAnswer(found.value)) : refused(c, found.refusal);
      },
    );

/** Shows the people of a session. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { ChatId, ContactId, SessionId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import { BODY_PROBLEMS, describe, type RouteDoc } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, IsoTime, iso, Limit, pageOf, Session, SessionQuery } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { ASKING_PROBLEMS, ContactParam, contactPictureRoutes } from './contact-picture.ts';
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
    about: v.optional(v.pipe(v.nullable(v.string()), v.description('With `refresh=true`; null if it is hidden.'))),
    pictureUrl: v.optional(
      v.pipe(
        v.nullable(v.string()),
        v.description("With `refresh=true`: an address at WhatsApp's servers, which holds for some days."),
      ),
    ),
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

const Refresh = v.optional(
  v.pipe(
    v.picklist(['true', 'false']),
    v.description('`true` asks WhatsApp. A session asks 20 times at once, and then every 10 seconds.'),
  ),
  'false',
);

const NUMBERS_MAX = 50;

const NumberChecks = v.pipe(
  v.strictObject({
    numbers: v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1))),
      v.minLength(1),
      v.maxLength(NUMBERS_MAX),
      v.description('As people write them, like the recipient of a message.'),
    ),
  }),
  v.metadata({ ref: 'NumberCheckRequest' }),
);

const CheckedNumbers = v.object({
  items: v.array(
    v.pipe(
      v.object({
        number: v.pipe(v.string(), v.description('With `+` and country code.')),
        onWhatsApp: v.boolean(),
        chatId: v.pipe(
          v.nullable(ChatId),
          v.description('Its address, which may have another number: in Brazil one digit more or less. Null for none.'),
        ),
        checkedAt: IsoTime,
      }),
      v.metadata({ ref: 'CheckedNumber' }),
    ),
  ),
});

const blocking = (summary: string) =>
  ({
    tag: 'Contacts',
    scope: 'contacts:write',
    reach: 'one-session',
    summary,
    description: "WhatsApp's own block list, which the phone of the account shows too.",
    answers: { 204: { description: 'The block list is changed.' } },
    problems: ['contact.not_found', 'request.invalid', 'session.not_found', 'session.not_live', 'whatsapp.no_answer'],
  }) as const satisfies RouteDoc;

const blockedOr = (c: Context<Env>, told: Result<void>): Response =>
  told.ok ? c.body(null, 204) : refused(c, told.refusal);

export const contactRoutes = (deps: HttpDeps) => {
  const { contacts, within } = deps.gateway;
  return new Hono<Env>()
    .get(
      '/contacts',
      describe({
        tag: 'Contacts',
        scope: 'contacts:read',
        reach: 'chats',
        summary: 'List the contacts',
        description:
          'Everybody who has written, and those of whom WhatsApp has told more than the number that was written to; the oldest first. With `search`, a page looks at the next 500 contacts: it may hold fewer than the limit, even none, and `nextCursor` goes on.',
        answers: { 200: { description: 'A page of contacts.', content: pageOf(ContactShape) } },
        problems: ['request.invalid', 'session.not_found'],
      }),
      query(ContactList),
      (c) => {
        const asked = c.req.valid('query');
        const page = contacts.list({ ...asked, reached: within.chatsIn(c.get('identity').reach, asked.session) });
        return page.ok ? c.json(page.value) : refused(c, page.refusal);
      },
    )
    .get(
      '/contacts/:contactId',
      describe({
        tag: 'Contacts',
        scope: 'contacts:read',
        reach: 'one-contact',
        summary: 'Look at a contact',
        description: 'A contact that turned out to be another one has been merged into it, and both ids answer.',
        answers: { 200: { description: 'The contact.', content: ContactShape } },
        problems: ['contact.not_found', 'request.invalid', 'session.not_found', ...ASKING_PROBLEMS],
      }),
      params(ContactParam),
      query(v.strictObject({ session: Session, refresh: Refresh })),
      async (c) => {
        const { session, refresh } = c.req.valid('query');
        const { contactId } = c.req.valid('param');
        const found = await (refresh === 'true' ? contacts.look : contacts.byId)(session, contactId);
        return found.ok ? c.json(found.value) : refused(c, found.refusal);
      },
    )
    .route('/', contactPictureRoutes(deps))
    .get(
      '/contacts/:contactId/chat',
      describe({
        tag: 'Contacts',
        scope: 'contacts:read',
        reach: 'one-contact',
        summary: 'Look at the chat with a contact',
        answers: { 200: { description: 'The chat.', content: ChatShape } },
        problems: ['chat.not_found', 'contact.not_found', 'request.invalid', 'session.not_found'],
      }),
      params(ContactParam),
      query(SessionQuery),
      (c) => {
        const found = contacts.chat(c.req.valid('query').session, c.req.valid('param').contactId);
        return found.ok ? c.json(chatAnswer(found.value)) : refused(c, found.refusal);
      },
    )
    .post(
      '/contacts/check',
      describe({
        tag: 'Contacts',
        scope: 'contacts:write',
        or: 'messages:send',
        reach: 'one-session',
        summary: 'Check which numbers are on WhatsApp',
        description:
          'WhatsApp is asked once for all of them. Sending does not need it: it finds out by itself. Ten numbers count as one question: a session asks 20 at once, and then one every 10 seconds, together with those about groups. An account that asks for many numbers may be restricted.',
        answers: { 200: { description: 'The answers, in the order of the numbers.', content: CheckedNumbers } },
        problems: ['rate.limited', 'session.not_found', 'session.not_live', 'whatsapp.no_answer', ...BODY_PROBLEMS],
      }),
      query(SessionQuery),
      body(NumberChecks),
      async (c) => {
        const told = await contacts.check(c.get('session'), c.req.valid('json').numbers);
        if (!told.ok) return refused(c, told.refusal);
        const items = told.value.map(({ number, chatId, checkedAt }) => ({
          number,
          onWhatsApp: chatId !== null,
          chatId,
          checkedAt: iso(checkedAt),
        }));
        return c.json({ items });
      },
    )
    .post(
      '/contacts/:contactId/block',
      describe(blocking('Block a contact')),
      params(ContactParam),
      query(SessionQuery),
      async (c) => {
        const { session } = c.req.valid('query');
        return blockedOr(c, await contacts.setBlocked(session, c.req.valid('param').contactId, true, callerOf(c)));
      },
    )
    .delete(
      '/contacts/:contactId/block',
      describe(blocking('Unblock a contact')),
      params(ContactParam),
      query(SessionQuery),
      async (c) => {
        const { session } = c.req.valid('query');
        return blockedOr(c, await contacts.setBlocked(session, c.req.valid('param').contactId, false, callerOf(c)));
      },
    );
};
